"""The records of the decision to keep, improve or hand over; frozen and validated like all records.

Weights and thresholds are our assumption (grade D) and may be changed in a company's own file.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from knowledge.catalogue.records import Code, Score, Text
from knowledge.catalogue.shaping import Length, Within


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to a criterion's question, with its score: 5 speaks most for handing over."""

    label: Text
    score: Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion of the outsourcing decision."""

    id: Text
    axis: Literal["fit", "readiness"]
    name: Text
    question: Text
    options: tuple[Option, ...]
    weight: float
    answered_by: Literal["employee", "manager", "default"]
    framework: str = ""
    speaks_for: str = ""
    speaks_against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a verdict holds; what is not given does not matter."""

    fit_below: float | None = None
    fit_at_least: float | None = None
    readiness_below: float | None = None
    readiness_at_least: float | None = None
    hours_at_least: float | None = None
    hard_veto: bool | None = None
    soft_veto: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRule:
    """One verdict, when it holds, and its explanation; the first that holds wins."""

    id: Text
    verdict: Text
    title: Text
    when: Condition
    explanation: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoCondition:
    """When answers alone raise a veto: a mean up to a score, or too few hours a week."""

    criterion: Text | None = None
    at_most: Annotated[float, Within(1, 5)] = 1.5
    hours_below: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """What forbids outsourcing (hard) or asks for a closer look (soft)."""

    id: Text
    kind: Literal["hard", "soft"]
    text: Text
    condition: Text
    when: VetoCondition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationOption:
    """An answer of a manager: it raises a veto, settles one, scores a criterion, or nothing."""

    id: Code
    label: Text
    raises: Text | None = None
    settles: Text | None = None
    score: Score | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A short question to the manager about one function, before anything is handed over."""

    id: Code
    question: Text
    criterion: Text | None = None
    options: Annotated[tuple[ConfirmationOption, ...], Length(2)]
