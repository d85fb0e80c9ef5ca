"""Where an interview stands: one frozen value, kept as JSON between two messages.

It holds what is needed to go on, and no more: emptied when the interview ends. A state that a newer
or older Gemba wrote and this one cannot read gives a fresh start, never an error to a person.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple, Self

from bot.interview.amounts import Amount
from bot.interview.records import Outcome

FORMAT: Final = 1
_MOST_MESSAGES: Final = 60


class Phase(StrEnum):
    """What the interview is waiting for."""

    NEW = "new"
    CONSENT = "consent"
    ASKING = "asking"
    FORGETTING = "forgetting"
    CANCELLING = "cancelling"
    CHANGING = "changing"
    DONE = "done"


class Place(NamedTuple):
    """A question of a task; task 0 for what is asked once."""

    task: int
    question: str


class Kept(NamedTuple):
    """An answer as the interview needs it again."""

    outcome: Outcome
    text: str | None = None
    amount: Amount | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """The state; `here` is the question that waits for an answer."""

    phase: Phase = Phase.NEW
    here: Place | None = None
    version: int = 0
    misses: int = 0
    team: str | None = None
    role: str | None = None
    tasks: int = 0
    is_pain: bool = False
    resume: Place | None = None
    is_changing: bool = False
    has_picked: bool = False
    offered: tuple[str, ...] = ()
    answers: Mapping[Place, Kept] = field(default_factory=dict)
    trail: tuple[Place, ...] = ()
    messages: tuple[tuple[int, Place], ...] = ()

    @property
    def has_consented(self) -> bool:
        """Say whether the person agreed that things are kept."""
        return Place(0, "consent") in self.answers

    def answer(self, task: int, question: str) -> Kept | None:
        """Return the answer to *question* of *task*; None if there is none yet."""
        return self.answers.get(Place(task, question))

    def changed(self, **changes: object) -> Self:
        """Return the state with *changes*, one version on, so that older buttons are stale."""
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]  # fields by name

    def keeping(self, place: Place, kept: Kept, message: int | None) -> Self:
        """Return the state with an answer, and the chat message it came in."""
        messages = self.messages
        if message is not None:
            messages = (*messages, (message, place))[-_MOST_MESSAGES:]
        return replace(self, answers={**self.answers, place: kept}, messages=messages)

    def place_of(self, message: int) -> Place | None:
        """Return which question the chat message *message* answered."""
        return next((place for number, place in reversed(self.messages) if number == message), None)

    def dumps(self) -> str:
        """Return the state as JSON."""
        data = {name: getattr(self, name) for name in _PLAIN}
        data |= {
            "format": FORMAT,
            "answers": [[*place, *kept] for place, kept in self.answers.items()],
            "messages": [[number, *place] for number, place in self.messages],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Self:
        """Return the state that `dumps` wrote; a fresh one if that cannot be read."""
        try:
            data = json.loads(text)
            return cls(**_read(data)) if data["format"] == FORMAT else cls()
        except (ValueError, KeyError, TypeError, IndexError):
            return cls()


_PLAIN: Final = (
    "phase", "here", "version", "misses", "team", "role", "tasks", "is_pain", "resume",
    "is_changing", "has_picked", "offered", "trail",
)  # fmt: skip


def _read(data: dict[str, object]) -> dict[str, object]:
    """Return the fields of a state from *data*; raises whatever does not fit."""
    rows = data["answers"]
    messages = data["messages"]
    trail = data["trail"]
    offered = data["offered"]
    if not all(isinstance(each, list) for each in (rows, messages, trail, offered)):
        raise TypeError("lists are missing")
    return {
        **{
            name: data[name]
            for name in (
                "version",
                "misses",
                "team",
                "role",
                "tasks",
                "is_pain",
                "is_changing",
                "has_picked",
            )
        },
        "phase": Phase(str(data["phase"])),
        "here": _place(data["here"]),
        "resume": _place(data["resume"]),
        "offered": tuple(map(str, _list(offered))),
        "trail": tuple(Place(*each) for each in _list(trail)),
        "answers": {Place(row[0], row[1]): _kept(row[2:]) for row in _list(rows)},
        "messages": tuple((row[0], Place(row[1], row[2])) for row in _list(messages)),
    }


def _list(value: object) -> list[list[object]]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return value


def _place(value: object) -> Place | None:
    return None if value is None else Place(*_list(value))  # type: ignore[arg-type]  # task and question


def _kept(row: list[object]) -> Kept:
    outcome, text, amount, choices = row
    return Kept(
        Outcome(str(outcome)),
        None if text is None else str(text),
        None if amount is None else Amount(*_list(amount)),  # type: ignore[arg-type]  # three numbers
        tuple(map(str, _list(choices))),
    )
