"""All rules and cues of a catalogue, indexed so that a word finds the few that may match.

A cue of one word is settled by that word alone. A longer pattern waits at its rarest required
word; when that word comes, a bit mask tells whether the other required words are there too, and
only then the pattern itself is tried. So cost hardly grows with the number of rules.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from knowledge.matching.compiling import Atom, Compiled, Group, Lexicon, alternatives
from knowledge.matching.speaking import Single, Speaker, is_signal
from knowledge.matching.words import Folded
from knowledge.patterns import Ending, parse

_BITS: Final = (
    4093  # prime; groups that share a bit only cost a vain try; measured best at 1x to 16x
)
_EMPTY: Final = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern of several words: who speaks, and the mask of what must be there."""

    number: int
    speaker: Speaker
    pattern: Compiled
    needs: int
    unless: tuple[Compiled, ...]
    is_signal: bool


class Lookup(NamedTuple):
    """What a word brings: cues it settles, patterns to try, and the bits it satisfies."""

    singles: tuple[Single, ...]
    signals: tuple[Speaker, ...]
    phrases: tuple[Entry, ...]
    mask: int


class Index:
    """Finds what a word brings; built once from all speakers."""

    def __init__(self, speakers: Iterable[tuple[Speaker, str]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._singles: dict[Atom, list[Speaker]] = defaultdict(list)
        self._entries: dict[Atom, list[Entry]] = defaultdict(list)
        self._masks: dict[Atom, int] = {}
        self._bits: dict[Group, int] = {}
        self._unless: dict[str, tuple[Compiled, ...]] = {}
        number = 0
        for speaker, source in speakers:
            for number, tree in enumerate(alternatives(parse(source)), start=number + 1):  # noqa: B020  # goes on counting
                self._add(number, speaker, Compiled(tree, lexicon))
        self._prefixes = frozenset(atom.text for atom in self._masks if atom.ending is Ending.ANY)
        self._lengths = range(
            min(map(len, self._prefixes), default=1), max(map(len, self._prefixes), default=0) + 1
        )

    def _add(self, number: int, speaker: Speaker, pattern: Compiled) -> None:
        for group in pattern.groups:
            for atom in group:
                self._masks.setdefault(atom, _EMPTY)
        if pattern.is_single and not speaker.is_rule:
            for atom in pattern.groups[0]:
                self._singles[atom].append(speaker)
            return
        groups = pattern.groups
        anchor = groups[0] if len(groups) == 1 else min(groups, key=self._lexicon.commonness)
        entry = Entry(
            number,
            speaker,
            pattern,
            self._mask_of(pattern.groups),
            self._unless_of(speaker),
            is_signal(speaker),
        )
        for atom in anchor:
            self._entries[atom].append(entry)

    def _mask_of(self, groups: Iterable[Group]) -> int:
        mask = 0
        for group in groups:
            bit = self._bits.get(group)
            if bit is None:
                bit = self._bits[group] = 1 << (len(self._bits) % _BITS)
                for atom in group:
                    self._masks[atom] = self._masks.get(atom, _EMPTY) | bit
            mask |= bit
        return mask

    def _unless_of(self, speaker: Speaker) -> tuple[Compiled, ...]:
        if speaker.id not in self._unless:
            self._unless[speaker.id] = tuple(
                Compiled(parse(source), self._lexicon) for source in speaker.unless
            )
        return self._unless[speaker.id]

    def atoms_of(self, word: Folded) -> list[Atom]:
        """Return the atoms of the catalogue that *word* satisfies."""
        text = word.word
        atoms = [Atom(text, Ending.EXACT), Atom(word.stem, Ending.STEM)]
        atoms += (
            Atom(text[:length], Ending.ANY)
            for length in self._lengths
            if length <= len(text) and text[:length] in self._prefixes
        )
        return [atom for atom in atoms if atom in self._masks]

    def look_up(self, atoms: Iterable[Atom], learnt: Iterable[Speaker] = ()) -> Lookup:
        """Return what a word that satisfies *atoms* brings, besides what was *learnt* of it."""
        singles: dict[str, Speaker] = {each.id: each for each in learnt}
        entries: dict[int, Entry] = {}
        mask = 0
        for atom in atoms:
            mask |= self._masks[atom]
            singles.update((each.id, each) for each in self._singles.get(atom, ()))
            entries.update((each.number, each) for each in self._entries.get(atom, ()))
        return Lookup(
            tuple(map(Single.of, _strongest(singles.values()))),
            tuple(each for each in singles.values() if is_signal(each)),
            tuple(entries.values()),
            mask,
        )

    def names(self, word: str) -> bool:
        """Say whether some pattern names *word*, as it is or by its beginning."""
        return bool(self.atoms_of(Folded(word, "")))


def _strongest(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    """Return for each code its first word in the matter: a cue before what was only learnt."""
    best: dict[str, Speaker] = {}
    for speaker in speakers:
        known = best.get(speaker.code)
        if not is_signal(speaker) and (known is None or _claim(speaker) > _claim(known)):
            best[speaker.code] = speaker
    return tuple(best.values())


def _claim(speaker: Speaker) -> tuple[bool, float, str]:
    return not speaker.is_learnt, abs(speaker.points), speaker.id
