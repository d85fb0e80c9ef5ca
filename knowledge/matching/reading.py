"""From a text to its clauses: tokens, folded, repaired, and looked up once per distinct word.

A clause ends at a full stop, a question mark, a semicolon, a line end, and before a contrast word
("approvals are fine but the forms are not"). Commas and brackets divide a clause into segments:
negation and praise reach no further than their segment.
"""

from collections.abc import Collection
from itertools import chain
from typing import Final, NamedTuple

from knowledge.matching.index import Index
from knowledge.matching.learning import WordEvidence
from knowledge.matching.repair import Repair
from knowledge.matching.tokens import ASKING, BARRIER, COMMA, CONTRAST, RESUMING, STOP, WORD, Token
from knowledge.matching.trying import Numbers
from knowledge.matching.words import TOKEN, Folded, Folder

_MOST_REMEMBERED: Final = 100_000
_PER_CENT: Final = " %"


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


class Words(dict[str, Token]):
    """The tokens that words and marks stand for, each worked out once, up to a bound."""

    def __init__(self, index: Index, spelling: Spelling, turns: Turns) -> None:
        super().__init__()
        self._index, self._turns = index, turns
        self._folder, self._repair, self._learnt = spelling

    def __missing__(self, raw: str) -> Token:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        token = self[raw] = self._token_of(raw)
        return token

    def _token_of(self, raw: str) -> Token:
        if not raw[0].isalnum() and raw[0] != "_":
            return _punctuation(raw)
        folded = self._folder.fold(raw)
        if len(folded) == 1 and not self._index.is_named(folded[0]):
            folded = self._folder.fold(self._repair.repaired(folded[0].word))
        words = frozenset(each.word for each in folded)
        atoms = [self._index.atoms_of(word) for word in folded]
        learnt = [speaker for word in folded for speaker in self._learnt.speakers(word.stem)]
        return Token(
            self._mark_of(words),
            self._index.look_up(chain.from_iterable(atoms), learnt),
            numbers=tuple(map(self._numbers_of, folded, atoms)),
            is_negator=not words.isdisjoint(self._turns.negators),
        )

    def _numbers_of(self, word: Folded, atoms: Collection[int]) -> Numbers:
        """Return what *word*, which satisfies *atoms*, satisfies, and whether it denies."""
        return self._index.numbers_of(atoms, denies=word.word in self._turns.negators)

    def _mark_of(self, words: frozenset[str]) -> int:
        turns = self._turns
        marks = (
            (turns.contrasts, CONTRAST),
            (turns.resuming, RESUMING),
            (turns.asking, ASKING),
            (turns.barriers, BARRIER),
        )
        return next((mark for listed, mark in marks if words <= listed), WORD)


class Chunk:
    """A run between blanks: its tokens, and where each of them stands in it."""

    __slots__ = ("length", "spans", "tokens")

    def __init__(self, text: str, words: Words) -> None:
        found = list(TOKEN.finditer(text))
        self.tokens = [words[each.group()] for each in found]
        self.spans = [each.span() for each in found]
        self.length = len(text)


class Reading:
    """A text as it was read: its tokens, and where they stand."""

    __slots__ = ("_chunks", "tokens")

    def __init__(self, chunks: list[Chunk]) -> None:
        self._chunks = chunks
        self.tokens: list[Token] = []
        for chunk in chunks:
            self.tokens += chunk.tokens

    def spans(self) -> list[tuple[int, int]]:
        """Return where each token stands in the text."""
        spans: list[tuple[int, int]] = []
        at = 0
        for chunk in self._chunks:
            for start, end in chunk.spans:
                spans.append((at + start, at + end))
            at += chunk.length + 1
        return spans


class Reader:
    """Reads texts; remembers every distinct run between blanks that it has met, up to a bound."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._known: dict[str, Chunk] = {}

    def read(self, text: str) -> Reading:
        """Return *text*, read."""
        known, chunks = self._known, []
        for run in _runs(text):
            chunk = known.get(run)
            chunks.append(self._met(run) if chunk is None else chunk)
        return Reading(chunks)

    def _met(self, run: str) -> Chunk:
        """Return what *run* is, and remember it."""
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        chunk = self._known[run] = Chunk(run, self._words)
        return chunk


def _runs(text: str) -> list[str]:
    """Return *text* between its blanks; only `30 %` is a token with a blank in it."""
    return (text.replace(_PER_CENT, "\t%") if _PER_CENT in text else text).split(" ")


def _punctuation(raw: str) -> Token:
    mark = STOP if raw[0] in ".!?;:\n…" else COMMA
    return Token(mark, is_question="?" in raw)
