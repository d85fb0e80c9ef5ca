"""Which patterns of several words a clause holds, and where.

A clause is laid out on a board only when a bit mask says that all the words which some pattern
needs are there.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.matching.index import Entry, Tried, Waiting
from knowledge.matching.reading import Mark, Token
from knowledge.matching.speaking import Speaker
from knowledge.matching.trying import END, Numbers, Words, spans


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

    __slots__ = ("commas", "hits", "negators", "signals", "words")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words: list[tuple[int, Token]] = []
        self.signals: list[Hit] = []
        self.commas: list[int] = []
        self.negators: list[int] = []
        self.hits: list[Hit] = []
        present = 0
        waiting: list[Waiting] = []
        for place, token in enumerate(tokens):
            present |= token.mask
            if token.singles:
                self.words.append((place, token))
            if token.phrases:
                waiting += token.phrases
            if token.says_how:
                self._note(place, token)
        likely = [entry for needs, entry in waiting if needs & present == needs]
        if likely:
            self._search(dict.fromkeys(likely), tokens, present)

    def _note(self, place: int, token: Token) -> None:
        if token.mark == Mark.COMMA:
            self.commas.append(place)
        if token.is_negator:
            self.negators.append(place)
        for speaker in token.signals:
            self.signals.append(Hit(speaker, place, place + 1))

    def _search(
        self,
        entries: Iterable[Entry],
        tokens: Sequence[Token],
        present: int,
    ) -> None:
        """Find the places of *entries*, all of whose words are there."""
        words: list[Numbers] = []
        places: list[int] = []
        for place, token in enumerate(tokens):
            for word in token.words:
                words.append(word)
                places.append(place)
        words.append(END)
        for entry in entries:
            found = spans(entry.program, entry.first, words)
            if found and not (entry.unless and _is_there(entry.unless, words, present)):
                kind = self.signals if entry.is_signal else self.hits
                speaker = entry.speaker
                kind += [Hit(speaker, places[start], places[end - 1] + 1) for start, end in found]


def _is_there(exceptions: Iterable[Tried], words: Words, present: int) -> bool:
    """Say whether one of *exceptions* is said in *words*."""
    return any(
        needs & present == needs and spans(program, first, words)
        for needs, first, program in exceptions
    )
