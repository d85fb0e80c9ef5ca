"""Which patterns of several words a clause holds, and where.

The clause is written out for the expressions only when a bit mask says that all the words which a
pattern needs are there.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from knowledge.matching.index import Entry
from knowledge.matching.reading import Token
from knowledge.matching.speaking import Speaker


class Hit(NamedTuple):
    """A speaker and the tokens it found: *start* up to, not including, *end*, in the clause."""

    speaker: Speaker
    start: int
    end: int
    has_negator: bool = False


class Search:
    """One clause while it is searched."""

    __slots__ = ("_encoded", "_ends", "_present", "_tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        present = 0
        for token in tokens:
            present |= token.mask
        self._tokens, self._present = tokens, present
        self._encoded = ""
        self._ends: list[int] = []

    def hits(self) -> list[Hit]:
        """Return the rules, and the cues of several words, that the clause holds."""
        found: list[Hit] = []
        tried: set[int] = set()
        present = self._present
        for token in self._tokens:
            for entry in token.phrases:
                if entry.needs & present == entry.needs and entry.number not in tried:
                    tried.add(entry.number)
                    found += self._find(entry)
        return found

    def signals(self) -> list[Hit]:
        """Return what says how the clause is meant."""
        found: list[Hit] = []
        tried: set[int] = set()
        present = self._present
        for place, token in enumerate(self._tokens):
            for speaker in token.signals:
                found.append(Hit(speaker, place, place + 1))  # noqa: PERF401  # faster so
            for entry in token.signal_phrases:
                if entry.needs & present == entry.needs and entry.number not in tried:
                    tried.add(entry.number)
                    found += self._find(entry)
        return found

    def _find(self, entry: Entry) -> list[Hit]:
        if not self._encoded:
            self._encoded = "".join([token.encoded for token in self._tokens])
            self._ends = list(accumulate([len(token.encoded) for token in self._tokens]))
        spans = entry.pattern.spans(self._encoded)
        if not spans or any(each.search(self._encoded) for each in entry.unless):
            return []
        return [
            Hit(
                entry.speaker,
                bisect_left(self._ends, start + 1),
                bisect_left(self._ends, end) + 1,
                entry.has_negator,
            )
            for start, end in spans
        ]
