"""A survey is asked again when its round is due; who was asked much lately is spared."""

import secrets
from dataclasses import dataclass
from typing import Final

from bot.duties.ticking import Job, Later
from bot.initiatives.pulsing import (
    LEAST_WEEKS,
    ask_again,
    begin_round,
    is_busy,
    link_to,
)
from bot.lifecycle import Status
from bot.weeks import week_of
from storage import ReachableRow, Work

_CODE_BYTES: Final = 18
_HOUR_SECONDS: Final = 60 * 60
_WEEK_SECONDS: Final = 7 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Repeating:
    """Begins the rounds of a schedule; invitations lead to *address*."""

    secret: bytes
    address: str

    def __call__(self, job: Job) -> Later | None:
        """Begin the next round and ask people to it; return when the one after is due."""
        survey = job.work.surveys.get(job.subject)
        pulse = job.work.initiatives.pulse(job.subject)
        if survey is None or pulse is None or survey.status != Status.CLOSED:
            return None
        if is_busy(job.work, survey.id):
            return Later(job.now + _HOUR_SECONDS)
        begun = begin_round(job.work, survey, pulse, job.now)
        code = secrets.token_urlsafe(_CODE_BYTES)
        ask_again(job.work, survey, begun, link_to(self.address, self.secret, code), job.now)
        if pulse.done + 1 >= pulse.rounds:
            return None
        return Later(job.now + pulse.weeks * _WEEK_SECONDS)


def is_rested(work: Work, row: ReachableRow, now: int) -> bool:
    """Say whether no other survey has asked somebody in the last weeks."""
    since = week_of(now - LEAST_WEEKS * _WEEK_SECONDS)
    return not work.contacts.asked_since(row, since)
