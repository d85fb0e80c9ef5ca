"""An attacker against the privacy gate: asks for everything, subtracts, and looks for few people.

Knows nothing of how the gate works. Knows who works where, who answered when, of whom exactly each
number speaks, and every number that was ever shown to any role, from the JSON export, which holds
all that other outputs show. Each number is an equation over people: so many of these named that.
Whoever can combine equations into a statement about people of whom fewer than the threshold named
the thing, or fewer did not, has won: sums and differences of up to four are all tried, and all
equations together are solved exactly.

    python -m benchmarks attacker
"""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.organisation import INTERVIEW, Asked, Organisation, Person
from bot.gate.publishing import Gate
from bot.gate.rule import Protections
from knowledge.catalogue import Catalogue, load_catalogue
from storage import Store, Work, open_store

RESULTS: Final = Path(__file__).parent / "results" / "attacker.md"
ORGANISATIONS: Final = 1000
THRESHOLD: Final = 5
_COMBINED: Final = 4
_SLACK: Final = 3
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


def equations(asked: Iterable[Asked]) -> dict[str, list[Equation]]:
    """Return every number that was shown, as equations by what was counted."""
    found: dict[str, dict[Equation, None]] = {}
    for each in asked:
        for what, value in _of_progress(each):
            found.setdefault(what, {})[Equation(each.began, value)] = None
        if not each.output:
            continue
        for what, team, value in _numbers(json.loads(each.output), each):
            kind, _, code = what.partition(" ")
            people = each.spoken_of[kind, code, team]
            found.setdefault(what, {})[Equation(people, value)] = None
    return {what: list(known) for what, known in found.items()}


def _numbers(output: Mapping[str, object], asked: Asked) -> Iterable[tuple[str, str, float]]:
    """Yield what each number counts, in which team ('' for all), and the number."""
    teams = asked.viewer.teams
    if teams is None or len(teams) == 1:
        team = next(iter(teams or ("",)))
        for item in _list(output, "recommendations"):
            yield from ((what, team, value) for what, value in _of_problem(item))
    for cell in _list(output, "cells"):
        yield f"code {cell['code']}", str(cell["team"]), _number(cell["people"])
    yield from _of_response(output, teams is None)
    for line in _list(output, "functions"):
        if not line["or_more"]:
            yield f"function {line['code']}", "", _number(line["people"])


def _of_response(output: Mapping[str, object], is_whole: bool) -> Iterable[tuple[str, str, float]]:  # noqa: FBT001
    """Yield how many answered, of each team and of all, as far as it is told."""
    told = [(str(line["code"]), line["response"]) for line in _list(output, "teams")]
    told += [("", output["response"])] if is_whole else []
    for team, response in told:
        if isinstance(response, dict) and response["answered"]:
            yield "answered ", team, _number(response["answered"])


def _of_progress(asked: Asked) -> Iterable[tuple[str, float]]:
    """Yield how many went on after each question, and how many stopped between any two."""
    whole = [("", len(asked.began)), *asked.past, ("end", 0)]
    for (first, more), (last, fewer) in combinations(whole if asked.past else (), 2):
        if (first, last) != ("", "end"):
            yield f"stopped {first} {last}", float(more - fewer)


def _of_problem(item: Mapping[str, object]) -> Iterable[tuple[str, float]]:
    code = item["code"]
    if not item["or_more"]:
        yield f"code {code}", _number(item["people"])
    if isinstance(item["hours"], dict):
        yield f"hours {code}", _number(item["hours"]["likely"])
    for rule in _list(item, "evidence"):
        if not rule["or_more"]:
            yield f"rule {code} {rule['rule']}", _number(rule["people"])


def _list(output: Mapping[str, object], name: str) -> list[dict[str, object]]:
    found = output[name]
    return found if isinstance(found, list) else []


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


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
    found = set(_combined(what, rows, yes, no)) | set(_determined(what, rows, yes, no))
    if what == "code management_gap":
        found |= set(_too_small_teams(what, known))
    return sorted(found)


def _combined(what: str, rows: Numbers, yes: Numbers, no: Numbers) -> Iterable[Win]:
    """Yield what sums and differences of up to four equations tell of too few people."""
    left = (_factors(len(rows)) @ rows) != 0
    some = left.any(axis=1)
    for support in np.unique(left[some], axis=0):
        yield from _judged(what, int(yes[support].sum()), int(no[support].sum()))


def _judged(what: str, yes: int, no: int) -> Iterable[Win]:
    counts_others = what.startswith(("code", "function", "stopped"))
    if yes < THRESHOLD or (counts_others and no < THRESHOLD):
        yield Win(what, yes, no)


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


def _determined(what: str, rows: Numbers, yes: Numbers, no: Numbers) -> Iterable[Win]:
    """Yield the groups whose number follows from all equations together, by exact elimination."""
    for row in _reduced([[Fraction(int(cell)) for cell in row] for row in rows]):
        support = np.array([bool(cell) for cell in row])
        if support.any():
            yield from _judged(what, int(yes[support].sum()), int(no[support].sum()))


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


def _too_small_teams(what: str, known: Sequence[Equation]) -> Iterable[Win]:
    """Yield what is told of the leadership of one team with fewer than twice the threshold."""
    for each in known:
        if len({who.team for who in each.people}) == 1 and each.value < 2 * THRESHOLD:
            yes = sum(named(who, what) for who in each.people)
            yield Win(f"{what} of a team", yes, len(each.people) - yes)


def too_plain(asked: Iterable[Asked]) -> list[Win]:
    """Return every "this many or more" that says almost everybody said so."""
    found = []
    for each in asked:
        for item in _list(json.loads(each.output or '{"recommendations": []}'), "recommendations"):
            told = _number(item["people"])
            if item["or_more"] and len(each.people) - told < _SLACK:
                found.append(Win(f"at least {item['code']}", int(told), 0))
    return found


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def attack(
    store: Store, catalogue: Catalogue, random: Random, protections: Protections
) -> tuple[list[Win], int]:
    """Return what an attacker finds out about one made-up organisation, and how often it asked."""
    asked: list[Asked] = []
    with suppress(_UndoneError), store.transaction() as work:
        asked += _organisation(work, catalogue, random, protections).play()
        _undo()
    return wins(equations(asked)) + too_plain(asked), len(asked)


def _undo() -> None:
    raise _UndoneError


def _organisation(
    work: Work, catalogue: Catalogue, random: Random, protections: Protections
) -> Organisation:
    return Organisation(random, work, Gate(protections), catalogue, "attacked")


def main(_words: Sequence[str] = ()) -> None:
    """Attack with all protections, and with each one taken away; print and write the table."""
    catalogue = load_catalogue()
    lines = [
        "# An attacker against the privacy gate",
        "",
        f"{ORGANISATIONS} made-up organisations for each row; every role's outputs are asked for",
        f"at 3 to 7 moments. An isolation: a statement about fewer than {THRESHOLD} people that",
        "follows from what was shown.",
        "",
        "| protection taken away | questions | organisations with isolations | isolations |",
        "| --- | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gemba.db")
        store.migrate()
        for name in ("none", *Protections._fields):
            protections = Protections(**({} if name == "none" else {name: False}))
            lines.append(_row(name, store, catalogue, protections))
            print(lines[-1], flush=True)
        store.close()
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(name: str, store: Store, catalogue: Catalogue, protections: Protections) -> str:
    questions = broken = isolations = 0
    for seed in range(ORGANISATIONS):
        found, asked = attack(store, catalogue, Random(seed), protections)  # noqa: S311  # repeatable
        questions += asked
        broken += bool(found)
        isolations += len(found)
    return f"| {name} | {questions:,} | {broken} | {isolations:,} |"
