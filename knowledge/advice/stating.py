"""What one person stated, as hours a week with the error that such a statement has; pure.

1. A stated single value x becomes the range 0.5x to 2x, a stated range is widened 1.6 times on each
   side: one person's report of time is noise, a group's is usable (Parry et al. 2021, grade A).
2. Minutes, frequency and wasted share have beta-PERT distributions: mean (a + 4m + b) / 6, variance
   (mean - a)(b - mean) / 7. The three are independent, so the product's moments are exact and
   nothing has to be drawn.
3. A wasted share is not widened: it is a feeling, not a count. Where none was given, all of the
   time counts: the person was asked what the trouble costs.
"""

from functools import lru_cache
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


class _Moments(NamedTuple):
    """The mean of a distribution, and the mean of its square."""

    mean: float
    square: float


def weekly_hours(loss: Loss) -> Stated | None:
    """Return the hours a week that the task of *loss* loses; None if they were not stated."""
    if loss.minutes is None or loss.per_week is None:
        return None
    return _product(_count(loss.minutes), _count(loss.per_week), _share(loss.wasted or _ALL))


def worked_hours(loss: Loss) -> Stated | None:
    """Return the hours a week that the task of *loss* takes; None if they were not stated."""
    if loss.minutes is None or loss.per_week is None:
        return None
    return _product(_count(loss.minutes), _count(loss.per_week), _share(_ALL))


def _product(minutes: _Moments, per_week: _Moments, share: _Moments) -> Stated:
    mean = minutes[0] * per_week[0] * share[0] / 60
    square = minutes[1] * per_week[1] * share[1] / 3600
    return Stated(mean, max(0.0, square - mean * mean))


# People round what they state, so many say the same, whatever the number of people.
@lru_cache(maxsize=1 << 12)
def _count(stated: Triple) -> _Moments:
    mean, variance = pert(widened(stated))
    return _Moments(mean, variance + mean**2)


@lru_cache(maxsize=1 << 12)
def _share(stated: Triple) -> _Moments:
    mean, variance = pert(stated)
    mean = min(1.0, mean)
    return _Moments(mean, variance + mean**2)


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
