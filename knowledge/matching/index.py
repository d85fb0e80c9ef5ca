"""All rules and cues of a catalogue, indexed so that a word finds the few that may match.

Each pattern waits at its rarest required word; when that word comes, the other required words are
looked up before the pattern itself is tried. So cost hardly grows with the number of rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.records import Rule
from knowledge.matching.compiling import Atom, Compiled, Group
from knowledge.matching.words import Folded, Folder
from knowledge.patterns import Ending

_SHORT = 4


class Speaker(NamedTuple):
    """A rule or a cue: what it says for which code, and how."""

    id: str
    code: str
    points: float
    is_rule: bool
    needs_pain: bool = False
    instead_of: tuple[str, ...] = ()
    unless: tuple[Compiled, ...] = ()


class Entry(NamedTuple):
    """A pattern of a speaker, with the word groups that must be there besides its anchor."""

    number: int
    speaker: Speaker
    pattern: Compiled
    others: tuple[Group, ...]
    is_single: bool


class Index:
    """Finds the entries that a word may start, and the atoms that a word satisfies."""

    def __init__(
        self, catalogue: Catalogue, folder: Folder, signals: Mapping[str, Iterable[str]]
    ) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._prefix: dict[str, list[Entry]] = defaultdict(list)
        self._stem: dict[str, list[Entry]] = defaultdict(list)
        self._known: dict[Ending, set[str]] = {ending: set() for ending in Ending}
        common = frozenset(catalogue.language.get("common", ()))
        for number, (speaker, source) in enumerate(_sources(catalogue, folder, signals)):
            self._add(number, speaker, Compiled(source, folder), common)
        lengths = [len(text) for text in self._known[Ending.ANY]]
        self._prefixes = range(min(lengths, default=1), max(lengths, default=0) + 1)

    def _add(
        self, number: int, speaker: Speaker, pattern: Compiled, common: frozenset[str]
    ) -> None:
        ranked = sorted(pattern.groups, key=lambda group: _commonness(group, common))
        anchor, others = ranked[0], tuple(ranked[1:])
        is_single = " " not in pattern.source and len(anchor) == 1 and not others
        entry = Entry(number, speaker, pattern, others, is_single)
        for atom in anchor:
            self._table(atom.ending)[atom.text].append(entry)
        for group in pattern.groups:
            for atom in group:
                self._known[atom.ending].add(atom.text)

    def _table(self, ending: Ending) -> dict[str, list[Entry]]:
        if ending is Ending.EXACT:
            return self._exact
        return self._prefix if ending is Ending.ANY else self._stem

    def atoms_of(self, word: Folded) -> tuple[Atom, ...]:
        """Return the atoms of the catalogue that *word* satisfies."""
        found = []
        if word.word in self._known[Ending.EXACT]:
            found.append(Atom(word.word, Ending.EXACT))
        if word.stem in self._known[Ending.STEM]:
            found.append(Atom(word.stem, Ending.STEM))
        begun = self._known[Ending.ANY]
        for length in self._prefixes:
            if length > len(word.word):
                break
            if word.word[:length] in begun:
                found.append(Atom(word.word[:length], Ending.ANY))
        return tuple(found)

    def entries_at(self, atoms: Iterable[Atom]) -> tuple[Entry, ...]:
        """Return the entries that wait at one of *atoms*."""
        found: dict[int, Entry] = {}
        for atom in atoms:
            for entry in self._table(atom.ending).get(atom.text, ()):
                found[entry.number] = entry
        return tuple(found.values())

    def names(self, word: str) -> bool:
        """Say whether some pattern names *word*, as it is or by its beginning."""
        return bool(self.atoms_of(Folded(word, "")))

    def knows(self, word: Folded) -> bool:
        """Say whether some pattern names *word*."""
        return bool(self.atoms_of(word))


def _commonness(group: Group, common: frozenset[str]) -> tuple[int, int]:
    """Return how often *group* will be met, as far as can be told: common words last."""
    cost = sum(50 if atom.text in common else 1 + 3 * (len(atom.text) < _SHORT) for atom in group)
    return cost, -max(len(atom.text) for atom in group)


def _sources(
    catalogue: Catalogue, folder: Folder, signals: Mapping[str, Iterable[str]]
) -> Iterable[tuple[Speaker, str]]:
    """Yield every pattern with its speaker, in an order that does not depend on the files'."""
    for rule in sorted(catalogue.rules.values(), key=lambda each: each.id):
        speaker = _rule_speaker(rule, folder)
        for source in rule.find:
            yield speaker, source
    for code in sorted(catalogue.cues):
        yield from _cue_sources(code, catalogue.cues[code])
    for code in sorted(signals):
        for source in signals[code]:
            yield Speaker(f"{code}.{source}", code, 0, False), source  # noqa: FBT003


def _rule_speaker(rule: Rule, folder: Folder) -> Speaker:
    unless = tuple(Compiled(source, folder) for source in rule.unless)
    pain = rule.needs is not None
    return Speaker(rule.id, rule.code, rule.weight, True, pain, rule.instead_of, unless)  # noqa: FBT003


def _cue_sources(
    code: str, by_points: Mapping[float, tuple[str, ...]]
) -> Iterable[tuple[Speaker, str]]:
    for points, sources in sorted(by_points.items(), reverse=True):
        for source in sources:
            name = "_".join(source.replace("~", "").replace("*", "").split())
            yield Speaker(f"{code}.cue.{name}", code, points, False), source  # noqa: FBT003
