"""What one person stated, as hours a week with the error that such a statement has; pure.

1. A stated single value x becomes the range 0.5x to 2x, a stated range is widened 1.6 times on each
   side: one person's report of time is noise, a group's is usable (Parry et al. 2021, grade A).
2. Minutes, frequency and wasted share have beta-PERT distributions: mean (a + 4m + b) / 6, variance
   (mean - a)(b - mean) / 7. The three are independent, so the product's moments are exact and
   nothing has to be drawn.
3. A wasted share is not widened: it is a feeling, not a count. Where none was given, all of the
   time counts: the person was asked what the trouble costs.
"""

from typing import Final, NamedTuple

from knowledge.advice.shapes import Loss, Triple

SINGLE: Final = (0.5, 2.0)
WIDEN: Final = 1.6
_ALMOST_EQUAL: Final = 1e-9
_ALL: Final = (1.0, 1.0, 1.0)


class Stated(NamedTuple):
    """A stated figure as a distribution: its mean, and the variance of the statement's error."""

    mean: float
    variance: float


def weekly_hours(loss: Loss) -> Stated | None:
    """Return the hours a week that the task of *loss* loses; None if they were not stated."""
    if loss.minutes is None or loss.per_week is None:
        return None
    share = pert(loss.wasted or _ALL)
    parts = (
        pert(widened(loss.minutes)),
        pert(widened(loss.per_week)),
        Stated(min(1.0, share.mean), share.variance),
    )
    mean, square = 1 / 60, 1 / 3600
    for part in parts:
        mean *= part.mean
        square *= part.variance + part.mean**2
    return Stated(mean, max(0.0, square - mean**2))


def widened(stated: Triple) -> Triple:
    """Return the range that a stated value or range leaves open (rule 1 of this module)."""
    low, likely, high = stated
    if high - low < _ALMOST_EQUAL:
        return SINGLE[0] * likely, likely, SINGLE[1] * likely
    return max(0.0, likely - WIDEN * (likely - low)), likely, likely + WIDEN * (high - likely)


def pert(triple: Triple) -> Stated:
    """Return mean and variance of the beta-PERT distribution over *triple*."""
    low, likely, high = triple
    mean = (low + 4 * likely + high) / 6
    return Stated(mean, max(0.0, (mean - low) * (high - mean) / 7))
