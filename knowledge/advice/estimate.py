"""Hours lost a week by a group, with uncertainty, from what its people stated.

Seeded, so equal data give equal figures. The method (what one statement is worth: `stating`):

1. A person's tasks are summed and capped at the contract's hours. Who answered and did not name the
   code counts as zero; who did not answer does not count.
2. A group of N of whom n answered: N times the mean. The standard error has the finite population
   correction 1 - n/N for who did not answer, and the error of self-reports: where all answered it
   is all that is left, where few did it is half in the spread between people already. Simulated
   intervals keep what they promise (`python -m benchmarks coverage`). Without a head count only
   those who answered are spoken for.
3. The interval is a bootstrap-t from five people on and Student's t below, never the percentile
   bootstrap, which covers far too little in small groups (Hesterberg 2015, grade A). From 400
   people on the two agree, and Student's t is used because it costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Loss, Span
from knowledge.advice.stating import Stated, weekly_hours
from knowledge.advice.student import t90

CONTRACT_HOURS: Final = 40.0
LEAST_FOR_BOOTSTRAP: Final = 5
MOST_FOR_BOOTSTRAP: Final = 400
RESAMPLES: Final = 999
_TAIL: Final = 0.05
_ALMOST_EQUAL: Final = 1e-9
Numbers = NDArray[np.float64]


class Hours(NamedTuple):
    """What each person who answered loses a week, and the variance of each one's statement.

    Hours a week, or money a week where a rate was given; zeros are people who lose nothing.
    """

    each: Numbers
    variance: Numbers

    @property
    def people(self) -> int:
        """How many answered."""
        return len(self.each)


def by_person(
    losses: Sequence[Loss],
    people: int,
    rates: Mapping[str, float] | None = None,
    of: Callable[[Loss], Stated | None] = weekly_hours,
) -> Hours:
    """Return for each of *people* who answered what *losses* cost them a week, zeros included.

    Args:
        losses: the tasks that count.
        people: how many answered, whether they lost anything or not.
        rates: the company's cost of an hour by role; gives money instead of hours. A role that is
            missing counts with nothing, so ask `are_priced` before.
        of: which hours of a task count, the lost ones or all.

    Raises:
        ValueError: more people lost something than answered.
    """
    stated = _stated(losses, of)
    if len(stated) > people:
        raise ValueError(f"{len(stated)} people lost hours, but only {people} answered")
    names = sorted(stated)
    means, errors = np.array([stated[name] for name in names]).reshape(-1, 2).T
    each, variance = np.zeros(people), np.zeros(people)
    each[: len(names)] = np.minimum(CONTRACT_HOURS, means)
    variance[: len(names)] = np.where(means < CONTRACT_HOURS, errors, 0.0)
    if rates is not None:
        roles = {loss.respondent: loss.role or "" for loss in losses}
        paid = np.array([rates.get(roles[name], 0.0) for name in names])
        each[: len(names)] *= paid
        variance[: len(names)] *= paid**2
    return Hours(each, variance)


def are_priced(losses: Sequence[Loss], rates: Mapping[str, float]) -> bool:
    """Say whether everybody who lost hours has a rate; without that there is no money to show."""
    lost = [loss for loss in losses if weekly_hours(loss) is not None]
    return bool(lost) and all((loss.role or "") in rates for loss in lost)


def _stated(losses: Sequence[Loss], of: Callable[[Loss], Stated | None]) -> dict[str, Stated]:
    """Return the hours of each person who stated any, their tasks summed."""
    found: dict[str, Stated] = {}
    several: dict[str, list[Stated]] = {}
    for loss in losses:
        hours, name = of(loss), loss.respondent
        if hours is None:
            continue
        if name in found:
            several.setdefault(name, [found[name]]).append(hours)
        else:
            found[name] = hours
    return found | {name: _sum(tasks) for name, tasks in several.items()}


def _sum(tasks: Sequence[Stated]) -> Stated:
    # fsum, so that the order of answers never shows in the last digit
    return Stated(fsum(each.mean for each in tasks), fsum(each.variance for each in tasks))


def total(hours: Hours, head_count: int | None, seed: int = 0) -> Span:
    """Return what the whole group loses a week, from what those who answered lose.

    Args:
        hours: what each person who answered loses.
        head_count: how many the group has; None speaks only for those who answered.
        seed: equal data and seed give equal figures.
    """
    size = max(hours.people, head_count or hours.people)
    mean = float(hours.each.mean()) if hours.people else 0.0
    low, high = _interval(hours, size, seed)
    return Span(min(mean, max(0.0, low)) * size, mean * size, max(mean, high) * size)


def _interval(hours: Hours, size: int, seed: int) -> tuple[float, float]:
    """Return the 90 % interval of the mean of a group of *size*."""
    mean = float(hours.each.mean()) if hours.people else 0.0
    if hours.people < 2:  # noqa: PLR2004  # one value has no spread
        return 0.0, 2 * mean
    error = _standard_error(hours, size)
    reach = t90(hours.people - 1) * error
    if error > _ALMOST_EQUAL and LEAST_FOR_BOOTSTRAP <= hours.people < MOST_FOR_BOOTSTRAP:
        return _bootstrap_t(hours.each, mean, error, seed)
    return mean - reach, mean + reach


def _standard_error(hours: Hours, size: int) -> float:
    """Return the standard error of the mean (rule 2 of this module)."""
    asked = hours.people / size
    sampling = float(hours.each.var(ddof=1)) * (1 - asked)
    reporting = float(hours.variance.mean()) * (1 + asked) / 2
    return float(np.sqrt((sampling + reporting) / hours.people))


def _bootstrap_t(values: Numbers, mean: float, error: float, seed: int) -> tuple[float, float]:
    answered = len(values)
    means, spreads = _resampled(values, seed)
    usable = spreads > _ALMOST_EQUAL
    if usable.sum() < RESAMPLES / 2:
        reach = t90(answered - 1) * error
        return mean - reach, mean + reach
    ratios = (means[usable] - mean) / spreads[usable]
    tail = _TAIL * (1 - 2 / answered)  # resampling few people shows too little of their spread
    lower, upper = np.quantile(ratios, [tail, 1 - tail])
    most = 4 * t90(answered - 1)  # a few resamples with hardly any spread must not decide
    return mean - min(upper, most) * error, mean - max(lower, -most) * error


def _resampled(values: Numbers, seed: int) -> tuple[Numbers, Numbers]:
    """Return the means of samples drawn from *values* with replacement, and their errors.

    Most people lose nothing by one problem, and a zero adds nothing to a sum: it is drawn first how
    many of a sample are others, and only these are picked, and counted how often each was.
    """
    answered, lost = len(values), values[values != 0]
    generator = np.random.default_rng(seed)
    sizes = generator.binomial(answered, len(lost) / answered, RESAMPLES)
    picks = generator.integers(0, len(lost), size=sizes.sum(), dtype=np.uint16)
    places = np.repeat(np.arange(RESAMPLES) * len(lost), sizes) + picks
    times = np.bincount(places, minlength=RESAMPLES * len(lost)).reshape(RESAMPLES, len(lost))
    sums, squares = (times @ np.column_stack((lost, lost**2))).T
    means = sums / answered
    spread = np.maximum(0.0, squares - answered * means**2)
    return means, np.sqrt(spread / (answered - 1) / answered)


def coarse(span: Span) -> Span:
    """Return *span* in steps of a tenth to a third of its width: so uncertain, it bears no more."""
    width = span.high - span.low
    step = 10.0 ** np.floor(np.log10(width / 3)) if width > 0 else 0.0
    return Span(*(float(np.round(each / step) * step) for each in span)) if step else span


def rounded(value: float) -> float:
    """Return *value* with as many digits as such an estimate can bear: one, or two from 100 on."""
    if value <= 0:
        return 0.0
    digits = 1 if value < 100 else 2  # noqa: PLR2004  # two digits only for large totals
    step = 10.0 ** (np.floor(np.log10(value)) - digits + 1)
    return float(np.round(value / max(step, 0.5)) * max(step, 0.5))
