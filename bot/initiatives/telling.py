"""Those who were asked hear what came of it: you said, we do, who sees to it, checked when.

Rule 1: what is told are titles of the catalogue, figures that the gate published, names of owners
and dates; no words that anybody said.
Rule 2: people are told once the survey has closed: until then reminders use the same list of chats.
Rule 3: of each initiative they hear once.
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
    hidden = (State.PROPOSED, State.DROPPED)
    return [
        row
        for row in work.initiatives.of(survey.id)
        if row.id not in told and State(row.state) not in hidden
    ]


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
    settings[TOLD] = [*_told(survey), *(row.id for row in rows)]
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
    }


def decided_by(state: str) -> Reply:
    """Return the message that `tell_participants` kept as *state*."""
    values = json.loads(state)
    return Reply(Message.DECIDED, values | {"initiatives": tuple(values["initiatives"])})
