"""Makes a release when enough new people have answered; what was shown before stays as it was.

The only place that works out figures from people, and only for cells that are shown anew. What it
keeps of them is the figure, rounded as it is shown, and nobody's data: who forgets everything is
gone from the database at once, and what was shown stays until a change may be seen.
"""

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from bot.gate.company import Company
from bot.gate.releasing import Cell, Kind, advance
from bot.gate.rule import FLOOR, Protections, Threshold
from knowledge.advice import (
    Reach,
    Statements,
    by_person,
    coarse,
    cost_of,
    function_of,
    rounded,
    stated,
    total,
)
from knowledge.advice import Span as Hours
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work
from storage.rows import CellCount, Counted, ReleasedCell, ScoreSum, TaskLoss

Content = Mapping[str, object]
_LOWEST, _HIGHEST = 1.5, 4.5
#: What is left of a year after holidays and illness; our assumption, told in the method.
WORKING_WEEKS = 44


class _Counts(NamedTuple):
    """How many people stand behind each figure, and the sums of their scores."""

    people: Sequence[CellCount]
    scores: Sequence[ScoreSum]


class _Terms(NamedTuple):
    """The survey's rule, and what an hour costs: one rate for all, or only in a test by role."""

    least: int
    protections: Protections
    rates: Mapping[str, float]
    rate: float | None


@dataclass(frozen=True, slots=True)
class _People:
    """What the people who are counted said, and how many they are, in all (team '') and by team.

    `named` has all tasks by code; `by_code` and `by_function` the places of the timed ones.
    """

    named: Mapping[str | None, Sequence[TaskLoss]]
    statements: Statements
    by_code: Mapping[tuple[str | None, str], Sequence[int]]
    by_function: Mapping[str | None, Sequence[int]]
    scores: Mapping[str, Sequence[ScoreSum]]
    answered: Mapping[str, int]
    head_counts: Mapping[str, int | None]
    behind_quotes: Counted
    terms: _Terms


def refresh(
    work: Work,
    survey: SurveyRow,
    catalogue: Catalogue,
    threshold: Threshold,
    company: Company = Company(),  # noqa: B008  # it never changes
) -> None:
    """Make a release of *survey* if enough people wait for one; otherwise change nothing."""
    releases = work.releases
    waiting, counted = releases.waiting(survey.id), releases.people(survey.id)
    if not threshold.is_due(waiting, counted, is_closed=survey.status != "open"):
        return
    release = releases.last(survey.id) + 1
    claim = ReleasedCell(Kind.RELEASE, "", "", release, waiting, is_exact=True, content="{}")
    if not releases.add(survey.id, claim):
        return  # another process is making the same release
    releases.include_waiting(survey.id, release)
    with _collecting_later():
        all_counts = _counts(work, survey, catalogue)
        sensitive = {each.code for each in catalogue.inefficiencies.values() if each.sensitive}
        cells = advance(all_counts.people, releases.cells(survey.id), release, threshold, sensitive)
        people = _people(work, survey, all_counts, threshold, company)
        made = [
            ReleasedCell(*cell[:3], release, *cell[3:], json.dumps(_content(cell, people)))
            for cell in cells
        ]
    releases.add_all(survey.id, made)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Let no garbage be looked for: of a hundred thousand tasks that all live until the end.

    Looking took a fifth of the time for a million answers.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _counts(work: Work, survey: SurveyRow, catalogue: Catalogue) -> _Counts:
    """Return who is counted in what the catalogue has."""
    scores = work.releases.scores(survey.id)
    counts = [*work.releases.counts(survey.id), *map(_count_of, scores)]
    return _Counts([each for each in counts if _is_known(each, catalogue)], scores)


def _count_of(scores: ScoreSum) -> CellCount:
    return CellCount(
        Kind.CRITERION, f"{scores.function} {scores.criterion}", "", scores.release, scores.people
    )


def _is_known(count: CellCount, catalogue: Catalogue) -> bool:
    """Say whether the catalogue still has what was counted."""
    code = count.code.partition(" ")[0]
    match Kind(count.kind):
        case Kind.ANSWERED | Kind.RELEASE | Kind.STOPPED:
            return True
        case Kind.CODE | Kind.RULE | Kind.HOURS | Kind.QUOTE:
            return code in catalogue.inefficiencies
        case Kind.FUNCTION | Kind.FUNCTION_HOURS | Kind.CRITERION:
            return code in catalogue.functions


def _people(
    work: Work,
    survey: SurveyRow,
    counts: _Counts,
    threshold: Threshold,
    company: Company,
) -> _People:
    answered: dict[str, int] = {}
    for each in counts.people:
        if each.kind == Kind.ANSWERED:
            for team in {each.team, ""}:
                answered[team] = answered.get(team, 0) + each.people
    losses = work.releases.losses(survey.id)
    statements = stated(losses)
    named: dict[str | None, list[TaskLoss]] = {}
    for loss in losses:
        named.setdefault(loss.code, []).append(loss)
    by_code: dict[tuple[str | None, str], list[int]] = {}
    by_function: dict[str | None, list[int]] = {}
    for place, row in enumerate(statements.row.tolist()):
        task = losses[row]
        by_code.setdefault((task.code, ""), []).append(place)
        if task.team:
            by_code.setdefault((task.code, task.team), []).append(place)
        by_function.setdefault(task.function, []).append(place)
    scores: dict[str, list[ScoreSum]] = {}
    for each_sum in counts.scores:
        scores.setdefault(f"{each_sum.function} {each_sum.criterion}", []).append(each_sum)
    return _People(
        named,
        statements,
        by_code,
        by_function,
        scores,
        answered,
        head_counts(work, survey),
        work.releases.counted(survey.id, work.releases.last(survey.id)),
        _terms(work, survey, threshold, company),
    )


def _terms(work: Work, survey: SurveyRow, threshold: Threshold, company: Company) -> _Terms:
    least, protections = threshold.figures, threshold.protections
    if not protections.money:
        return _Terms(least, protections, company.rates, None)
    roles = {role.code: role.head_count for role in work.surveys.roles(survey.id)}
    return _Terms(least, protections, {}, company.rate_of(roles))


def head_counts(work: Work, survey: SurveyRow) -> dict[str, int | None]:
    """Return the head count of each team, and of all ('') where all are known."""
    teams = {team.code: team.head_count for team in work.surveys.teams(survey.id)}
    known = [count for count in teams.values() if count is not None]
    return teams | {"": sum(known) if teams and len(known) == len(teams) else None}


def _content(cell: Cell, people: _People) -> Content:
    """Return the figures of *cell*, as they will be shown."""
    match cell.kind:
        case Kind.CODE:
            return {} if cell.team else {"function": _problem_function(cell, people)}
        case Kind.HOURS:
            return _hours(cell, people)
        case Kind.FUNCTION_HOURS:
            return _function_hours(cell, people)
        case Kind.CRITERION:
            return _criterion(people.scores[cell.code])
        case Kind.QUOTE:
            return people.behind_quotes._asdict()
        case _:
            return {}


def _problem_function(cell: Cell, people: _People) -> str | None:
    """Return the function of more than half of the people, if that leaves room for some others."""
    losses = people.named.get(cell.code, ())
    is_open = people.terms.protections.unanimity
    if is_open and len({loss.respondent for loss in losses}) < people.terms.least + FLOOR:
        return None
    return function_of(losses, people.terms.least)


def _hours(cell: Cell, people: _People) -> Content:
    statements = people.statements.at(people.by_code[cell.code, cell.team])
    heads = people.head_counts.get(cell.team)
    reach = Reach(people.answered[cell.team], heads, people.terms.least, people.terms.rates)
    hours, money = cost_of(cell.code, statements, reach)
    told, rate = _span(hours), people.terms.rate
    if told is not None and rate is not None:  # of hours as told: no further digit of them
        money = Hours(*(rate * value for value in told))
    return {"hours": told, **_money(money)}


def _money(week: Hours | None) -> Content:
    """Return what a year costs, from what a *week* does; nothing where a rate is missing."""
    if week is None:
        return {}
    return {"money": list(coarse(Hours(*(WORKING_WEEKS * value for value in week))))}


def _function_hours(cell: Cell, people: _People) -> Content:
    statements = people.statements.at(people.by_function[cell.code])
    answered, heads = people.answered[""], people.head_counts[""]
    lost = total(by_person(statements, answered), heads)
    whole = total(by_person(statements, answered, is_worked=True), heads)
    volume = float(statements.likely.sum())
    return {"hours": _span(lost), "volume": rounded(volume), "whole": _span(whole)}


def _span(hours: Hours | None) -> list[float] | None:
    return None if hours is None else [rounded(value) for value in hours]


def _criterion(given: Sequence[ScoreSum]) -> Content:
    """Return what people think of a criterion, so coarse that no mean says what each one thinks."""
    scores, total_score = sum(each.scores for each in given), sum(each.total for each in given)
    mean = total_score / scores
    spread = (sum(each.squares for each in given) - total_score * mean) / (scores - 1)
    return {
        "mean": min(_HIGHEST, max(_LOWEST, round(mean, 1))),
        "variance": round(max(0.0, spread) / scores, 2),
        "apart": max(each.highest for each in given) - min(each.lowest for each in given),
    }
