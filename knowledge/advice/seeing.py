"""How large a change must be to show with so many people: said before anything is done; pure.

1. Fitted to a simulation of stated hours (lopsided, a fifth of people at zero): from one round to
   the next a statement varies by a factor of about e to the 0.83, and people differ by about 1.15
   times their mean. `benchmarks/comparing.py` prints what the rule as it is used really sees.
2. Linked: a change by the factor f shows if log(f) is so many standard errors; signed ranks use
   0.955 of what a mean does (3 / pi; Hodges and Lehmann 1956), and steps cost about one person. Not
   linked: Cohen's formula for two means, whose spread shrinks with them, with Student's t.
3. "Will hardly show": less than an even chance. "Will show": four chances in five (Cohen 1988).
"""

from math import erf, log, sqrt
from typing import Final, NamedTuple

from knowledge.advice.comparing import LEAST_GROUP
from knowledge.advice.student import t95

_BETWEEN_ROUNDS: Final = 0.83
_BETWEEN_PEOPLE: Final = 1.15
_OF_A_MEAN: Final = 0.955
_TESTED: Final = 1.96
_FOUR_IN_FIVE: Final = 0.84
#: From so many linked people on a comparison may be shown: privacy asks for more than the test.
LEAST_TO_SHOW: Final = 8


class Sight(NamedTuple):
    """Drops in per cent: below `hardly` a change will hardly show, from `surely` on it will.

    None: not even the end of all of it would.
    """

    people: int
    linked: bool
    hardly: int | None
    surely: int | None


def sight_of(people: int, *, linked: bool) -> Sight:
    """Return what drops will show if *people* answer before and after.

    Args:
        people: who lose hours to it, if the rounds are linked; otherwise who answers each round.
        linked: whether everybody can be compared with themselves.
    """
    least = LEAST_TO_SHOW if linked else LEAST_GROUP
    if people < least:
        return Sight(people, linked, None, None)
    return Sight(people, linked, _drop(people, 0.0, linked), _drop(people, _FOUR_IN_FIVE, linked))


def chance_of_seeing(people: int, drop: float, *, linked: bool) -> float:
    """Return how likely a *drop* (0 to 1) shows, by the normal distribution."""
    return (1 + erf(_beyond(people, drop, linked) / sqrt(2))) / 2


def _drop(people: int, least: float, linked: bool) -> int | None:  # noqa: FBT001  # one of two
    """Return the smallest drop in per cent that is seen with *least* errors to spare."""
    for percent in range(5, 100, 5):
        if _beyond(people, percent / 100, linked) >= least:
            return percent
    return None


def _beyond(people: int, drop: float, linked: bool) -> float:  # noqa: FBT001  # one of two
    """Return how many standard errors a *drop* is beyond what the test needs."""
    if linked:
        return -log(1 - drop) * sqrt(_OF_A_MEAN * (people - 1)) / _BETWEEN_ROUNDS - _TESTED
    spread = _BETWEEN_PEOPLE * sqrt((1 + (1 - drop) ** 2) / 2)
    return drop / spread * sqrt(people / 2) - t95(2 * people - 2)
