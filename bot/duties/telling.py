"""Everybody who took part is told the results and what is decided, by day; not who said /stop."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.duties.broadcasting import room_in_outbox, say_later
from bot.duties.ticking import Job, Later
from bot.interview.replies import Reply
from bot.manners import manners_of
from bot.releasing import told_by
from bot.setting import Setting
from bot.wording import wording_in
from storage import ReachableRow, Work


@dataclass(frozen=True, slots=True)
class Telling:
    """Writes to the participants of a survey, as many as may wait at once.

    `told_by` makes the message of what was kept with the work, `is_wanted` leaves people out.
    """

    setting: Setting
    told_by: Callable[[str], Reply] = told_by
    is_wanted: Callable[[Work, ReachableRow, int], bool] = lambda *_: True

    def __call__(self, job: Job) -> Later | None:
        """Tell some people, and return when to go on."""
        survey = job.work.surveys.get(job.subject)
        if survey is None:
            return None
        room = room_in_outbox(job)
        if room <= 0:
            return Later(job.now + 1, job.state)
        manners, reply = manners_of(survey.settings), self.told_by(job.state)
        context = self.setting.context_of(job.work, survey, rotation=0)
        for row in job.work.contacts.due(survey.id, job.now, room):
            quiet = manners.quiet_for(row.zone, row.quiet_from, row.quiet_until)
            at = quiet.next_allowed(job.now)
            is_now = not row.is_silent and at == job.now
            if is_now and self.is_wanted(job.work, row, job.now):
                say_later(job, row, wording_in(row.language).say(reply, context))
            job.work.contacts.move(row, None if row.is_silent or is_now else at)
        soonest = job.work.contacts.soonest(survey.id)
        return None if soonest is None else Later(max(soonest, job.now), job.state)
