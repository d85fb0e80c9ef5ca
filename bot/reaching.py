"""Whom a survey may write to: follows how far a person is, and how they want to be written to.

Rule 1: only the chat's number is kept, how far they are (came, finished), and their wishes; never
beside a pseudonym, and never without a conversation that is kept anyway.
Rule 2: who refuses, forgets everything or blocks the bot is not written to any more.
"""

import re
from typing import Final

from bot.incoming import Incoming
from bot.interview import Interview
from bot.interview.events import Started
from bot.interview.replies import Reply
from bot.interview.state import Phase
from bot.lifecycle import Duty
from bot.manners import Quiet, hours_of, manners_of, zone_of
from storage import DueRow, SurveyRow, WishesRow, Work

#: Nobody is there to be written to later.
_ONLY_THERE: Final = frozenset(("console", "demo"))
_DAY_SECONDS: Final = 24 * 60 * 60
_OFF: Final = frozenset(("off", "no", "none", "stop", "never"))
_ON: Final = frozenset(("on", "yes"))
_HOURS_AND_PLACE: Final = re.compile(r"(\d[\d:\s]*(?:-|to|until)[\d:\s]*)?(.*)", re.DOTALL)


def follow(
    work: Work, incoming: Incoming, survey: SurveyRow, before: Interview, after: Interview
) -> None:
    """Keep whether *survey* may write to a person who went on from *before* to *after*."""
    here = survey.id, incoming.channel, incoming.chat
    if after.phase is Phase.NEW and not after.has_consented:
        if before.phase is not Phase.NEW:
            work.contacts.leave(*here)
            work.contacts.forget_wishes(incoming.channel, incoming.chat)
        return
    if incoming.channel in _ONLY_THERE:
        return
    if before.phase is Phase.NEW or isinstance(incoming.event, Started):
        _reach(work, incoming, survey, has_finished=before.phase is Phase.DONE)
    if after.phase is Phase.DONE and before.phase is not Phase.DONE:
        work.contacts.finish(*here)


def _reach(work: Work, incoming: Incoming, survey: SurveyRow, *, has_finished: bool) -> None:
    days = manners_of(survey.settings).days
    first = incoming.event.at + days[0] * _DAY_SECONDS if days and not has_finished else None
    work.contacts.reach(
        survey.id, incoming.channel, incoming.chat, language=incoming.language, next_at=first
    )
    if first is not None:
        work.due.plan_no_later(DueRow(Duty.REMIND, survey.id, first))


def wish(work: Work, incoming: Incoming, survey: SurveyRow, reply: Reply) -> dict[str, object]:
    """Keep what a person wishes, as *reply* has it, and return what there is to say about it.

    Before consent nothing is kept: who wants no reminders is simply not written to.
    """
    argument = str(reply.values["argument"]).strip().lower()
    known = work.contacts.wishes(incoming.channel, incoming.chat)
    row = known or WishesRow(incoming.channel, incoming.chat)
    wished = _wished(row, argument)
    if wished is not None and not reply.values["consented"]:
        work.contacts.leave_all(incoming.channel, incoming.chat)
    elif wished is not None:
        work.contacts.save_wishes(wished)
    manners, now = manners_of(survey.settings), wished or row
    return {
        "understood": wished is not None or not argument,
        "silent": bool(now.is_silent),
        "quiet": _words(manners.quiet_for(now.zone, now.quiet_from, now.quiet_until)),
        "most": len(manners.days),
    }


def _wished(row: WishesRow, argument: str) -> WishesRow | None:
    """Return *row* as *argument* changes it; None if that says nothing that we understand."""
    if argument in _OFF | _ON:
        return row._replace(is_silent=int(argument in _OFF))
    hours, place = _HOURS_AND_PLACE.fullmatch(argument).groups()  # type: ignore[union-attr]  # fits all
    times, zone = hours_of(hours or ""), zone_of(place or "")
    if (times is None and zone is None) or (place and zone is None):
        return None
    since, until = times or (row.quiet_from, row.quiet_until)
    return row._replace(quiet_from=since, quiet_until=until, zone=zone or row.zone, is_silent=0)


def _words(quiet: Quiet) -> dict[str, str]:
    return {"since": _clock(quiet.since), "until": _clock(quiet.until), "zone": quiet.zone}


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
