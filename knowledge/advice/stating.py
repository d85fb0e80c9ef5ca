"""What people stated, as hours a week with the error that such statements have; pure.

1. A stated single value x becomes the range 0.5x to 2x, a stated range is widened 1.6 times on each
   side: one person's report of time is noise, a group's is usable (Parry et al. 2021, grade A).
2. Minutes, frequency and wasted share have beta-PERT distributions: mean (a + 4m + b) / 6, variance
   (mean - a)(b - mean) / 7. The three are independent, so the product's moments are exact and
   nothing has to be drawn.
3. A wasted share is not widened: it is a feeling, not a count. Where none was given, all of the
   time counts: the person was asked what the trouble costs.

All tasks are worked out at once, as columns: one by one, a hundred thousand took a second.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.advice.shapes import Loss, Triple

SINGLE: Final = (0.5, 2.0)
WIDEN: Final = 1.6
_ALMOST_EQUAL: Final = 1e-9
_ALL: Final = (1.0, 1.0, 1.0)
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class Statements(NamedTuple):
    """Tasks whose time was stated, a row each: whose they are, and their hours a week.

    Sorted by person and then by size, so that the order of answers never shows in the last digit.
    `row` is where the task stood in what was given, `who` numbers people in the order of their
    names, `role` is a place in `roles`. `lost` and `worked` have two columns: the mean, and the
    variance of the statement's error. `likely` is what the likely values come to.
    """

    row: Places
    who: Places
    role: Places
    lost: Numbers
    worked: Numbers
    likely: Numbers
    roles: Sequence[str]

    @property
    def people(self) -> int:
        """How many people stated a time."""
        return len(self.firsts())

    def firsts(self) -> Places:
        """Return the place of each person's first row."""
        return np.flatnonzero(np.diff(self.who, prepend=-1))

    def at(self, places: Sequence[int]) -> "Statements":
        """Return the rows at *places*, which ascend."""
        rows = np.array(places, dtype=np.int64)
        return Statements(
            self.row[rows], self.who[rows], self.role[rows], self.lost[rows], self.worked[rows],
            self.likely[rows], self.roles,
        )  # fmt: skip


class _Moments(NamedTuple):
    """The means of distributions, and the means of their squares."""

    mean: Numbers
    square: Numbers


def timed(losses: Iterable[Loss]) -> list[Loss]:
    """Return those of *losses* for which it was stated how long and how often."""
    return list(filter(_is_timed, losses))


def _is_timed(loss: Loss) -> bool:
    return loss.minutes is not None and loss.per_week is not None


def stated(losses: Sequence[Loss]) -> Statements:
    """Return what *losses* come to, a row for each whose time was stated."""
    row = np.array([at for at, loss in enumerate(losses) if _is_timed(loss)], dtype=np.int64)
    told = [losses[at] for at in row.tolist()]
    numbers = {name: at for at, name in enumerate(sorted({loss.respondent for loss in told}))}
    roles = {role: at for at, role in enumerate(sorted({loss.role or "" for loss in told}))}
    minutes = _triples(loss.minutes or _ALL for loss in told)
    per_week = _triples(loss.per_week or _ALL for loss in told)
    wasted = _triples(loss.wasted or _ALL for loss in told)
    long, often = _moments(widened(minutes)), _moments(widened(per_week))
    lost = _product(long, often, _share(wasted))
    who = np.array([numbers[loss.respondent] for loss in told], dtype=np.int64)
    order = np.lexsort((lost[:, 1], lost[:, 0], who))
    return Statements(
        row[order],
        who[order],
        np.array([roles[loss.role or ""] for loss in told], dtype=np.int64)[order],
        lost[order],
        _product(long, often, _moments(np.ones_like(wasted)))[order],
        (minutes[:, 1] / 60 * per_week[:, 1])[order],
        tuple(roles),
    )


def _triples(given: Iterable[Triple]) -> Numbers:
    return np.fromiter(chain.from_iterable(given), np.float64).reshape(-1, 3)


def _product(minutes: _Moments, per_week: _Moments, share: _Moments) -> Numbers:
    """Return mean and variance of the hours, two columns."""
    mean = minutes.mean * per_week.mean * share.mean / 60
    square = minutes.square * per_week.square * share.square / 3600
    return np.column_stack((mean, np.maximum(0.0, square - mean * mean)))


def _share(triples: Numbers) -> _Moments:
    """Return the moments of wasted shares: nobody wastes more than everything."""
    mean, variance = pert(triples)
    mean = np.minimum(1.0, mean)
    return _Moments(mean, variance + mean * mean)


def _moments(triples: Numbers) -> _Moments:
    mean, variance = pert(triples)
    return _Moments(mean, variance + mean * mean)


def widened(triples: Numbers) -> Numbers:
    """Return the ranges that stated values and ranges leave open (rule 1 of this module)."""
    low, likely, high = triples.T
    is_single = high - low < _ALMOST_EQUAL
    lower = np.where(
        is_single, SINGLE[0] * likely, np.maximum(0.0, likely - WIDEN * (likely - low))
    )
    upper = np.where(is_single, SINGLE[1] * likely, likely + WIDEN * (high - likely))
    return np.column_stack((lower, likely, upper))


def pert(triples: Numbers) -> tuple[Numbers, Numbers]:
    """Return means and variances of the beta-PERT distributions over *triples*."""
    low, likely, high = triples.T
    mean = (low + 4 * likely + high) / 6
    return mean, np.maximum(0.0, (mean - low) * (high - mean) / 7)
