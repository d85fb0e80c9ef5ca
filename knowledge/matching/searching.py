"""Which patterns of several words a clause holds, and where.

The clause is written out for the expressions only when a bit mask says that all the words which a
pattern needs are there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
    has_negator: bool = False


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
        signs: list[Entry] = []
        for place, token in enumerate(tokens):
            present |= token.mask
            if token.singles:
                self.words.append((place, token))
            if token.phrases:
                entries += token.phrases
            if token.says_how:
                self._note(place, token)
                signs += token.signal_phrases
        self.hits = self._found(entries, present)
        self.signals += self._found(signs, present)

    def _note(self, place: int, token: Token) -> None:
        if token.mark == Mark.COMMA:
            self.commas.append(place)
        if token.is_negator:
            self.negators.append(place)
        self.signals += [Hit(speaker, place, place + 1) for speaker in token.signals]

    def _found(self, entries: Sequence[Entry], present: int) -> list[Hit]:
        """Return where those of *entries* are whose words are all *present*."""
        likely = {each.number: each for each in entries if each.needs & present == each.needs}
        if not likely:
            return []
        if not self._encoded:
            self._encoded = "".join([token.encoded for token in self._tokens])
            self._ends = list(accumulate([len(token.encoded) for token in self._tokens]))
        found: list[Hit] = []
        for entry in likely.values():
            first = entry.pattern.expression().search(self._encoded)
            if first is not None and not self._is_excluded(entry):
                found += self._placed(entry, first)
        return found

    def _is_excluded(self, entry: Entry) -> bool:
        return any(each.expression().search(self._encoded) for each in entry.unless)

    def _placed(self, entry: Entry, found: re.Match[str] | None) -> Iterator[Hit]:
        """Yield all places of *entry*, beginning with the one that was *found*."""
        ends, expression = self._ends, entry.pattern.expression()
        while found is not None:
            start, end = found.span()
            first, last = bisect_left(ends, start + 1), bisect_left(ends, end)
            yield Hit(entry.speaker, first, last + 1, entry.has_negator)
            found = expression.search(self._encoded, end)
