"""How long something takes, in minutes: "20 mins", "1,5 h", "1h30", "half a day", "2-3 hours"."""

import re
from typing import Final

from bot.interview.amounts.plain import NUMBER, Amount, exactly, number_in, plain, within

WORKDAY: Final = 8 * 60
_MOST: Final = 5 * WORKDAY
_UNITS: Final = (
    (r"(?:s|secs?|seconds?)", 1 / 60),
    (r"(?:m|mins?|minutes?|')", 1),
    (r"(?:h|hrs?|hours?)", 60),
    (r"(?:d|days?|shifts?|working days?)", WORKDAY),
    (r"(?:w|weeks?)", 5 * WORKDAY),
)
_FIXED: Final = (
    (r"\bquarter of an hour\b|\bquarter hour\b", exactly(15)),
    (r"\bthree quarters of an hour\b|\b3 quarters of an hour\b", exactly(45)),
    (r"\b(?:an? )?hour and a half\b|\b1 and a half hours?\b|\b1 1/2 hours?\b", exactly(90)),
    (r"\bhalf an hour\b|\bhalf hour\b|\b1/2 (?:an )?h(?:our)?\b", exactly(30)),
    (r"\b(?:half an hour|half hour) to an hour\b", Amount(30, 45, 60)),
    (r"\ban hour or 2\b|\b1 or 2 hours\b", Amount(60, 90, 120)),
    (r"\bthe best part of (?:a|the) day\b|\bmost of (?:a|the) day\b", Amount(240, 360, 420)),
    (r"\ball day\b|\b(?:a|the|1) (?:whole|full|entire) day\b|\ba day\b", Amount(300, 360, 480)),
    (r"\bhalf (?:a|the|my) day\b|\bhalf day\b", exactly(240)),
    (r"\b(?:a|the|all|whole|half the) (?:morning|afternoon)\b", Amount(150, 210, 240)),
    (r"\bmost of the (?:morning|afternoon)\b", Amount(120, 180, 240)),
    (r"\ban? (?:whole |good )?hour\b", exactly(60)),
    (r"\ba minute\b", exactly(1)),
    (r"\bhalf (?:a|the|my) week\b", Amount(840, 1080, 1320)),
    (r"\b(?:a|the|all|whole) week\b", exactly(5 * WORKDAY)),
)
_HOURS_MINUTES = re.compile(
    rf"{NUMBER}\s*(?:h|hrs?|hours?)\s*(?:and\s*)?(\d{{1,2}})\s*(?:m|mins?|minutes?)?\b"
)
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_MIXED = re.compile(
    rf"{NUMBER}\s*(?:m|mins?|minutes?)\s*(?:-|to|or)\s*(?:{NUMBER}|an?)\s*(?:h|hrs?|hours?)\b"
)


def minutes_of(text: str) -> Amount | None:
    """Return how many minutes *text* says; None if that cannot be told, or cannot be true."""
    return within(_minutes(plain(text)), _MOST)


def _minutes(text: str) -> Amount | None:
    return _mixed(text) or _hours_and_minutes(text) or _in_words(text) or _with_unit(text)


def _mixed(text: str) -> Amount | None:
    """Return "30 minutes to 2 hours" as a range."""
    found = _MIXED.search(text)
    if found is None:
        return None
    low, high = float(found.group(1)), 60 * float(found.group(2) or 1)
    return Amount(low, (low + high) / 2, high) if low <= high else None


def _hours_and_minutes(text: str) -> Amount | None:
    found = _HOURS_MINUTES.search(text) or _CLOCK.search(text)
    if found is None:
        return None
    return exactly(60 * float(found.group(1)) + float(found.group(2)))


def _in_words(text: str) -> Amount | None:
    named = [(found.start(), amount) for sign, amount in _FIXED if (found := re.search(sign, text))]
    if not named or re.search(rf"{NUMBER}\s*(?:m|mins?|minutes?|h|hrs?|hours?)\b", text):
        return None
    return min(named, key=lambda each: each[0])[1]


def _with_unit(text: str) -> Amount | None:
    for unit, factor in _UNITS:
        found = re.search(
            rf"(?:{NUMBER}\s*(?:-|to|or|and)\s*)?{NUMBER}\s*(?:and a half )?{unit}(?![a-z])", text
        )
        if found is not None:
            amount = number_in(found.group(0))
            half = 0.5 if "and a half" in found.group(0) else 0.0
            return (
                None if amount is None else Amount(*(each + half for each in amount)).times(factor)
            )
    return None
