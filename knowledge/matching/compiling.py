"""From a pattern's tree to what finds it fast.

That is a regular expression over folded words, and the words without which it is not worth trying.

A clause is written as ` word=stem word=stem ...`, each word with a blank before it, so that every
part of a pattern carries its own word boundary. All gaps are bounded, so cost stays linear, and no
gap reaches across a negator: one inside a match always belongs to the pattern itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from knowledge.matching.words import NUMBER, Folder, stem_of
from knowledge.patterns import Choice, Ending, Gap, Maybe, Number, Part, Sequence, Word

_REST: Final = "[^ ]*"
_SHORT: Final = 4
_COMMON: Final = 50


class Atom(NamedTuple):
    """A word as a pattern fixes it; a folded word satisfies some atoms and not others."""

    text: str
    ending: Ending


Group = frozenset[Atom]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are folded, and which are so common that no pattern should wait for them."""

    folder: Folder
    common: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    known: dict[tuple[str, Ending], list[Atom]] = field(default_factory=dict, compare=False)

    def atoms_of(self, word: Word) -> list[Atom]:
        """Return the atoms of *word*, worked out once: patterns share most of their words."""
        key = (word.text, word.ending)
        atoms = self.known.get(key)
        if atoms is None:
            atoms = self.known[key] = _atoms(word, self.folder)
        return atoms

    @property
    def any_word(self) -> str:
        """Return the expression of a word that a gap may hold."""
        if not self.negators:
            return " [^ ]+"
        return f" (?!(?:{'|'.join(sorted(self.negators))})=)[^ ]+"

    def commonness(self, group: Group) -> tuple[int, int]:
        """Return how often *group* will be met, as far as can be told: common words most."""
        cost, longest = 0, 0
        for text, _ in group:
            longest = max(longest, len(text))
            cost += _COMMON if text in self.common else 1 + 3 * (len(text) < _SHORT)
        return cost, -longest


class Compiled:
    """A pattern ready to search with; each of `groups` must be satisfied by some word.

    The regular expression is made when it is first needed: most patterns never are.
    """

    __slots__ = ("_expression", "_lexicon", "_tree", "groups", "is_single")

    def __init__(self, tree: Sequence, lexicon: Lexicon) -> None:
        self._tree, self._lexicon = tree, lexicon
        self.groups = tuple(_required(tree, lexicon))
        self.is_single = len(self.groups) == 1 and _is_one_word(tree)
        self._expression: re.Pattern[str] | None = None

    def expression(self) -> re.Pattern[str]:
        """Return the regular expression for clauses that are written as the module's head says."""
        if self._expression is None:
            self._expression = re.compile("".join(_expressions(self._tree, self._lexicon)))
        return self._expression


def alternatives(tree: Sequence) -> Iterator[Sequence]:
    """Yield the sequences that *tree* chooses from: each is found faster by its own words."""
    if len(tree.parts) == 1 and isinstance(tree.parts[0], Choice):
        for option in tree.parts[0].options:
            yield from alternatives(option)
    else:
        yield tree


def _is_one_word(tree: Sequence) -> bool:
    """Say whether *tree* is written as one word or number; it may still fold to several."""
    return len(tree.parts) == 1 and isinstance(tree.parts[0], Word | Number)


def _expressions(tree: Sequence, lexicon: Lexicon) -> Iterator[str]:
    for part in tree.parts:
        yield _expression(part, lexicon)


def _expression(part: Part, lexicon: Lexicon) -> str:
    if isinstance(part, Word):
        return "".join(_atom_expression(atom) for atom in lexicon.atoms_of(part))
    if isinstance(part, Maybe):
        return f"(?:{_expression(part.part, lexicon)})?"
    if isinstance(part, Choice):
        options = ("".join(_expressions(option, lexicon)) for option in part.options)
        return f"(?:{'|'.join(options)})"
    if isinstance(part, Gap):
        return f"(?:{lexicon.any_word}){{0,{part.most}}}?"
    return f" {NUMBER}=[^ ]+"


def _atom_expression(atom: Atom) -> str:
    if atom.ending is Ending.EXACT:
        return f" {re.escape(atom.text)}={_REST}"
    if atom.ending is Ending.ANY:
        return f" {re.escape(atom.text)}{_REST}"
    return f" [^ =]+={re.escape(atom.text)}(?![^ ])"


def _atoms(word: Word, folder: Folder) -> list[Atom]:
    """Return the atoms of *word*: several if it folds to several words."""
    *first, last = folder.words(word.text)
    if word.ending is Ending.ANY and first:  # a beginning is no contraction
        return [Atom(word.text, Ending.ANY)]
    text = stem_of(last) if word.ending is Ending.STEM else last
    return [*(Atom(each, Ending.EXACT) for each in first), Atom(text, word.ending)]


def _required(tree: Sequence, lexicon: Lexicon) -> Iterator[Group]:
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
        groups = list(_required(option, lexicon))
        if not groups:
            return
        found.append(groups[0] if len(groups) == 1 else min(groups, key=lexicon.commonness))
    yield frozenset().union(*found)
