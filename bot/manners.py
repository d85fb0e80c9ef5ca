"""When the bot may write to somebody on its own: their clock, their quiet hours; pure.

Rule 1: times of a day are minutes of the person's own day, as their clock on the wall shows them.
Rule 2: an hour that the clock skips in spring ends quiet hours up to an hour late; one that it
shows twice in autumn is quiet both times, or neither.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from bot.places import zone_of

MOST_REMINDERS: Final = 2
_MINUTES_A_DAY: Final = 24 * 60
_HOURS = re.compile(r"(\d{1,2})(?::?(\d{2}))?\s*(?:-|to|until)\s*(\d{1,2})(?::?(\d{2}))?")


class Quiet(NamedTuple):
    """Hours in which nobody is written to: minutes of a day, from `since` up to `until`."""

    zone: str
    since: int
    until: int

    def holds(self, at: int) -> bool:
        """Say whether *at* (unix seconds) lies in the quiet hours."""
        local = datetime.fromtimestamp(at, ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        return (minute - self.since) % _MINUTES_A_DAY < (self.until - self.since) % _MINUTES_A_DAY

    def next_allowed(self, at: int) -> int:
        """Return *at*, or when the quiet hours in which it lies are over."""
        if not self.holds(at):
            return at
        zone = ZoneInfo(self.zone)
        day = datetime.fromtimestamp(at, zone).date()
        end = time(self.until // 60, self.until % 60)
        ends = (
            datetime.combine(day + timedelta(days=days), end.replace(fold=fold), zone)
            for days in (0, 1)
            for fold in (0, 1)
        )
        later = (int(each.timestamp()) for each in ends)
        return min(each for each in later if each > at and not self.holds(each))


class Manners(NamedTuple):
    """How a survey writes on its own: days before each reminder, and whoever says nothing else."""

    days: tuple[int, ...] = (3, 4)
    quiet: Quiet = Quiet("UTC", 20 * 60, 8 * 60)

    def quiet_for(self, zone: str | None, since: int | None, until: int | None) -> Quiet:
        """Return the quiet hours of a person who wished for these; None is the survey's own."""
        is_wished = since is not None and until is not None
        hours = (since, until) if is_wished else self.quiet[1:]
        return Quiet(zone or self.quiet.zone, *hours)  # type: ignore[arg-type]  # both are wished


def manners_of(settings: str) -> Manners:
    """Return what the JSON *settings* of a survey say: `reminders`, `zone` and `quiet`."""
    said: Mapping[str, object] = json.loads(settings or "{}")
    default = Manners()
    days = said.get("reminders", default.days)
    quiet = hours_of(str(said.get("quiet", ""))) or default.quiet[1:]
    zone = zone_of(str(said.get("zone", ""))) or default.quiet.zone
    kept = tuple(int(each) for each in days) if isinstance(days, list | tuple) else default.days
    return Manners(kept[:MOST_REMINDERS], Quiet(zone, *quiet))


def hours_of(text: str) -> tuple[int, int] | None:
    """Return the minutes that a person means by "20-8" or "21:30 to 7"; None for anything else."""
    found = _HOURS.fullmatch(text.strip().lower())
    if found is None:
        return None
    hours = int(found[1]), int(found[3])
    minutes = int(found[2] or 0), int(found[4] or 0)
    if max(hours) > 24 or max(minutes) > 59:  # noqa: PLR2004  # what a clock shows
        return None
    since, until = (
        (hour * 60 + minute) % _MINUTES_A_DAY for hour, minute in zip(hours, minutes, strict=True)
    )
    return None if since == until else (since, until)
