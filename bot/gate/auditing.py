"""Can somebody subtract published figures until few people are left? Exact, and pure.

Rule 1: a figure is a count over the people of one team, or of all, who were first counted by some
releases: a `Part`. What has been shown of one inefficiency is a set of parts.
Rule 2: an *atom* is the people of one team whom one release counted first. Each atom lies in at
most one part that speaks for all and at most one that speaks for its team: an edge between the two
in a graph; where one is missing, an edge to the ground, which has no figure.
Rule 3: every sum and difference of figures gives each part a weight, and each atom what its two
ends make of it. What cancels to nothing has equal ends. So whatever remains is a cut of the graph,
and all that can be worked out about few people is a cut with few people on it.
Rule 4: the parts may be shown together if no cut of any connected piece has fewer people than the
threshold who named it, or fewer who did not. The minimum cut is found exactly (Stoer and Wagner);
edges that alone are heavy enough are contracted first, which leaves hardly anything in large data.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

EVERYBODY: Final = ""
_GROUND: Final = -1
Weights = dict[int, dict[int, int]]


class Atom(NamedTuple):
    """The people of one team whom one release counted first."""

    team: str
    release: int


class Part(NamedTuple):
    """A published count: of one team or everybody, over releases after `after` up to `until`."""

    team: str
    after: int
    until: int

    def holds(self, atom: Atom) -> bool:
        """Say whether the people of *atom* are counted here."""
        return self.team in (EVERYBODY, atom.team) and self.after < atom.release <= self.until


class Heads(NamedTuple):
    """How many people of an atom named something, and how many did not."""

    named: int
    others: int


def is_safe(atoms: Mapping[Atom, Heads], parts: Sequence[Part], named: int, others: int) -> bool:
    """Say whether no sum or difference of *parts* tells of fewer people than wanted.

    Args:
        atoms: everybody who is counted.
        parts: what is, or would be, published.
        named: how many must have named it in whatever can be worked out; 0 asks for none.
        others: how many must not have; 0 asks for none.
    """
    wholes: list[tuple[int, Part]] = []
    teams: dict[str, list[tuple[int, Part]]] = {}
    for number, part in enumerate(parts):
        near = wholes if part.team == EVERYBODY else teams.setdefault(part.team, [])
        near.append((number, part))
    edges = [
        (_place(atom, wholes), _place(atom, teams.get(atom.team, ())), heads)
        for atom, heads in atoms.items()
    ]
    joined = [edge for edge in edges if edge[0] != edge[1]]
    return _holds(((a, b, heads.named) for a, b, heads in joined), named) and _holds(
        ((a, b, heads.others) for a, b, heads in joined), others
    )


def _place(atom: Atom, parts: Iterable[tuple[int, Part]]) -> int:
    """Return the number of the last of *parts* that holds *atom*, or the ground."""
    place = _GROUND
    for number, part in parts:
        if part.holds(atom):
            place = number
    return place


def _holds(edges: Iterable[tuple[int, int, int]], least: int) -> bool:
    """Say whether every cut of every connected piece weighs at least *least*."""
    together: dict[tuple[int, int], int] = {}
    for a, b, weight in edges:
        edge = (a, b) if a < b else (b, a)
        together[edge] = together.get(edge, 0) + weight
    if all(weight >= least for weight in together.values()):
        return True  # every cut cuts at least one of them
    weights: Weights = {}
    for (a, b), weight in together.items():
        _add(weights, a, b, weight)
    _contract(weights, least)
    return not any(weights.values())


def _add(weights: Weights, a: int, b: int, weight: int) -> None:
    for one, other in ((a, b), (b, a)):
        near = weights.setdefault(one, {})
        near[other] = near.get(other, 0) + weight


def _contract(weights: Weights, least: int) -> None:
    """Contract *weights* until nothing is left to cut, or a cut below *least* shows itself.

    A phase of Stoer and Wagner's algorithm orders the nodes by how tightly they hold to those
    before; the last one's whole weight is a minimum cut between it and the one before. If that is
    heavy enough, the two may be taken as one.
    """
    while True:
        heavy = next(
            ((a, b) for a, near in weights.items() for b, w in near.items() if w >= least), None
        )
        if heavy is not None:
            _merge(weights, *heavy)
            continue
        start = next((node for node, near in weights.items() if near), None)
        if start is None:
            return
        before, last, cut = _phase(weights, start)
        if cut < least:
            return
        _merge(weights, before, last)


def _phase(weights: Weights, start: int) -> tuple[int, int, int]:
    """Return the last two nodes of the piece around *start*, and the last one's whole weight."""
    hold: dict[int, int] = {start: 0}
    done: set[int] = set()
    before, last, cut = start, start, 0
    while hold:
        node = max(hold, key=lambda each: hold[each])
        before, last, cut = last, node, hold.pop(node)
        done.add(node)
        for near, weight in weights[node].items():
            if near not in done:
                hold[near] = hold.get(near, 0) + weight
    return before, last, cut


def _merge(weights: Weights, kept: int, gone: int) -> None:
    """Take two nodes as one; what lay between them is no longer a cut."""
    for near, weight in weights.pop(gone).items():
        del weights[near][gone]
        if near != kept:
            _add(weights, kept, near, weight)
