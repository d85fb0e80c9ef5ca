"""Those who were asked hear what came of it: you said, we do, who sees to it, checked when.

Rule 1: what is told are titles of the catalogue, figures that the gate published, names of owners
and dates, and why something was dropped; no words of those who were asked.
Rule 2: people are told once the survey has closed: until then reminders use the same list of chats.
Rule 3: of each initiative they hear once, and once more if it is dropped after that.
"""

import json
from collections.abc import Mapping
from typing import Final

from bot.initiatives.course import State
from bot.initiatives.pulsing import is_busy
from bot.interview.replies import Message, Reply, Value
from bot.lifecycle import Duty, Status
from knowledge.catalogue import Catalogue
from storage import DueRow, InitiativeRow, SurveyRow, Work

#: The setting of a survey that lists the initiatives which people have heard of.
TOLD: Final = "told"


def untold(work: Work, survey: SurveyRow) -> list[InitiativeRow]:
    """Return the initiatives that participants may hear of now and have not yet."""
    if survey.status != Status.CLOSED or is_busy(work, survey.id):
        return []
    told = set(_told(survey))
    return [row for row in work.initiatives.of(survey.id) if _is_news(row, told)]


def _is_news(row: InitiativeRow, told: set[str]) -> bool:
    """Say whether people have not heard of *row*, or not that what they heard of was dropped."""
    if row.state == State.DROPPED:
        return row.id in told and _mark(row) not in told
    return row.id not in told and row.state != State.PROPOSED


def _mark(row: InitiativeRow) -> str:
    """Return what is kept of having told of *row*."""
    return f"{row.id} dropped" if row.state == State.DROPPED else row.id


def tell_participants(work: Work, survey: SurveyRow, catalogue: Catalogue, now: int) -> int:
    """Let everybody who took part hear of what is untold; return how many can be reached."""
    rows = untold(work, survey)
    if not rows:
        return 0
    values: Mapping[str, Value] = {
        "name": survey.name,
        "threshold": survey.threshold,
        "initiatives": tuple(_told_of(row, catalogue) for row in rows),
    }
    settings = json.loads(survey.settings or "{}")
    settings[TOLD] = [*_told(survey), *(_mark(row) for row in rows)]
    work.surveys.change(survey._replace(settings=json.dumps(settings, ensure_ascii=False)))
    state = json.dumps(values, ensure_ascii=False)
    work.due.plan(DueRow(Duty.DECIDED, survey.id, now, state))
    return work.contacts.write_to_all(survey.id, now)


def _told(survey: SurveyRow) -> list[str]:
    return list(json.loads(survey.settings or "{}").get(TOLD, []))


def _told_of(row: InitiativeRow, catalogue: Catalogue) -> dict[str, str]:
    known = catalogue.inefficiencies.get(row.code)
    return {
        "problem": row.code if known is None else known.name,
        "title": row.title,
        "owner": row.owner,
        "check": row.check_on,
        "dropped": row.reason if row.state == State.DROPPED else "",
    }


def decided_by(state: str) -> Reply:
    """Return the message that `tell_participants` kept as *state*."""
    values = json.loads(state)
    return Reply(Message.DECIDED, values | {"initiatives": tuple(values["initiatives"])})
