"""The people that a column counts, found by team without looking through all; pure."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from bot.gate.auditing import EVERYBODY, Atom, Heads, Part


class Crowd:
    """How many people of each atom named something, and how many did not."""

    def __init__(self, atoms: Mapping[Atom, Heads]) -> None:
        self.atoms = atoms

    @cached_property
    def teams(self) -> Mapping[str, Sequence[tuple[Atom, Heads]]]:
        """The atoms of each team; of people without one under `EVERYBODY`."""
        found: dict[str, list[tuple[Atom, Heads]]] = {}
        for atom, heads in self.atoms.items():
            found.setdefault(atom.team, []).append((atom, heads))
        return found

    def of(self, team: str) -> Sequence[tuple[Atom, Heads]]:
        """Return the atoms of *team*, or all."""
        return list(self.atoms.items()) if team == EVERYBODY else self.teams.get(team, ())

    def within(self, part: Part) -> list[tuple[Atom, Heads]]:
        """Return the atoms that *part* holds."""
        return [(atom, heads) for atom, heads in self.of(part.team) if part.holds(atom)]

    def named(self, team: str) -> int:
        """Return how many people of *team*, or of all, named it."""
        return sum(heads.named for _, heads in self.of(team))

    def named_in(self, part: Part) -> int:
        """Return how many people that *part* holds named it."""
        return sum(heads.named for _, heads in self.within(part))

    def answered(self, team: str) -> int:
        """Return how many people of *team*, or of all, could have named it."""
        return sum(heads.named + heads.others for _, heads in self.of(team))
