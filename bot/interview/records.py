"""What an interview wants kept; the turn maps each record to a call of storage. Frozen values.

`task` numbers a person's tasks from 1; 0 stands for what is not about one task.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.interview.amounts import Amount
from knowledge.matching import Finding


class Outcome(StrEnum):
    """How a question ended; the four are reported apart."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Consented:
    """The person agreed; from here on things may be kept."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the person works."""

    team: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """The person began to talk about a task."""

    task: int


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer; a later one to the same question of the same task replaces it."""

    task: int
    question: str
    outcome: Outcome
    text: str | None = None
    amount: Amount | None = None
    choices: tuple[str, ...] = ()
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer was matched to; replaces what it was matched to before."""

    task: int
    question: str
    inefficiencies: tuple[Finding, ...]
    functions: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The person's word on a match: `confirmed`, `rejected`, or `added` by themselves."""

    task: int
    question: str
    kind: str
    code: str
    verdict: str


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """The figures of a task as far as they are known; later ones replace earlier ones."""

    task: int
    function: str | None
    code: str | None
    per_week: Amount | None
    minutes: Amount | None
    wasted: Amount | None


@dataclass(frozen=True, slots=True)
class TaskDropped:
    """The person took a task back."""

    task: int


@dataclass(frozen=True, slots=True)
class QuoteAllowed:
    """Whether the person's words may be quoted."""

    allowed: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """The person came to the end."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The person wants everything deleted, or one *task*."""

    task: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerForgotten:
    """The person wants one answer deleted, with everything that was concluded from it."""

    task: int
    question: str


Record = (
    Consented | Placed | TaskOpened | Answered | Heard | Judged | TaskClosed | TaskDropped
    | QuoteAllowed | Finished | Forgotten | AnswerForgotten
)  # fmt: skip
