"""Faults that show only when all files are read: codes that lead nowhere, broken patterns.

The invariants of the catalogue that every file must keep live here, so that a company's own file
is held to them as well.
"""

from collections.abc import Iterator
from itertools import chain

from knowledge.catalogue.codes import FUNCTIONS, INEFFICIENCIES
from knowledge.catalogue.gathering import Gathered
from knowledge.catalogue.places import Fault
from knowledge.catalogue.records import Function, Remedy, Rule, Step
from knowledge.errors import PatternError
from knowledge.patterns import is_plain, parse


def cross_faults(gathered: Gathered) -> list[Fault]:
    """Return what is wrong between the records, each with its place."""
    found = chain(
        _rule_faults(gathered),
        _cue_faults(gathered),
        _remedy_faults(gathered),
        _function_faults(gathered),
        _language_faults(gathered),
    )
    return [Fault(_place(gathered, name), name, problem) for name, problem in found]


def _place(gathered: Gathered, name: str) -> str:
    place = gathered.places.get(name) or gathered.places.get(f"{name}.cues")
    return "" if place is None else str(place)


def _codes(gathered: Gathered) -> frozenset[str]:
    return INEFFICIENCIES | FUNCTIONS | gathered.named


def _rule_faults(gathered: Gathered) -> Iterator[tuple[str, str]]:
    codes = _codes(gathered)
    for rule in gathered.entries["rules"].values():
        if not isinstance(rule, Rule):  # pragma: no cover  # the section holds nothing else
            continue
        for code in (rule.code, *rule.instead_of):
            if code not in codes:
                yield rule.id, f"speaks of {code!r}, which no file describes"
        for pattern in (*rule.find, *rule.unless):
            yield from _pattern_faults(rule.id, pattern)


def _cue_faults(gathered: Gathered) -> Iterator[tuple[str, str]]:
    codes = _codes(gathered)
    for code, by_points in gathered.cues.items():
        if code not in codes:
            yield code, "has cues, but no file describes it"
        for pattern in chain.from_iterable(by_points.values()):
            yield from _pattern_faults(code, pattern)


_PATTERNS = (
    "protected",
    "over",
    "past",
    "imagined",
    "elsewhere",
    "fine",
    "pain",
    "praise",
    "duties",
)


def _language_faults(gathered: Gathered) -> Iterator[tuple[str, str]]:
    for name in _PATTERNS:
        for pattern in gathered.language.get(name, ()):
            yield from _pattern_faults(name, pattern)


def _pattern_faults(name: str, pattern: str) -> Iterator[tuple[str, str]]:
    if is_plain(pattern):
        return
    try:
        parse(pattern)
    except PatternError as error:
        yield name, str(error)


def _remedy_faults(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Yield remedies without their inefficiency, or out of the fixed order of steps."""
    steps, last = list(Step), dict[str, int]()
    codes = _codes(gathered)
    for remedy in gathered.entries["remedies"].values():
        if not isinstance(remedy, Remedy):  # pragma: no cover  # the section holds nothing else
            continue
        if remedy.code not in codes:
            yield remedy.id, f"is for {remedy.code!r}, which no file describes"
        if steps.index(remedy.step) < last.get(remedy.code, 0):
            yield remedy.id, "stands out of order: eliminate first, outsource last"
        last[remedy.code] = steps.index(remedy.step)


def _function_faults(gathered: Gathered) -> Iterator[tuple[str, str]]:
    for function in gathered.entries["functions"].values():
        if isinstance(function, Function) and function.is_core and function.provider_scope:
            yield function.code, "is core, so nothing of it may go to a provider"
