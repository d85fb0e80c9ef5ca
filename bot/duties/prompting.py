"""Managers are told by schedule how things stand, and reminded of what they took on.

Rule 1: what somebody may see is asked anew each time: who lost the role is told nothing more.
Rule 2: quiet hours hold here as well; who said /stop is not written to.
"""

from dataclasses import dataclass

from bot.duties.ticking import Job, Later
from bot.initiatives.nudging import next_nudge
from bot.managing.decided import DOING
from bot.managing.initiatives import LIST, ONE
from bot.managing.links import Link
from bot.managing.replies import Button, Reply
from bot.managing.roles import Grant, Member, Role
from bot.manners import manners_of
from bot.office.case import grant_of
from bot.outgoing import BROADCAST
from bot.setting import Setting
from bot.wording import wording_in
from storage import OutboxRow, SurveyRow, Work, new_id

_DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Prompting:
    """Writes to managers; *owners* are the pseudonyms of those whom the environment names."""

    setting: Setting
    owners: frozenset[str] = frozenset()

    def nudge(self, job: Job) -> Later | None:
        """Remind whoever took an initiative on, and plan the next time."""
        row = job.work.initiatives.get(job.subject)
        survey = None if row is None else job.work.surveys.get(row.survey)
        if row is None or survey is None:
            return None
        member = self._member(job.work, row.person)
        teams = member.teams(survey.id)
        if member.roles(survey.id) & DOING and (teams is None or row.team in teams):
            later = _later(job, survey, row.channel, row.chat)
            if later is not None:
                return later._replace(state=job.state)
            from bot.office.deciding import shown  # noqa: PLC0415  # it loads numpy

            it = shown(job.work, row, self.setting.catalogue)
            to = Button(Link(ONE, (row.survey, row.id)), "look_at_it")
            reply = Reply("nudge", {"it": it, "occasion": job.state}, ((to,),))
            _say(job, row.channel, row.chat, "en", reply)
        following = next_nudge(row, job.now)
        return None if following is None else Later(following.at, following.state)

    def progress(self, job: Job) -> Later | None:
        """Tell somebody how the initiatives of a survey stand, and when to do so again."""
        survey_id, _, person = job.subject.partition(" ")
        wanted = job.work.initiatives.subscription(survey_id, person)
        survey = job.work.surveys.get(survey_id)
        member = self._member(job.work, person)
        if wanted is None or survey is None or not member.roles(survey_id) & DOING:
            job.work.initiatives.unsubscribe(survey_id, person)
            return None
        later = _later(job, survey, wanted.channel, wanted.chat)
        if later is not None:
            return later
        from bot.office.deciding import decided  # noqa: PLC0415  # it loads numpy

        catalogue, teams = self.setting.catalogue, member.teams(survey_id)
        found = decided(job.work, survey, catalogue, person, teams)
        to = Button(Link(LIST, (survey_id,)), "menu_initiatives")
        reply = Reply("progress", {"decided": found}, ((to,),))
        _say(job, wanted.channel, wanted.chat, wanted.language, reply)
        return Later(job.now + wanted.days * _DAY_SECONDS)

    def _member(self, work: Work, person: str) -> Member:
        grants = [grant_of(row) for row in work.members.of(person)]
        owns = [Grant(Role.OWNER)] if person in self.owners else []
        return Member(person, frozenset((*owns, *grants)))


def _later(job: Job, survey: SurveyRow, channel: str, chat: str) -> Later | None:
    """Return when somebody may be written to; None: now."""
    wishes = job.work.contacts.wishes(channel, chat)
    wanted = (None, None, None) if wishes is None else wishes[2:5]
    at = manners_of(survey.settings).quiet_for(*wanted).next_allowed(job.now)
    return Later(at) if at > job.now else None


def _say(job: Job, channel: str, chat: str, language: str, reply: Reply) -> None:
    wishes = job.work.contacts.wishes(channel, chat)
    if not chat or (wishes is not None and wishes.is_silent):
        return
    message = wording_in(language).say_screen(reply)
    job.work.outbox.enqueue(OutboxRow(new_id(), channel, chat, BROADCAST, message.dumps(), job.now))
