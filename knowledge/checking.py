"""Checking a catalogue that loads: rules that can never win, duplicates, examples that fail.

Slower than loading, so it is a command of its own and a test. Every fault has file and line.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.places import Fault
from knowledge.catalogue.records import Rule
from knowledge.catalogue.references import reference_problems
from knowledge.matching import Finding, Matcher
from knowledge.patterns import Choice, Ending, Maybe, Part, Sequence, Word, normal_form, parse

Problems = Iterator[tuple[str, str]]
_DIGITS = re.compile(r"(?<!\w)\d\w*")


def check(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Return all that is wrong with *catalogue*, in the order of its names."""
    matcher = Matcher(catalogue)
    found = chain(
        reference_problems(catalogue),
        _silent_codes(catalogue),
        _weak_rules(catalogue),
        _same_patterns(catalogue),
        _same_cues(catalogue),
        _digits(catalogue),
        _one_letter_beginnings(catalogue),
        *(_example_problems(rule, matcher, catalogue) for rule in catalogue.rules.values()),
    )
    return tuple(
        Fault(_place(catalogue, name), name, problem) for name, problem in sorted(set(found))
    )


def _place(catalogue: Catalogue, name: str) -> str:
    place = catalogue.places.get(name) or catalogue.places.get(f"{name}.cues")
    return "" if place is None else str(place)


def _silent_codes(catalogue: Catalogue) -> Problems:
    """Yield codes for which nothing can ever speak."""
    spoken = {rule.code for rule in catalogue.rules.values()} | catalogue.cues.keys()
    for code in (*catalogue.inefficiencies, *catalogue.functions):
        if code not in spoken:
            yield code, "has neither rules nor cues, so it can never be found"


def _weak_rules(catalogue: Catalogue) -> Problems:
    """Yield rules that reach no threshold even with all the cues of their code."""
    for rule in catalogue.rules.values():
        name = "function_threshold" if catalogue.is_function(rule.code) else "threshold"
        cues = catalogue.cues.get(rule.code, {})
        most = rule.weight + sum(
            points * len(patterns) for points, patterns in cues.items() if points > 0
        )
        if most < catalogue.weighing.get(name, 0):
            yield rule.id, f"can never win: {rule.weight:g} points and all cues stay below"


def _same_patterns(catalogue: Catalogue) -> Problems:
    """Yield rules that look for what another rule looks for already."""
    seen: dict[str, str] = {}
    for rule in catalogue.rules.values():
        for pattern in rule.find:
            form = normal_form(pattern)
            other = seen.setdefault(form, rule.id)
            if other != rule.id:
                yield rule.id, f"looks for {pattern!r}, as {other} does"


def _same_cues(catalogue: Catalogue) -> Problems:
    """Yield cues that are listed twice for one code."""
    for code, by_points in catalogue.cues.items():
        listed: dict[str, list[float]] = defaultdict(list)
        for points, patterns in by_points.items():
            for pattern in patterns:
                listed[normal_form(pattern)].append(points)
        for form, points_of in listed.items():
            if len(points_of) > 1:
                yield f"{code}.cues", f"lists the cue {form!r} {len(points_of)} times"


def _digits(catalogue: Catalogue) -> Problems:
    """Yield what names a number that would be read as any number: `2024` finds "3 parcels"."""
    for name, pattern in _named_patterns(catalogue):
        for number in _DIGITS.findall(pattern):
            if number not in catalogue.folds:
                yield name, f"names {number!r}, which would find any number; for that write #"


def _one_letter_beginnings(catalogue: Catalogue) -> Problems:
    """Yield what any word with some letter satisfies: so no such word would ever be repaired."""
    for name, pattern in _named_patterns(catalogue):
        for word in _words(parse(pattern)):
            if word.ending is Ending.ANY and len(word.text) == 1:
                yield name, f"finds every word that begins with {word.text!r}; write the words"


def _named_patterns(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield all patterns of rules and cues, each with the name under which it is told."""
    for rule in catalogue.rules.values():
        yield from ((rule.id, each) for each in rule.find + rule.unless)
    for code, by_points in catalogue.cues.items():
        yield from ((f"{code}.cues", each) for each in chain.from_iterable(by_points.values()))


def _words(part: Sequence | Part) -> Iterator[Word]:
    """Yield all words that *part* names."""
    if isinstance(part, Word):
        yield part
    elif isinstance(part, Maybe):
        yield from _words(part.part)
    elif isinstance(part, Choice):
        yield from chain.from_iterable(map(_words, part.options))
    elif isinstance(part, Sequence):
        yield from chain.from_iterable(map(_words, part.parts))


def _example_problems(rule: Rule, matcher: Matcher, catalogue: Catalogue) -> Problems:
    """Yield the examples that *rule* does not find, and the counter-examples that it does."""
    is_function = catalogue.is_function(rule.code)
    for text in rule.yes:
        match = matcher.match(text)
        found = _finding(match.functions if is_function else match.inefficiencies, rule.code)
        if found is None or not _speaks(rule, found):
            yield rule.id, f"does not find its own example {text!r}"
    for text in rule.no:
        match = matcher.match(text)
        found = _finding(match.functions if is_function else match.inefficiencies, rule.code)
        if found is not None and _speaks(rule, found):
            yield rule.id, f"finds its counter-example {text!r}"


def _finding(findings: tuple[Finding, ...], code: str) -> Finding | None:
    return next((each for each in findings if each.code == code), None)


def _speaks(rule: Rule, finding: Finding) -> bool:
    return any(evidence.rule == rule.id for evidence in finding.evidence)
