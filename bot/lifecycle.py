"""A survey's life: drafted, open, paused, closed; and the work that is planned with it.

Rule 1: a survey opens once. What was closed is never open again, because its key is gone.
Rule 2: closing destroys the key, ends the chats' places in the interview, forgets the numbers of
chat messages, and loses the order in which rows were written: nothing is left that could tell
which person a respondent was. The latter two go on in parts where many answered, as work that is
due at once, so that nobody's turn waits for a million rows.
Rule 3: dates are work that is due (`storage.Due`): they are kept although the process was down.
"""

import json
from enum import StrEnum
from typing import Final

from storage import DueRow, Store, SurveyRow, Work

#: The survey that is open from the first start on.
ALWAYS_ON: Final = "always-on"
_DAY_SECONDS: Final = 24 * 60 * 60
#: How long after closing participants can still be told what became of what they said.
REACHABLE_DAYS: Final = 180
#: The setting of a survey that names the round before it.
FOLLOWS: Final = "follows"
_OF_ONE_ROUND: Final = (
    "opens",
    "closes",
    "is_due",
    "released",
    "told",
    "note",
    "imported",
    FOLLOWS,
)


class Status(StrEnum):
    """Where a survey is in its life; what is stored is never renamed."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Duty(StrEnum):
    """The kinds of work that may be due; each has its handler in `bot.duties`."""

    OPEN = "open"
    CLOSE = "close"
    REMIND = "remind"
    RELEASE = "release"
    LOSE_ORDER = "lose order"
    LET_GO = "let go"
    TIDY = "tidy"
    NUDGE = "nudge"
    PROGRESS = "progress"
    PULSE = "pulse"
    DECIDED = "decided"
    ASK = "ask"


def earlier_of(survey: SurveyRow) -> str | None:
    """Return the round that *survey* repeats; None if it repeats none."""
    found = json.loads(survey.settings or "{}").get(FOLLOWS)
    return str(found) if found else None


def settings_after(survey: SurveyRow, **more: str) -> str:
    """Return the settings of a round that follows *survey*, without what is of one round only."""
    settings = json.loads(survey.settings or "{}")
    kept = {name: each for name, each in settings.items() if name not in _OF_ONE_ROUND}
    return json.dumps(kept | {FOLLOWS: survey.id} | more, ensure_ascii=False)


def add_round(work: Work, before: SurveyRow, row: SurveyRow, key: str) -> None:
    """Keep the round *row* with the teams and jobs of the round *before*."""
    work.surveys.add(row, key)
    for team in work.surveys.teams(before.id):
        work.surveys.add_team(row.id, team)
    for role in work.surveys.roles(before.id):
        work.surveys.add_role(row.id, role)


def open_survey(work: Work, survey: str) -> bool:
    """Open a survey that is a draft or paused, and say whether it is open now."""
    row = work.surveys.get(survey)
    if row is None or row.status == Status.CLOSED:
        return False
    work.surveys.set_status(survey, Status.OPEN)
    work.due.finish(Duty.OPEN, survey)
    return True


def pause_survey(work: Work, survey: str) -> bool:
    """Let an open survey take no answers for a while, and say whether it is paused now."""
    row = work.surveys.get(survey)
    if row is None or row.status not in (Status.OPEN, Status.PAUSED):
        return False
    work.surveys.set_status(survey, Status.PAUSED)
    return True


def close_survey(work: Work, survey: str, now: int) -> bool:
    """Close a survey for ever (rule 2), and say whether it was open until now."""
    row = work.surveys.get(survey)
    if row is None or row.status == Status.CLOSED:
        return False
    work.surveys.set_status(survey, Status.CLOSED)
    mark = work.surveys.lose_traces(survey)
    if mark:
        work.due.plan(DueRow(Duty.LOSE_ORDER, survey, now, mark))
    for duty in (Duty.OPEN, Duty.CLOSE, Duty.REMIND):
        work.due.finish(duty, survey)
    work.due.plan(DueRow(Duty.LET_GO, survey, now + REACHABLE_DAYS * _DAY_SECONDS))
    return True


def finish_closing(store: Store, survey: str) -> None:
    """Do all parts that are left of closing *survey*, where no bot may be running that would."""
    is_left = True
    while is_left:
        with store.transaction() as work:
            row = work.due.planned(Duty.LOSE_ORDER, survey)
            is_left = row is not None
            if row is not None:
                _do_part(work, row)


def _do_part(work: Work, row: DueRow) -> None:
    mark = work.surveys.lose_order(row.subject, row.state)
    if mark:
        work.due.plan(row._replace(state=mark))
    else:
        work.due.finish(row.kind, row.subject)


def plan_dates(work: Work, survey: str, *, opens: int | None, closes: int | None) -> None:
    """Plan when *survey* opens and closes (unix seconds); None: not by date, or not any more."""
    for duty, at in ((Duty.OPEN, opens), (Duty.CLOSE, closes)):
        if at is None:
            work.due.finish(duty, survey)
        else:
            work.due.plan(DueRow(duty, survey, at))
