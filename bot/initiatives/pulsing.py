"""A survey asked again by schedule: a few of its questions, of the people it can still reach.

Rule 1: a round repeats the survey itself, not the round before, so that each can be compared with
what was known when initiatives began, and a secret kept then joins any of them.
Rule 2: nobody is tired out: at least `LEAST_WEEKS` between rounds, at most `MOST_ROUNDS`, and who
was asked by another survey in the last weeks is left out this time.
Rule 3: people can be reached for half a year after the survey has closed; rounds end before that.
"""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.errors import RefusedError
from bot.interview.replies import Message, Reply
from bot.lifecycle import (
    REACHABLE_DAYS,
    Duty,
    Status,
    add_round,
    plan_dates,
    settings_after,
)
from bot.managing.naming import code_of
from bot.managing.roles import Role
from bot.pseudonyms import code_digest, fresh_key
from bot.surveys import parse_survey, shipped
from bot.surveys.repeating import interview_again, questions_again
from bot.weeks import week_of
from storage import DueRow, InvitationRow, PulseRow, SurveyRow, Work, new_id

LEAST_WEEKS, MOST_ROUNDS, DAYS_OPEN = 4, 6, 7
_DAY_SECONDS: Final = 24 * 60 * 60


def plan_pulse(work: Work, survey: SurveyRow, *, weeks: int, rounds: int, now: int) -> PulseRow:
    """Let *survey* be asked again every so many weeks, so many times; return the schedule.

    Raises:
        RefusedError: it may not be, for the reason that is given.
        SurveyError: its interview has too little that can be asked again.
    """
    what = f"survey {survey.id!r}"
    if survey.status != Status.CLOSED:
        raise RefusedError(what, "must have closed before it is asked again")
    if not (weeks >= LEAST_WEEKS and 1 <= rounds <= MOST_ROUNDS):
        limit = f"at most {MOST_ROUNDS} times, not more often than every {LEAST_WEEKS} weeks"
        raise RefusedError(what, f"can be asked again {limit}: people tire")
    if not is_possible(work, survey, weeks, rounds, now=now):
        raise RefusedError(what, "reaches people for half a year after closing; plan fewer rounds")
    interview = parse_survey(survey.interview, survey.name) if survey.interview else shipped("full")
    questions = ",".join(questions_again(interview))
    interview_again(survey.interview, survey.name)
    row = PulseRow(survey.id, weeks, DAYS_OPEN, questions, rounds)
    work.initiatives.repeat(row)
    work.due.plan(DueRow(Duty.PULSE, survey.id, now + weeks * 7 * _DAY_SECONDS))
    return row


def is_possible(work: Work, survey: SurveyRow, weeks: int, rounds: int, *, now: int) -> bool:
    """Say whether *survey* may be asked again so often, in the time that people can be reached."""
    last = now + weeks * rounds * 7 * _DAY_SECONDS
    return survey.status == Status.CLOSED and last <= _reachable_until(work, survey, now)


def _reachable_until(work: Work, survey: SurveyRow, now: int) -> int:
    planned = work.due.planned(Duty.LET_GO, survey.id)
    return now + REACHABLE_DAYS * _DAY_SECONDS if planned is None else planned.at


def stop_pulse(work: Work, survey: str) -> bool:
    """Let *survey* not be asked again; say whether it was to be."""
    work.due.finish(Duty.PULSE, survey)
    return work.initiatives.stop_pulse(survey)


def is_busy(work: Work, survey: str) -> bool:
    """Say whether people are being written to about *survey* just now."""
    kinds = (Duty.RELEASE, Duty.DECIDED, Duty.ASK)
    return any(work.due.planned(kind, survey) is not None for kind in kinds)


def begin_round(work: Work, survey: SurveyRow, pulse: PulseRow, now: int) -> SurveyRow:
    """Open the next round of *survey*, which closes by itself, and return it."""
    number = pulse.done + 1
    taken = {row.id for row in work.surveys.all()}
    closes = _closes(now, pulse.days_open)
    row = survey._replace(
        id=code_of(f"{survey.id[:12]}-r{number + 1}", taken),
        name=f"{survey.name} ({number + 1})",
        status=Status.OPEN,
        interview=interview_again(survey.interview, survey.name),
        week=week_of(now),
        settings=settings_after(survey, closes=closes.isoformat()),
    )
    add_round(work, survey, row, fresh_key())
    work.initiatives.repeat(pulse._replace(done=number))
    plan_dates(work, row.id, opens=None, closes=_end(closes))
    return row


def _closes(now: int, days: int) -> date:
    return datetime.fromtimestamp(now, UTC).date() + timedelta(days=days)


def _end(day: date) -> int:
    """Return the end of *day* in UTC."""
    return int(datetime.combine(day + timedelta(days=1), time(), UTC).timestamp())


def ask_again(
    work: Work, survey: SurveyRow, begun: SurveyRow, invitation: tuple[str, str], now: int
) -> None:
    """Let everybody whom *survey* reaches be asked to the round that was *begun*.

    *invitation* is the digest that is kept of a code, and the link that carries it.
    """
    digest, link = invitation
    pulse = work.initiatives.pulse(survey.id)
    assert pulse is not None  # noqa: S101  # it made the round
    expires = now + pulse.days_open * _DAY_SECONDS
    work.members.invite(
        InvitationRow(
            new_id()[:12], digest, begun.id, "", "", Role.EMPLOYEE, "asked again",
            is_shared=True, made=now, expires=expires,
        )
    )  # fmt: skip
    values = {
        "name": survey.name,
        "questions": pulse.questions.count(",") + 1,
        "days": pulse.days_open,
        "weeks": max(LEAST_WEEKS, pulse.weeks),
        "link": link,
    }
    work.due.plan(DueRow(Duty.ASK, survey.id, now, json.dumps(values, ensure_ascii=False)))
    work.contacts.write_to_all(survey.id, now)


def asked_by(state: str) -> Reply:
    """Return the message that `ask_again` kept as *state*."""
    return Reply(Message.ASKED_AGAIN, json.loads(state))


def link_to(address: str, secret: bytes, code: str) -> tuple[str, str]:
    """Return the digest of an invitation's *code*, and the link that opens it."""
    return code_digest(secret, code), f"{address}?start={code}"
