"""Goals that can be reached: from what a remedy usually saves, its grade beside it; pure."""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.advice.remedying import freed, leading
from knowledge.advice.shapes import Span
from knowledge.catalogue.records import Kpi, Remedy


class Aim(NamedTuple):
    """A realistic goal: the drop in per cent of the hours lost, and how well that is known.

    `hours` is the same in hours a week, where hours are known; `check_weeks` is when to measure.
    """

    remedy: str
    percent: Span
    hours: Span | None
    grade: str
    check_weeks: int
    kpi: Kpi


def aim_of(hours: Span | None, remedies: Sequence[Remedy]) -> Aim | None:
    """Return the goal that the remedy to begin with allows; None if none is known.

    Of what a remedy saves where it is used, only the share counts of those who take it up.
    """
    remedy = leading(remedies)
    if remedy is None:
        return None
    percent = Span(*(_in_fives(value) for value in freed(Span(100, 100, 100), [remedy])))
    saved = None if hours is None else freed(hours, [remedy])
    return Aim(remedy.id, percent, saved, remedy.grade, remedy.check_after_weeks, remedy.kpi)


def _in_fives(percent: float) -> float:
    """Return *percent* as exactly as an expectation can bear."""
    return 5.0 * round(percent / 5)
