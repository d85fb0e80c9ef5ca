"""What can be planned of a survey, field by field: what a typed or pressed answer means; pure.

Rule 1: an answer that cannot be used gives a `Fault`, whose code has a wording; nothing is guessed.
Rule 2: what participants are told before they say yes (purpose, thresholds, questions, teams to
choose from) can be changed in a draft only. `LATER` lists what can change afterwards; teams can be
added and counted anew then, but not taken away.
"""

import calendar
import math
import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from bot.managing.naming import code_of
from bot.managing.plans import Desk, Group

LONGEST_NAME, LONGEST_PURPOSE, MOST_GROUPS = 60, 200, 60
_MOST_PEOPLE: Final = 100_000
_GROUP = re.compile(r"(.+?)[\s:=(]*\b(\d+)\)?", re.DOTALL)
_ISO = re.compile(r"(?P<year>2\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>2\d{3})")
_RATE = re.compile(r"(.+?)[\s:=]+(\d+(?:[.,]\d+)?)")
_CURRENCY = re.compile(r"[A-Z]{3}")
_HOURS = re.compile(r"\d{1,2}(:\d\d)?\s*-\s*\d{1,2}(:\d\d)?")
NONE: Final = "none"
ALL: Final = "all"
#: What is spoken to who speaks none of a survey's languages.
ENGLISH: Final = "en"


class Fault(NamedTuple):
    """Why an answer cannot be used: a code with a wording, and the value that is meant."""

    code: str
    value: object = ""


Parsed = object | Fault
Parse = Callable[[str, Desk], Parsed]


class Field(NamedTuple):
    """A field of the plan: its name, how an answer is read, and what buttons offer."""

    name: str
    parse: Parse
    offers: tuple[str, ...] = ()


def _text(longest: int) -> Parse:
    def parse(text: str, desk: Desk) -> Parsed:  # noqa: ARG001  # all have this shape
        said = " ".join(text.split())
        return said if 0 < len(said) <= longest else Fault("fault_length", longest)

    return parse


def purpose_of(text: str, desk: Desk) -> Parsed:
    """Return the purpose, without what the bot says before it and the full stop after it."""
    said = re.sub(r"(?i)^.*?daily work,? to\s+|^(in order )?to\s+", "", " ".join(text.split()))
    return _text(LONGEST_PURPOSE)(said.rstrip(".").strip(), desk)


def groups_of(text: str, known: tuple[Group, ...]) -> Parsed:
    """Return the teams or kinds of jobs that *text* lists, with their head counts.

    "none" is none. A group that is known by its name keeps its code.
    """
    if text.strip().lower() == NONE:
        return ()
    codes = {group.name.casefold(): group.code for group in known}
    found: dict[str, Group] = {}
    for part in re.split(r"[\n,;]", text):
        said = part.strip(" \t•-")
        if not said:
            continue
        counted = _GROUP.fullmatch(said)
        name = " ".join((counted[1] if counted else said).split()).strip(" :=(")
        people = int(counted[2]) if counted else None
        if not 0 < len(name) <= LONGEST_NAME or (people or 1) > _MOST_PEOPLE:
            return Fault("fault_group", said[:LONGEST_NAME])
        if name.casefold() in {each.name.casefold() for each in found.values()}:
            return Fault("fault_twice", name)
        code = codes.get(name.casefold()) or code_of(name, {*found, *codes.values()})
        found[code] = Group(code, name, people)
    if not 0 < len(found) <= MOST_GROUPS:
        return Fault("fault_groups", MOST_GROUPS)
    return tuple(found.values())


def date_of(text: str, desk: Desk) -> Parsed:
    """Return an ISO date after today, "none" for no date; a number is that many days from today."""
    said = text.strip().lower()
    if said == NONE:
        return None
    if said.isdecimal():
        return desk.in_days.get(int(said), Fault("fault_date"))
    found = _ISO.fullmatch(said) or _DAY_FIRST.fullmatch(said)
    if found is None:
        return Fault("fault_date")
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:  # noqa: PLR2004  # months
        return Fault("fault_date")
    day_meant = f"{year:04}-{month:02}-{day:02}"
    return day_meant if day_meant > desk.today else Fault("fault_past", day_meant)


def _number(times: int) -> Parse:
    """Read a number of people, at least *times* the floor; a quote needs as many as a figure."""

    def parse(text: str, desk: Desk) -> Parsed:
        is_quotes = times > 1
        said, low = text.strip(), max(times * desk.floor, desk.plan.threshold if is_quotes else 0)
        is_fine = said.isdecimal() and low <= int(said) <= 1000  # noqa: PLR2004  # nobody would see anything
        return int(said) if is_fine else Fault("fault_number", low)

    return parse


def _chosen(text: str, desk: Desk) -> Parsed:  # noqa: ARG001
    said = text.strip().lower()
    return said if said in ("full", "short") else Fault("fault_interview")


def _languages(text: str, desk: Desk) -> Parsed:
    """Return some of the interview's languages, in its order; English is always among them."""
    said = {part for part in re.split(r"[\s,;]+", text.strip().lower()) if part}
    if said == {ALL}:
        return desk.languages
    if not said or not said <= set(desk.languages):
        return Fault("fault_languages", ", ".join(desk.languages))
    return tuple(each for each in desk.languages if each in said | {ENGLISH})


def _reminders(text: str, desk: Desk) -> Parsed:  # noqa: ARG001
    said = text.strip()
    return int(said) if said in ("0", "1", "2") else Fault("fault_reminders")


def _quiet(text: str, desk: Desk) -> Parsed:
    """Return hours and zone: "20-8", "20-8 Europe/Vienna"."""
    hours, _, place = text.strip().partition(" ")
    if not _HOURS.fullmatch(hours) or (place and desk.zone is None):
        return Fault("fault_quiet")
    return (hours, desk.zone or desk.plan.zone)


def rates_of(text: str, desk: Desk) -> Parsed:
    """Return the cost of an hour by kind of job, and the currency: "EUR, clerk 38.50, driver 29".

    A kind of job is named as in the survey; "all" is everybody, those without a job included.
    """
    if text.strip().lower() == NONE:
        return (), None
    parts = [part.strip() for part in re.split(r"[\n;]|,(?!\d)", text) if part.strip()]
    currency = next((part for part in parts if _CURRENCY.fullmatch(part)), desk.plan.currency)
    if currency is None:
        return Fault("fault_currency")
    codes = {job.name.casefold(): job.code for job in desk.plan.jobs} | {"all": ""}
    rates: dict[str, float] = {}
    for part in parts:
        if _CURRENCY.fullmatch(part):
            continue
        said = _RATE.fullmatch(part)
        code = codes.get(said[1].strip().casefold()) if said else None
        rate = float(said[2].replace(",", ".")) if said else math.nan
        if code is None or not rate > 0:
            return Fault("fault_rate", part[:LONGEST_NAME])
        for each in (code,) if code else ("", *codes.values()):
            rates.setdefault(each, rate)
    return (tuple(sorted(rates.items())), currency) if rates else Fault("fault_rate", text[:60])


def _trade(text: str, desk: Desk) -> Parsed:
    if text.strip().lower() == NONE:
        return ()
    by_name = {name.casefold(): code for code, name in desk.functions.items()}
    said = [part.strip() for part in re.split(r"[\n;]", text) if part.strip()]
    found = [part if part in desk.functions else by_name.get(part.casefold()) for part in said]
    return Fault("fault_trade") if None in found else tuple(found)


FIELDS: Final[Mapping[str, Field]] = {
    each.name: each
    for each in (
        Field("name", _text(LONGEST_NAME)),
        Field("purpose", purpose_of),
        Field("teams", lambda text, desk: groups_of(text, desk.plan.teams), (NONE,)),
        Field("jobs", lambda text, desk: groups_of(text, desk.plan.jobs), (NONE,)),
        Field("interview", _chosen, ("full", "short")),
        Field("languages", _languages, (ALL,)),
        Field("closes", date_of, ("14", "28", "56", NONE)),
        Field("opens", date_of, ("1", "7", NONE)),
        Field("reminders", _reminders, ("0", "1", "2")),
        Field("quiet", _quiet),
        Field("threshold", _number(1), ("5", "7", "10")),
        Field("quotes", _number(2), ("10", "15", "20")),
        Field("money", rates_of, (NONE,)),
        Field("trade", _trade, (NONE,)),
    )
}
#: What a new survey is asked for, in this order; everything else has a default that serves.
GUIDED: Final = ("name", "purpose", "teams", "jobs", "interview", "closes")
#: What may still change when people have begun to answer.
LATER: Final = frozenset(("teams", "closes", "reminders", "quiet", "money", "trade"))
