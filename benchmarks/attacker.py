"""An attacker against the privacy gate: asks for everything, subtracts, and looks for few people.

Knows nothing of how the gate works, but its rules. Knows who works where, who answered when, of
whom exactly each number speaks, and every number that was ever shown to any role, from the screens,
messages and files that they really get (`served`). Solves all numbers together (`solving`), and
concludes from what begins, changes and vanishes (`inferring`).

    python -m benchmarks attacker
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from benchmarks import honest
from benchmarks.inferring import SLACK, THRESHOLD, inferences
from benchmarks.organisation import LOOSE, Asked, Figure, Organisation, Person
from benchmarks.served import Served
from benchmarks.solving import Equation, Win, named, wins
from bot.gate.publishing import Gate
from bot.gate.rule import Protections
from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from storage import Store, open_store

RESULTS: Final = Path(__file__).parent / "results" / "attacker.md"
ORGANISATIONS: Final = 1000


class Found(NamedTuple):
    """What an attacker found out of one organisation, and what it asked for."""

    isolations: list[str]
    asked: list[Asked]


@dataclass(slots=True)
class Tally:
    """What was asked and found in many organisations, with one protection taken away or none."""

    without: str
    questions: int = 0
    broken: int = 0
    isolations: int = 0
    outputs: Counter[tuple[str, str]] = field(default_factory=Counter)
    figures: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, found: Found) -> None:
        """Count one organisation."""
        self.questions += len(found.asked)
        self.broken += bool(found.isolations)
        self.isolations += len(found.isolations)
        for each in found.asked:
            self.outputs[each.role, each.name] += 1
            self.figures[each.role, each.name] += len(list(figures_of(each))) + len(each.past)


def equations(asked: Iterable[Asked]) -> dict[str, list[Equation]]:
    """Return every number that was shown, as equations by what was counted."""
    found: dict[str, dict[Equation, None]] = {}
    for each in asked:
        for what, value in _of_progress(each):
            found.setdefault(what, {})[Equation(each.began, value)] = None
        for what, team, value in figures_of(each):
            if what != LOOSE:
                found.setdefault(what, {})[Equation(_speaks_of(each, what, team), value)] = None
    return {what: list(known) for what, known in found.items()}


def figures_of(asked: Asked) -> Iterable[Figure]:
    """Yield all figures in an output."""
    yield from asked.figures
    if asked.output:
        yield from (Figure(*each) for each in _numbers(json.loads(asked.output), asked))


def _speaks_of(asked: Asked, what: str, team: str) -> frozenset[Person]:
    """Return whom a figure speaks of; of several teams those that have a figure, added up."""
    kind, _, code = what.partition(" ")
    known = asked.known.spoken_of
    teams = [each for each in team.split("+") if (kind, code, each) in known]
    return frozenset[Person]().union(*(known[kind, code, each] for each in teams))


def _numbers(output: Mapping[str, object], asked: Asked) -> Iterable[tuple[str, str, float]]:
    """Yield what each number counts, in which team ('' for all), and the number."""
    teams = asked.viewer.teams
    team = "+".join(sorted(teams or ("",)))
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


def too_plain(asked: Iterable[Asked]) -> list[Win]:
    """Return every "this many or more" that says almost everybody said so."""
    found = []
    for each in asked:
        for item in _list(json.loads(each.output or '{"recommendations": []}'), "recommendations"):
            told = _number(item["people"])
            people = _speaks_of(each, f"code {item['code']}", "")
            if item["or_more"] and len(people) - told < SLACK:
                found.append(Win(f"at least {item['code']}", int(told), 0))
    return found


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def attack(
    store: Store, setting: Setting, random: Random, gate: Gate, kind: type[Organisation]
) -> Found:
    """Return what an attacker finds out about one made-up organisation, and what it asked."""
    asked: list[Asked] = []
    with suppress(_UndoneError), store.transaction() as work:
        asked += kind(random, work, gate, setting, "attacked").play()
        _undo()
    isolations = [each.what for each in wins(equations(asked)) + too_plain(asked)]
    isolations += [each.what for each in inferences(asked, figures_of, named)]
    return Found(isolations, asked)


def _undo() -> None:
    raise _UndoneError


def main(words: Sequence[str] = ()) -> None:
    """Attack with all protections, and with each one taken away; print and write the tables."""
    organisations = int(words[0]) if words else ORGANISATIONS
    setting, tallies = Setting(load_catalogue()), []
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gemba.db")
        store.migrate()
        for name in ("none", *Protections._fields):
            gate = Gate(Protections(**({} if name == "none" else {name: False})))
            tally = Tally(name)
            for seed in range(organisations):
                tally.add(attack(store, setting, Random(seed), gate, Served))  # noqa: S311  # repeatable
            tallies.append(tally)
            print(_row(tally), flush=True)
        seen = honest.lines(store, setting)
        store.close()
    RESULTS.write_text(_page(organisations, tallies, seen), encoding="utf-8")


def _row(tally: Tally) -> str:
    return f"| {tally.without} | {tally.questions:,} | {tally.broken} | {tally.isolations:,} |"


def _page(organisations: int, tallies: Sequence[Tally], seen: Sequence[str]) -> str:
    """Return the results as Markdown."""
    whole = tallies[0]
    outputs = sorted(whole.outputs)
    return "\n".join(
        [
            "# An attacker against the privacy gate",
            "",
            f"{organisations:,} made-up organisations for each row; every role's outputs are",
            "asked for at 3 to 7 moments. An isolation: a statement about fewer than",
            f"{THRESHOLD} people, or about all but {SLACK - 1} of some, that follows from what was",
            "shown. Screens and files are played in the first row only: they know no weaker gate.",
            "",
            "| protection taken away | questions | organisations with isolations | isolations |",
            "| --- | ---: | ---: | ---: |",
            *map(_row, tallies),
            "",
            "## What was asked, with all protections",
            "",
            (
                "All numbers of all outputs and moments were solved together: isolations "
                f"{whole.isolations}, contradictions between outputs included."
            ),
            "",
            "| role | output | questions | figures read |",
            "| --- | --- | ---: | ---: |",
            *(
                f"| {role} | {name} | {whole.outputs[role, name]:,} "
                f"| {whole.figures[role, name]:,} |"
                for role, name in outputs
            ),
            "",
            "## What is left for a manager who only wants to know",
            "",
            f"Figures in the report of {honest.ORGANISATIONS} typical organisations after the end,",
            "on average; the manager looked once a week, or only then.",
            "",
            *seen,
            "",
        ]
    )
