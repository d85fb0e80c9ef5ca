"""The rule itself: from how many people on something may be shown; pure.

The floor stands in code, so that nobody can set it lower, whatever the database says.
"""

from typing import Final, NamedTuple

FLOOR: Final = 3


class Threshold(NamedTuple):
    """A figure needs `figures` people, a figure about leadership twice as many for one team."""

    figures: int

    @property
    def sensitive(self) -> int:
        """Return how many people a sensitive figure of a single team needs."""
        return 2 * self.figures

    def allows(self, people: int) -> bool:
        """Say whether a figure that *people* stand behind may be shown."""
        return people >= self.figures


def threshold_of(wanted: int) -> Threshold:
    """Return the threshold that a survey wants, never below the floor."""
    return Threshold(max(FLOOR, wanted))
