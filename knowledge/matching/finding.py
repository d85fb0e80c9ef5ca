"""Which rules and cues speak in a clause, and which of them are cancelled.

Cancelled is what is denied (a negator up to a few words before, unless it belongs to the rule),
over ("no longer", "used to"), only imagined ("if", "would be"), somebody else's ("at my old job"),
asked, or praised.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from knowledge.matching.index import Entry, Speaker
from knowledge.matching.reading import Clause, Mark

CANCEL: Final = "!cancel"
PAIN: Final = "!pain"
PRAISE: Final = "!praise"
PROTECT: Final = "!protect"
SIGNALS: Final = (CANCEL, PAIN, PRAISE, PROTECT)


class Hit(NamedTuple):
    """A speaker and the words it found: *start* up to, not including, *end*, in the clause."""

    speaker: Speaker
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the words of a clause stand: each word's token, and its segment."""

    tokens: Sequence[int]
    segments: Sequence[int]
    negators: Sequence[int]


@dataclass(frozen=True, slots=True)
class Heard:
    """What speaks in a clause after cancelling, and how the clause sounds."""

    hits: tuple[Hit, ...]
    layout: Layout
    pained: frozenset[int]
    praised: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many words before a rule's or a cue's words a negator still denies it."""

    rule: int
    cue: int


def hear(clause: Clause, negators: frozenset[str], reach: Reach) -> Heard | None:
    """Return what speaks in *clause*; None if nothing does, or all of it is cancelled."""
    found = list(_hits(clause))
    if not any(hit.speaker.code not in SIGNALS for hit in found):
        return None
    if clause.is_question or any(hit.speaker.code == CANCEL for hit in found):
        found = [hit for hit in found if _survives(hit)]
    layout = _layout(clause, negators, [hit for hit in found if hit.speaker.code == PROTECT])
    return Heard(
        tuple(
            hit
            for hit in found
            if hit.speaker.code not in SIGNALS and not _denied(hit, layout, reach)
        ),
        layout,
        _segments(found, layout, PAIN),
        _segments(found, layout, PRAISE),
    )


def _survives(hit: Hit) -> bool:
    """Say whether *hit* stands in a clause that is cancelled: what names the task does."""
    return hit.speaker.code in SIGNALS


def _hits(clause: Clause) -> Iterator[Hit]:
    """Yield what speaks, each speaker once, at its first words."""
    encoded = "".join(token.encoded for token in clause.tokens)
    present = frozenset().union(*(token.atoms for token in clause.tokens))
    seen: set[str] = set()
    place = 0
    for token in clause.tokens:
        for entry in token.entries:
            if entry.speaker.id in seen:
                continue
            hit = _hit(entry, encoded, present, place)
            if hit is not None:
                seen.add(entry.speaker.id)
                yield hit
        place += len(token.words)


def _hit(entry: Entry, encoded: str, present: frozenset[object], place: int) -> Hit | None:
    if entry.is_single:
        return Hit(entry.speaker, place, place + 1)
    for group in entry.others:
        if present.isdisjoint(group):
            return None
    found = entry.pattern.search(encoded)
    if found is None or any(each.search(encoded) for each in entry.speaker.unless):
        return None
    start = encoded.count(" ", 0, found.start())
    return Hit(entry.speaker, start, start + encoded.count(" ", found.start(), found.end()))


def _layout(clause: Clause, negators: frozenset[str], protected: Sequence[Hit]) -> Layout:
    tokens, segments, denying, segment = [], [], [], 0
    safe = {place for hit in protected for place in range(hit.start, hit.end)}
    for number, token in enumerate(clause.tokens, start=clause.first):
        if token.mark is Mark.COMMA:
            segment += 1
        for word in token.words:
            if word in negators and len(tokens) not in safe:
                denying.append(len(tokens))
            tokens.append(number)
            segments.append(segment)
    return Layout(tokens, segments, denying)


def _denied(hit: Hit, layout: Layout, reach: Reach) -> bool:
    most = reach.rule if hit.speaker.is_rule else reach.cue
    return any(
        0 < hit.start - place <= most and layout.segments[place] == layout.segments[hit.start]
        for place in layout.negators
    )


def _segments(found: Sequence[Hit], layout: Layout, code: str) -> frozenset[int]:
    return frozenset(layout.segments[hit.start] for hit in found if hit.speaker.code == code)
