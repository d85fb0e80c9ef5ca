"""Brings the results of a survey through the gate, in the words that a chat has room for.

It loads the gate, and with it numpy, so whoever needs it imports it when somebody asks.
"""

from bot.gate.published import Published, Range, Recommendation
from bot.gate.published import Remedy as PublishedRemedy
from bot.gate.publishing import Viewer, publish
from bot.managing.results import InTeam, Item, Remedy, Results, Rule, Team
from bot.managing.screens import Request
from bot.office.case import Case
from bot.reports.rendering import between, equals
from bot.weeks import week_of


def results(case: Case, request: Request) -> Results | None:
    """Return what the person who asks may see of the survey; None if there is no such survey."""
    survey = case.work.surveys.get(request.survey)
    if survey is None:
        return None
    viewer = Viewer(request.member.teams(survey.id))
    week = week_of(request.at)
    published = publish(case.work, survey, case.setting.catalogue, week, viewer)
    return results_of(survey.id, published)


def results_of(survey: str, published: Published) -> Results:
    """Return *published* as the chat shows it."""
    return Results(
        survey=survey,
        name=published.survey,
        week=published.week,
        verdict=published.response.verdict,
        threshold=published.threshold,
        hidden=published.hidden,
        items=tuple(_item(each, published.currency) for each in published.recommendations),
        equal=equals(published.recommendations),
        teams=_teams(published),
        method=published.method,
        limits=published.limits,
        file=published,
    )


def _item(each: Recommendation, currency: str | None) -> Item:
    def said(span: Range | None) -> str:
        return "" if span is None else between(span)

    return Item(
        rank=each.rank,
        code=each.code,
        name=each.name,
        definition=each.definition,
        where=each.where,
        people=each.people_words,
        answered=each.answered,
        hours=said(each.hours),
        freed=said(each.freed),
        money=f"{said(each.money)} {currency}" if each.money else "",
        title=each.decision.title,
        reason=each.decision.reason,
        reasons_for=each.decision.reasons_for,
        reasons_against=each.decision.reasons_against,
        flip=each.decision.flip,
        lead=each.to_do,
        first_step=each.first_step,
        measure=f"{each.kpi.name} ({each.kpi.unit}, should go {each.kpi.direction})",
        check_weeks=each.check_weeks,
        confidence=each.basis,
        equal_to=each.equal_to,
        remedies=tuple(_remedy(remedy) for remedy in each.remedies),
        rules=tuple(Rule(rule.rule, rule.example, rule.people_words) for rule in each.evidence),
        quotes=each.quotes,
    )


def _remedy(each: PublishedRemedy) -> Remedy:
    risks = "; ".join(each.risks)
    return Remedy(each.step, each.title, each.description, each.effort, each.saves_words, risks)


def _teams(published: Published) -> tuple[Team, ...]:
    names = {each.code: each.name for each in published.recommendations}
    found = []
    for line in published.teams:
        cells = [cell for cell in published.cells if cell.team == line.code]
        cells.sort(key=lambda cell: (-cell.people, cell.code))
        problems = tuple(
            InTeam(names[cell.code], cell.people, between(cell.hours) if cell.hours else "")
            for cell in cells
            if cell.code in names
        )
        found.append(Team(line.code, line.name, line.response.verdict, problems))
    return tuple(found)
