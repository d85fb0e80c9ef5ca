"""What speaks in a clause, and what of it is cancelled.

Cancelled is what is denied (a negator up to a few words before; one inside belongs to the rule,
for no gap reaches across it), over ("no longer", "used to", "at my old job"), only imagined, merely
asked, or said to be fine. A function is named by a task whether the task goes well or not: only a
negator cancels it.
"""

from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.matching.searching import search
from knowledge.matching.speaking import (
    DUTY,
    FINE,
    IMAGINED,
    OVER,
    PAIN,
    PAST,
    PRAISE,
    PROTECT,
    Said,
)
from knowledge.matching.tokens import ASKING, BARRIER, COMMA, CONTRAST, Clause, Hit, Token
from knowledge.matching.trying import Numbers

_ENDS = frozenset((OVER, PAST, IMAGINED, FINE))
_NEVER_PART_OF_A_RULE = frozenset((PAIN, PAST))
_NEVER_DENIED = _ENDS | {PROTECT}
_NO_SEGMENT: frozenset[int] = frozenset()
Words = list[tuple[int, Said]]


class Reach(NamedTuple):
    """How many tokens before a rule's or a cue's words a negator still denies it."""

    rule: int
    cue: int


class Heard:
    """What speaks in a clause after cancelling, and the segments that complain and that praise.

    `words` are the words that speak by themselves, `hits` the rules and cues of several words; all
    with their places in the text.
    """

    __slots__ = ("commas", "hits", "pained", "praised", "words")

    def __init__(self, words: Words, hits: list[Hit], commas: list[int]) -> None:
        self.words, self.hits, self.commas = words, hits, commas
        self.pained = self.praised = _NO_SEGMENT

    def segment(self, place: int) -> int:
        """Return the segment of the clause in which the token at *place* stands."""
        return bisect_left(self.commas, place) if self.commas else 0

    def only_praises(self, segment: int) -> bool:
        """Say whether *segment* praises and does not complain."""
        return segment in self.praised and segment not in self.pained


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears clauses; *functions* are the codes that only a negator cancels.

    *end* is what stands behind every clause.
    """

    functions: frozenset[str]
    reach: Reach
    end: Numbers

    def hear(self, clause: Clause, *, may_imagine: bool = False) -> Heard:
        """Return what speaks in *clause*.

        With *may_imagine* the imagined counts: the person was asked for a wish.
        """
        found = search(clause, self.end)
        hits, signals = found.hits, found.signals
        words = clause.words
        if clause.negators:
            denial = _Denial(clause, signals, self.reach)
            if denial.rules:
                hits = [hit for hit in hits if not denial.covers(hit)]
                signals = [hit for hit in signals if not denial.covers(hit)]
                words = [pair for pair in words if not denial.cues >> pair[0] - clause.first & 1]
        if hits and signals:
            own = [hit for hit in hits if hit.speaker.is_rule]
            signals = [hit for hit in signals if not _belongs(hit, own)]
        heard = Heard(words, hits, clause.commas)
        if signals:
            heard.pained = _segments(signals, PAIN, clause.commas)
            heard.praised = _praised(signals, clause.commas)
        elif not clause.is_question:
            return heard
        cancelled = _cancelled(clause, heard, signals, may_imagine=may_imagine)
        if cancelled:
            self._cancel(cancelled, heard)
        return heard

    def _cancel(self, cancelled: Container[int], heard: Heard) -> None:
        """Take from *heard* what the segments *cancelled* say, tasks apart."""
        heard.hits = [
            hit
            for hit in heard.hits
            if hit.speaker.code in self.functions or heard.segment(hit.start) not in cancelled
        ]
        heard.words = [
            (place, said.of_tasks() if heard.segment(place) in cancelled else said)
            for place, said in heard.words
        ]


class _Denial:
    """The words of a clause that its negators deny, as bits: never beyond a wall.

    `cues` are denied for cues, `rules` for rules and signals: these are denied from further off.
    What *signals* protect denies nothing.
    """

    __slots__ = ("cues", "first", "rules")

    def __init__(self, clause: Clause, signals: Iterable[Hit], reach: Reach) -> None:
        safe = [hit for hit in signals if hit.speaker.code == PROTECT]
        cues = rules = 0
        for place in clause.negators:
            if safe and any(hit.start <= place < hit.end for hit in safe):
                continue
            behind = place + 1 - clause.first
            end = _wall(clause.tokens, behind, behind + reach.rule)
            rules |= (1 << end) - (1 << behind)
            cues |= (1 << min(end, behind + reach.cue)) - (1 << behind)
        self.first, self.cues, self.rules = clause.first, cues, rules

    def covers(self, hit: Hit) -> bool:
        """Say whether *hit* is denied from before."""
        if hit.speaker.code in _NEVER_DENIED:
            return False
        denied = self.cues if hit.speaker.is_cue else self.rules
        return bool(denied >> hit.start - self.first & 1)


def _wall(tokens: list[Token], start: int, end: int) -> int:
    """Return where from *start* on a denial ends: at a comma, at "because", at the latest *end*."""
    for place in range(start, min(end, len(tokens))):
        if tokens[place].mark in (COMMA, BARRIER):
            return place
    return end


def _cancelled(
    clause: Clause, heard: Heard, signals: Iterable[Hit], *, may_imagine: bool
) -> Container[int] | None:
    """Return the segments of *clause* that are over, imagined, merely asked or fine."""
    last = len(heard.commas) + 1
    if clause.is_question and _only_asks(clause, heard):
        return range(last)
    ends = [hit for hit in signals if hit.speaker.code in _ENDS]
    if not ends:
        return None
    if not may_imagine and any(hit.speaker.code == IMAGINED for hit in ends):
        return range(last)
    over = [heard.segment(hit.start) for hit in ends if hit.speaker.code in (OVER, PAST)]
    return _segments(ends, FINE, heard.commas).union(range(min(over, default=last), last))


def _praised(signals: list[Hit], commas: list[int]) -> frozenset[int]:
    """Return the segments that praise, or only list the duties of a job."""
    duties = [hit.start for hit in signals if hit.speaker.code == DUTY]
    listed = range(bisect_left(commas, min(duties)), len(commas) + 1) if duties else ()
    return _segments(signals, PRAISE, commas).union(listed)


def _only_asks(clause: Clause, heard: Heard) -> bool:
    """Say whether *clause* asks for a fact; "why do we need ...?" complains."""
    first = clause.tokens[clause.tokens[0].mark == CONTRAST :]
    return not heard.pained or (bool(first) and first[0].mark == ASKING)


def _belongs(signal: Hit, rules: Iterable[Hit]) -> bool:
    """Say whether *signal* is part of what a rule found: "not user friendly" is no praise."""
    return signal.speaker.code not in _NEVER_PART_OF_A_RULE and any(
        each.start <= signal.start and signal.end <= each.end for each in rules
    )


def _segments(hits: Iterable[Hit], code: str, commas: list[int]) -> frozenset[int]:
    """Return the segments in which *hits* speak of *code*."""
    return frozenset(bisect_left(commas, hit.start) for hit in hits if hit.speaker.code == code)
