"""From figures to recommendations: what costs most, what to do about it, and how sure that is.

Figures in, values out; no text is made here but what the catalogue says. Who may see what was
decided before: this works on what it is given.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from knowledge.advice.estimate import are_priced, by_person, total
from knowledge.advice.ranking import Quadrant, Rank, Rated, quadrants, ranked
from knowledge.advice.remedying import (
    confidence_of,
    effort_days,
    freed,
    remedies_for,
    verdict_for,
)
from knowledge.advice.shapes import Loss, Span
from knowledge.advice.stating import Statements, stated
from knowledge.catalogue import Catalogue
from knowledge.catalogue.records import Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One inefficiency with its figures: hours a week, people who named it, where, its cost.

    `money` is a week's cost at the company's own rates; None where a rate is missing.
    """

    code: str
    people: int
    hours: Span | None
    function: str | None
    teams: tuple[str, ...]
    money: Span | None = None


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
    quadrant: Quadrant | None


class Reach(NamedTuple):
    """Whom figures speak for: people who answered, the head count if known, and the least to name.

    Hours, functions and teams are named from `least` people on. `rates` is what an hour costs the
    company by role, if it says so.
    """

    answered: int
    head_count: int | None
    least: int
    rates: Mapping[str, float] = {}


class Cost(NamedTuple):
    """What a problem costs a week: hours, and money where every role has a rate; None: unknown."""

    hours: Span | None
    money: Span | None


def problem_of(code: str, losses: Sequence[Loss], people: int, reach: Reach) -> Problem:
    """Return the problem *code* with its figures.

    Args:
        code: the inefficiency.
        losses: the tasks whose hours count for it.
        people: how many named it, stated or not how long it takes.
        reach: whom the figures speak for.
    """
    hours, money = cost_of(code, stated(losses), reach)
    return Problem(
        code=code,
        people=people,
        hours=hours,
        function=function_of(losses, reach.least),
        teams=_named({(loss.respondent, loss.team) for loss in losses}, reach.least),
        money=money,
    )


def cost_of(code: str, statements: Statements, reach: Reach) -> Cost:
    """Return what *statements* on the problem *code* come to for everybody in *reach*."""
    if statements.people < reach.least:
        return Cost(None, None)
    seed = crc32(code.encode())
    hours = total(by_person(statements, reach.answered), reach.head_count, seed)
    if not reach.rates or not are_priced(statements, reach.rates):
        return Cost(hours, None)
    priced = by_person(statements, reach.answered, reach.rates)
    return Cost(hours, total(priced, reach.head_count, seed))


def function_of(losses: Sequence[Loss], least: int) -> str | None:
    """Return the function of the tasks of more than half of the people, if *least* name it."""
    return _leading({loss.respondent: loss.function for loss in losses}, least)


def _leading(functions: Mapping[str, str | None], least: int) -> str | None:
    """Return the function that more than half of the people named, if it is enough of them."""
    counts = Counter(function for function in functions.values() if function is not None)
    return next(
        (name for name, count in counts.items() if count >= least and 2 * count > len(functions)),
        None,
    )


def _named(places: set[tuple[str, str | None]], least: int) -> tuple[str, ...]:
    people = Counter(team for _, team in places if team)
    return tuple(sorted(team for team, count in people.items() if count >= least))


def recommend(catalogue: Catalogue, problems: Sequence[Problem]) -> tuple[Recommendation, ...]:
    """Return a recommendation for each of *problems*, first things first."""
    remedies = {each.code: remedies_for(catalogue, each.code) for each in problems}
    rated = [_rated(each, remedies[each.code]) for each in problems]
    places = dict(zip((each.code for each in rated), quadrants(rated), strict=True))
    by_code = {each.code: (problem, each) for problem, each in zip(problems, rated, strict=True)}
    return tuple(
        Recommendation(
            problem=by_code[rank.code][0],
            rank=rank,
            remedies=remedies[rank.code],
            freed=by_code[rank.code][1].hours,
            verdict=verdict_for(remedies[rank.code]),
            confidence=by_code[rank.code][1].confidence,
            effort_days=by_code[rank.code][1].effort_days,
            quadrant=places[rank.code],
        )
        for rank in ranked(rated)
    )


def _rated(problem: Problem, remedies: Sequence[Remedy]) -> Rated:
    """Return what *problem* is ranked by: what its remedies could free, how surely, how dearly."""
    return Rated(
        problem.code,
        problem.people,
        None if problem.hours is None else freed(problem.hours, remedies),
        confidence_of(remedies, problem.people),
        effort_days(remedies),
    )
