"""The same people before and after: Wilcoxon's signed-rank test and the shift it goes with; pure.

1. The test is exact, ties and all: ranks are shared by equal differences, and every choice of signs
   is equally likely if nothing changed (a sum over all of them, not a table). Differences of zero
   say nothing about the direction and are left out, as Wilcoxon (1945) did.
2. The shift is the median of all means of two differences (Hodges and Lehmann 1963), its interval
   the one that the test gives when it is turned round (Tukey 1949). Zeros count here.
3. More than `MOST` people are represented by so many of their quantiles: the sums stay small, and
   the interval is rather too wide than too narrow.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Span

LEVEL: Final = 0.05
MOST: Final = 200
_NOTHING: Final = 1e-9
Numbers = NDArray[np.float64]


class Shift(NamedTuple):
    """By how much people changed, its interval (19 times in 20), and the chance of it by chance."""

    span: Span
    p: float
    moved: int


def shift_of(differences: Sequence[float]) -> Shift:
    """Return by how much people changed, from after minus before for each of them."""
    values = _represented(np.asarray(differences, dtype=np.float64))
    moved = values[np.abs(values) > _NOTHING]
    return Shift(_interval(values), signed_rank_p(moved), len(moved))


def signed_rank_p(moved: Numbers) -> float:
    """Return the two-sided chance of such ranks if nothing changed; *moved* has no zeros."""
    if not len(moved):
        return 1.0
    doubled = _doubled_ranks(np.abs(moved))
    chances = _chances(doubled)
    up = int(doubled[moved > 0].sum())
    less = min(up, int(doubled.sum()) - up)
    return min(1.0, 2 * float(chances[: less + 1].sum()))


def _represented(values: Numbers) -> Numbers:
    if len(values) <= MOST:
        return np.sort(values)
    return np.quantile(values, (np.arange(MOST) + 0.5) / MOST)


def _doubled_ranks(sizes: Numbers) -> NDArray[np.int64]:
    """Return twice the rank of each of *sizes*: whole numbers, although equal ones share theirs."""
    order = np.sort(np.round(sizes, 9))
    first = np.searchsorted(order, np.round(sizes, 9), side="left")
    last = np.searchsorted(order, np.round(sizes, 9), side="right")
    return (first + 1 + last).astype(np.int64)


def _chances(doubled: NDArray[np.int64]) -> Numbers:
    """Return how likely each sum of positive ranks is, if each sign is a coin's."""
    chances = np.zeros(int(doubled.sum()) + 1)
    chances[0] = 1.0
    for rank in doubled:
        moved = np.zeros_like(chances)
        moved[rank:] = chances[:-rank]
        chances = (chances + moved) / 2
    return chances


def _interval(values: Numbers) -> Span:
    """Return the median of the means of two, and what the test does not rule out around it."""
    people = len(values)
    if not people:
        return Span(0.0, 0.0, 0.0)
    first, second = np.triu_indices(people)
    means = np.sort((values[first] + values[second]) / 2)
    chances = np.cumsum(_chances(2 * np.arange(1, people + 1)))[::2]
    ruled_out = int(np.searchsorted(chances, LEVEL / 2, side="right"))
    if not ruled_out:
        return Span(float("-inf"), float(np.median(means)), float("inf"))
    return Span(
        float(means[ruled_out - 1]), float(np.median(means)), float(means[len(means) - ruled_out])
    )
