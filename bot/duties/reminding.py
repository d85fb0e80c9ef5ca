"""Reminders: to who came and has not finished, at most two, outside their quiet hours.

Rule 1: nobody is reminded while they answer: days are counted from what they said last.
Rule 2: a reminder is counted in the transaction that puts it into the outbox: none comes twice.
Rule 3: the first asks when to write, if nothing else has: who breaks off without a word is asked
there, where it matters, and not in the interview.
Rule 4: no more wait in the outbox than leave in a few seconds. Who finishes in the meantime is not
reminded, and who writes to us is not answered behind a long queue.
"""

from dataclasses import dataclass, replace

from bot.duties.broadcasting import room_in_outbox, say_later
from bot.duties.ticking import Job, Later
from bot.interview import Interview
from bot.interview.replies import Message, Reply
from bot.lifecycle import Status
from bot.manners import Manners, manners_of
from bot.outgoing import Outgoing
from bot.reaching import ask_when, when_keys
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
        is_last = row.reminders + 1 == len(manners.days)
        say_later(job, row, self._message(job, survey, row, is_last=is_last))
        following = manners.days[row.reminders + 1 :]
        then = job.now + following[0] * _DAY_SECONDS if following else None
        job.work.contacts.move(row, then, row.reminders + 1)

    def _message(
        self, job: Job, survey: SurveyRow, row: ReachableRow, *, is_last: bool
    ) -> Outgoing:
        """Return a reminder; whoever was not asked when to write can say so below it."""
        context = self.setting.context_of(job.work, survey, rotation=0)
        asked = None
        if _has_consented(job, row) and not is_last:
            asked = ask_when(job.work, row.channel, row.chat, survey)
        reply = Reply(Message.REMINDER, {"name": survey.name, "is_last": is_last})
        said = wording_in(row.language).say(reply, context, extra=asked or {"quiet": None})
        if asked is None:
            return said
        return replace(said, keys=when_keys(survey, context, job.now, row.language))


def _has_consented(job: Job, row: ReachableRow) -> bool:
    """Say whether something may be kept of somebody; who never said yes is asked nothing."""
    conversation = job.work.intake.conversation(row.channel, row.chat)
    return conversation is not None and Interview.loads(conversation.state).has_consented


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
