"""All rules and cues of a catalogue, indexed so that a word finds the few that may match.

A cue of one word is settled by that word alone. A longer pattern waits at its rarest required
word; when that word comes, a bit tells whether the rarest of the other required words is there too,
further bits whether all are, and only then the pattern itself is tried. So cost hardly grows with
the number of rules.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from knowledge.matching.compiling import (
    ANY,
    NEGATOR,
    Lexicon,
    Needed,
    Program,
    alternatives,
    first_of,
    is_one_word,
    program_of,
    required,
)
from knowledge.matching.speaking import Codes, Said, Speaker, is_signal
from knowledge.matching.trying import (
    Numbers,
    Way,
    end_of_clause,
    numbers_from,
    steps_of,
)
from knowledge.matching.words import Folded
from knowledge.patterns import Ending, Sequence, parse

_BITS: Final = 2039  # prime, and in 255 bytes; groups that share a bit only cost a vain try
#: The bit that is always there, for where nothing else must be.
ALWAYS: Final = 1
_NOTHING_ELSE: Final = bytes((0, ALWAYS, 0, ALWAYS))
_BYTES: Final = (_BITS + 8) // 8


def bits_of(present: int) -> bytes:
    """Return the bits of what is *present*, laid out for looking them up."""
    return present.to_bytes(_BYTES, "little")


def are_all(needs: bytes, present: bytes) -> bool:
    """Say whether all of *needs*, byte and bit in turn, is *present*, laid out by `bits_of`."""
    return all(present[needs[at]] & needs[at + 1] for at in range(0, len(needs), 2))


class Tried:
    """A pattern, and what must be there so that it is worth a try: byte and bit, rarest first."""

    __slots__ = ("_way", "first", "needs", "program")

    def __init__(self, needs: bytes, first: int, program: Program) -> None:
        self.needs, self.first, self.program = needs, first, program
        self._way: Way | None = None

    @property
    def way(self) -> Way:
        """Return how to begin; laid out when first needed."""
        way = self._way
        if way is None:
            way = self._way = Way(self.first, steps_of(self.program))
        return way


class Entry(Tried):
    """A pattern of several words that waits for one: who speaks, and what silences it.

    Before the word that it waits for stand at least `least` and at most `most` of its words.
    `rarest` are the first two of what else must be there, as four numbers, and `further` the rest.
    """

    __slots__ = ("further", "is_signal", "least", "most", "rarest", "speaker", "unless")

    def __init__(
        self, speaker: Speaker, tried: Tried, unless: tuple[Tried, ...], anchor: Needed
    ) -> None:
        super().__init__(tried.needs, tried.first, tried.program)
        self.speaker, self.unless = speaker, unless
        _, self.least, self.most = anchor
        self.is_signal = is_signal(speaker)
        self.rarest = (self.needs + _NOTHING_ELSE)[:4]
        self.further = self.needs[4:]


class Lookup(NamedTuple):
    """What a word brings: cues it settles, patterns to try, and the bits it satisfies."""

    said: Said | None
    signals: tuple[Speaker, ...]
    phrases: tuple[Entry, ...]
    mask: int


NOTHING_FOUND: Final = Lookup(None, (), (), 0)


class Index:
    """Finds what a word brings; built once from all speakers. `end` stands behind every clause."""

    def __init__(
        self, speakers: Iterable[tuple[Speaker, str]], lexicon: Lexicon, codes: Codes
    ) -> None:
        self._lexicon, self._codes = lexicon, codes
        self._singles: dict[int, list[Speaker]] = defaultdict(list)
        self._waiting: dict[int, list[Entry]] = defaultdict(list)
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
        self.end = end_of_clause(lexicon.size)

    def _add(self, speaker: Speaker, tree: Sequence) -> None:
        lexicon = self._lexicon
        program = program_of(tree, lexicon)
        needed = required(program, lexicon)
        for each in needed:
            self._named |= lexicon.atoms_in(each.number)
        if is_one_word(program) and not speaker.is_rule:
            for number in lexicon.atoms_in(needed[0].number):
                self._singles[number].append(speaker)
            return
        anchor = needed[0] if len(needed) == 1 else min(needed, key=self._commonness)
        others = [each for each in needed if each.number != anchor.number]
        entry = Entry(speaker, self._tried(program, others), self._unless_of(speaker), anchor)
        for number in lexicon.atoms_in(anchor.number):
            self._waiting[number].append(entry)

    def _commonness(self, needed: Needed) -> tuple[int, int]:
        return self._lexicon.commonness(needed.number)

    def _tried(self, program: Program, needed: Iterable[Needed]) -> Tried:
        rarest = sorted(needed, key=self._commonness)
        bits = dict.fromkeys(self._bit_of(each.number) for each in rarest)
        needs = bytes([part for bit in bits for part in (bit // 8, 1 << bit % 8)])
        return Tried(needs, first_of(program, self._lexicon), program)

    def _bit_of(self, group: int) -> int:
        """Return the number of the bit that says that a word of *group* is there."""
        bit = self._bits.get(group)
        if bit is None:
            bit = self._bits[group] = 1 + len(self._bits) % _BITS
            for number in self._lexicon.atoms_in(group):
                self._masks[number] |= 1 << bit
        return bit

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

    def numbers_of(self, atoms: Collection[int], *, denies: bool = False) -> Numbers:
        """Return what a word satisfies that satisfies *atoms*: these and their groups."""
        groups = [group for each in atoms for group in self._groups.get(each, ())]
        own = (ANY, NEGATOR) if denies else (ANY,)
        return numbers_from((*own, *atoms, *groups), self._lexicon.size)

    def look_up(self, atoms: Iterable[int], learnt: Iterable[Speaker] = ()) -> Lookup:
        """Return what a word that satisfies *atoms* brings, besides what was *learnt* of it."""
        singles: dict[str, Speaker] = {each.id: each for each in learnt}
        phrases: dict[Entry, None] = {}
        mask = 0
        for atom in atoms:
            mask |= self._masks.get(atom, 0)
            singles.update((each.id, each) for each in self._singles.get(atom, ()))
            phrases.update(dict.fromkeys(self._waiting.get(atom, ())))
        spoken = _strongest(singles.values())
        return Lookup(
            Said(spoken, self._codes) if spoken else None,
            tuple(each for each in singles.values() if is_signal(each)),
            tuple(phrases),
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
