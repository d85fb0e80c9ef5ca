"""The rule itself: from how many people on something may be shown; pure.

The floor stands in code, so that nobody can set it lower, whatever the database says.
"""

from typing import Final, NamedTuple

FLOOR: Final = 3
_GROWTH: Final = 5


class Protections(NamedTuple):
    """What the gate does; each can be taken away only in a test.

    Attributes:
        counting: a figure needs enough people.
        subtraction: no cell is shown that would give away a small one together with others.
        unanimity: what all or nearly all said is not told exactly.
        refreshes: what was shown stays until enough new people stand behind a change.
        sensitive: figures about leadership need twice the people for one team.
        beginnings: a figure begins or changes only if that tells of no nearly all who are new.
        quotes: quotes rest after somebody has gone, and are drawn anew.
        money: money is the hours at one average rate, whoever lost them.
    """

    counting: bool = True
    subtraction: bool = True
    unanimity: bool = True
    refreshes: bool = True
    sensitive: bool = True
    beginnings: bool = True
    quotes: bool = True
    money: bool = True


ALL: Final = Protections()


class Threshold(NamedTuple):
    """A figure needs `figures` people, a figure about leadership twice as many for one team."""

    figures: int
    protections: Protections = ALL

    @property
    def sensitive(self) -> int:
        """Return how many people a sensitive figure of a single team needs."""
        return (2 if self.protections.sensitive else 1) * self.figures

    def quotes(self, wanted: int) -> int:
        """Return how many people a quote needs, if the survey wants *wanted*."""
        return max(2 * FLOOR, self.figures, wanted)

    def allows(self, people: int) -> bool:
        """Say whether a figure that *people* stand behind may be shown."""
        return people >= self.figures

    def least(self, named: int, answered: int) -> int | None:
        """Return "this many or more" where nearly all of *answered* said so; None: say nothing.

        The number left open is the threshold where that many answered, and never below the floor,
        so that nobody who knows what a colleague or two said can conclude what the others did.
        """
        told = max(self.figures, answered - self.figures)
        return told if named >= told and answered - told >= FLOOR else None

    def is_due(self, waiting: int, counted: int, *, is_closed: bool) -> bool:
        """Say whether *waiting* people are enough for a new release after *counted*.

        While a survey is open, a fifth more is wanted too, so that releases stay few.
        """
        if not self.protections.refreshes:
            return waiting > 0
        wanted = 0 if is_closed else counted // _GROWTH
        return waiting >= max(self.figures, wanted)


def threshold_of(wanted: int, protections: Protections = ALL) -> Threshold:
    """Return the threshold that a survey wants, never below the floor."""
    return Threshold(max(FLOOR, wanted) if protections.counting else 1, protections)
