"""Reminders: to who came and has not finished, at most two, outside their quiet hours.

Rule 1: nobody is reminded while they answer: days are counted from what they said last.
Rule 2: a reminder is counted in the transaction that puts it into the outbox: none comes twice.
Rule 3: no more wait in the outbox than leave in a few seconds. Who finishes in the meantime is not
reminded, and who writes to us is not answered behind a long queue.
"""

from dataclasses import dataclass

from bot.duties.broadcasting import room_in_outbox, say_later
from bot.duties.ticking import Job, Later
from bot.interview.replies import Message, Reply, Value
from bot.lifecycle import Status
from bot.manners import Manners, manners_of
from bot.setting import Setting
from bot.wording import wording_in
from storage import ReachableRow, SurveyRow

_DAY_SECONDS, _WHILE_PAUSED_SECONDS = 24 * 60 * 60, 60 * 60


@dataclass(frozen=True, slots=True)
class Reminding:
    """Writes the reminders of a survey that are due, as many as may wait at once."""

    setting: Setting

    def __call__(self, job: Job) -> Later | None:
        """Remind some people, and return when the next should be."""
        survey = job.work.surveys.get(job.subject)
        if survey is None or survey.status not in (Status.OPEN, Status.PAUSED):
            return None
        if survey.status == Status.PAUSED:
            return Later(job.now + _WHILE_PAUSED_SECONDS)
        room = room_in_outbox(job)
        if room <= 0:
            return Later(job.now + 1)
        manners = manners_of(survey.settings)
        for row in job.work.contacts.due(survey.id, job.now, room):
            self._consider(job, survey, manners, row)
        soonest = job.work.contacts.soonest(survey.id)
        return None if soonest is None else Later(max(soonest, job.now))

    def _consider(self, job: Job, survey: SurveyRow, manners: Manners, row: ReachableRow) -> None:
        """Remind somebody now, later, or never."""
        at = _right_time(job, manners, row)
        if at is None or at > job.now:
            job.work.contacts.move(row, at)
            return
        context = self.setting.context_of(job.work, survey, rotation=0)
        values: dict[str, Value] = {
            "name": survey.name,
            "is_last": row.reminders + 1 == len(manners.days),
        }
        say_later(job, row, wording_in(row.language).say(Reply(Message.REMINDER, values), context))
        following = manners.days[row.reminders + 1 :]
        then = job.now + following[0] * _DAY_SECONDS if following else None
        job.work.contacts.move(row, then, row.reminders + 1)


def _right_time(job: Job, manners: Manners, row: ReachableRow) -> int | None:
    """Return when to remind somebody; None: never."""
    if row.is_silent or row.is_finished or row.reminders >= len(manners.days):
        return None
    conversation = job.work.intake.conversation(row.channel, row.chat)
    if conversation is None or conversation.survey != row.survey:
        return None
    after = conversation.changed + manners.days[row.reminders] * _DAY_SECONDS
    quiet = manners.quiet_for(row.zone, row.quiet_from, row.quiet_until)
    return quiet.next_allowed(max(after, job.now))
