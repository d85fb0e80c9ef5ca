"""What a person's own data look like: for reading in the chat, and as a JSON file."""

import json
from typing import NamedTuple

from bot.interview import Context
from bot.outgoing import Attachment
from storage import MyData

FILE_NAME = "my-answers.json"


class OwnData(NamedTuple):
    """One's own data: as the wording shows them, and as a file; nothing kept gives None twice."""

    shown: dict[str, object] | None
    attachment: Attachment | None


def my_data_of(data: MyData | None, context: Context) -> OwnData:
    """Return *data* with plain labels instead of codes, and as a file with everything."""
    if data is None:
        return OwnData(None, None)
    names = {each.code: each.name for each in (*context.teams, *context.roles)}
    shown: dict[str, object] = {
        "team": names.get(data.team or "", data.team),
        "role": names.get(data.role or "", data.role),
        "answers": [
            {
                "task": answer.task,
                "question": answer.question,
                "said": answer.text or answer.choices or answer.outcome,
                "week": answer.week,
            }
            for answer in data.answers
        ],
        "findings": [
            {"task": task, "label": context.catalogue.label(code), "state": state}
            for task, _, code, state in data.findings
        ],
    }
    whole = {
        "team": data.team,
        "role": data.role,
        "answers": [answer._asdict() for answer in data.answers],
        "findings": [
            dict(zip(("task", "kind", "code", "state"), finding, strict=True))
            for finding in data.findings
        ],
    }
    return OwnData(shown, Attachment(FILE_NAME, json.dumps(whole, indent=2, ensure_ascii=False)))
