"""From a pattern's tree to plain numbers: which atoms it fixes, in which order, how far apart.

An atom is a word as a pattern fixes it; it has a number, and a group of atoms of which any will do
has one too. A pattern becomes a tuple of parts, each a kind and a value, which `trying` looks for
among the numbers that the words of a clause satisfy. No regular expression is ever made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, NamedTuple

from knowledge.matching.words import NUMBER, Folder, stem_of
from knowledge.patterns import Choice, Ending, Gap, Maybe, Number, Part, Sequence, Word

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


class Atom(NamedTuple):
    """A word as a pattern fixes it; a folded word satisfies some atoms and not others."""

    text: str
    ending: Ending


Group = frozenset[Atom]


class Option(NamedTuple):
    """One program of a choice: the less its order, the more it is preferred.

    `is_plain`: nothing but words, so that it can end in one way only.
    """

    order: int
    is_plain: bool
    program: Program


class Options(NamedTuple):
    """The programs of a choice, so laid out that most are passed over unlooked at.

    `word` is the number of the group of those that are one word; `begin` that of the words with
    which the longer ones begin, `ANY` if that may be any. `by_first` gives for each atom the
    options, long or short, that may begin with it; `firsts` are these atoms.
    """

    word: int
    begin: int
    firsts: frozenset[int]
    by_first: dict[int, list[Option]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are folded and numbered, and which are so common that no pattern should wait.

    `numbers` gives each atom its number, `groups` each set of numbers; `members` the way back.
    """

    folder: Folder
    common: frozenset[str] = frozenset()
    numbers: dict[Atom, int] = field(default_factory=dict, compare=False)
    groups: dict[frozenset[int], int] = field(default_factory=dict, compare=False)
    members: dict[int, frozenset[int]] = field(default_factory=dict, compare=False)
    known: dict[tuple[str, Ending], list[Atom]] = field(default_factory=dict, compare=False)

    def atoms_of(self, word: Word) -> list[Atom]:
        """Return the atoms of *word*, worked out once: patterns share most of their words."""
        key = (word.text, word.ending)
        atoms = self.known.get(key)
        if atoms is None:
            atoms = self.known[key] = _atoms(word, self.folder)
        return atoms

    def number_of(self, atom: Atom) -> int:
        """Return the number of *atom*: from 0, in the order of asking."""
        return self.numbers.setdefault(atom, len(self.numbers))

    def number_of_any(self, numbers: Iterable[int]) -> int:
        """Return the number that a word satisfies if it satisfies any of *numbers*."""
        atoms = frozenset(chain.from_iterable(self.members.get(each, (each,)) for each in numbers))
        if ANY in atoms:
            return ANY
        if len(atoms) == 1:
            return next(iter(atoms))
        number = self.groups.setdefault(atoms, _FIRST_GROUP - len(self.groups))
        self.members[number] = atoms
        return number

    def commonness(self, group: Group) -> tuple[int, int]:
        """Return how often *group* will be met, as far as can be told: common words most."""
        cost, longest = 0, 0
        for text, _ in group:
            longest = max(longest, len(text))
            cost += _COMMON if text in self.common else 1 + 3 * (len(text) < _SHORT)
        return cost, -longest


def alternatives(tree: Sequence) -> Iterator[Sequence]:
    """Yield the sequences that *tree* chooses from: each is found faster by its own words."""
    if len(tree.parts) == 1 and isinstance(tree.parts[0], Choice):
        for option in tree.parts[0].options:
            yield from alternatives(option)
    else:
        yield tree


def is_one_word(tree: Sequence) -> bool:
    """Say whether *tree* is written as one word or number; it may still fold to several."""
    return len(tree.parts) == 1 and isinstance(tree.parts[0], Word | Number)


def program_of(tree: Sequence, lexicon: Lexicon) -> Program:
    """Return *tree* as a program; its atoms get their numbers."""
    parts: list[tuple[int, Any]] = []
    for part in reversed(tree.parts):  # a gap must know what comes after it
        if isinstance(part, Gap):
            parts.append((GAP, (part.most, first_of(tuple(parts[::-1]), lexicon))))
        else:
            parts += reversed(_parts(part, lexicon))
    return tuple(reversed(parts))


def _parts(part: Part, lexicon: Lexicon) -> list[tuple[int, Any]]:
    if isinstance(part, Word):
        return [(GROUP, lexicon.number_of(atom)) for atom in lexicon.atoms_of(part)]
    if isinstance(part, Maybe):
        return [(MAYBE, tuple(_parts(part.part, lexicon)))]
    if isinstance(part, Choice):
        return [_choice([program_of(option, lexicon) for option in part.options], lexicon)]
    return [(GROUP, lexicon.number_of(Atom(NUMBER, Ending.EXACT)))]


def _choice(programs: list[Program], lexicon: Lexicon) -> tuple[int, Any]:
    """Return the choice between *programs*; a group, if each is one word."""
    words: list[int] = []
    begins: list[int] = []
    by_first: dict[int, list[Option]] = {}
    for order, program in enumerate(programs):
        first = first_of(program, lexicon)
        is_plain = all(kind == GROUP for kind, _ in program)
        (words if is_plain and len(program) == 1 else begins).append(first)
        for atom in lexicon.members.get(first, (first,)):
            by_first.setdefault(atom, []).append(Option(order, is_plain, program))
    word = lexicon.number_of_any(words)
    if not begins:
        return GROUP, word
    return CHOICE, Options(word, lexicon.number_of_any(begins), frozenset(by_first), by_first)


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


def _atoms(word: Word, folder: Folder) -> list[Atom]:
    """Return the atoms of *word*: several if it folds to several words."""
    *first, last = folder.words(word.text)
    if word.ending is Ending.ANY and first:  # a beginning is no contraction
        return [Atom(word.text, Ending.ANY)]
    text = stem_of(last) if word.ending is Ending.STEM else last
    return [*(Atom(each, Ending.EXACT) for each in first), Atom(text, word.ending)]


def required(tree: Sequence, lexicon: Lexicon) -> Iterator[Group]:
    """Yield for each part that must be there the atoms of which one must be satisfied."""
    for part in tree.parts:
        if isinstance(part, Word):
            for atom in lexicon.atoms_of(part):
                yield frozenset((atom,))
        elif isinstance(part, Number):
            yield frozenset((Atom(NUMBER, Ending.EXACT),))
        elif isinstance(part, Choice):
            yield from _required_of_choice(part, lexicon)


def _required_of_choice(choice: Choice, lexicon: Lexicon) -> Iterator[Group]:
    """Yield one group for *choice*, if every option fixes a word: the rarest of each."""
    found = []
    for option in choice.options:
        groups = list(required(option, lexicon))
        if not groups:
            return
        found.append(groups[0] if len(groups) == 1 else min(groups, key=lexicon.commonness))
    yield frozenset().union(*found)
