"""Different people before and after: a permutation test of the means, and their difference; pure.

1. If nothing changed, who answered when is chance. All ways to deal the same answers into two
   groups are gone through where they are few, otherwise `SHUFFLES` of them, seeded.
2. Hours are compared by their means, because means add up to the hours of a team; a test of ranks
   (Mann and Whitney) would compare something else.
3. The interval of the difference is Welch's, with Student's t.
4. From `MANY` answers on the normal distribution serves as well as shuffling.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb, erfc, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Span
from knowledge.advice.student import t95

SHUFFLES: Final = 9_999
FEW: Final = 20_000
MANY: Final = 1_000
_BATCH: Final = 1_111
_NOTHING: Final = 1e-9
Numbers = NDArray[np.float64]


def difference_of(before: Sequence[float], after: Sequence[float]) -> Span:
    """Return how much more the mean of *after* is than that of *before*; nineteen times in 20."""
    old, new = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    likely = float(new.mean() - old.mean())
    parts = old.var(ddof=1) / len(old), new.var(ddof=1) / len(new)
    error = sum(parts)
    if error < _NOTHING:
        return Span(likely, likely, likely)
    freedom = error**2 / (parts[0] ** 2 / (len(old) - 1) + parts[1] ** 2 / (len(new) - 1))
    reach = t95(float(freedom)) * sqrt(error)
    return Span(likely - reach, likely, likely + reach)


def permutation_p(before: Sequence[float], after: Sequence[float], seed: int = 0) -> float:
    """Return the two-sided chance of means so far apart if nothing changed."""
    fewer = min(len(before), len(after))
    pool = np.sort(np.asarray([*before, *after], dtype=np.float64))
    apart = abs(float(np.mean(after) - np.mean(before)))
    if apart < _NOTHING:
        return 1.0
    if len(pool) > MANY:
        return erfc(apart / sqrt(2 * float(pool.var()) * (1 / len(before) + 1 / len(after))))
    if comb(len(pool), fewer) <= FEW:
        sums = np.array([sum(part) for part in combinations(pool.tolist(), fewer)])
        return float(np.mean(_apart(sums, pool, fewer) >= apart - _NOTHING))
    sums = _shuffled(pool, fewer, seed)
    return float((np.sum(_apart(sums, pool, fewer) >= apart - _NOTHING) + 1) / (len(sums) + 1))


def _shuffled(pool: Numbers, fewer: int, seed: int) -> Numbers:
    """Return the sums of *fewer* of *pool*, dealt at random."""
    generator = np.random.default_rng(seed)
    rows = np.tile(pool, (_BATCH, 1))
    return np.concatenate(
        [generator.permuted(rows, axis=1)[:, :fewer].sum(axis=1) for _ in range(SHUFFLES // _BATCH)]
    )


def _apart(sums: Numbers, pool: Numbers, fewer: int) -> Numbers:
    apart: Numbers = np.abs(sums / fewer - (pool.sum() - sums) / (len(pool) - fewer))
    return apart
