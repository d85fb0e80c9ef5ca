"""How well the matcher does on labelled texts; pure: labelled examples in, figures out.

Rule 1: inefficiencies are counted per text and code (a text may have several or none).
Rule 2: functions are judged by the first one found; a second fair reading (`alt`) counts apart.
Rule 3: only texts with a label for a thing are judged on it; a missing label is no label.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.errors import LabelError
from knowledge.matching import Match

_SHOWN = 3


class Example(NamedTuple):
    """A labelled text; `inefficiencies` is None where it was not labelled for them."""

    text: str
    inefficiencies: frozenset[str] | None = None
    function: str | None = None
    alt: str | None = None
    group: str = "all"


class Counts(NamedTuple):
    """How often a code was rightly found, wrongly found, and missed."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right, 0 if nothing was found."""
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found, 0 if nothing is there."""
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _share(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)

    def __add__(self, other: object) -> "Counts":
        """Return both counts together."""
        if not isinstance(other, Counts):
            return NotImplemented
        return Counts(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Proportion(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """Return the share, 0 to 1; 0 of nothing is 0."""
        return _share(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures for one group of texts."""

    group: str
    texts: int
    codes: Mapping[str, Counts]
    clean_kept: Proportion
    right_in_three: Proportion
    function_right: Proportion
    function_right_or_alt: Proportion

    @property
    def micro(self) -> Counts:
        """Return the counts of all codes together."""
        return sum(self.codes.values(), Counts())

    @property
    def macro_f1(self) -> float:
        """Return the mean F1 of the codes that the labels name."""
        named = [each.f1 for each in self.codes.values() if each.hits + each.misses]
        return sum(named) / len(named) if named else 0.0


def example_of(item: Mapping[str, object]) -> Example:
    """Return the labelled text in *item*, a line of a JSON Lines file; groups by `verbatim`.

    Raises:
        LabelError: a field is missing or of the wrong type; the message names it.
    """
    text, labels = item.get("text"), item.get("inefficiencies")
    if not isinstance(text, str):
        raise LabelError('has no "text" of type string')
    if labels is not None and not isinstance(labels, list):
        raise LabelError('"inefficiencies" must be a list of codes')
    return Example(
        text,
        None if labels is None else frozenset(map(str, labels)),
        _code(item, "function"),
        _code(item, "alt"),
        _group(item.get("verbatim")),
    )


def _group(verbatim: object) -> str:
    if verbatim is None:
        return "all"
    return "natural" if verbatim else "restated"


def _code(item: Mapping[str, object], name: str) -> str | None:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise LabelError(f'"{name}" must be a code')
    return value


def evaluate(examples: Iterable[Example], match: Callable[[str], Match]) -> tuple[Report, ...]:
    """Return a report for each group of *examples*, in order of name, and of all if several."""
    judged: dict[str, list[tuple[Example, Match]]] = {}
    for example in examples:
        judged.setdefault(example.group, []).append((example, match(example.text)))
    reports = [_report(group, judged[group]) for group in sorted(judged)]
    if len(reports) > 1:
        reports.append(_report("all", [each for pairs in judged.values() for each in pairs]))
    return tuple(reports)


def _report(group: str, pairs: Sequence[tuple[Example, Match]]) -> Report:
    labelled = [
        (example.inefficiencies, match)
        for example, match in pairs
        if example.inefficiencies is not None
    ]
    tasks = [(example, match) for example, match in pairs if example.function is not None]
    return Report(
        group,
        len(pairs),
        _codes(labelled),
        _proportion(not match.inefficiencies for wanted, match in labelled if not wanted),
        _proportion(_in_three(wanted, match) for wanted, match in labelled if wanted),
        _proportion(_first_function(match) == example.function for example, match in tasks),
        _proportion(
            _first_function(match) in {example.function, example.alt} for example, match in tasks
        ),
    )


def _codes(labelled: Iterable[tuple[frozenset[str], Match]]) -> dict[str, Counts]:
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for wanted, match in labelled:
        found = {finding.code for finding in match.inefficiencies}
        hits.update(wanted & found)
        alarms.update(found - wanted)
        misses.update(wanted - found)
    return {
        code: Counts(hits[code], alarms[code], misses[code])
        for code in sorted(hits.keys() | alarms.keys() | misses.keys())
    }


def _in_three(wanted: frozenset[str], match: Match) -> bool:
    return any(candidate.code in wanted for candidate in match.candidates[:_SHOWN])


def _first_function(match: Match) -> str:
    return match.functions[0].code if match.functions else ""


def _proportion(answers: Iterable[bool]) -> Proportion:
    listed = list(answers)
    return Proportion(sum(listed), len(listed))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
