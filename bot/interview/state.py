"""Where an interview stands: one frozen value, kept as JSON between two messages.

It holds what is needed to go on, and no more: emptied when the interview ends. A state that a newer
or older Gemba wrote and this one cannot read gives a fresh start, never an error to a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal, NamedTuple, Self

from pydantic import BaseModel, ValidationError

from bot.interview.amounts import Amount
from bot.interview.records import Outcome

_MOST_MESSAGES: Final = 60


class Phase(StrEnum):
    """What the interview is waiting for."""

    NEW = "new"
    CONSENT = "consent"
    ASKING = "asking"
    FORGETTING = "forgetting"
    CANCELLING = "cancelling"
    CHANGING = "changing"
    PLACING = "placing"
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
    """The state; `here` is the question that waits for an answer.

    `resume` is where a pain point in between returns to, `changed_from` where a change does;
    `knows_link` says that the person was told how two rounds are compared.
    """

    phase: Phase = Phase.NEW
    here: Place | None = None
    version: int = 0
    misses: int = 0
    team: str | None = None
    role: str | None = None
    tasks: int = 0
    is_pain: bool = False
    resume: Place | None = None
    changed_from: Place | None = None
    is_changing: bool = False
    has_picked: bool = False
    knows_link: bool = False
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
        stored = {name: getattr(self, name) for name in _PLAIN}
        return _Stored(
            **stored,
            answers=tuple((*place, *kept) for place, kept in self.answers.items()),
            messages=tuple((number, *place) for number, place in self.messages),
        ).model_dump_json()

    @classmethod
    def loads(cls, text: str) -> Self:
        """Return the state that `dumps` wrote; a fresh one if that cannot be read."""
        try:
            stored = _Stored.model_validate_json(text)
        except ValidationError:
            return cls()
        plain = {name: getattr(stored, name) for name in _PLAIN}
        return cls(
            **plain,
            answers={
                Place(task, question): Kept(outcome, text, amount, choices)
                for task, question, outcome, text, amount, choices in stored.answers
            },
            messages=tuple(
                (number, Place(task, question)) for number, task, question in stored.messages
            ),
        )


_PLAIN: Final = (
    "phase", "here", "version", "misses", "team", "role", "tasks", "is_pain", "resume",
    "changed_from", "is_changing", "has_picked", "knows_link", "offered", "trail",
)  # fmt: skip


class _Stored(BaseModel):
    """The form of the JSON; a form of another number is not read."""

    format: Literal[1] = 1
    phase: Phase
    here: Place | None
    version: int
    misses: int
    team: str | None
    role: str | None
    tasks: int
    is_pain: bool
    resume: Place | None
    changed_from: Place | None
    is_changing: bool
    has_picked: bool
    knows_link: bool = False
    offered: tuple[str, ...]
    trail: tuple[Place, ...]
    answers: tuple[tuple[int, str, Outcome, str | None, Amount | None, tuple[str, ...]], ...]
    messages: tuple[tuple[int, int, str], ...]
