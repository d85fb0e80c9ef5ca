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
   bootstrap, which covers far too little in small groups (Hesterberg 2015, grade A). Resampling
   few people shows too little of what lies above them, so both ends lie higher there (simulated).
   From 400 people on the two agree, and Student's t is used because it costs nothing.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import floor, log10
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Span
from knowledge.advice.stating import Numbers, Statements
from knowledge.advice.student import t90

CONTRACT_HOURS: Final = 40.0
LEAST_FOR_BOOTSTRAP: Final = 5
MOST_FOR_BOOTSTRAP: Final = 400
RESAMPLES: Final = 999
_TAIL: Final = 0.05
_ALMOST_EQUAL: Final = 1e-9


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
    statements: Statements,
    people: int,
    rates: Mapping[str, float] | None = None,
    *,
    is_worked: bool = False,
) -> Hours:
    """Return for each of *people* who answered what their tasks cost them a week, zeros included.

    Args:
        statements: the tasks that count.
        people: how many answered, whether they lost anything or not.
        rates: the company's cost of an hour by role; gives money instead of hours. A role that is
            missing counts with nothing, so ask `are_priced` before.
        is_worked: all hours of the tasks instead of those that are lost.

    Raises:
        ValueError: more people lost something than answered.
    """
    values = statements.worked if is_worked else statements.lost
    first = statements.firsts()
    count = len(first)
    if count > people:
        raise ValueError(f"{count} people lost hours, but only {people} answered")
    each, variance = np.zeros(people), np.zeros(people)
    if count:
        means, errors = np.add.reduceat(values, first).T
        each[:count] = np.minimum(CONTRACT_HOURS, means)
        variance[:count] = np.where(means < CONTRACT_HOURS, errors, 0.0)
    if rates is not None:
        cost = np.array([rates.get(role, 0.0) for role in statements.roles] or [0.0])
        paid = cost[statements.role[first]]
        each[:count] *= paid
        variance[:count] *= paid**2
    return Hours(each, variance)


def are_priced(statements: Statements, rates: Mapping[str, float]) -> bool:
    """Say whether everybody who lost hours has a rate; without that there is no money to show."""
    roles = [statements.roles[at] for at in np.unique(statements.role)]
    return bool(roles) and all(role in rates for role in roles)


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
    ratios = np.sort((means[usable] - mean) / spreads[usable])
    # Who loses most is rarely among few who answered: the truth lies above far oftener than below.
    above, below = _TAIL * max(0.4, 1 - 5 / answered), _TAIL * (1 + 2 / answered)
    lower, upper = _quantile(ratios, above), _quantile(ratios, 1 - below)
    most = 4 * t90(answered - 1)  # a few resamples with hardly any spread must not decide
    return mean - min(upper, most) * error, mean - max(lower, -most) * error


def _resampled(values: Numbers, seed: int) -> tuple[Numbers, Numbers]:
    """Return the means of samples drawn from *values* with replacement, and their errors.

    Most people lose nothing by one problem, and a zero adds nothing to a sum: it is drawn first how
    many of a sample are others, and only these are picked.
    """
    answered, lost = len(values), values[values != 0]
    generator = np.random.default_rng(seed)
    sizes = np.searchsorted(_chances(answered, len(lost)), generator.random(RESAMPLES))
    picked = lost.take(generator.integers(0, len(lost), size=sizes.sum(), dtype=np.uint16))
    sums, squares = _sums(picked, sizes), _sums(picked * picked, sizes)
    means = sums / answered
    spread = np.maximum(0.0, squares - answered * means**2)
    return means, np.sqrt(spread / (answered - 1) / answered)


@lru_cache(maxsize=1024)
def _chances(drawn: int, marked: int) -> Numbers:
    """Return the chances of at most 0, 1, ... *marked* ones among as many *drawn* with replacement.

    That is the binomial distribution; drawing from it like this costs half of what numpy's does.
    """
    share = min(marked, drawn - marked) / drawn  # the rarer of the two, so that nothing underflows
    steps = np.arange(drawn, 0, -1) / np.arange(1, drawn + 1) * (share / (1 - share))
    each = (1 - share) ** drawn * np.concatenate(((1.0,), np.cumprod(steps)))
    return np.cumsum(each if 2 * marked <= drawn else each[::-1])[:-1]


def _sums(values: Numbers, sizes: NDArray[np.int64]) -> Numbers:
    """Return the sums of runs of *values* that have these *sizes*; an empty run has 0."""
    starts = np.cumsum(sizes) - sizes
    sums: Numbers = np.add.reduceat(np.append(values, 0.0), starts)
    sums[sizes == 0] = 0.0
    return sums


def _quantile(ordered: Numbers, share: float) -> float:
    """Return the value below which *share* of the *ordered* lie, between neighbours in proportion.

    As `numpy.quantile` has it, at a fifth of its cost for a thousand values.
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return float(low + (high - low) * (place - below))


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
    step = max(0.5, 10.0 ** (floor(log10(value)) - digits + 1))
    return round(value / step) * step
