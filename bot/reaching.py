"""Whom a survey may write to: follows how far a person is, and how they want to be written to.

Rule 1: only the chat's number is kept, how far they are (came, finished), and their wishes; never
beside a pseudonym, and never without a conversation that is kept anyway.
Rule 2: who refuses, forgets everything or blocks the bot is not written to any more.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from bot.incoming import Incoming
from bot.interview import Context, Interview
from bot.interview.events import LONGEST_FIELD, NEVER, OTHER, USUAL, WHEN, Press, Started
from bot.interview.replies import Reply
from bot.interview.state import Phase
from bot.lifecycle import Duty
from bot.manners import Quiet, hours_of, manners_of
from bot.outgoing import Key
from bot.places import choices_of, city_of, neighbours_of, zone_of
from bot.wording import wording_in
from storage import DueRow, SurveyRow, WishesRow, Work

#: Nobody is there to be written to later.
_ONLY_THERE: Final = frozenset(("console", "demo"))
_DAY_SECONDS: Final = 24 * 60 * 60
_OFF: Final = frozenset(("off", "no", "none", "stop", "never"))
_ON: Final = frozenset(("on", "yes"))
_HOURS: Final = re.compile(r"\d[\d:]*\s*(?:-|to|until)\s*\d[\d:]*")


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


class Wished(NamedTuple):
    """What became of a wish, as the wording tells it.

    `choices` are zones of the country that was named, if it has several.
    """

    noted: bool
    understood: bool
    choices: tuple[str, ...]
    silent: bool
    quiet: Mapping[str, str]
    most: int


def wish(work: Work, incoming: Incoming, survey: SurveyRow, reply: Reply) -> Wished:
    """Keep what a person wishes, as *reply* has it, and return what there is to say about it.

    Before consent nothing is kept: who wants no reminders is simply not written to.
    """
    argument = str(reply.values["argument"]).strip().lower()
    known = work.contacts.wishes(incoming.channel, incoming.chat)
    row = known or WishesRow(incoming.channel, incoming.chat)
    manners = manners_of(survey.settings)
    wished = _wished(row, argument, manners.quiet.zone)
    if wished is not None and not reply.values["consented"]:
        work.contacts.leave_all(incoming.channel, incoming.chat)
    elif wished is not None:
        work.contacts.save_wishes(wished)
    now = wished or row
    return Wished(
        noted=wished is not None,
        understood=wished is not None or not argument,
        choices=choices_of(argument),
        silent=bool(now.is_silent),
        quiet=_words(manners.quiet_for(now.zone, now.quiet_from, now.quiet_until)),
        most=len(manners.days),
    )


def _wished(row: WishesRow, argument: str, usual: str) -> WishesRow | None:
    """Return *row* as *argument* changes it; None if that says nothing that we understand.

    *usual* is the zone of the survey.
    """
    if argument in _OFF | _ON:
        return row._replace(is_silent=int(argument in _OFF))
    hours = _HOURS.search(argument)
    place = argument if hours is None else argument.replace(hours[0], " ", 1).strip(" ,.")
    times = None if hours is None else hours_of(hours[0])
    zone = usual if place == USUAL else zone_of(place)
    if (hours is not None and times is None) or (place and zone is None) or not argument:
        return None
    since, until = times or (row.quiet_from, row.quiet_until)
    return row._replace(quiet_from=since, quiet_until=until, zone=zone or row.zone, is_silent=0)


def ask_when(work: Work, channel: str, chat: str, survey: SurveyRow) -> dict[str, object] | None:
    """Return what a person is asked about when to write, once in all surveys; None: nothing.

    That they were asked is kept, whatever they answer, so that nobody is asked twice.
    """
    manners = manners_of(survey.settings)
    is_known = work.contacts.wishes(channel, chat) is not None
    if channel in _ONLY_THERE or is_known or not manners.days:
        return None
    work.contacts.save_wishes(WishesRow(channel, chat))
    return {"quiet": _words(manners.quiet)}


def when_keys(
    survey: SurveyRow, context: Context, at: int, language: str, choices: tuple[str, ...] = ()
) -> tuple[tuple[Key, ...], ...]:
    """Return buttons that say when to write: the survey's clock, those beside it, other, never.

    *choices* are zones to offer instead of those.
    """
    words, zone = wording_in(language).words, manners_of(survey.settings).quiet.zone

    def key(label: str, option: str) -> Key:
        return Key(label, Press(context.survey.short, WHEN, 0, option).encode())

    cities = [key(city_of(each), each.replace("/", ".")) for each in choices if _fits(each)]
    if not cities:
        usual = key(words["when_usual"].format(place=city_of(zone)), USUAL)
        near = tuple(key(city_of(each), each.replace("/", ".")) for each in neighbours_of(zone, at))
        rows: tuple[tuple[Key, ...], ...] = ((usual,), near)
    else:
        rows = tuple(tuple(cities[at : at + 3]) for at in range(0, len(cities), 3))
    return (*rows, (key(words["when_other"], OTHER),), (key(words["when_off"], NEVER),))


def _fits(zone: str) -> bool:
    """Say whether *zone* can stand in a button; one that is too long can still be typed."""
    return len(zone) <= LONGEST_FIELD


def _words(quiet: Quiet) -> dict[str, str]:
    place = city_of(quiet.zone)
    hours = {"since": _clock(quiet.since), "until": _clock(quiet.until)}
    return {**hours, "zone": quiet.zone, "place": place}


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
