"""The records of the catalogue as frozen, validated values; imports nothing of ours.

Field names are those of the YAML files (`docs/catalogue.md`). Percentages are 0 to 100, shares 0
to 1, points are the matcher's. Grade: A measured or peer-reviewed, B official or academic survey,
C vendor or consultancy, D our own assumption.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1, strict=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z0-9_.]+$")]
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


class Record(BaseModel):
    """What all records share: they never change, and unknown fields are faults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A range, low to high; `likely` where one is known."""

    low: float
    high: float
    likely: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        likely = self.low if self.likely is None else self.likely
        if not self.low <= likely <= self.high:
            raise ValueError("low, likely and high must be in this order")
        return self


class Exclusion(Record):
    """The neighbouring code that wins, and when."""

    code: Code
    when: Text


class Kpi(Record):
    """What to measure, in which unit, which way it should go, and how."""

    name: Text
    unit: Text
    direction: Literal["up", "down"]
    measured: Text


class Probe(Record):
    """Open questions to an employee about one inefficiency."""

    why: Text
    workaround: Text


class Inefficiency(Record):
    """One of the inefficiencies an answer can be matched to."""

    code: Code
    label: Annotated[Text, StringConstraints(max_length=32)]
    name: Text
    definition: Text
    not_when: tuple[Exclusion, ...] = ()
    neighbours: tuple[Code, ...] = ()
    wastes: tuple[Text, ...] = ()
    heuristics: tuple[Text, ...] = ()
    loss_figures: tuple[Text, ...] = ()
    probe: Probe
    tip: Annotated[Text, StringConstraints(max_length=220)]
    constraint_relevant: bool = False
    sensitive: bool = False
    kpis: tuple[Kpi, ...]
    first_step: Text


class Remedy(Record):
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


class Saving(Record):
    """Planning range of net savings after 24 months, per cent of full in-house cost."""

    low: float
    likely: float
    high: float
    grade: Grade
    sources: tuple[Text, ...] = ()
    note: str = ""


class ServiceLevel(Record):
    """A metric that providers are held to, with its usual target."""

    metric: Text
    target: Text
    grade: Grade = "D"
    source: Text | None = None


class Function(Record):
    """One outsourcing category: what providers take, what stays, what to expect."""

    code: Code
    office: Literal["back", "front", "none"]
    label: Annotated[Text, StringConstraints(max_length=32)]
    name: Text
    covers: Text
    provider_scope: tuple[Text, ...] = ()
    retained: tuple[Text, ...] = ()
    saving: Saving | None = None
    service_levels: tuple[ServiceLevel, ...] = ()
    risks: tuple[Text, ...] = ()
    transition_months: Span | None = None
    supply_market: int = Field(default=3, ge=1, le=5)
    data_sensitivity: int = Field(default=3, ge=1, le=5)
    vetoes: tuple[Text, ...] = ()
    volume_floor_hours: float = 20.0
    is_core: bool = False


class Source(Record):
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


class Figure(Record):
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


class Effect(Record):
    """What a heuristic usually does to time, cost, quality and flexibility; a judgement."""

    time: Sign
    cost: Sign
    quality: Sign
    flexibility: Sign


class Heuristic(Record):
    """A redesign heuristic (Reijers and Limam Mansar 2005), in our words."""

    id: Text
    name: Text
    rule: Text
    effect: Effect
    effect_seen: Literal["read", "recalled"]
    drawbacks: str = ""
    sources: tuple[Text, ...] = ()


class Waste(Record):
    """One of Lean's eight wastes, with its reading for office work."""

    id: Text
    name: Text
    office_reading: Text


class Rule(Record):
    """A phrase rule: the patterns it looks for, and its own examples of both kinds."""

    id: RuleId
    find: tuple[Text, ...]
    unless: tuple[Text, ...] = ()
    weight: float = Field(default=4.0, gt=0)
    needs: Literal["pain"] | None = None
    instead_of: tuple[Code, ...] = ()
    yes: tuple[Text, ...] = Field(min_length=1)
    no: tuple[Text, ...] = Field(min_length=1)

    @property
    def code(self) -> str:
        """Return the code that this rule speaks for: what stands before the dot."""
        return self.id.partition(".")[0]
