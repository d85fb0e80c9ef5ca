"""From figures to recommendations: what costs most, what to do about it, and how sure that is.

Figures in, values out; no text is made here but what the catalogue says. Who may see what was
decided before: this works on what it is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from knowledge.advice.estimate import by_person, total
from knowledge.advice.ranking import Rank, Rated, ranked
from knowledge.advice.remedying import (
    confidence_of,
    effort_days,
    freed,
    remedies_for,
    verdict_for,
)
from knowledge.advice.shapes import Loss, Span
from knowledge.catalogue import Catalogue
from knowledge.catalogue.records import Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One inefficiency with its figures: hours a week, people who named it, where."""

    code: str
    people: int
    hours: Span | None
    function: str | None
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A problem with its rank, its remedies, what they could free, and how sure all that is."""

    problem: Problem
    rank: Rank
    remedies: tuple[Remedy, ...]
    freed: Span | None
    verdict: str
    confidence: float
    effort_days: float


class Reach(NamedTuple):
    """Whom figures speak for: people who answered, the head count if known, and the least to name.

    Hours, functions and teams are named from `least` people on.
    """

    answered: int
    head_count: int | None
    least: int


def problem_of(code: str, losses: Sequence[Loss], people: int, reach: Reach) -> Problem:
    """Return the problem *code* with its figures.

    Args:
        code: the inefficiency.
        losses: the tasks whose hours count for it.
        people: how many named it, stated or not how long it takes.
        reach: whom the figures speak for.
    """
    timed = [loss for loss in losses if loss.minutes is not None and loss.per_week is not None]
    enough = len({loss.respondent for loss in timed}) >= reach.least
    hours = None
    if enough:
        values = by_person(timed, reach.answered)
        hours = total(values, reach.head_count, seed=crc32(code.encode()))
    return Problem(
        code=code,
        people=people,
        hours=hours,
        function=_leading({loss.respondent: loss.function for loss in losses}, reach.least),
        teams=_named({(loss.respondent, loss.team) for loss in losses}, reach.least),
    )


def _leading(functions: Mapping[str, str | None], least: int) -> str | None:
    """Return the function that more than half of the people named, if it is enough of them."""
    counts: dict[str, int] = {}
    for function in functions.values():
        if function is not None:
            counts[function] = counts.get(function, 0) + 1
    return next(
        (name for name, count in counts.items() if count >= least and 2 * count > len(functions)),
        None,
    )


def _named(places: set[tuple[str, str | None]], least: int) -> tuple[str, ...]:
    teams = [team for _, team in places if team]
    return tuple(sorted({team for team in teams if teams.count(team) >= least}))


def recommend(catalogue: Catalogue, problems: Sequence[Problem]) -> tuple[Recommendation, ...]:
    """Return a recommendation for each of *problems*, first things first."""
    remedies = {each.code: remedies_for(catalogue, each.code) for each in problems}
    confidence = {each.code: confidence_of(remedies[each.code], each.people) for each in problems}
    by_code = {each.code: each for each in problems}
    freeing = {
        each.code: None if each.hours is None else freed(each.hours, remedies[each.code])
        for each in problems
    }
    ranks = ranked(
        [
            Rated(each.code, each.people, freeing[each.code], confidence[each.code])
            for each in problems
        ]
    )
    return tuple(
        Recommendation(
            problem=by_code[rank.code],
            rank=rank,
            remedies=remedies[rank.code],
            freed=freeing[rank.code],
            verdict=verdict_for(remedies[rank.code]),
            confidence=confidence[rank.code],
            effort_days=effort_days(remedies[rank.code]),
        )
        for rank in ranks
    )
