"""The records of the catalogue as frozen values; `shaping` makes them from YAML.

Field names are those of the YAML files (`docs/catalogue.md`). Percentages are 0 to 100, shares 0
to 1, points are the matcher's. Grade: A measured or peer-reviewed, B official or academic survey,
C vendor or consultancy, D our own assumption.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from knowledge.catalogue.shaping import Length, Matches, Within

Text = Annotated[str, Length(1)]
Code = Annotated[str, Matches("[a-z][a-z0-9_]*")]
RuleId = Annotated[str, Matches(r"[a-z][a-z0-9_]*\.[a-z0-9_.]+")]
Label = Annotated[str, Length(1, 32)]
Score = Annotated[int, Within(1, 5)]
Examples = Annotated[tuple[Text, ...], Length(1)]
Grade = Literal["A", "B", "C", "D"]
Sign = Literal["+", "-", "0", "±"]


class Step(StrEnum):
    """The kinds of remedy, in the fixed order in which they are offered."""

    ELIMINATE = "eliminate"
    SIMPLIFY = "simplify"
    STANDARDISE = "standardise"
    AUTOMATE = "automate"
    TRAIN = "train"
    DELEGATE = "delegate"
    OUTSOURCE = "outsource"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range, low to high; `likely` where one is known."""

    low: float
    high: float
    likely: float | None = None

    def __post_init__(self) -> None:
        likely = self.low if self.likely is None else self.likely
        if not self.low <= likely <= self.high:
            raise ValueError("low, likely and high must be in this order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """The neighbouring code that wins, and when."""

    code: Code
    when: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """What to measure, in which unit, which way it should go, and how."""

    name: Text
    unit: Text
    direction: Literal["up", "down"]
    measured: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """Open questions to an employee about one inefficiency."""

    why: Text
    workaround: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Inefficiency:
    """One of the inefficiencies an answer can be matched to."""

    code: Code
    label: Label
    name: Text
    definition: Text
    not_when: tuple[Exclusion, ...] = ()
    neighbours: tuple[Code, ...] = ()
    wastes: tuple[Text, ...] = ()
    heuristics: tuple[Text, ...] = ()
    loss_figures: tuple[Text, ...] = ()
    probe: Probe
    tip: Annotated[str, Length(1, 220)]
    constraint_relevant: bool = False
    sensitive: bool = False
    kpis: tuple[Kpi, ...]
    first_step: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One thing that can be done about an inefficiency."""

    id: RuleId
    code: Code
    step: Step
    title: Text
    description: Text
    effort: Literal["S", "M", "L"]
    person_days: Span
    benefit_weeks: Span
    saves: Span
    grade: Grade
    note: str = ""
    sources: tuple[Text, ...] = ()
    heuristics: tuple[Text, ...] = ()
    scope: Literal["team", "cross_team", "company"]
    decider: Text
    running_cost_hours: float = 0.0
    preconditions: tuple[Text, ...] = ()
    risks: tuple[Text, ...] = ()
    excludes: tuple[RuleId, ...] = ()
    requires: tuple[RuleId, ...] = ()
    never_with: tuple[Text, ...] = ()
    kpi: Kpi
    check_after_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Planning range of net savings after 24 months, per cent of full in-house cost."""

    low: float
    likely: float
    high: float
    grade: Grade
    sources: tuple[Text, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """A metric that providers are held to, with its usual target."""

    metric: Text
    target: Text
    grade: Grade = "D"
    source: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One outsourcing category: what providers take, what stays, what to expect."""

    code: Code
    office: Literal["back", "front", "none"]
    label: Label
    name: Text
    covers: Text
    provider_scope: tuple[Text, ...] = ()
    retained: tuple[Text, ...] = ()
    saving: Saving | None = None
    service_levels: tuple[ServiceLevel, ...] = ()
    risks: tuple[Text, ...] = ()
    transition_months: Span | None = None
    supply_market: Score = 3
    data_sensitivity: Score = 3
    vetoes: tuple[Text, ...] = ()
    volume_floor_hours: float = 20.0
    is_core: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure comes from."""

    id: Text
    citation: Text
    url: str = ""
    year: int | None = None
    kind: Text
    grade: Grade
    seen: Literal["read", "second_hand", "recalled"]
    n: str = ""
    sponsor: str = ""
    caveat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A published or assumed figure, with how it must be shown."""

    id: Text
    claim: Text
    value: float | None = None
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    unit: Text
    population: str = ""
    source: Text | None = None
    grade: Grade
    use: Literal["loss", "saving", "benchmark", "threshold"]
    display: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a heuristic usually does to time, cost, quality and flexibility; a judgement."""

    time: Sign
    cost: Sign
    quality: Sign
    flexibility: Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Heuristic:
    """A redesign heuristic (Reijers and Limam Mansar 2005), in our words."""

    id: Text
    name: Text
    rule: Text
    effect: Effect
    effect_seen: Literal["read", "recalled"]
    drawbacks: str = ""
    sources: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """One of Lean's eight wastes, with its reading for office work."""

    id: Text
    name: Text
    office_reading: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A phrase rule: the patterns it looks for, and its own examples of both kinds."""

    id: RuleId
    find: tuple[Text, ...]
    unless: tuple[Text, ...] = ()
    weight: Annotated[float, Within(above=0)] = 4.0
    needs: Literal["pain"] | None = None
    instead_of: tuple[Code, ...] = ()
    yes: Examples
    no: Examples

    @property
    def code(self) -> str:
        """Return the code that this rule speaks for: what stands before the dot."""
        return self.id.partition(".")[0]
