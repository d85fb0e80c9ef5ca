"""From a text to its clauses: tokens, folded, repaired, and looked up once per distinct word.

A clause ends at a full stop, a question mark, a semicolon, a line end, and before a contrast word
("approvals are fine but the forms are not"). Commas and brackets divide a clause into segments:
negation and praise reach no further than their segment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from knowledge.matching.compiling import ANY, NEGATOR, Atom
from knowledge.matching.index import Index, Waiting
from knowledge.matching.learning import WordEvidence
from knowledge.matching.repair import Repair
from knowledge.matching.speaking import Single, Speaker
from knowledge.matching.trying import Numbers
from knowledge.matching.words import TOKEN, Folded, Folder

_MOST_REMEMBERED: Final = 200_000
_LONGEST_CLAUSE: Final = 120  # tokens; so that the cost of a text grows with its length only


class Mark:
    """What a token is; plain numbers, because they are compared for every token."""

    WORD: Final = 0
    RESUMING: Final = 1
    ASKING: Final = 2
    BARRIER: Final = 3
    COMMA: Final = 4
    CONTRAST: Final = 5
    STOP: Final = 6


@dataclass(frozen=True, slots=True)
class Token:
    """All that is ever asked of a token, worked out once."""

    mark: int
    words: tuple[Numbers, ...] = ()
    is_negator: bool = False
    singles: tuple[Single, ...] = ()
    signals: tuple[Speaker, ...] = ()
    phrases: tuple[Waiting, ...] = ()
    mask: int = 0
    is_question: bool = False
    says_how: bool = False


class Clause(NamedTuple):
    """A run of tokens, with the number of its first in the text, and whether it asks something."""

    first: int
    tokens: Sequence[Token]
    is_question: bool


class Turns(NamedTuple):
    """The words that turn a sentence.

    They deny, contrast, come back to the present, begin to ask, or stop a denial ("because").
    """

    negators: frozenset[str]
    contrasts: frozenset[str]
    resuming: frozenset[str]
    asking: frozenset[str]
    barriers: frozenset[str]


class Spelling(NamedTuple):
    """How a word is folded and repaired, and what the catalogue's lists teach of it."""

    folder: Folder
    repair: Repair
    learnt: WordEvidence


class Reader(dict[str, Token]):
    """Reads texts; remembers every distinct word it has met, up to a bound."""

    def __init__(self, index: Index, spelling: Spelling, turns: Turns) -> None:
        super().__init__()
        self._index, self._turns = index, turns
        self._folder, self._repair, self._learnt = spelling

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[raw] = self._token_of(raw)
        return token

    def tokens_of(self, raws: Iterable[str]) -> list[Token]:
        """Return the tokens that *raws*, the pieces of a text, stand for."""
        return list(map(self.__getitem__, raws))

    def _token_of(self, raw: str) -> Token:
        if not raw[0].isalnum() and raw[0] != "_":
            return _punctuation(raw)
        folded = self._folder.fold(raw)
        if len(folded) == 1 and not self._index.is_named(folded[0]):
            folded = self._folder.fold(self._repair.repaired(folded[0].word))
        words = frozenset(each.word for each in folded)
        atoms = [self._index.atoms_of(word) for word in folded]
        learnt = [speaker for word in folded for speaker in self._learnt.speakers(word.stem)]
        found = self._index.look_up(chain.from_iterable(atoms), learnt)
        is_negator = not words.isdisjoint(self._turns.negators)
        return Token(
            self._mark_of(words),
            tuple(map(self._numbers_of, folded, atoms)),
            is_negator,
            *found,
            says_how=bool(is_negator or found.signals),
        )

    def _numbers_of(self, word: Folded, atoms: Iterable[Atom]) -> Numbers:
        """Return the numbers of *atoms*, which *word* satisfies, and whether it denies."""
        numbers = self._index.numbers_of(atoms)
        own = (ANY, NEGATOR) if word.word in self._turns.negators else (ANY,)
        return numbers.union(own)

    def _mark_of(self, words: frozenset[str]) -> int:
        turns = self._turns
        marks = (
            (turns.contrasts, Mark.CONTRAST),
            (turns.resuming, Mark.RESUMING),
            (turns.asking, Mark.ASKING),
            (turns.barriers, Mark.BARRIER),
        )
        return next((mark for listed, mark in marks if words <= listed), Mark.WORD)


def pieces_of(text: str) -> list[str]:
    """Return the words and marks of *text*, in order, as they are written."""
    return TOKEN.findall(text)


def spans_of(text: str, raws: Iterable[str]) -> list[tuple[int, int]]:
    """Return where each of *raws*, the pieces of *text*, stands in it.

    Any sign that can begin a token always does, so looking for each token after the one before
    cannot go astray; it is a third of the cost of matching the expression again.
    """
    spans, at = [], 0
    find = text.find
    for raw in raws:
        start = find(raw, at)
        at = start + len(raw)
        spans.append((start, at))
    return spans


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """Return the clauses of *tokens* that may hold anything: the others are left out."""
    clauses, first, live, after_comma = [], 0, False, False
    for place, token in enumerate(tokens):
        mark = token.mark
        turns = mark >= Mark.CONTRAST or (after_comma and mark == Mark.RESUMING)
        if turns or place - first >= _LONGEST_CLAUSE:
            if live:
                clauses.append(Clause(first, tokens[first:place], token.is_question))
            first, live = place, False
        after_comma = mark == Mark.COMMA
        if token.singles or token.phrases:
            live = True
    if live:
        clauses.append(Clause(first, tokens[first:], is_question=False))
    return clauses


def _punctuation(raw: str) -> Token:
    mark = Mark.STOP if raw[0] in ".!?;:\n…" else Mark.COMMA
    return Token(mark, is_question="?" in raw, says_how=mark == Mark.COMMA)
