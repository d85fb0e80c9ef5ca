"""A survey as those who run it see it: its plan, never what anybody answered; pure values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from bot.managing.links import stamp_of
from bot.managing.screens import Change, Need

#: People behind a figure, unless a survey asks for more; behind a quote it is twice as many.
USUAL: Final = 5


class Stage(StrEnum):
    """Where a survey is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Group(NamedTuple):
    """A team or a kind of job: its code, its name, and how many people, where that is known."""

    code: str
    name: str
    people: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlan:
    """What was planned. `interview` is `full`, `short`, or `own` for a file of the company's.

    `questions` is how many an own one has, consent not counted, where that is known.
    """

    id: str
    name: str
    purpose: str
    stage: Stage
    teams: tuple[Group, ...] = ()
    jobs: tuple[Group, ...] = ()
    interview: str = "full"
    questions: int | None = None
    languages: tuple[str, ...] = ("en",)
    opens: str | None = None
    closes: str | None = None
    is_due: bool = False
    reminders: int = 2
    quiet: str = "20-8"
    zone: str = "UTC"
    threshold: int = USUAL
    quote_threshold: int = 2 * USUAL
    rates: tuple[tuple[str, float], ...] = ()
    currency: str | None = None
    trade: tuple[str, ...] = ()

    @property
    def people(self) -> int | None:
        """How many people there are in all teams; None if one is not known."""
        known = [team.people for team in self.teams]
        return sum(each or 0 for each in known) if known and None not in known else None

    @property
    def stamp(self) -> str:
        """The sign of this plan, for buttons that change it."""
        return stamp_of(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A plan, and what is needed to change it.

    `today` and the dates `in_days` are ISO dates in the survey's zone, `zone` is the time zone that
    the typed text names, and `functions` are the kinds of work by code. `languages` are those of
    the interview. `floor` is the least number of people behind a figure that can be set from here:
    in the chat what is usual, so that it is only raised; an operator may go as low as the code.
    """

    plan: SurveyPlan
    today: str
    in_days: Mapping[int, str] = field(default_factory=dict)
    zone: str | None = None
    functions: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    floor: int = USUAL


#: The survey that the request is about; None if there is none of that id.
DESK: Final[Need[Desk | None]] = Need("desk")


@dataclass(frozen=True, slots=True)
class Begin(Change):
    """Begin a draft, and let *by* be its manager, if somebody is given."""

    survey: str
    name: str
    by: str


@dataclass(frozen=True, slots=True)
class Alter(Change):
    """Give a survey another value of a field: a text, a number, groups, or several of a kind."""

    survey: str
    field: str
    value: object


@dataclass(frozen=True, slots=True)
class Move(Change):
    """Open, pause or close a survey."""

    survey: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Drop(Change):
    """Forget a draft."""

    survey: str
