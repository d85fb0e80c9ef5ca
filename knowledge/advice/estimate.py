"""Hours lost a week, with uncertainty, from what people stated.

Seeded, so equal data give equal figures. The method:

1. A stated single value x becomes the range 0.5x to 2x, a stated range is widened 1.6 times on each
   side: one person's report of time is noise, a group's is usable (Parry et al. 2021, grade A).
2. Minutes, frequency and wasted share have beta-PERT distributions, mean (a + 4m + b) / 6.
3. A person's tasks are summed and capped at the contract's hours. Who answered and did not name the
   code counts as zero; who did not answer does not count.
4. A group of N of whom n answered: N times the mean, with the finite population correction
   sqrt(1 - n/N). Without a head count only those who answered are spoken for.
5. The interval is a bootstrap-t from five people on and Student's t below, never the percentile
   bootstrap, which covers far too little in small groups (Hesterberg 2015, grade A).
"""

from collections.abc import Sequence
from math import fsum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Loss, Span, Triple

CONTRACT_HOURS: Final = 40.0
LEAST_FOR_BOOTSTRAP: Final = 5
RESAMPLES: Final = 999
_SINGLE: Final = (0.5, 2.0)
_WIDEN: Final = 1.6
_ALMOST_EQUAL: Final = 1e-9
#: Student's t, two-sided 90 %, by degrees of freedom 1 to 30 (a standard table).
_T90: Final = (
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771,
    1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706,
    1.703, 1.701, 1.699, 1.697,
)  # fmt: skip
_Z90: Final = 1.645
Numbers = NDArray[np.float64]


def weekly_hours(loss: Loss) -> float | None:
    """Return the hours a week that the task of *loss* loses, as expected; None if not stated."""
    if loss.minutes is None or loss.per_week is None:
        return None
    wasted = loss.wasted or (1.0, 1.0, 1.0)
    parts = (_mean(loss.minutes) / 60, _mean(loss.per_week), min(1.0, _plain_mean(wasted)))
    return float(np.prod(parts))


def by_person(losses: Sequence[Loss], people: int) -> Numbers:
    """Return for each of *people* who answered the hours a week lost in *losses*, zeros included.

    Raises:
        ValueError: more people lost something than answered.
    """
    stated: dict[str, list[float]] = {}
    for loss in losses:
        hours = weekly_hours(loss)
        if hours is not None:
            stated.setdefault(loss.respondent, []).append(hours)
    if len(stated) > people:
        raise ValueError(f"{len(stated)} people lost hours, but only {people} answered")
    values = np.zeros(people)
    # fsum, so that the order of answers never shows in the last digit
    capped = [min(CONTRACT_HOURS, fsum(stated[name])) for name in sorted(stated)]
    values[: len(capped)] = capped
    return values


def total(values: Numbers, head_count: int | None, seed: int = 0) -> Span:
    """Return the hours a week of the whole group, from the hours of those who answered.

    Args:
        values: hours a week of each person who answered.
        head_count: how many the group has; None speaks only for those who answered.
        seed: equal data and seed give equal figures.
    """
    answered = len(values)
    size = max(answered, head_count or answered)
    mean = float(values.mean()) if answered else 0.0
    low, high = _interval(values, size, seed)
    return Span(min(mean, max(0.0, low)) * size, mean * size, max(mean, high) * size)


def _interval(values: Numbers, size: int, seed: int) -> tuple[float, float]:
    """Return the 90 % interval of the mean of a group of *size*."""
    answered = len(values)
    if answered < 2:  # noqa: PLR2004  # one value has no spread
        mean = float(values.mean()) if answered else 0.0
        return 0.0, 2 * mean
    mean, error = float(values.mean()), _standard_error(values, size)
    if error < _ALMOST_EQUAL:
        return _report_error(values)
    if answered < LEAST_FOR_BOOTSTRAP:
        reach = _t90(answered - 1) * error
        return mean - reach, mean + reach
    return _bootstrap_t(values, mean, error, seed)


def _standard_error(values: Numbers, size: int) -> float:
    """Return the standard error of the mean, never below what self-reports leave open."""
    answered = len(values)
    correction = max(0.0, 1 - answered / size)
    sampling = values.var(ddof=1) / answered * correction
    reporting = _report_variance(values) / answered
    return float(np.sqrt(sampling + reporting))


def _report_variance(values: Numbers) -> float:
    """Return the mean variance that the error of self-reports adds to a stated value.

    Three factors, each PERT(0.5x, x, 2x): the relative variance of the product is about 0.17.
    """
    return float(np.mean((values**2) * 0.17))


def _report_error(values: Numbers) -> tuple[float, float]:
    mean = float(values.mean())
    return 0.6 * mean, 1.6 * mean


def _bootstrap_t(values: Numbers, mean: float, error: float, seed: int) -> tuple[float, float]:
    answered = len(values)
    generator = np.random.default_rng(seed)
    picks = generator.integers(0, answered, size=(RESAMPLES, answered))
    samples = values[picks]
    means = samples.mean(axis=1)
    spreads = samples.std(axis=1, ddof=1) / np.sqrt(answered)
    usable = spreads > _ALMOST_EQUAL
    if usable.sum() < RESAMPLES / 2:
        reach = _t90(answered - 1) * error
        return mean - reach, mean + reach
    ratios = (means[usable] - mean) / spreads[usable]
    lower, upper = np.quantile(ratios, [0.05, 0.95])
    most = 4 * _t90(answered - 1)  # a few resamples with hardly any spread must not decide
    return mean - min(upper, most) * error, mean - max(lower, -most) * error


def _t90(freedom: int) -> float:
    return _T90[freedom - 1] if freedom <= len(_T90) else _Z90


def _mean(stated: Triple) -> float:
    """Return the mean of the PERT distribution around what was stated."""
    low, likely, high = widened(stated)
    return (low + 4 * likely + high) / 6


def _plain_mean(stated: Triple) -> float:
    low, likely, high = stated
    return (low + 4 * likely + high) / 6


def widened(stated: Triple) -> Triple:
    """Return the range that a stated value or range leaves open (rule 1 of this module)."""
    low, likely, high = stated
    if high - low < _ALMOST_EQUAL:
        return _SINGLE[0] * likely, likely, _SINGLE[1] * likely
    return max(0.0, likely - _WIDEN * (likely - low)), likely, likely + _WIDEN * (high - likely)


def rounded(value: float) -> float:
    """Return *value* with as many digits as such an estimate can bear: one, or two from 100 on."""
    if value <= 0:
        return 0.0
    digits = 1 if value < 100 else 2  # noqa: PLR2004  # two digits only for large totals
    step = 10.0 ** (np.floor(np.log10(value)) - digits + 1)
    return float(np.round(value / max(step, 0.5)) * max(step, 0.5))
