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

NEGATOR: Final = -1  # satisfied by words that deny
ANY: Final = -2  # satisfied by every word
_FIRST_GROUP: Final = -3
_SHORT: Final = 4
_COMMON: Final = 50
# What a part is; plain numbers, because they are compared for every part that is tried.
GROUP: Final = 0  # a word; the value is the number of its atom or group
GAP: Final = 1  # up to so many words that deny nothing, before a word with a number
MAYBE: Final = 2  # a program, or nothing
CHOICE: Final = 3  # one of several programs

Program = tuple[tuple[int, Any], ...]


class Option(NamedTuple):
    """One program of a choice: the less its order, the more it is preferred.

    `is_plain`: nothing but words, so that it can end in one way only.
    """

    order: int
    is_plain: bool
    program: Program


class Options:
    """The programs of a choice, so laid out that most are passed over unlooked at.

    `word` is the number of the group of those that are one word; `begin` that of the words with
    which the longer ones begin, `ANY` if that may be any.
    """

    __slots__ = ("_lexicon", "_starting", "begin", "programs", "word")

    def __init__(self, programs: tuple[Program, ...], lexicon: "Lexicon") -> None:
        self.programs, self._lexicon = programs, lexicon
        words: list[int] = []
        begins: list[int] = []
        for program in programs:
            is_word = len(program) == 1 and program[0][0] == GROUP
            (words if is_word else begins).append(first_of(program, lexicon))
        self.word, self.begin = lexicon.number_of_any(words), lexicon.number_of_any(begins)
        self._starting: dict[int, list[Option]] | None = None

    def starting(self) -> dict[int, list[Option]]:
        """Return for each atom the options that may begin with it; laid out when first needed."""
        if self._starting is None:
            self._starting = {}
            for order, program in enumerate(self.programs):
                option = Option(order, all(kind == GROUP for kind, _ in program), program)
                for atom in self._lexicon.atoms_in(first_of(program, self._lexicon)):
                    self._starting.setdefault(atom, []).append(option)
        return self._starting


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

    def parts_of(self, word: Word) -> Program:
        """Return the parts of *word*, worked out once: patterns share most of their words."""
        written = word.text + word.ending
        parts = self._known.get(written)
        if parts is None:
            numbers = [self.number_of(*atom) for atom in _atoms(word, self.folder)]
            parts = self._known[written] = tuple((GROUP, number) for number in numbers)
        return parts

    def number_of(self, text: str, ending: Ending = Ending.EXACT) -> int:
        """Return the number of an atom: from 0, in the order of asking."""
        atom = text + ending
        number = self.numbers.get(atom)
        if number is None:
            number = self.numbers[atom] = len(self.numbers)
            cost = _COMMON if text in self.common else 1 + 3 * (len(text) < _SHORT)
            self._costs[number] = cost, -len(text)
        return number

    def number_of_any(self, numbers: Iterable[int]) -> int:
        """Return the number that a word satisfies if it satisfies any of *numbers*."""
        found = set(numbers)
        for number in [each for each in found if each < 0]:
            found.remove(number)
            found |= self.atoms_in(number)
        if ANY in found:
            return ANY
        if len(found) == 1:
            return found.pop()
        atoms = frozenset(found)
        number = self._groups.setdefault(atoms, _FIRST_GROUP - len(self._groups))
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


def required(program: Program, lexicon: Lexicon) -> list[int]:
    """Return for each part of *program* that must be there the number that must be satisfied."""
    found = []
    for kind, value in program:
        if kind == GROUP:
            found.append(value)
        elif kind == CHOICE:
            found += _required_of_choice(value.programs, lexicon)
    return found


def _required_of_choice(programs: Iterable[Program], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the group for a choice, if every option fixes a word: the rarest of each."""
    found = []
    for program in programs:
        numbers = required(program, lexicon)
        if not numbers:
            return ()
        found.append(min(numbers, key=lexicon.commonness) if len(numbers) > 1 else numbers[0])
    return (lexicon.number_of_any(found),)
