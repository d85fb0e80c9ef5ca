"""Which recommendation comes first, and how sure that is.

Ranked by the hours that could be freed, weighed with confidence; ties by people. The ranking is
drawn many times from the uncertainty of the hours: P(in the top three), and which neighbours swap
places in more than a fifth of the draws and so are "about equal" (DOMAIN.md 4.1). Seeded.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Span

DRAWS: Final = 2000
_SWAPS: Final = 0.2
_TOP: Final = 3
_Z: Final = 1.645


class Rated(NamedTuple):
    """What a rank is made from."""

    code: str
    people: int
    hours: Span | None
    confidence: float


class Rank(NamedTuple):
    """A code's rank from 1, how often it is among the first three, and with which it is equal."""

    code: str
    rank: int
    top_three: float | None
    equal_to: tuple[int, ...]


def ranked(rated: Sequence[Rated], seed: int = 0) -> tuple[Rank, ...]:
    """Return the ranks of *rated*, first things first."""
    order = sorted(rated, key=lambda each: (-_value(each), -each.people, each.code))
    if not any(each.hours for each in order):
        return tuple(Rank(each.code, place, None, ()) for place, each in enumerate(order, start=1))
    draws = _draws(order, seed)
    places = (-draws).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    top = (places < _TOP).mean(axis=0)
    return tuple(
        Rank(each.code, place + 1, float(top[place]), _equal(draws, place))
        for place, each in enumerate(order)
    )


def _value(rated: Rated) -> float:
    return 0.0 if rated.hours is None else rated.hours.likely * rated.confidence


def _draws(order: Sequence[Rated], seed: int) -> NDArray[np.float64]:
    """Return values drawn from each one's range: a normal with its own spread on either side."""
    spans = np.array([each.hours or (0.0, 0.0, 0.0) for each in order])
    weights = np.array([each.confidence for each in order])
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
