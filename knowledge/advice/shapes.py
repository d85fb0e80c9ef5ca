"""The figures that advice is made from, as shapes; storage fits them without knowing.

Amounts are low, likely, high: minutes a time, times a week, and the wasted share (0 to 1).
"""

from typing import NamedTuple, Protocol

Triple = tuple[float, float, float]


class Loss(Protocol):
    """One task of one person, with the inefficiency that its lost hours count for."""

    @property
    def respondent(self) -> str: ...
    @property
    def team(self) -> str | None: ...
    @property
    def function(self) -> str | None: ...
    @property
    def code(self) -> str | None: ...
    @property
    def per_week(self) -> Triple | None: ...
    @property
    def minutes(self) -> Triple | None: ...
    @property
    def wasted(self) -> Triple | None: ...


class Score(Protocol):
    """One person's score, 1 to 5, on one criterion of handing over, for one function."""

    @property
    def function(self) -> str: ...
    @property
    def criterion(self) -> str: ...
    @property
    def respondent(self) -> str: ...
    @property
    def score(self) -> float: ...


class Span(NamedTuple):
    """A figure with its uncertainty: nine times in ten the truth lies between low and high."""

    low: float
    likely: float
    high: float
