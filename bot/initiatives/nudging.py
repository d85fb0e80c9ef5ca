"""When an initiative's owner is reminded: a week before it is due, then, and at the check."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.lifecycle import Duty
from storage import DueRow, InitiativeRow

_HOUR: Final = 9
_DAYS_BEFORE: Final = 7


def occasions(row: InitiativeRow) -> tuple[tuple[str, int], ...]:
    """Return for what and when (unix seconds) the owner of *row* is reminded, soonest first."""
    due, check = (date.fromisoformat(each) for each in (row.due_on, row.check_on))
    days = (("soon", due - timedelta(days=_DAYS_BEFORE)), ("due", due), ("check", check))
    return tuple((name, _at(day)) for name, day in days)


def _at(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, _HOUR, tzinfo=UTC).timestamp())


def check_nudge(row: InitiativeRow) -> DueRow:
    """Return the reminder of the day on which *row* is checked."""
    name, at = occasions(row)[-1]
    return DueRow(Duty.NUDGE, row.id, at, name)


def next_nudge(row: InitiativeRow, now: int) -> DueRow | None:
    """Return the next reminder to the owner after *now*; None after the last."""
    coming = ((name, at) for name, at in occasions(row) if at > now)
    return next((DueRow(Duty.NUDGE, row.id, at, name) for name, at in coming), None)
