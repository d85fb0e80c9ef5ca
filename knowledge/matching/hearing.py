"""What speaks in a clause, and what of it is cancelled.

Cancelled is what is denied (a negator up to a few words before, or inside a gap, unless the rule
itself names it), over ("no longer", "used to", "at my old job"), only imagined, merely asked, or
said to be fine. A function is named by a task whether the task goes well or not: only a negator
cancels it.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from knowledge.matching.index import Entry
from knowledge.matching.reading import Clause, Mark
from knowledge.matching.speaking import FINE, IMAGINED, OVER, PAIN, PRAISE, PROTECT, Speaker


class Hit(NamedTuple):
    """A speaker and the tokens it found: *start* up to, not including, *end*, in the clause."""

    speaker: Speaker
    start: int
    end: int
    has_negator: bool = False


class Reach(NamedTuple):
    """How many tokens before a rule's or a cue's words a negator still denies it."""

    rule: int
    cue: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What speaks in a clause after cancelling, and the segments that complain and that praise."""

    first: int
    hits: Sequence[Hit]
    commas: Sequence[int]
    pained: frozenset[int]
    praised: frozenset[int]

    def segment(self, hit: Hit) -> int:
        """Return the segment of the clause in which *hit* begins."""
        return bisect_left(self.commas, hit.start) if self.commas else 0


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears clauses; *functions* are the codes that only a negator cancels."""

    functions: frozenset[str]
    reach: Reach

    def hear(self, clause: Clause, *, may_imagine: bool = False) -> Heard | None:
        """Return what speaks in *clause*, None if nothing does.

        With *may_imagine* the imagined counts: the person was asked for a wish.
        """
        present = 0
        for token in clause.tokens:
            present |= token.mask
        view = _View(clause, present)
        hits = view.hits()
        if not hits:
            return None
        signals = view.signals()
        commas = [at for at, token in enumerate(clause.tokens) if token.mark == Mark.COMMA]
        negators = view.negators(signals)
        if negators:
            hits = [hit for hit in hits if not self._denied(hit, negators, commas)]
            signals = [hit for hit in signals if not self._denied(hit, negators, commas)]
        heard = Heard(
            clause.first, hits, commas, _segments(signals, PAIN, commas),
            _segments(signals, PRAISE, commas),
        )  # fmt: skip
        return self._standing(heard, signals, clause, may_imagine=may_imagine)

    def _denied(self, hit: Hit, negators: Sequence[int], commas: Sequence[int]) -> bool:
        if hit.speaker.code in _NEVER_DENIED:
            return False
        before = hit.start - (self.reach.rule if hit.speaker.is_rule else self.reach.cue)
        until = hit.start if hit.has_negator else hit.end
        segment = bisect_left(commas, hit.start)
        return any(
            before <= place < until
            and (place >= hit.start or bisect_left(commas, place) == segment)
            for place in negators
        )

    def _standing(
        self, heard: Heard, signals: Sequence[Hit], clause: Clause, *, may_imagine: bool
    ) -> Heard | None:
        """Return *heard* without what is over, imagined, merely asked or fine."""
        own = [hit for hit in heard.hits if hit.speaker.is_rule]
        signals = [
            hit
            for hit in signals
            if hit.speaker.code in (OVER, IMAGINED, FINE) and not _inside(hit, own)
        ]
        if _only_asks(clause, heard) or (
            not may_imagine and any(hit.speaker.code == IMAGINED for hit in signals)
        ):
            cancelled: Container[int] = range(len(heard.commas) + 1)
        elif not signals:
            return heard if heard.hits else None
        else:
            cancelled = _cancelled(signals, heard)
        hits = [
            hit
            for hit in heard.hits
            if hit.speaker.code in self.functions or heard.segment(hit) not in cancelled
        ]
        return Heard(heard.first, hits, heard.commas, heard.pained, heard.praised) if hits else None


def _cancelled(signals: Sequence[Hit], heard: Heard) -> Container[int]:
    """Return the segments that are over, from the one that says so, and those that are fine."""
    over = [heard.segment(hit) for hit in signals if hit.speaker.code == OVER]
    fine = {heard.segment(hit) for hit in signals if hit.speaker.code == FINE}
    last = len(heard.commas) + 1
    return fine.union(range(min(over, default=last), last))


def _only_asks(clause: Clause, heard: Heard) -> bool:
    """Say whether *clause* asks for a fact; "why do we need ...?" complains."""
    if not clause.is_question:
        return False
    begins = any(token.mark == Mark.ASKING for token in clause.tokens[:2])
    return begins or not heard.pained


_NEVER_DENIED = frozenset((OVER, IMAGINED, FINE, PROTECT))


class _View:
    """One clause while it is searched; its encoded text is made only if a pattern needs it."""

    __slots__ = ("_clause", "_encoded", "_ends", "_present")

    def __init__(self, clause: Clause, present: int) -> None:
        self._clause, self._present = clause, present
        self._encoded = ""
        self._ends: list[int] = []

    def hits(self) -> list[Hit]:
        """Return what speaks of a code."""
        found, tried = [], set()
        present = self._present
        for place, token in enumerate(self._clause.tokens):
            for speaker in token.singles:
                found.append(Hit(speaker, place, place + 1))  # noqa: PERF401  # faster than extend
            for entry in token.phrases:
                needs = entry.needs
                if needs & present == needs and entry.number not in tried:
                    tried.add(entry.number)
                    found += self._search(entry)
        return found

    def signals(self) -> list[Hit]:
        """Return what says how the clause is meant."""
        found, tried = [], set()
        present = self._present
        for place, token in enumerate(self._clause.tokens):
            for code in token.signals:
                found.append(Hit(Speaker(code, code), place, place + 1))  # noqa: PERF401
            for entry in token.signal_phrases:
                needs = entry.needs
                if needs & present == needs and entry.number not in tried:
                    tried.add(entry.number)
                    found += self._search(entry)
        return found

    def negators(self, signals: Iterable[Hit]) -> list[int]:
        """Return where the clause denies, apart from what is protected."""
        places = [at for at, token in enumerate(self._clause.tokens) if token.is_negator]
        if not places:
            return places
        safe = {
            place
            for hit in signals
            if hit.speaker.code == PROTECT
            for place in range(hit.start, hit.end)
        }
        return [place for place in places if place not in safe]

    def _search(self, entry: Entry) -> Iterable[Hit]:
        if not self._encoded:
            self._encoded = "".join(token.encoded for token in self._clause.tokens)
            self._ends = list(accumulate(len(token.encoded) for token in self._clause.tokens))
        found = list(entry.pattern.spans(self._encoded))
        if not found or any(each.search(self._encoded) for each in entry.unless):
            return []
        return [
            Hit(
                entry.speaker,
                bisect_left(self._ends, start + 1),
                bisect_left(self._ends, end) + 1,
                entry.has_negator,
            )
            for start, end in found
        ]


def _inside(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(each.start <= hit.start and hit.end <= each.end for each in others)


def _segments(hits: Iterable[Hit], code: str, commas: Sequence[int]) -> frozenset[int]:
    return frozenset(bisect_left(commas, hit.start) for hit in hits if hit.speaker.code == code)
