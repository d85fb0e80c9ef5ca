"""The records of the decision to keep, improve or hand over; frozen and validated like all records.

Weights and thresholds are our assumption (grade D) and may be changed in a company's own file.
"""

from typing import Literal

from pydantic import Field

from knowledge.catalogue.records import Code, Record, Text


class Option(Record):
    """One answer to a criterion's question, with its score: 5 speaks most for handing over."""

    label: Text
    score: int = Field(ge=1, le=5)


class Criterion(Record):
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


class Condition(Record):
    """When a verdict holds; what is not given does not matter."""

    fit_below: float | None = None
    fit_at_least: float | None = None
    readiness_below: float | None = None
    readiness_at_least: float | None = None
    hours_at_least: float | None = None
    hard_veto: bool | None = None
    soft_veto: bool | None = None


class VerdictRule(Record):
    """One verdict, when it holds, and its explanation; the first that holds wins."""

    id: Text
    verdict: Text
    title: Text
    when: Condition
    explanation: Text


class VetoCondition(Record):
    """When answers alone raise a veto: a mean up to a score, or too few hours a week."""

    criterion: Text | None = None
    at_most: float = Field(default=1.5, ge=1, le=5)
    hours_below: float | None = None


class Veto(Record):
    """What forbids outsourcing (hard) or asks for a closer look (soft)."""

    id: Text
    kind: Literal["hard", "soft"]
    text: Text
    condition: Text
    when: VetoCondition | None = None


class ConfirmationOption(Record):
    """An answer of a manager: it raises a veto, settles one, scores a criterion, or nothing."""

    id: Code
    label: Text
    raises: Text | None = None
    settles: Text | None = None
    score: int | None = Field(default=None, ge=1, le=5)


class Confirmation(Record):
    """A short question to the manager about one function, before anything is handed over."""

    id: Code
    question: Text
    criterion: Text | None = None
    options: tuple[ConfirmationOption, ...] = Field(min_length=2)
