"""One number a week: what it always does, and when it does something else (XmR chart); pure.

The natural process limits are mean plus and minus 2.66 times the mean step from week to week, of
the weeks before anything was done. A week outside, or eight in a row on one side of the mean, is a
signal (Wheeler). Fewer than ten weeks before give limits, but no word on them: of those limits a
seventh of all unchanged processes leaves within eight weeks; from twenty weeks before, a twelfth.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

STEPS_TO_LIMIT: Final = 2.66
IN_A_ROW: Final = 8
LEAST_WEEKS: Final = 10
GOOD_WEEKS: Final = 20


class Signal(StrEnum):
    """Why a week is not like those before."""

    BELOW = "below"
    ABOVE = "above"
    RUN_BELOW = "run_below"
    RUN_ABOVE = "run_above"


class Chart(NamedTuple):
    """The limits of the weeks before, and the signals of the weeks since, by their place."""

    mean: float
    low: float
    high: float
    weeks: int
    signals: tuple[tuple[int, Signal], ...]

    @property
    def is_enough(self) -> bool:
        """Whether the weeks before are enough for a word on the weeks since."""
        return self.weeks >= LEAST_WEEKS


def chart_of(before: Sequence[float], since: Sequence[float]) -> Chart | None:
    """Return the limits that the weeks *before* give, and what of *since* breaks them.

    None: fewer than two weeks before have no step between them.
    """
    if len(before) < 2:  # noqa: PLR2004  # a step needs two
        return None
    mean = sum(before) / len(before)
    steps = [abs(later - earlier) for earlier, later in pairwise(before)]
    reach = STEPS_TO_LIMIT * sum(steps) / len(steps)
    low, high = mean - reach, mean + reach
    return Chart(mean, low, high, len(before), tuple(_signals(since, mean, low, high)))


def _signals(
    since: Sequence[float], mean: float, low: float, high: float
) -> list[tuple[int, Signal]]:
    found, side, run = [], 0, 0
    for place, value in enumerate(since):
        here = (value > mean) - (value < mean)
        run = run + 1 if here == side and here else abs(here)
        side = here
        if not low <= value <= high:
            found.append((place, Signal.ABOVE if value > high else Signal.BELOW))
        elif run >= IN_A_ROW:
            found.append((place, Signal.RUN_ABOVE if side > 0 else Signal.RUN_BELOW))
    return found
