"""Weeks: the finest date that is kept with answers."""

from datetime import UTC, datetime, timedelta


def week_of(at: float) -> str:
    """Return the ISO date of the Monday of the week in which *at* (unix seconds) lies, in UTC."""
    day = datetime.fromtimestamp(at, UTC).date()
    return (day - timedelta(days=day.weekday())).isoformat()
