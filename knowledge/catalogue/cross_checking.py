"""Faults that show only when all files are read: references that lead nowhere, broken patterns.

The invariants of the catalogue that every file must keep live here, so that a company's own file
is held to them as well.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from pydantic import BaseModel

from knowledge.catalogue.codes import FUNCTIONS, INEFFICIENCIES
from knowledge.catalogue.records import Function, Inefficiency, Remedy, Rule, Step
from knowledge.errors import PatternError
from knowledge.patterns import parse

Entries = Mapping[str, Mapping[str, BaseModel]]
Cues = Mapping[str, Mapping[float, tuple[str, ...]]]


def cross_faults(entries: Entries, cues: Cues, places: Mapping[str, str]) -> list[str]:
    """Return what is wrong between the records, each with its place."""
    found = chain(
        _code_faults(entries, cues), _pattern_faults(entries, cues), _order_faults(entries)
    )
    return [f"{places.get(name, 'cues')}: {name}: {problem}" for name, problem in found]


def _code_faults(entries: Entries, cues: Cues) -> Iterator[tuple[str, str]]:
    codes = INEFFICIENCIES | FUNCTIONS | entries["inefficiencies"].keys()
    codes |= entries["functions"].keys()
    for rule in entries["rules"].values():
        assert isinstance(rule, Rule)  # noqa: S101  # the section holds its own model
        for code in (rule.code, *rule.instead_of):
            if code not in codes:
                yield rule.id, f"speaks of {code!r}, which no file describes"
    for remedy in entries["remedies"].values():
        assert isinstance(remedy, Remedy)  # noqa: S101
        if remedy.code not in codes:
            yield remedy.id, f"is for {remedy.code!r}, which no file describes"
    for code in cues:
        if code not in codes:
            yield code, "has cues, but no file describes it"


def _pattern_faults(entries: Entries, cues: Cues) -> Iterator[tuple[str, str]]:
    for rule in entries["rules"].values():
        assert isinstance(rule, Rule)  # noqa: S101
        for pattern in (*rule.find, *rule.unless):
            yield from _faults_of(rule.id, pattern)
    for code, by_points in cues.items():
        for pattern in chain.from_iterable(by_points.values()):
            yield from _faults_of(code, pattern)


def _faults_of(name: str, pattern: str) -> Iterator[tuple[str, str]]:
    try:
        parse(pattern)
    except PatternError as error:
        yield name, str(error)


def _order_faults(entries: Entries) -> Iterator[tuple[str, str]]:
    """Yield the codes whose remedies are not in the fixed order, or too few."""
    steps = list(Step)
    for inefficiency in entries["inefficiencies"].values():
        assert isinstance(inefficiency, Inefficiency)  # noqa: S101
        order = [
            steps.index(remedy.step)
            for remedy in entries["remedies"].values()
            if isinstance(remedy, Remedy) and remedy.code == inefficiency.code
        ]
        if order != sorted(order):
            yield inefficiency.code, "has remedies that are not in the order of steps"
    for function in entries["functions"].values():
        assert isinstance(function, Function)  # noqa: S101
        if function.is_core and function.provider_scope:
            yield function.code, "is core, so nothing of it may go to a provider"
