"""What was decided, as values for screens: initiatives, what can be taken on, repeats; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.managing.links import stamp_of
from bot.managing.roles import RUNNING, Role
from bot.managing.screens import Change, Need

#: Who takes recommendations on; a lead those of the own teams.
DOING: Final = RUNNING | {Role.LEAD}
#: The screen that asks how.
TAKE: Final = "take"
Triple = tuple[float, float, float]


class NoteLine(NamedTuple):
    """How it went: a day, the words, and the indicator's figure where one was given."""

    day: str
    text: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """An initiative as whoever may see it is told.

    `goal` is a drop, low, likely, high, in `unit` percent or hours; `moves` are the states that may
    follow; `is_open` says that its survey still takes answers. `effect`, `sights` and `chart` are
    made by the gate and by `knowledge.advice`; only the wording looks into them. Without
    `is_intact` nothing is compared: the baseline was changed.
    """

    id: str
    survey: str
    survey_name: str
    is_open: bool
    title: str
    problem: str
    team: str
    team_name: str
    owner: str
    state: str
    reason: str
    unit: str
    goal: Triple
    grade: str
    due: str
    check: str
    kpi: str
    known: Mapping[str, object]
    digest: str
    notes: tuple[NoteLine, ...]
    effect: object | None
    verdict: str
    round_name: str
    reached: bool | None
    is_intact: bool
    sights: tuple[object, ...]
    chart: object | None
    moves: tuple[str, ...]

    @property
    def stamp(self) -> str:
        """The sign of how it stands, for buttons that change it."""
        return stamp_of((self.state, self.owner, len(self.notes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A recommendation that can be taken on, with the goal that is realistic.

    `days` gives ISO dates by days from today; `taken_as` is the initiative that has it already,
    `is_named` says that the name of who asks is known.
    """

    survey: str
    code: str
    problem: str
    title: str
    team: str
    percent: Triple
    grade: str
    hours: Triple | None
    check_weeks: int
    kpi: str
    sights: tuple[object, ...]
    days: Mapping[int, str]
    taken_as: str = ""
    hours_words: str = ""
    is_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The initiatives of a survey that the person may see, and what comes by schedule.

    `untold` are those of which the people who were asked have not heard, as far as they can.
    """

    survey: str
    name: str
    initiatives: tuple[Initiative, ...]
    told_every: int
    repeated_every: int
    untold: tuple[str, ...] = ()

    def find(self, initiative: str) -> Initiative | None:
        """Return one of them; None if the person sees none of this id."""
        return next((each for each in self.initiatives if each.id == initiative), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """How a survey is asked again: by what schedule, and what could be planned now.

    `offers` are weeks between rounds and how many there are, `questions` the texts asked again.
    """

    survey: str
    name: str
    every: int
    rounds: int
    done: int
    least_weeks: int
    questions: tuple[str, ...]
    offers: tuple[tuple[int, int], ...]


#: How the survey that the request is about is asked again; None if there is no such survey.
REPEATED: Final[Need[Repeated | None]] = Need("repeated")
#: What was decided on the survey that the request is about; None if there is no such survey.
DECIDED: Final[Need[Decided | None]] = Need("decided")
#: The recommendation that the request's second argument names; None if there is none to be seen.
OFFERED: Final[Need[Offered | None]] = Need("offered")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOn(Change):
    """Take a recommendation on; whoever does so, *by*, is reminded in this chat.

    Without an `owner` that is the owner, too.
    """

    id: str
    survey: str
    code: str
    team: str
    percent: int
    due: str
    owner: str
    by: str


@dataclass(frozen=True, slots=True)
class Note(Change):
    """Keep how an initiative goes."""

    initiative: str
    text: str
    value: float | None


@dataclass(frozen=True, slots=True)
class MoveOn(Change):
    """Give an initiative another state, and say why."""

    initiative: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tell(Change):
    """Tell the person every so many days how things stand; 0: not any more."""

    survey: str
    person: str
    days: int


@dataclass(frozen=True, slots=True)
class Repeat(Change):
    """Ask a survey again every so many weeks, so many times; 0: not any more."""

    survey: str
    weeks: int
    rounds: int


@dataclass(frozen=True, slots=True)
class TellAll(Change):
    """Tell everybody who took part what was decided."""

    survey: str
