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
        self._singles: dict[int, list[Speaker]] = defaultdict(list)
        self._waiting: dict[int, list[Waiting]] = defaultdict(list)
        self._named: set[int] = set()
        self._masks: dict[int, int] = defaultdict(int)
        self._bits: dict[int, int] = {}
        self._unless: dict[str, tuple[Tried, ...]] = {}
        for speaker, source in speakers:
            for tree in alternatives(parse(source)):
                self._add(speaker, tree)
        self._groups: dict[int, list[int]] = defaultdict(list)
        for group, atoms in lexicon.members.items():
            for number in atoms:
                self._groups[number].append(group)
        lengths = {len(atom) - 1 for atom in lexicon.numbers if atom[-1] == Ending.ANY}
        self._lengths = sorted(lengths)

    def _add(self, speaker: Speaker, tree: Sequence) -> None:
        program = program_of(tree, self._lexicon)
        groups = required(program, self._lexicon)
        for group in groups:
            self._named |= self._lexicon.atoms_in(group)
        if is_one_word(program) and not speaker.is_rule:
            for number in self._lexicon.atoms_in(groups[0]):
                self._singles[number].append(speaker)
            return
        anchor = groups[0] if len(groups) == 1 else min(groups, key=self._lexicon.commonness)
        tried = self._tried(program, [each for each in groups if each != anchor])
        waiting = (tried.needs, Entry(speaker, tried, self._unless_of(speaker)))
        for number in self._lexicon.atoms_in(anchor):
            self._waiting[number].append(waiting)

    def _tried(self, program: Program, groups: Iterable[int]) -> Tried:
        return Tried(self._mask_of(groups), first_of(program, self._lexicon), program)

    def _mask_of(self, groups: Iterable[int]) -> int:
        mask = 0
        for group in groups:
            bit = self._bits.get(group)
            if bit is None:
                bit = self._bits[group] = 1 << (len(self._bits) % _BITS)
                for number in self._lexicon.atoms_in(group):
                    self._masks[number] |= bit
            mask |= bit
        return mask

    def _unless_of(self, speaker: Speaker) -> tuple[Tried, ...]:
        if speaker.id not in self._unless:
            programs = [program_of(parse(source), self._lexicon) for source in speaker.unless]
            self._unless[speaker.id] = tuple(
                self._tried(program, required(program, self._lexicon)) for program in programs
            )
        return self._unless[speaker.id]

    def atoms_of(self, word: Folded) -> list[int]:
        """Return the numbers of the atoms that *word* satisfies."""
        text, longest = word.word, len(word.word)
        atoms = [text, f"{word.stem}*"]
        atoms += [f"{text[:length]}~" for length in self._lengths if length <= longest]
        numbers = self._lexicon.numbers
        return [numbers[atom] for atom in atoms if atom in numbers]

    def numbers_of(self, atoms: Iterable[int]) -> frozenset[int]:
        """Return *atoms* and the numbers of their groups."""
        return frozenset(chain(atoms, *(self._groups.get(each, ()) for each in atoms)))

    def look_up(self, atoms: Iterable[int], learnt: Iterable[Speaker] = ()) -> Lookup:
        """Return what a word that satisfies *atoms* brings, besides what was *learnt* of it."""
        singles: dict[str, Speaker] = {each.id: each for each in learnt}
        phrases: dict[Entry, int] = {}
        mask = 0
        for atom in atoms:
            mask |= self._masks.get(atom, 0)
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
