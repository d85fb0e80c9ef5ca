"""Which recommendation comes first, and how sure that is.

Ranked by RICE: reach times impact (together the hours a week that could be freed) times confidence
(from the evidence grade), divided by effort (person-days of the remedy to begin with); ties by
people. The ranking is drawn many times from the uncertainty of the hours: P(in the top three), and
which neighbours swap places in more than a fifth of the draws and so are "about equal"
(DOMAIN.md 4.1). Seeded.
"""

from collections.abc import Sequence
from enum import StrEnum
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Span

DRAWS: Final = 5000
_SWAPS: Final = 0.2
_TOP: Final = 3
_Z: Final = 1.645
_MOST_OF_IT: Final = 0.8


class Rated(NamedTuple):
    """What a rank is made from."""

    code: str
    people: int
    hours: Span | None
    confidence: float
    effort_days: float = 1.0


class Rank(NamedTuple):
    """A code's rank from 1, how often it is among the first three, and with which it is equal.

    `rice` is freed hours a week times confidence for each person-day of effort. Without hours it is
    not known how often; none of the draws would say.
    """

    code: str
    rank: int
    rice: float
    top_three: float | None
    equal_to: tuple[int, ...]


class Quadrant(StrEnum):
    """What the impact-effort chart says: split at the medians of the list, not at fixed values."""

    QUICK_WIN = "quick win"
    LARGER_PROJECT = "larger project"
    FILL_IN = "fill-in"
    NOT_NOW = "not now"


def ranked(rated: Sequence[Rated], seed: int = 0) -> tuple[Rank, ...]:
    """Return the ranks of *rated*, first things first."""
    order = sorted(rated, key=lambda each: (-_value(each), -each.people, each.code))
    if not any(each.hours for each in order):
        return tuple(
            Rank(each.code, place, 0.0, None, ()) for place, each in enumerate(order, start=1)
        )
    draws = _draws(order, seed)
    places = (-draws).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    top = (places < _TOP).mean(axis=0)
    return tuple(
        Rank(
            each.code,
            place + 1,
            _value(each),
            None if each.hours is None else float(top[place]),
            _equal(draws, place),
        )
        for place, each in enumerate(order)
    )


def _value(rated: Rated) -> float:
    return 0.0 if rated.hours is None else rated.hours.likely * _weight(rated)


def _weight(rated: Rated) -> float:
    return rated.confidence / max(1.0, rated.effort_days)


def _draws(order: Sequence[Rated], seed: int) -> NDArray[np.float64]:
    """Return values drawn from each one's range: a normal with its own spread on either side."""
    spans = np.array([each.hours or (0.0, 0.0, 0.0) for each in order])
    weights = np.array([_weight(each) for each in order])
    normal = np.random.default_rng(seed).standard_normal((DRAWS, len(order)))
    below = (spans[:, 1] - spans[:, 0]) / _Z
    above = (spans[:, 2] - spans[:, 1]) / _Z
    drawn = spans[:, 1] + np.where(normal < 0, normal * below, normal * above)
    return np.asarray(np.maximum(drawn, 0.0) * weights)


def _equal(draws: NDArray[np.float64], place: int) -> tuple[int, ...]:
    """Return the ranks next to *place* whose order with it is not certain."""
    near = [other for other in (place - 1, place + 1) if 0 <= other < draws.shape[1]]
    found = []
    for other in near:
        first, second = sorted((place, other))
        swapped = float((draws[:, second] > draws[:, first]).mean())
        if swapped > _SWAPS:
            found.append(other + 1)
    return tuple(found)


def quadrants(rated: Sequence[Rated]) -> tuple[Quadrant | None, ...]:
    """Return for each of *rated* its place between impact and effort; None without hours."""
    timed = [each for each in rated if each.hours is not None]
    if not timed:
        return (None,) * len(rated)
    impact = median(each.hours.likely for each in timed if each.hours is not None)
    effort = median(each.effort_days for each in timed)
    return tuple(_quadrant(each, impact, effort) for each in rated)


def _quadrant(rated: Rated, impact: float, effort: float) -> Quadrant | None:
    if rated.hours is None:
        return None
    if rated.hours.likely >= impact:
        return Quadrant.QUICK_WIN if rated.effort_days <= effort else Quadrant.LARGER_PROJECT
    return Quadrant.FILL_IN if rated.effort_days <= effort else Quadrant.NOT_NOW


def vital_few(hours: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return the fewest codes that make up four fifths of all *hours*, the largest first.

    Do not expect them to be a fifth of the codes: how few they are is a finding, not a law.
    """
    order = sorted(hours, key=lambda each: (-each[1], each[0]))
    whole, sum_so_far, chosen = sum(value for _, value in order), 0.0, list[str]()
    for code, value in order:
        if value <= 0 or sum_so_far >= _MOST_OF_IT * whole:
            break
        chosen.append(code)
        sum_so_far += value
    return tuple(chosen)
