"""All rules and cues of a catalogue, indexed so that a word finds the few that may match.

A cue of one word is settled by that word alone. A longer pattern waits at its rarest required
word; when that word comes, a bit mask tells whether the other required words are there too, and
only then the pattern itself is tried. So cost hardly grows with the number of rules.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Final, NamedTuple

from knowledge.matching.compiling import (
    Atom,
    Group,
    Lexicon,
    Program,
    alternatives,
    first_of,
    is_one_word,
    program_of,
    required,
)
from knowledge.matching.speaking import Said, Speaker, is_signal
from knowledge.matching.words import Folded
from knowledge.patterns import Ending, Sequence, parse

_BITS: Final = (
    4093  # prime; groups that share a bit only cost a vain try; measured best at 1x to 16x
)
ALL_BITS: Final = (1 << _BITS) - 1
_EMPTY: Final = 0


class Tried(NamedTuple):
    """A program, the bits of what must be there, and a number of the words it may begin with."""

    needs: int
    first: int
    program: Program


class Entry:
    """A pattern of several words: who speaks, what to look for, and what silences it."""

    __slots__ = ("first", "is_signal", "program", "speaker", "unless")

    def __init__(self, speaker: Speaker, tried: Tried, unless: tuple[Tried, ...]) -> None:
        self.speaker, self.unless = speaker, unless
        _, self.first, self.program = tried
        self.is_signal = is_signal(speaker)


#: The bits of what else must be there, and the pattern that waits for it.
Waiting = tuple[int, Entry]


class Lookup(NamedTuple):
    """What a word brings: cues it settles, patterns to try, and the bits it satisfies."""

    said: Said | None
    signals: tuple[Speaker, ...]
    phrases: tuple[Waiting, ...]
    mask: int


NOTHING_FOUND: Final = Lookup(None, (), (), 0)


class Index:
    """Finds what a word brings; built once from all speakers."""

    def __init__(self, speakers: Iterable[tuple[Speaker, str]], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._singles: dict[Atom, list[Speaker]] = defaultdict(list)
        self._waiting: dict[Atom, list[Waiting]] = defaultdict(list)
        self._named: set[Atom] = set()
        self._masks: dict[Atom, int] = {}
        self._bits: dict[Group, int] = {}
        self._unless: dict[str, tuple[Tried, ...]] = {}
        for speaker, source in speakers:
            for tree in alternatives(parse(source)):
                self._add(speaker, tree)
        self._groups: dict[int, list[int]] = defaultdict(list)
        for group, atoms in lexicon.members.items():
            for number in atoms:
                self._groups[number].append(group)
        self._prefixes = frozenset(
            atom.text for atom in (*self._named, *lexicon.numbers) if atom.ending is Ending.ANY
        )
        self._lengths = range(
            min(map(len, self._prefixes), default=1), max(map(len, self._prefixes), default=0) + 1
        )

    def _add(self, speaker: Speaker, tree: Sequence) -> None:
        groups = tuple(required(tree, self._lexicon))
        for group in groups:
            self._named |= group
        if len(groups) == 1 and is_one_word(tree) and not speaker.is_rule:
            for atom in groups[0]:
                self._singles[atom].append(speaker)
            return
        anchor = groups[0] if len(groups) == 1 else min(groups, key=self._lexicon.commonness)
        tried = self._tried(tree, (each for each in groups if each != anchor))
        waiting = (tried.needs, Entry(speaker, tried, self._unless_of(speaker)))
        for atom in anchor:
            self._waiting[atom].append(waiting)

    def _tried(self, tree: Sequence, groups: Iterable[Group]) -> Tried:
        program = program_of(tree, self._lexicon)
        return Tried(self._mask_of(groups), first_of(program, self._lexicon), program)

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

    def _unless_of(self, speaker: Speaker) -> tuple[Tried, ...]:
        if speaker.id not in self._unless:
            trees = map(parse, speaker.unless)
            self._unless[speaker.id] = tuple(
                self._tried(tree, required(tree, self._lexicon)) for tree in trees
            )
        return self._unless[speaker.id]

    def atoms_of(self, word: Folded) -> list[Atom]:
        """Return the atoms of the catalogue that *word* may satisfy."""
        text = word.word
        atoms = [Atom(text, Ending.EXACT), Atom(word.stem, Ending.STEM)]
        atoms += (
            Atom(text[:length], Ending.ANY)
            for length in self._lengths
            if length <= len(text) and text[:length] in self._prefixes
        )
        return atoms

    def numbers_of(self, atoms: Iterable[Atom]) -> frozenset[int]:
        """Return the numbers of those *atoms* that programs look for, and of their groups."""
        known = self._lexicon.numbers
        numbers = [known[atom] for atom in atoms if atom in known]
        return frozenset(chain(numbers, *(self._groups.get(each, ()) for each in numbers)))

    def look_up(self, atoms: Iterable[Atom], learnt: Iterable[Speaker] = ()) -> Lookup:
        """Return what a word that satisfies *atoms* brings, besides what was *learnt* of it."""
        singles: dict[str, Speaker] = {each.id: each for each in learnt}
        phrases: dict[Entry, int] = {}
        mask = 0
        for atom in atoms:
            mask |= self._masks.get(atom, _EMPTY)
            singles.update((each.id, each) for each in self._singles.get(atom, ()))
            phrases.update((entry, needs) for needs, entry in self._waiting.get(atom, ()))
        spoken = _strongest(singles.values())
        return Lookup(
            Said.of(spoken) if spoken else None,
            tuple(each for each in singles.values() if is_signal(each)),
            tuple((needs, entry) for entry, needs in phrases.items()),
            mask,
        )

    def names(self, word: str) -> bool:
        """Say whether some pattern names *word*, as it is or by its beginning."""
        return self.is_named(Folded(word, ""))

    def is_named(self, word: Folded) -> bool:
        """Say whether some pattern requires *word*."""
        return not self._named.isdisjoint(self.atoms_of(word))


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
