"""The figures that advice is made from, as shapes; storage fits them without knowing.

Amounts are low, likely, high: minutes a time, times a week, and the wasted share (0 to 1).
"""

from typing import NamedTuple, Protocol

Triple = tuple[float, float, float]


class Loss(Protocol):
    """One task of one person, with the inefficiency that its lost hours count for."""

    @property
    def respondent(self) -> str:
        """Whose task or score it is, under a pseudonym."""

    @property
    def team(self) -> str | None:
        """Where they work, if that is known."""

    @property
    def role(self) -> str | None:
        """What they work as, if that is known."""

    @property
    def function(self) -> str | None:
        """Which function the task belongs to."""

    @property
    def code(self) -> str | None:
        """The inefficiency that the hours count for."""

    @property
    def per_week(self) -> Triple | None:
        """How many times a week."""

    @property
    def minutes(self) -> Triple | None:
        """How many minutes each time."""

    @property
    def wasted(self) -> Triple | None:
        """Which share of it is wasted, 0 to 1."""


class Score(Protocol):
    """One person's score, 1 to 5, on one criterion of handing over, for one function."""

    @property
    def function(self) -> str:
        """Which function the task belongs to."""

    @property
    def criterion(self) -> str:
        """Which criterion."""

    @property
    def respondent(self) -> str:
        """Whose task or score it is, under a pseudonym."""

    @property
    def score(self) -> float:
        """The score, 1 to 5."""


class Span(NamedTuple):
    """A figure with its uncertainty: nine times in ten the truth lies between low and high."""

    low: float
    likely: float
    high: float
