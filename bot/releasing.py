"""Results for those who answered: a manager releases a short summary, and everybody is told.

Rule 1: the summary is made of what the gate published, at the moment of the release; it is kept
with the work that is due, so that everybody gets the same.
Rule 2: a survey is released once, after it has closed: until then the figures may change.
Rule 3: told are those whose chat is still known, apart from what they answered; not who said /stop.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bot.interview.replies import Message, Reply, Value
from bot.lifecycle import Duty, Status
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from storage import DueRow, SurveyRow, Work

if TYPE_CHECKING:
    from bot.gate.published import Published

_MOST_PROBLEMS: Final = 3
_LONGEST_NOTE: Final = 500
_RELEASED: Final = "released"


def results_of(published: "Published", note: str = "") -> Reply:
    """Return what participants are told, with *note* as a manager's own words on what follows."""
    problems = tuple(
        {"name": each.name, "people": each.people_words}
        for each in published.recommendations[:_MOST_PROBLEMS]
    )
    values: Mapping[str, Value] = {
        "name": published.survey,
        "answered": published.response.answered,
        "problems": problems,
        "threshold": published.threshold,
        "note": note.strip()[:_LONGEST_NOTE],
    }
    return Reply(Message.RESULTS, values)


def is_released(survey: SurveyRow) -> bool:
    """Say whether the participants of *survey* were told its results, or are being told."""
    return _RELEASED in json.loads(survey.settings or "{}")


def preview_results(
    work: Work, survey: SurveyRow, catalogue: Catalogue, note: str, now: int
) -> Reply:
    """Return what participants of *survey* would be told now."""
    from bot.gate.publishing import publish  # noqa: PLC0415  # it loads numpy; the bot starts without

    return results_of(publish(work, survey, catalogue, week_of(now)), note)


def release_results(
    work: Work, survey: SurveyRow, catalogue: Catalogue, note: str, now: int
) -> int | None:
    """Let all participants of *survey* be told, and return how many chats are still known.

    None if it may not be: the survey has not closed, or was released before.
    """
    if survey.status != Status.CLOSED or is_released(survey):
        return None
    reply = preview_results(work, survey, catalogue, note, now)
    settings = json.loads(survey.settings or "{}") | {_RELEASED: week_of(now)}
    work.surveys.change(survey._replace(settings=json.dumps(settings, ensure_ascii=False)))
    state = json.dumps(dict(reply.values), ensure_ascii=False)
    work.due.plan(DueRow(Duty.RELEASE, survey.id, now, state))
    return work.contacts.write_to_all(survey.id, now)


def told_by(state: str) -> Reply:
    """Return the reply that `release_results` kept as *state*."""
    values = json.loads(state)
    return Reply(Message.RESULTS, values | {"problems": tuple(values["problems"])})
