"""What a person's own data look like: for reading in the chat, and as a JSON file."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from bot.interview import Context
from bot.interview.events import Command, Commanded, Event
from bot.outgoing import Attachment
from storage import MyData, Work
from storage.rows import KeptAnswer

DEFAULT = "en"
FILE_NAME = "my-answers.json"


class OwnData(NamedTuple):
    """One's own data: as the wording shows them, and as a file; nothing kept gives None twice."""

    shown: dict[str, object] | None
    attachment: Attachment | None


class Beside(NamedTuple):
    """What is kept of a person apart from their answers; `links` counts what stands with them."""

    participation: str | None
    reachable: bool
    wishes: Mapping[str, object] | None
    links: int


def my_data_of(
    data: MyData | None, context: Context, beside: Beside, language: str = DEFAULT
) -> OwnData:
    """Return *data* with plain labels instead of codes, and as a file with everything."""
    if data is None:
        return OwnData(None, None)
    names = {each.code: each.name for each in (*context.teams, *context.roles)}
    shown: dict[str, object] = {
        "team": names.get(data.team or "", data.team),
        "role": names.get(data.role or "", data.role),
        "answers": [_shown(answer, context, language) for answer in data.answers],
        "findings": [
            {"task": task, "label": context.catalogue.label(code), "state": state}
            for task, _, code, state in data.findings
        ],
        **beside._asdict(),
    }
    whole = {
        "team": data.team,
        "role": data.role,
        "answers": [answer._asdict() for answer in data.answers],
        "findings": [
            dict(zip(("task", "kind", "code", "state"), finding, strict=True))
            for finding in data.findings
        ],
        "beside": beside._asdict(),
    }
    return OwnData(shown, Attachment(FILE_NAME, json.dumps(whole, indent=2, ensure_ascii=False)))


def _shown(answer: KeptAnswer, context: Context, language: str) -> dict[str, object]:
    """Return *answer* with its question as it was asked, as far as that has one wording."""
    question = context.survey.question(answer.question)
    criterion = context.catalogue.criteria.get(answer.question)
    text = answer.question
    if question is not None:
        text = question.text.get(language.partition("-")[0].lower()) or question.text[DEFAULT]
    elif criterion is not None:
        text = criterion.question
    return {
        "task": answer.task,
        "question": text,
        "said": answer.text or answer.choices or answer.outcome,
        "week": answer.week,
    }


def meant_by(work: Work, survey: str, respondent: str, event: Event) -> Event:
    """Return *event*; where it asks to forget an answer by its number, with that answer's name."""
    is_one = isinstance(event, Commanded) and event.command is Command.FORGET and event.argument
    if not is_one:
        return event
    assert isinstance(event, Commanded)  # noqa: S101  # as just seen
    data = work.answers.my_data(survey, respondent)
    number = int(event.argument) if event.argument.isdecimal() and len(event.argument) < 6 else 0  # noqa: PLR2004  # nobody answers that often
    if data is None or not 0 < number <= len(data.answers):
        return replace(event, argument="?")
    answer = data.answers[number - 1]
    return replace(event, argument=f"{answer.task} {answer.question}")
