"""Which patterns of several words a clause holds, and where."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from knowledge.matching.index import ALL_BITS, Entry, Tried
from knowledge.matching.tokens import Clause, Hit
from knowledge.matching.trying import END, Words, spans


class Found(NamedTuple):
    """The rules and longer cues that a clause holds, and what says how it is meant."""

    hits: list[Hit]
    signals: list[Hit]


def search(clause: Clause) -> Found:
    """Return what *clause* holds.

    A pattern is tried only when a bit mask says that all the words which it needs are there.
    """
    absent = ALL_BITS & ~clause.present
    likely = [entry for needs, entry in clause.waiting if not needs & absent]
    found = Found([], clause.signals)
    if likely:
        _search(dict.fromkeys(likely), clause, absent, found)
    return found


def _search(entries: Iterable[Entry], clause: Clause, absent: int, found: Found) -> None:
    """Add to *found* the places of *entries*, all of whose words are in *clause*."""
    words = [numbers for token in clause.tokens for numbers in token.numbers]
    words.append(END)
    places: Sequence[int] = range(clause.first, clause.first + len(words))
    if not clause.is_even:
        numbered = enumerate(clause.tokens, start=clause.first)
        places = [place for place, token in numbered for _ in token.numbers]
    for entry in entries:
        at = spans(entry.program, entry.first, words)
        if at and not (entry.unless and _is_said(entry.unless, words, absent)):
            kind = found.signals if entry.is_signal else found.hits
            speaker = entry.speaker
            for start, end in at:
                kind.append(Hit(speaker, places[start], places[end - 1] + 1))


def _is_said(exceptions: Iterable[Tried], words: Words, absent: int) -> bool:
    """Say whether one of *exceptions* is said in *words*."""
    for needs, first, program in exceptions:
        if not needs & absent and spans(program, first, words):
            return True
    return False
