"""Solves what was shown: adds, subtracts, eliminates, and finds statements about few people.

Each number is an equation over people: so many of these named that. Whoever can combine equations
into a statement about people of whom fewer than the threshold named the thing, or fewer did not,
has won: sums and differences of up to four are all tried, and all equations together are solved
exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, compress, product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.inferring import THRESHOLD
from benchmarks.organisation import INTERVIEW, Person

_COMBINED: Final = 4
#: The places of the interview at which people stop: after none, after each question, at the end.
_PLACES: Final = {
    name: place
    for place, name in enumerate(["", *(each.id for each in INTERVIEW.questions), "end"])
}
Numbers = NDArray[np.int64]


class Equation(NamedTuple):
    """So many of *people* named something."""

    people: frozenset[Person]
    value: float


class Win(NamedTuple):
    """What the attacker found out: of what, and how many of the people left named it or not."""

    what: str
    named: int
    others: int


def named(person: Person, what: str) -> bool:
    """Say whether *person* named *what*: the truth, to judge whether the attacker has won."""
    kind, _, code = what.partition(" ")
    if kind == "answered":
        return True
    if kind == "stopped":
        first, _, last = code.partition(" ")
        return _PLACES[first or ""] < _PLACES[person.stop or "end"] <= _PLACES[last]
    if kind == "function":
        return person.function == code
    if kind == "hours":
        return person.is_timed and min(person.codes, default="") == code
    if kind == "rule":
        code, _, rule = code.partition(" ")[2].partition(".")
        return code in person.codes and person.rule == rule
    return code in person.codes


def wins(found: Mapping[str, Sequence[Equation]]) -> list[Win]:
    """Return everything that tells of too few people."""
    return [win for what, known in sorted(found.items()) for win in _wins(what, known)]


def _wins(what: str, known: Sequence[Equation]) -> list[Win]:
    sets = list(dict.fromkeys(each.people for each in known))
    atoms: dict[tuple[bool, ...], list[Person]] = {}
    for person in frozenset[Person]().union(*sets):
        atoms.setdefault(tuple(person in people for people in sets), []).append(person)
    rows = np.array(sorted(atoms), dtype=np.int64).T
    groups = [atoms[key] for key in sorted(atoms)]
    if not len(rows):
        return []
    yes = np.array([sum(named(who, what) for who in group) for group in groups])
    no = np.array([sum(not named(who, what) for who in group) for group in groups])
    supports = {*_combined(rows), *_determined(rows)}
    found = set()
    for support in map(np.array, supports):
        win = Win(what, int(yes[support].sum()), int(no[support].sum()))
        left = [person.team for group in compress(groups, support) for person in group]
        if _is_won(win, is_of_one_team=len(set(left)) == 1):
            found.add(win)
    return sorted(found)


def _is_won(win: Win, *, is_of_one_team: bool) -> bool:
    """Say whether that is a statement about too few people."""
    is_leadership = win.what == "code management_gap" and is_of_one_team
    counts_others = win.what.startswith(("code", "function", "stopped"))
    least = 2 * THRESHOLD if is_leadership else THRESHOLD
    return win.named < least or (counts_others and win.others < THRESHOLD)


def _combined(rows: Numbers) -> Iterable[tuple[bool, ...]]:
    """Yield of whom sums and differences of up to four equations speak."""
    left = (_factors(len(rows)) @ rows) != 0
    yield from map(tuple, np.unique(left[left.any(axis=1)], axis=0))


@cache
def _factors(rows: int) -> Numbers:
    """Return all ways to add and subtract up to four of *rows* equations."""
    found = []
    for size in range(1, min(rows, _COMBINED) + 1):
        for places in combinations(range(rows), size):
            for signs in product((1, -1), repeat=size - 1):
                factor = np.zeros(rows, dtype=np.int64)
                factor[list(places)] = (1, *signs)
                found.append(factor)
    return np.array(found)


def _determined(rows: Numbers) -> Iterable[tuple[bool, ...]]:
    """Yield the groups whose number follows from all equations together, by exact elimination."""
    for row in _reduced([[Fraction(int(cell)) for cell in row] for row in rows]):
        if any(row):
            yield tuple(bool(cell) for cell in row)


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the reduced echelon form of *rows*: whatever is determined alone stands alone."""
    done = 0
    for column in range(len(rows[0])):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [cell / lead for cell in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                factor = row[column]
                rows[at] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows
