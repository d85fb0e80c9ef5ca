"""What was decided, for the chat, the command line and reports by schedule alike."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.errors import RefusedError, SurveyError
from bot.gate.describing import hours_words
from bot.gate.publishing import Viewer, publish
from bot.initiatives.accepting import Offer, aim_for, chosen_in
from bot.initiatives.course import NEXT, State
from bot.initiatives.following import Comparison, Standing, comparison_of, standing_of
from bot.initiatives.pulsing import LEAST_WEEKS, is_possible
from bot.initiatives.telling import untold
from bot.lifecycle import Status
from bot.managing.decided import Decided, Initiative, NoteLine, Offered, Repeated
from bot.managing.repeating import OFFERS
from bot.surveys import parse_survey, shipped
from bot.surveys.repeating import questions_again
from bot.weeks import week_of
from knowledge.advice.seeing import sight_of
from knowledge.catalogue import Catalogue
from storage import InitiativeRow, SurveyRow, Work

_MOST_DAYS = 731
Teams = frozenset[str] | None


def offer_of(
    work: Work, survey: SurveyRow, catalogue: Catalogue, now: int, teams: Teams = None
) -> Offer:
    """Return what of *survey* can be taken on by who sees *teams*; None: the whole of it."""
    published = publish(work, survey, catalogue, week_of(now), Viewer(teams))
    return Offer(survey, published, catalogue)


def offered(work: Work, offer: Offer, code: str, now: int, teams: Teams = None) -> Offered | None:
    """Return the recommendation for *code* as it can be taken on; None if it cannot."""
    try:
        chosen = chosen_in(offer.published, code)
        aim = aim_for(chosen, offer.catalogue)
    except RefusedError:
        return None
    team = next(iter(sorted(teams)), "") if teams is not None else ""
    taken = [each for each in work.initiatives.of(offer.survey.id) if each.code == code]
    today = datetime.fromtimestamp(now, UTC).date()
    answered = offer.published.response.answered
    return Offered(
        survey=offer.survey.id,
        code=code,
        problem=chosen.name,
        title=chosen.lead,
        team=team,
        percent=aim.percent,
        grade=aim.grade,
        hours=aim.hours,
        check_weeks=aim.check_weeks,
        kpi=aim.kpi.name,
        sights=(sight_of(chosen.people, linked=True), sight_of(answered, linked=False)),
        days={days: (today + timedelta(days=days)).isoformat() for days in range(1, _MOST_DAYS)},
        taken_as=_running(taken, team),
        hours_words="" if aim.hours is None else hours_words(aim.hours),
    )


def _running(rows: Iterable[InitiativeRow], team: str) -> str:
    return next(
        (each.id for each in rows if each.team == team and not State(each.state).is_over), ""
    )


def decided(
    work: Work, survey: SurveyRow, catalogue: Catalogue, person: str = "", teams: Teams = None
) -> Decided:
    """Return what was decided on *survey*, as far as who sees *teams* may know it."""
    rows = [row for row in work.initiatives.of(survey.id) if teams is None or row.team in teams]
    wanted = work.initiatives.subscription(survey.id, person)
    pulse = work.initiatives.pulse(survey.id)
    comparison = comparison_of(work, survey, catalogue) if rows else Comparison()
    return Decided(
        survey=survey.id,
        name=survey.name,
        initiatives=tuple(_shown(work, row, catalogue, comparison) for row in rows),
        told_every=0 if wanted is None else wanted.days,
        repeated_every=0 if pulse is None else pulse.weeks,
        untold=() if teams is not None else tuple(row.title for row in untold(work, survey)),
    )


def shown(work: Work, row: InitiativeRow, catalogue: Catalogue) -> Initiative:
    """Return an initiative as it may be shown."""
    survey = work.surveys.get(row.survey)
    assert survey is not None  # noqa: S101  # initiatives go with their survey
    return _shown(work, row, catalogue, comparison_of(work, survey, catalogue))


def _shown(
    work: Work, row: InitiativeRow, catalogue: Catalogue, comparison: Comparison
) -> Initiative:
    standing = standing_of(work, row, comparison)
    survey = work.surveys.get(row.survey)
    teams = {team.code: team.name for team in work.surveys.teams(row.survey)}
    known = json.loads(row.baseline) if standing.is_intact else {}
    return Initiative(
        id=row.id,
        survey=row.survey,
        survey_name="" if survey is None else survey.name,
        is_open=survey is not None and survey.status != Status.CLOSED,
        title=row.title,
        problem=_name(row.code, catalogue),
        team=row.team,
        team_name=teams.get(row.team, row.team),
        owner=row.owner,
        state=row.state,
        reason=row.reason,
        unit=row.unit,
        goal=(row.goal_low, row.goal_likely, row.goal_high),
        grade=str(known.get("grade", "")),
        due=row.due_on,
        check=row.check_on,
        kpi=row.kpi,
        known=known,
        digest=row.digest,
        notes=tuple(NoteLine(_day(note.at), note.text, note.value) for note in standing.notes),
        effect=standing.effect,
        verdict=_verdict(standing),
        round_name=standing.round_name,
        reached=standing.reached,
        is_intact=standing.is_intact,
        sights=standing.sights,
        chart=standing.chart,
        moves=tuple(str(state) for state in State if state in NEXT[State(row.state)]),
    )


def repeated_of(work: Work, survey: SurveyRow, now: int) -> Repeated:
    """Return how *survey* is asked again, and what could be planned *now*."""
    interview = parse_survey(survey.interview, survey.name) if survey.interview else shipped("full")
    try:
        again = questions_again(interview)
    except SurveyError:
        again = ()
    pulse = work.initiatives.pulse(survey.id)
    offers = [each for each in OFFERS if again and is_possible(work, survey, *each, now=now)]
    texts = (interview.question(each) for each in again)
    return Repeated(
        survey=survey.id,
        name=survey.name,
        every=0 if pulse is None else pulse.weeks,
        rounds=0 if pulse is None else pulse.rounds,
        done=0 if pulse is None else pulse.done,
        least_weeks=LEAST_WEEKS,
        questions=tuple(each.text["en"] for each in texts if each is not None),
        offers=tuple(offers),
    )


def _name(code: str, catalogue: Catalogue) -> str:
    known = catalogue.inefficiencies.get(code)
    return code if known is None else known.name


def _verdict(standing: Standing) -> str:
    """Return one word for lists: not_yet, changed, or the verdict."""
    if not standing.is_intact:
        return "changed"
    return "not_yet" if standing.effect is None else standing.effect.verdict


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
