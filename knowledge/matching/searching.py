"""Which patterns of several words a clause holds, and where.

The clause is written out for the expressions only when a bit mask says that all the words which a
pattern needs are there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from knowledge.matching.index import Entry
from knowledge.matching.reading import Mark, Token
from knowledge.matching.speaking import Speaker


class Hit(NamedTuple):
    """A speaker and the tokens it found: *start* up to, not including, *end*, in the clause."""

    speaker: Speaker
    start: int
    end: int


class Search:
    """One clause while it is searched.

    `words` are the tokens that speak by themselves, `commas` and `negators` where those stand;
    `signals` says how the clause is meant, `hits` which rules and longer cues it holds.
    """

    __slots__ = ("_encoded", "_ends", "_tokens", "commas", "hits", "negators", "signals", "words")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._encoded = ""
        self._ends: list[int] = []
        self.words: list[tuple[int, Token]] = []
        self.signals: list[Hit] = []
        self.commas: list[int] = []
        self.negators: list[int] = []
        present = 0
        entries: list[Entry] = []
        for place, token in enumerate(tokens):
            present |= token.mask
            if token.singles:
                self.words.append((place, token))
            if token.phrases:
                entries += token.phrases
            if token.says_how:
                self._note(place, token)
        likely = {each.number: each for each in entries if each.needs & present == each.needs}
        self.hits: list[Hit] = []
        if likely:
            self._search(likely.values())

    def _note(self, place: int, token: Token) -> None:
        if token.mark == Mark.COMMA:
            self.commas.append(place)
        if token.is_negator:
            self.negators.append(place)
        for speaker in token.signals:
            self.signals.append(Hit(speaker, place, place + 1))

    def _search(self, entries: Iterable[Entry]) -> None:
        """Find the places of *entries*, all of whose words are there."""
        encoded = self._encoded = "".join([token.encoded for token in self._tokens])
        self._ends = list(accumulate([len(token.encoded) for token in self._tokens]))
        for entry in entries:
            first = entry.pattern.expression().search(encoded)
            if first is not None and not (entry.unless and self._is_excluded(entry)):
                kind = self.signals if entry.is_signal else self.hits
                kind += self._placed(entry, first)

    def _is_excluded(self, entry: Entry) -> bool:
        return any(each.expression().search(self._encoded) for each in entry.unless)

    def _placed(self, entry: Entry, found: re.Match[str] | None) -> list[Hit]:
        """Return all places of *entry*, beginning with the one that was *found*."""
        hits: list[Hit] = []
        ends, expression = self._ends, entry.pattern.expression()
        while found is not None:
            start, end = found.span()
            first, last = bisect_left(ends, start + 1), bisect_left(ends, end)
            hits.append(Hit(entry.speaker, first, last + 1))
            found = expression.search(self._encoded, end) if end < ends[-1] else None
        return hits
