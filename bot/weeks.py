"""Weeks: the finest date that is kept with answers."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_SECONDS_OF_A_DAY: Final = 24 * 60 * 60
_EPOCH: Final = date(1970, 1, 1)


def week_of(at: float) -> str:
    """Return the ISO date of the Monday of the week in which *at* (unix seconds) lies, in UTC."""
    return _week_of_day(int(at // _SECONDS_OF_A_DAY))


@lru_cache(maxsize=64)  # every turn asks for today's
def _week_of_day(days: int) -> str:
    day = _EPOCH + timedelta(days=days)
    return (day - timedelta(days=day.weekday())).isoformat()
