"""The heat map: problems down, teams across, people who named each; pure.

A cell without a figure is one that may not be shown, or that nobody named: nobody can tell which.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.gate.published import Published, TeamCell

_STEPS: Final = 4
#: As many teams as a page is wide; all of them are in the spreadsheet.
_MOST_TEAMS: Final = 10


class Square(NamedTuple):
    """One cell: how many people, and how dark it is, 1 to 4 by their share; None: not shown."""

    people: int | None
    shade: int = 0


class Line(NamedTuple):
    """A problem in every team."""

    name: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The heat map of a report; without lines there is none. `more` teams are left out."""

    teams: Sequence[str]
    lines: Sequence[Line]
    more: int = 0


def heat_of(published: Published) -> Heat:
    """Return the heat map of *published*: the teams and problems that have a cell at least."""
    cells = {(cell.code, cell.team): cell for cell in published.cells}
    named = Counter[str]()
    for cell in published.cells:
        named[cell.team] += cell.people
    known = [line for line in published.teams if line.code in named]
    teams = sorted(known, key=lambda line: (-named[line.code], line.code))[:_MOST_TEAMS]
    most = max((cell.people for cell in cells.values()), default=1)
    lines = [
        Line(
            each.name,
            tuple(_square(cells.get((each.code, team.code)), most) for team in teams),
        )
        for each in published.recommendations
        if any(code == each.code for code, _ in cells)
    ]
    return Heat([team.name for team in teams], lines, len(known) - len(teams))


def _square(cell: TeamCell | None, most: int) -> Square:
    if cell is None:
        return Square(None)
    return Square(cell.people, max(1, -(-_STEPS * cell.people // most)))
