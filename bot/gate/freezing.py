"""Makes a release when enough new people have answered; what was shown before stays as it was.

The only place that works out figures from people, and only for cells that are shown anew. What it
keeps of them is the figure, rounded as it is shown, and nobody's data: who forgets everything is
gone from the database at once, and what was shown stays until a change may be seen.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from bot.gate.company import Company
from bot.gate.releasing import Cell, Kind, advance
from bot.gate.rule import Threshold
from knowledge.advice import Reach, by_person, problem_of, rounded, total
from knowledge.advice import Span as Hours
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work
from storage.rows import CellCount, ReleasedCell, TaskLoss

Content = Mapping[str, object]
_LOWEST, _HIGHEST = 1.5, 4.5
#: What is left of a year after holidays and illness; our assumption, told in the method.
WORKING_WEEKS = 44


@dataclass(frozen=True, slots=True)
class _People:
    """What the people who are counted said, and how many they are, in all (team '') and by team."""

    by_code: Mapping[tuple[str | None, str], Sequence[TaskLoss]]
    by_function: Mapping[str | None, Sequence[TaskLoss]]
    scores: Mapping[str, Sequence[float]]
    answered: Mapping[str, int]
    head_counts: Mapping[str, int | None]
    least: int
    rates: Mapping[str, float]


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
    claim = ReleasedCell(Kind.RELEASE, "", "", release, 0, is_exact=True, content="{}")
    if not releases.add(survey.id, claim):
        return  # another process is making the same release
    releases.include_waiting(survey.id, release)
    counts = [each for each in releases.counts(survey.id) if _is_known(each, catalogue)]
    sensitive = {each.code for each in catalogue.inefficiencies.values() if each.sensitive}
    cells = advance(counts, releases.cells(survey.id), release, threshold, sensitive)
    people = _people(work, survey, counts, threshold, company)
    for cell in cells:
        content = json.dumps(_content(cell, people))
        releases.add(survey.id, ReleasedCell(*cell[:3], release, *cell[3:], content))


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
    counts: Iterable[CellCount],
    threshold: Threshold,
    company: Company,
) -> _People:
    answered: dict[str, int] = {}
    for each in counts:
        if each.kind == Kind.ANSWERED:
            for team in {each.team, ""}:
                answered[team] = answered.get(team, 0) + each.people
    by_code: dict[tuple[str | None, str], list[TaskLoss]] = {}
    by_function: dict[str | None, list[TaskLoss]] = {}
    for loss in work.releases.losses(survey.id):
        for team in {loss.team or "", ""}:
            by_code.setdefault((loss.code, team), []).append(loss)
        by_function.setdefault(loss.function, []).append(loss)
    scores: dict[str, list[float]] = {}
    for score in work.releases.scores(survey.id):
        scores.setdefault(f"{score.function} {score.criterion}", []).append(score.score)
    heads, least = head_counts(work, survey), threshold.figures
    return _People(by_code, by_function, scores, answered, heads, least, company.rates)


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
        case _:
            return {}


def _problem_function(cell: Cell, people: _People) -> str | None:
    losses = people.by_code.get((cell.code, ""), ())
    reach = Reach(people.answered[""], None, people.least)
    return problem_of(cell.code, losses, cell.people, reach).function


def _hours(cell: Cell, people: _People) -> Content:
    losses = people.by_code[cell.code, cell.team]
    heads = people.head_counts.get(cell.team)
    reach = Reach(people.answered[cell.team], heads, people.least, people.rates)
    problem = problem_of(cell.code, losses, cell.people, reach)
    return {"hours": _span(problem.hours), **_money(problem.money)}


def _money(week: Hours | None) -> Content:
    """Return what a year costs, from what a *week* does; nothing where a rate is missing."""
    if week is None:
        return {}
    return {"money": [rounded(WORKING_WEEKS * value) for value in week]}


def _function_hours(cell: Cell, people: _People) -> Content:
    timed = [
        loss
        for loss in people.by_function[cell.code]
        if loss.minutes is not None and loss.per_week is not None
    ]
    answered, heads = people.answered[""], people.head_counts[""]
    lost = total(by_person(timed, answered), heads)
    whole = total(by_person([each._replace(wasted=None) for each in timed], answered), heads)
    volume = sum(
        loss.minutes[1] / 60 * loss.per_week[1]
        for loss in timed
        if loss.minutes is not None and loss.per_week is not None
    )
    return {"hours": _span(lost), "volume": rounded(volume), "whole": _span(whole)}


def _span(hours: Hours | None) -> list[float] | None:
    return None if hours is None else [rounded(value) for value in hours]


def _criterion(given: Sequence[float]) -> Content:
    """Return what people think of a criterion, so coarse that no mean says what each one thinks."""
    return {
        "mean": min(_HIGHEST, max(_LOWEST, round(fmean(given), 1))),
        "variance": round(variance(given) / len(given), 2),
        "apart": max(given) - min(given),
    }
