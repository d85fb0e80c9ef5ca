"""A recommendation becomes an initiative: goal, owner, dates, and a baseline that stays.

Rule 1: the recommendation comes from what the gate published, and so does every figure kept of it.
Rule 2: one recommendation is accepted once at a time, for the same team.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from bot.errors import RefusedError
from bot.gate.published import Published, Recommendation
from bot.initiatives.baseline import baseline_of, digest_of, locked_entry, promised_by
from bot.initiatives.course import State
from bot.initiatives.nudging import next_nudge
from knowledge.advice import Span
from knowledge.advice.aiming import Aim, aim_of
from knowledge.advice.remedying import remedies_for
from knowledge.catalogue import Catalogue
from storage import InitiativeRow, SurveyRow, Work

_ID_BYTES: Final = 3
_LONGEST_OWNER: Final = 60
MOST_PERCENT: Final = 100
COMMAND_LINE: Final = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who sees to it, what is aimed for, and until when; None: what is usual.

    `goal` is a drop, in `unit` "percent" of the hours lost or "hours" a week. `person`, `channel`
    and `chat` are whom to remind, `by` is who decides.
    """

    owner: str
    goal: float | None = None
    unit: str = "percent"
    due_on: date | None = None
    check_on: date | None = None
    team: str = ""
    person: str = ""
    channel: str = ""
    chat: str = ""
    is_proposed: bool = False
    id: str = ""
    by: str = COMMAND_LINE


class Offer(NamedTuple):
    """What can be accepted: a survey, what the gate published of it, and what is known of work."""

    survey: SurveyRow
    published: Published
    catalogue: Catalogue


def chosen_in(published: Published, code: str) -> Recommendation:
    """Return the recommendation for *code*.

    Raises:
        RefusedError: there is none that may be shown.
    """
    for each in published.recommendations:
        if each.code == code:
            return each
    known = ", ".join(each.code for each in published.recommendations) or "none yet"
    raise RefusedError(f"recommendation {code!r}", f"is not in the report; there is: {known}")


def aim_for(chosen: Recommendation, catalogue: Catalogue) -> Aim:
    """Return the goal that is realistic for a recommendation.

    Raises:
        RefusedError: no remedy is known that one could begin with.
    """
    hours = None if chosen.hours is None else Span(*chosen.hours)
    aim = aim_of(hours, remedies_for(catalogue, chosen.code))
    if aim is None:
        raise RefusedError(f"recommendation {chosen.code!r}", "has no remedy to begin with")
    return aim


def accept(work: Work, offer: Offer, code: str, wish: Wish, now: int) -> InitiativeRow:
    """Keep that the recommendation for *code* is taken on, and return it as it is kept.

    Raises:
        RefusedError: it cannot be, for the reason that is given.
    """
    chosen = chosen_in(offer.published, code)
    _refuse_twice(work, offer.survey.id, code, wish.team)
    aim = aim_for(chosen, offer.catalogue)
    row = _row(offer.survey, chosen, aim, wish, now)
    baseline = baseline_of(offer.published, chosen, aim, promised_by(row))
    row = row._replace(baseline=baseline, digest=digest_of(baseline))
    if not work.initiatives.add(row):
        raise RefusedError(f"initiative {row.id}", "is there already")
    work.audit.note(locked_entry(row, wish.by))
    nudge = next_nudge(row, now)
    assert nudge is not None  # noqa: S101  # it is due after today
    work.due.plan(nudge)
    return row


def _refuse_twice(work: Work, survey: str, code: str, team: str) -> None:
    for each in work.initiatives.of(survey):
        if (each.code, each.team) == (code, team) and not State(each.state).is_over:
            raise RefusedError(f"recommendation {code!r}", f"is taken on already, as {each.id}")


def _row(
    survey: SurveyRow, chosen: Recommendation, aim: Aim, wish: Wish, now: int
) -> InitiativeRow:
    owner = " ".join(wish.owner.split())[:_LONGEST_OWNER]
    if not owner:
        raise RefusedError("an initiative", "needs an owner: somebody who sees to it")
    goal = _goal(aim, wish)
    today = datetime.fromtimestamp(now, UTC).date()
    due = wish.due_on or today + timedelta(weeks=max(1, aim.check_weeks))
    check = wish.check_on or due + timedelta(weeks=max(1, aim.check_weeks))
    if not today < due <= check:
        raise RefusedError("the dates", f"must be after today, the check not before {due}")
    return InitiativeRow(
        id=wish.id or secrets.token_hex(_ID_BYTES),
        survey=survey.id,
        code=chosen.code,
        function="",
        team=wish.team,
        title=chosen.lead,
        owner=owner,
        person=wish.person,
        channel=wish.channel,
        chat=wish.chat,
        unit=wish.unit,
        goal_low=goal.low,
        goal_likely=goal.likely,
        goal_high=goal.high,
        due_on=due.isoformat(),
        check_on=check.isoformat(),
        kpi=chosen.kpi.name,
        baseline="",
        digest="",
        made=now,
        state=State.PROPOSED if wish.is_proposed else State.ACCEPTED,
    )


def _goal(aim: Aim, wish: Wish) -> Span:
    """Return the realistic range, and in it what is aimed for."""
    usual = aim.percent if wish.unit == "percent" else aim.hours
    if usual is None:
        raise RefusedError("a goal in hours", "is not possible: too few people stated them")
    goal = usual.likely if wish.goal is None else wish.goal
    if not 0 < goal <= (MOST_PERCENT if wish.unit == "percent" else usual.high * 10):
        raise RefusedError(f"a goal of {goal:g}", "is not possible; a drop of 1 to 100 % is")
    return Span(round(usual.low, 1), round(goal, 1), round(usual.high, 1))
