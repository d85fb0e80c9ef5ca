"""From a text to its clauses: tokens, folded, repaired, and looked up once per distinct word.

A clause ends at a full stop, a question mark, a semicolon, a line end, and before a contrast word
("approvals are fine but the forms are not"). Commas and brackets divide a clause into segments:
negation and praise reach no further than their segment.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from knowledge.matching.compiling import Atom
from knowledge.matching.index import Entry, Index
from knowledge.matching.repair import Repair
from knowledge.matching.words import TOKEN, Folded, Folder

_MOST_REMEMBERED = 200_000


class Mark(IntEnum):
    """What a token is."""

    WORD = 0
    COMMA = 1
    CONTRAST = 2
    STOP = 3


class Token(NamedTuple):
    """All that is ever asked of a token, worked out once."""

    mark: Mark
    encoded: str
    words: tuple[str, ...]
    entries: tuple[Entry, ...]
    atoms: frozenset[Atom]
    is_question: bool = False


class Clause(NamedTuple):
    """A run of tokens, with the number of its first in the text, and whether it asks something."""

    first: int
    tokens: Sequence[Token]
    is_question: bool


class Reader(dict[str, Token]):
    """Reads texts; remembers every distinct word it has met, up to a bound."""

    def __init__(self, index: Index, folder: Folder, contrasts: frozenset[str]) -> None:
        super().__init__()
        self._index, self._folder, self._contrasts = index, folder, contrasts
        self._repair = Repair(index.names)

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[raw] = self._token_of(raw)
        return token

    def tokens_of(self, text: str) -> list[Token]:
        """Return the tokens of *text*, in order; `spans_of` gives their places."""
        return [self[raw] for raw in TOKEN.findall(text)]

    def _token_of(self, raw: str) -> Token:
        if not raw[0].isalnum() and raw[0] != "_":
            return _punctuation(raw)
        folded = self._folder.fold(raw)
        if len(folded) == 1 and folded[0].word in self._contrasts:
            return self._word(folded, Mark.CONTRAST)
        return self._word(folded, Mark.WORD)

    def _word(self, folded: tuple[Folded, ...], mark: Mark) -> Token:
        if len(folded) == 1 and not self._index.knows(folded[0]):
            repaired = self._repair.repaired(folded[0].word)
            folded = self._folder.fold(repaired)
        atoms = [atom for word in folded for atom in self._index.atoms_of(word)]
        return Token(
            mark,
            "".join(f" {word.word}={word.stem}" for word in folded),
            tuple(word.word for word in folded),
            self._index.entries_at(atoms),
            frozenset(atoms),
        )


def spans_of(text: str) -> list[tuple[int, int]]:
    """Return where each token of *text* stands."""
    return [found.span() for found in TOKEN.finditer(text)]


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of *tokens* that may hold anything: the others are left out."""
    clauses, first, live = [], 0, False
    for place, token in enumerate(tokens):
        if token.entries:
            live = True
        if token.mark >= Mark.CONTRAST:
            if live and place > first:
                clauses.append(Clause(first, tokens[first:place], token.is_question))
            first, live = place, token.mark is Mark.CONTRAST and bool(token.entries)
    if live:
        clauses.append(Clause(first, tokens[first:], False))  # noqa: FBT003
    return clauses


def _punctuation(raw: str) -> Token:
    mark = Mark.STOP if raw[0] in ".!?;:\n…" else Mark.COMMA
    return Token(mark, "", (), (), frozenset(), "?" in raw)
