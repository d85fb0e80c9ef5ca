"""From a pattern's tree to plain numbers: which words it fixes, in which order, how far apart.

An atom is a word as a pattern fixes and writes it: `wait`, `wait*`, `wait~`. It has a number, and a
group of atoms of which any will do has one too. A pattern becomes a tuple of parts, each a kind and
a value, which `trying` looks for among the numbers that the words of a clause satisfy. No regular
expression is ever made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from knowledge.matching.words import NUMBER, Folder, stem_of
from knowledge.patterns import Choice, Ending, Gap, Maybe, Part, Sequence, Word

ANY: Final = 0  # satisfied by every word
NEGATOR: Final = 1  # satisfied by words that deny
_FIRST: Final = 2  # the first number of an atom or a group
_SHORT: Final = 4
_COMMON: Final = 50
# What a part is; plain numbers, because they are compared for every part that is tried.
GROUP: Final = 0  # a word; the value is the number of its atom or group
GAP: Final = 1  # up to so many words that deny nothing, before a word with a number
MAYBE: Final = 2  # a program, or nothing
CHOICE: Final = 3  # one of several programs

Program = tuple[tuple[int, Any], ...]


class Options:
    """The programs of a choice, so laid out that most are passed over unlooked at.

    `firsts` are the numbers that a word satisfies with which each of `programs` may begin, `word`
    that of the group of those that are one word, `begin` that of the words with which the longer
    ones begin; `ANY` if that may be any. They take at least `least` and at most `most` words.
    """

    __slots__ = ("begin", "firsts", "least", "most", "programs", "word")

    def __init__(self, programs: tuple[Program, ...], lexicon: "Lexicon") -> None:
        self.programs = programs
        self.firsts = [first_of(program, lexicon) for program in programs]
        words: list[int] = []
        begins: list[int] = []
        for program, first in zip(programs, self.firsts, strict=True):
            is_word = len(program) == 1 and program[0][0] == GROUP
            (words if is_word else begins).append(first)
        self.word, self.begin = lexicon.number_of_any(words), lexicon.number_of_any(begins)
        reaches = [[_reach_of(*part) for part in program] for program in programs]
        self.least = min(sum(least for least, _ in reach) for reach in reaches)
        self.most = max(sum(most for _, most in reach) for reach in reaches)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are folded and numbered, and which are so common that no pattern should wait.

    `numbers` gives each atom its number, `members` each group's number its atoms.
    """

    folder: Folder
    common: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict, compare=False)
    members: dict[int, frozenset[int]] = field(default_factory=dict, compare=False)
    _groups: dict[frozenset[int], int] = field(default_factory=dict, compare=False)
    _known: dict[str, Program] = field(default_factory=dict, compare=False)
    _costs: dict[int, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def size(self) -> int:
        """Return the number that comes after all that are given."""
        return _FIRST + len(self.numbers) + len(self.members)

    def parts_of(self, word: Word) -> Program:
        """Return the parts of *word*, worked out once: patterns share most of their words."""
        written = word.text + word.ending
        parts = self._known.get(written)
        if parts is None:
            numbers = [self.number_of(*atom) for atom in _atoms(word, self.folder)]
            parts = self._known[written] = tuple((GROUP, number) for number in numbers)
        return parts

    def number_of(self, text: str, ending: Ending = Ending.EXACT) -> int:
        """Return the number of an atom; numbers are given in the order of asking."""
        atom = text + ending
        number = self.numbers.get(atom)
        if number is None:
            number = self.numbers[atom] = self.size
            cost = _COMMON if text in self.common else 1 + 3 * (len(text) < _SHORT)
            self._costs[number] = cost, -len(text)
        return number

    def number_of_any(self, numbers: Iterable[int]) -> int:
        """Return the number that a word satisfies if it satisfies any of *numbers*."""
        found = set(numbers)
        if ANY in found:
            return ANY
        for number in found & self.members.keys():
            found.remove(number)
            found |= self.members[number]
        if len(found) == 1:
            return found.pop()
        atoms = frozenset(found)
        number = self._groups.setdefault(atoms, self.size)
        self.members[number] = atoms
        return number

    def atoms_in(self, number: int) -> frozenset[int]:
        """Return the atoms of the group *number*, or the one atom itself."""
        return self.members.get(number) or frozenset((number,))

    def commonness(self, number: int) -> tuple[int, int]:
        """Return how often *number* will be met, as far as can be told: common words most."""
        known = self._costs.get(number)
        if known is None:
            costs = [self._costs[atom] for atom in self.members[number]]
            known = sum(cost for cost, _ in costs), min(length for _, length in costs)
            self._costs[number] = known
        return known


def alternatives(tree: Sequence) -> Iterator[Sequence]:
    """Yield the sequences that *tree* chooses from: each is found faster by its own words."""
    if len(tree.parts) == 1 and isinstance(tree.parts[0], Choice):
        for option in tree.parts[0].options:
            yield from alternatives(option)
    else:
        yield tree


def is_one_word(program: Program) -> bool:
    """Say whether *program* is one word or number, and nothing else."""
    return len(program) == 1 and program[0][0] == GROUP


def program_of(tree: Sequence, lexicon: Lexicon) -> Program:
    """Return *tree* as a program; its atoms get their numbers."""
    if len(tree.parts) == 1:
        return _parts(tree.parts[0], lexicon)
    program: Program = ()
    for part in reversed(tree.parts):  # a gap must know what comes after it
        if isinstance(part, Gap):
            program = ((GAP, (part.most, first_of(program, lexicon))), *program)
        else:
            program = _parts(part, lexicon) + program
    return program


def _parts(part: Part, lexicon: Lexicon) -> Program:
    if isinstance(part, Word):
        return lexicon.parts_of(part)
    if isinstance(part, Choice):
        return (_choice(part, lexicon),)
    if isinstance(part, Maybe):
        return ((MAYBE, _parts(part.part, lexicon)),)
    return ((GROUP, lexicon.number_of(NUMBER)),)


def _choice(choice: Choice, lexicon: Lexicon) -> tuple[int, Any]:
    """Return the programs to choose from; a group, if each is one word."""
    programs = tuple([program_of(option, lexicon) for option in choice.options])
    if all(map(is_one_word, programs)):
        return GROUP, lexicon.number_of_any([program[0][1] for program in programs])
    return CHOICE, Options(programs, lexicon)


def first_of(program: Program, lexicon: Lexicon) -> int:
    """Return a number that every word satisfies with which *program* may begin."""
    if not program:
        return ANY
    kind, value = program[0]
    if kind == GROUP:
        return int(value)
    if kind == CHOICE:
        return lexicon.number_of_any((value.word, value.begin))
    return ANY


def _atoms(word: Word, folder: Folder) -> list[tuple[str, Ending]]:
    """Return the atoms of *word*: several if it folds to several words."""
    *first, last = folder.words(word.text)
    if word.ending is Ending.ANY and first:  # a beginning is no contraction
        return [(word.text, Ending.ANY)]
    text = stem_of(last) if word.ending is Ending.STEM else last
    return [*((each, Ending.EXACT) for each in first), (text, word.ending)]


class Needed(NamedTuple):
    """A number that must be satisfied, and how many words of the pattern may stand before."""

    number: int
    least: int
    most: int


def required(program: Program, lexicon: Lexicon) -> list[Needed]:
    """Return for each part of *program* that must be there the number that must be satisfied."""
    found = []
    least = most = 0
    for kind, value in program:
        shortest, longest = _reach_of(kind, value)
        if kind == GROUP:
            found.append(Needed(value, least, most))
        elif kind == CHOICE:
            number = _required_of_choice(value.programs, lexicon)
            if number != ANY:
                found.append(Needed(number, least, most + longest - 1))
        least, most = least + shortest, most + longest
    return found


def _reach_of(kind: int, value: Any) -> tuple[int, int]:  # noqa: ANN401  # by kind
    """Return how many words a part takes, at least and at most."""
    if kind == GROUP:
        return 1, 1
    if kind == GAP:
        return 0, int(value[0])
    if kind == CHOICE:
        return value.least, value.most
    return 0, sum(_reach_of(*part)[1] for part in value)


def _required_of_choice(programs: Iterable[Program], lexicon: Lexicon) -> int:
    """Return the group for a choice, the rarest of each option: `ANY` if one fixes no word."""
    found = []
    for program in programs:
        numbers = [each.number for each in required(program, lexicon)]
        if not numbers:
            return ANY
        found.append(min(numbers, key=lexicon.commonness) if len(numbers) > 1 else numbers[0])
    return lexicon.number_of_any(found)
