"""What the gate let through: the values that every report, screen and export is made from.

Nothing in here names a person or holds what one person said. Hours are hours a week. Every list is
ranked already; a report adds layout and nothing else. Imports nothing of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

_HANDED_OVER: Final = {
    "outsource_now": "Ask providers about “{function}”. Until it is handed over: {lead}",
    "improve_then_outsource": "{lead}. Ask providers about “{function}” once that is in order",
}


class Range(NamedTuple):
    """A figure with its uncertainty: nine times in ten the truth lies between low and high."""

    low: float
    likely: float
    high: float


class Remedy(NamedTuple):
    """What may be done about an inefficiency, in the fixed order from eliminate to outsource."""

    step: str
    title: str
    description: str
    heuristics: tuple[str, ...]
    effort: str
    benefit_weeks: tuple[int, int]
    saves: Range
    basis: str
    risks: tuple[str, ...]
    preconditions: tuple[str, ...] = ()
    decider: str = ""

    @property
    def saves_words(self) -> str:
        """What it saves, and how well that is known."""
        low, likely, high = self.saves
        share = f"{low:.0f} to {high:.0f} %, most likely {likely:.0f} %"
        if self.basis.startswith("our assumption"):
            return f"We assume that it saves {share} ({self.basis.rpartition(', ')[2]})"
        return f"Saves {share} ({self.basis})"


class Decision(NamedTuple):
    """What to do with the work, and why: criteria for and against, and what would change it."""

    verdict: str
    title: str
    reason: str
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    flip: str = ""
    robust: bool | None = None

    @property
    def robust_words(self) -> str:
        """Whether it holds with other weights, as may be said; empty where weights play no part."""
        if self.robust is None:
            return ""
        holds = "holds" if self.robust else "does not hold"
        return (
            f"The decision {holds} if any one criterion weighs half as much, or half as much again."
        )


class Kpi(NamedTuple):
    """What to measure, in which unit, which way it should go, and how."""

    name: str
    unit: str
    direction: str
    measured: str


class RuleEvidence(NamedTuple):
    """A rule that matched, the catalogue's own example of it, and how many people it matched."""

    rule: str
    example: str
    people: int
    or_more: bool = False

    @property
    def people_words(self) -> str:
        """How many people, as may be said."""
        return _people_words(self.people, or_more=self.or_more)


def _people_words(people: int, *, or_more: bool) -> str:
    return f"{people} or more" if or_more else str(people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """One problem, what it costs, and what to do about it.

    `hours` and `freed` are a week's, `money` a year's at the company's own rates. `rice` is what it
    is ranked by: hours freed a week, times confidence, for each person-day of effort.
    """

    rank: int
    code: str
    name: str
    definition: str
    where: str
    teams: tuple[str, ...]
    people: int
    answered: int
    hours: Range | None
    hours_words: str
    freed: Range | None
    money: Range | None
    lead: str
    remedies: tuple[Remedy, ...]
    decision: Decision
    kpi: Kpi
    first_step: str
    check_weeks: int
    evidence: tuple[RuleEvidence, ...]
    confidence: float
    basis: str
    top_three: float | None
    equal_to: tuple[int, ...] = ()
    or_more: bool = False
    quotes: tuple[str, ...] = ()
    function: str | None = None
    effort_days: float = 1.0
    rice: float = 0.0
    quadrant: str | None = None

    @property
    def people_words(self) -> str:
        """How many people, as may be said: where nearly all named it, only the least number."""
        return _people_words(self.people, or_more=self.or_more)

    @property
    def to_do(self) -> str:
        """What to do: the remedy to begin with, and what is asked of providers before or after."""
        if self.function is None or self.decision.verdict not in _HANDED_OVER:
            return self.lead
        return _HANDED_OVER[self.decision.verdict].format(lead=self.lead, function=self.function)


class Bar(NamedTuple):
    """One bar of the Pareto chart: hours a week, and the running share of the total in per cent.

    The bars that are vital make up four fifths of all hours; they are the fewest that do.
    """

    code: str
    name: str
    people: int
    hours: Range | None
    running: float
    or_more: bool = False
    is_vital: bool = False

    @property
    def people_words(self) -> str:
        """How many people, as may be said."""
        return _people_words(self.people, or_more=self.or_more)


class FunctionLine(NamedTuple):
    """One function: who named it, what it costs, and what the decision would be.

    `hours` are lost, `volume` is all of its hours; `asked` is what a manager has yet to confirm,
    `worth` what to expect of handing it over.
    """

    code: str
    name: str
    people: int
    hours: Range | None
    decision: Decision
    or_more: bool = False
    volume: Range | None = None
    asked: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()

    @property
    def people_words(self) -> str:
        """How many people, as may be said."""
        return _people_words(self.people, or_more=self.or_more)


class TeamCell(NamedTuple):
    """A problem in one team, for the heat map; what may not be shown has no cell."""

    team: str
    code: str
    people: int
    hours: Range | None


class Response(NamedTuple):
    """How many answered, of how many where that is known, and how far that carries."""

    answered: int
    head_count: int | None
    verdict: str

    @property
    def carries(self) -> str:
        """How far it carries, without the numbers: "a good basis"."""
        return self.verdict.rpartition(": ")[2].removesuffix(".")


class TeamLine(NamedTuple):
    """One team and how many of it answered; 0 where that may not be said."""

    code: str
    name: str
    response: Response


class Source(NamedTuple):
    """Where a figure comes from, with its grade."""

    id: str
    citation: str
    grade: str
    caveat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Everything that one report may show."""

    survey: str
    purpose: str
    week: str
    threshold: int
    catalogue: str
    response: Response
    recommendations: tuple[Recommendation, ...]
    pareto: tuple[Bar, ...]
    functions: tuple[FunctionLine, ...]
    hidden: str
    method: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[Source, ...]
    currency: str | None = None
    teams: tuple[TeamLine, ...] = ()
    cells: tuple[TeamCell, ...] = ()

    @property
    def reach_words(self) -> str:
        """Whom the hours are for, or how it is ranked without any."""
        if all(each.hours is None for each in self.recommendations):
            return (
                "Too few said how long it takes: what more people named comes first, and hours are "
                "not shown."
            )
        if (all_of_them := self.response.head_count) is None or not self.response.answered:
            return "Hours are for those who answered."
        return f"Hours are for all {all_of_them}, as if the others were like those who answered."

    @property
    def handing_over(self) -> str:
        """The decisions on functions in one line; how many are to be looked at closer."""
        clear = [each for each in self.functions if each.decision.verdict != "look_closer"]
        more = len(self.functions) - len(clear)
        shown = self.functions if more == 1 else clear
        said = [f"{each.name}: {each.decision.title.lower()}" for each in shown]
        return "; ".join([*said, f"{more} functions: look closer"] if more > 1 else said)

    def is_empty(self) -> bool:
        """Say whether too few people answered for any recommendation."""
        return not self.recommendations


class Past(NamedTuple):
    """How many people went on after a question, whose text stands by language."""

    question: str
    text: Mapping[str, str]
    people: int


class Progress(NamedTuple):
    """How a survey goes; never who answered.

    `response` is of everybody, None for whoever sees single teams only. `began` and `past` are of
    one moment; 0 and empty as long as they may not be shown.
    """

    survey: str
    response: Response | None
    teams: tuple[TeamLine, ...]
    began: int
    past: tuple[Past, ...]
    hidden: str
