"""Where people stop in an interview, in stages that tell of no few of them; pure.

Rule 1: everybody who began stopped at one question, or came through. A stage is a run of questions
next to each other; the last one is everybody who came through. Each has at least the threshold of
people, so there are always two or none.
Rule 2: the stages of the first figure stay for ever, neither moved nor divided. If one of 5 people
were divided into 5 new ones and 6, the 6 less the 5 could be one person alone.
Rule 3: a new figure comes only if each earlier stage, in each earlier figure, has grown by the
threshold since. Whoever knows who was new, and that nobody else moved, learns of no fewer.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from bot.gate.rule import Threshold

THROUGH: Final = ""
#: From how many people on it is looked at all, as a multiple of the threshold: later while the
#: survey is open, because the first figure decides how fine the stages are.
_FIRST, _FIRST_WHILE_OPEN = 4, 6
#: How much larger a later figure must be while the survey is open.
_GROWTH: Final = 2


class Stage(NamedTuple):
    """People who stopped at one of the questions up to `until`; THROUGH for those who did not."""

    until: str
    people: int


Stages = Sequence[Stage]


def is_due(began: int, before: Sequence[Stages], threshold: Threshold, *, is_open: bool) -> bool:
    """Say whether a new figure of *began* people may be made beside those *before*."""
    if not threshold.protections.refreshes:
        return began > 0
    if not before:
        return began >= (_FIRST_WHILE_OPEN if is_open else _FIRST) * threshold.figures
    last = sum(stage.people for stage in before[-1])
    return began >= _GROWTH * last if is_open else began > last


def stages_of(
    stopped: Mapping[str, int],
    through: int,
    before: Sequence[Stages],
    threshold: Threshold,
) -> list[Stage]:
    """Return the stages that may be shown now; none where they may not, or there would be one.

    Args:
        stopped: how many people stopped at each question, in the order of the interview.
        through: how many came through.
        before: the stages of all earlier figures, oldest first.
        threshold: the survey's rule.
    """
    protections = threshold.protections
    counts = [*stopped.items(), (THROUGH, through)]
    if not protections.subtraction:
        return [Stage(until, count) for until, count in counts]
    earlier = before if protections.refreshes else ()
    if not _have_grown(counts, earlier, threshold):
        return []
    if earlier:
        return [Stage(*each) for each in _divided(counts, {each.until for each in earlier[0]})]
    found = _finest(counts, threshold)
    return found if len(found) > 1 else []


def _parts(counts: Sequence[tuple[str, int]], ends: set[str]) -> list[list[tuple[str, int]]]:
    """Return *counts* cut behind each of *ends*; what is behind the last joins no one."""
    parts: list[list[tuple[str, int]]] = [[]]
    for until, count in counts:
        parts[-1].append((until, count))
        if until in ends:
            parts.append([])
    return [part for part in parts if part]


def _divided(counts: Sequence[tuple[str, int]], ends: set[str]) -> list[tuple[str, int]]:
    """Return how many people are in each part of *counts* that ends at one of *ends*."""
    return [(part[-1][0], sum(count for _, count in part)) for part in _parts(counts, ends)]


def _have_grown(
    counts: Sequence[tuple[str, int]], before: Sequence[Stages], threshold: Threshold
) -> bool:
    """Say whether every earlier stage has grown by the threshold since each earlier figure."""
    return all(
        count - then.people >= threshold.figures
        for stages in before
        for (_, count), then in zip(
            _divided(counts, {stage.until for stage in stages}), stages, strict=True
        )
    )


def _finest(counts: Sequence[tuple[str, int]], threshold: Threshold) -> list[Stage]:
    """Return *counts* in as many stages as have enough people each; the rest joins the last."""
    left = sum(count for _, count in counts)
    found, running = list[Stage](), 0
    for until, count in counts:
        running += count
        left -= count
        is_enough = running >= threshold.figures and left >= threshold.figures
        if is_enough or until == THROUGH:
            found.append(Stage(until, running))
            running = 0
    return found


def past(stages: Stages) -> list[Stage]:
    """Return how many people came past the end of each of *stages* but the last."""
    whole = sum(stage.people for stage in stages)
    gone = accumulate(stage.people for stage in stages[:-1])
    return [
        Stage(stage.until, whole - so_far) for stage, so_far in zip(stages[:-1], gone, strict=True)
    ]
