"""From storage to what may be shown: counts people, hides what too few stand behind, advises.

Everything that a manager sees comes from here. Codes that fewer people named than the rule asks for
leave with their hours, their rules and their teams; only how many such codes there are is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.gate.describing import (
    LIMITS,
    METHOD,
    decision_of,
    function_decision,
    hidden_words,
    hours_words,
    published_remedy,
    response_of,
    span,
    where_words,
)
from bot.gate.published import (
    Bar,
    Decision,
    FunctionLine,
    Kpi,
    Published,
    Recommendation,
    RuleEvidence,
    Source,
)
from bot.gate.rule import Threshold, threshold_of
from knowledge.advice import Problem, Reach, case_of, decide, problem_of, recommend
from knowledge.advice import Recommendation as Advised
from knowledge.advice.estimate import by_person, total
from knowledge.advice.remedying import leading as leading_remedy
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work
from storage.rows import CriterionScore, RuleTally, TaskLoss

_MOST_RULES = 5
_CHECK_WEEKS = 8


@dataclass(frozen=True, slots=True)
class _Figures:
    """What storage counted, before anything is hidden."""

    losses: Sequence[TaskLoss]
    rules: Sequence[RuleTally]
    scores: Sequence[CriterionScore]
    answered: int
    head_count: int | None
    team_names: dict[str, str]


def publish(work: Work, survey: SurveyRow, catalogue: Catalogue, week: str) -> Published:
    """Return everything about *survey* that may be shown, as of *week*."""
    threshold = threshold_of(survey.threshold)
    figures = _figures(work, survey)
    tallies = [
        tally
        for tally in work.figures.code_tallies(survey.id)
        if tally.code in catalogue.inefficiencies
    ]
    shown = [tally for tally in tallies if threshold.allows(tally.people)]
    problems = [
        _problem(tally.code, tally.people, figures, threshold, catalogue) for tally in shown
    ]
    advised = recommend(catalogue, problems)
    recommendations = tuple(
        _recommendation(each, figures, catalogue, threshold) for each in advised
    )
    return Published(
        survey=survey.name,
        purpose=survey.purpose,
        week=week,
        threshold=threshold.figures,
        catalogue=catalogue.version,
        response=response_of(figures.answered, figures.head_count, threshold),
        recommendations=recommendations,
        pareto=_pareto(problems, catalogue),
        functions=_functions(figures, catalogue, threshold),
        hidden=hidden_words(len(tallies) - len(shown), threshold.figures),
        method=METHOD,
        limits=LIMITS,
        sources=_sources(advised, catalogue),
    )


def _figures(work: Work, survey: SurveyRow) -> _Figures:
    groups = work.figures.groups(survey.id)
    teams = work.surveys.teams(survey.id)
    counts = [team.head_count for team in teams]
    known = [count for count in counts if count is not None]
    return _Figures(
        losses=work.figures.task_losses(survey.id),
        rules=work.figures.rule_tallies(survey.id),
        scores=work.figures.criterion_scores(survey.id),
        answered=sum(group.answered for group in groups),
        head_count=sum(known) if teams and len(known) == len(counts) else None,
        team_names={team.code: team.name for team in teams},
    )


def _problem(
    code: str, people: int, figures: _Figures, threshold: Threshold, catalogue: Catalogue
) -> Problem:
    sensitive = catalogue.inefficiencies[code].sensitive
    return problem_of(
        code,
        [loss for loss in figures.losses if loss.code == code],
        people,
        Reach(
            figures.answered,
            figures.head_count,
            threshold.sensitive if sensitive else threshold.figures,
        ),
    )


def _recommendation(
    advised: Advised, figures: _Figures, catalogue: Catalogue, threshold: Threshold
) -> Recommendation:
    problem = advised.problem
    record = catalogue.inefficiencies[problem.code]
    function = catalogue.functions.get(problem.function or "")
    handing_over = None
    if function is not None:
        handing_over = _decided(function.code, figures, catalogue, threshold)
    lead = leading_remedy(advised.remedies)
    kpi = record.kpis[0] if lead is None else lead.kpi
    return Recommendation(
        rank=advised.rank.rank,
        code=problem.code,
        name=record.name,
        definition=record.definition,
        where=where_words(function, [figures.team_names.get(team, team) for team in problem.teams]),
        teams=tuple(figures.team_names.get(team, team) for team in problem.teams),
        people=problem.people,
        answered=figures.answered,
        hours=span(problem.hours),
        hours_words=hours_words(problem.hours),
        freed=span(advised.freed),
        money=None,
        lead=record.first_step if lead is None else lead.title,
        remedies=tuple(published_remedy(each, catalogue) for each in advised.remedies[:4]),
        decision=decision_of(advised, handing_over, catalogue),
        kpi=Kpi(kpi.name, kpi.unit, kpi.direction, kpi.measured),
        first_step=record.first_step,
        check_weeks=_CHECK_WEEKS if lead is None else lead.check_after_weeks,
        evidence=_evidence(problem.code, figures.rules, catalogue, threshold),
        confidence=advised.confidence,
        basis=_basis(advised),
        top_three=advised.rank.top_three,
        equal_to=advised.rank.equal_to,
    )


def _basis(advised: Advised) -> str:
    grades = sorted({remedy.grade for remedy in advised.remedies[:3]})
    if not grades or grades[-1] == "D":
        return "what remedies save is our assumption"
    return f"what remedies save rests on sources of grade {grades[-1]} or better"


def _evidence(
    code: str, rules: Sequence[RuleTally], catalogue: Catalogue, threshold: Threshold
) -> tuple[RuleEvidence, ...]:
    found = [
        RuleEvidence(tally.rule, _example(tally.rule, catalogue), tally.people)
        for tally in rules
        if tally.code == code and threshold.allows(tally.people)
    ]
    return tuple(found[:_MOST_RULES])


def _example(rule: str, catalogue: Catalogue) -> str:
    known = catalogue.rules.get(rule)
    if known is not None:
        return known.yes[0]
    if rule == "person.added":
        return "named by the employees themselves from the list"
    return f"the words “{rule.rpartition('.')[2].replace('_', ' ')}” among others"


def _pareto(problems: Sequence[Problem], catalogue: Catalogue) -> tuple[Bar, ...]:
    timed = sorted(
        (each for each in problems if each.hours is not None),
        key=lambda each: (-each.hours.likely if each.hours else 0.0, each.code),
    )
    untimed = [each for each in problems if each.hours is None]
    likely = [each.hours.likely if each.hours else 0.0 for each in timed]
    whole = sum(likely) or 1.0
    running = [100 * part / whole for part in accumulate(likely)]
    return tuple(
        Bar(
            each.code,
            catalogue.inefficiencies[each.code].name,
            each.people,
            span(each.hours),
            share,
        )
        for each, share in zip(
            [*timed, *untimed], [*running, *(100.0 for _ in untimed)], strict=True
        )
    )


def _functions(
    figures: _Figures, catalogue: Catalogue, threshold: Threshold
) -> tuple[FunctionLine, ...]:
    people: dict[str, set[str]] = {}
    for loss in figures.losses:
        if loss.function is not None and loss.function in catalogue.functions:
            people.setdefault(loss.function, set()).add(loss.respondent)
    shown = [code for code, who in people.items() if threshold.allows(len(who))]
    lines = [
        _function_line(code, len(people[code]), figures, catalogue, threshold) for code in shown
    ]
    return tuple(sorted(lines, key=lambda line: (-line.people, line.code)))


def _function_line(
    code: str, people: int, figures: _Figures, catalogue: Catalogue, threshold: Threshold
) -> FunctionLine:
    timed = _timed(code, figures)
    enough = threshold.allows(len({loss.respondent for loss in timed}))
    hours = total(by_person(timed, figures.answered), figures.head_count) if enough else None
    return FunctionLine(
        code,
        catalogue.functions[code].name,
        people,
        span(hours),
        _decided(code, figures, catalogue, threshold),
    )


def _timed(code: str, figures: _Figures) -> list[TaskLoss]:
    return [
        loss
        for loss in figures.losses
        if loss.function == code and loss.minutes is not None and loss.per_week is not None
    ]


def _decided(code: str, figures: _Figures, catalogue: Catalogue, threshold: Threshold) -> Decision:
    """Return the decision on a function, from the criteria that enough people answered."""
    people: dict[str, set[str]] = {}
    for score in figures.scores:
        if score.function == code:
            people.setdefault(score.criterion, set()).add(score.respondent)
    usable = [
        score
        for score in figures.scores
        if score.function == code and threshold.allows(len(people[score.criterion]))
    ]
    volume = sum(
        loss.minutes[1] / 60 * loss.per_week[1]
        for loss in _timed(code, figures)
        if loss.minutes is not None and loss.per_week is not None
    )
    who = {loss.respondent for loss in figures.losses if loss.function == code}
    case = case_of(catalogue, code, usable, people=len(who), hours=volume)
    return function_decision(decide(catalogue, case))


def _sources(advised: Sequence[Advised], catalogue: Catalogue) -> tuple[Source, ...]:
    names = {name for each in advised for remedy in each.remedies[:4] for name in remedy.sources}
    found = [catalogue.sources[name] for name in sorted(names) if name in catalogue.sources]
    return tuple(Source(each.id, each.citation, each.grade, each.caveat) for each in found)
