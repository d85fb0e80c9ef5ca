"""How often something happens, in times a week: "twice a day", "every other Friday", "10x a month".

A week has five working days and a month 4.345 weeks; a shift counts as a day.
"""

import re
from typing import Final

from bot.interview.amounts.plain import NUMBER, Amount, exactly, number_in, plain, within

DAYS: Final = 5
WEEKS_A_MONTH: Final = 4.345
_MOST: Final = 3000.0
_WEEKDAY: Final = r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?"
_PERIODS: Final = (
    (r"minute", 8 * 60 * DAYS),
    (r"hour|hr|h", 8 * DAYS),
    (r"(?:working |work )?day|shift|morning|afternoon|evening|night|daily", DAYS),
    (r"fortnight|2 weeks|2nd week|second week", 0.5),
    (r"week|wk|weekly|" + _WEEKDAY, 1),
    (r"quarter|3 months", 1 / (3 * WEEKS_A_MONTH)),
    (r"(?:half year|6 months)", 1 / (6 * WEEKS_A_MONTH)),
    (r"month|mth|monthly|month end|month's end", 1 / WEEKS_A_MONTH),
    (r"year|yr|annum|yearly", 1 / 52),
)
_FIXED: Final = (
    (r"\bevery (?:other|2nd|second|2) (?:working )?days?\b", DAYS / 2),
    (rf"\bevery (?:other|2nd|second|2) (?:weeks?|{_WEEKDAY})\b", 0.5),
    (r"\bevery fortnight\b|\bfortnightly\b", 0.5),
    (r"\bevery (?:other|2nd|second|2) months?\b", 1 / (2 * WEEKS_A_MONTH)),
    (r"\bevery half hour\b|\bevery 30 min(?:ute)?s\b", 16 * DAYS),
    (r"\bhourly\b", 8 * DAYS),
    (r"\b(?:daily|each day|every day|everyday|day by day|all day long|every single day)\b", DAYS),
    (r"\bevery (?:working |work )?(?:day|shift|morning|afternoon|evening|night|lunch)\b", DAYS),
    (r"\b(?:mornings|evenings|afternoons|nightly)\b", DAYS),
    (r"\bweekly\b|\bevery week\b|\beach week\b", 1),
    (r"\bmonthly\b|\b(?:every|each) month\b|\b(?:at )?month[- ]?end\b", 1 / WEEKS_A_MONTH),
    (r"\bend of (?:the |each |every )?month\b", 1 / WEEKS_A_MONTH),
    (r"\b(?:first|last) of the month\b", 1 / WEEKS_A_MONTH),
    (r"\bquarterly\b|\b(?:every|each) quarter\b", 1 / (3 * WEEKS_A_MONTH)),
    (r"\byearly\b|\bannually\b|\b(?:every|each) year\b", 1 / 52),
    (rf"\b(?:every|each|on) {_WEEKDAY}\b", 1),
)  # fmt: skip
_RATE = re.compile(
    rf"(?:{NUMBER}\s*(?:-|to|or|and)\s*)?{NUMBER}\s*(?:x|times|×)?\s*[a-z]*\s*"  # noqa: RUF001  # the sign
    r"(?:a|an|per|each|every|/|in a|the|during a|within a|by)\s*"
    r"(?P<period>half year|[a-z]+(?: end)?|2 weeks|3 months|6 months)"
)
_EVERY_SOME = re.compile(
    rf"\bevery {NUMBER}(?:\s*(?:-|to|or)\s*{NUMBER})?\s*"
    r"(minutes?|mins?|hours?|days?|weeks?|months?)\b"
)
_DAYS_NAMED = re.compile(r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?\b")
_BARE = re.compile(
    rf"{NUMBER}(?:\s*(?:-|to|or)\s*{NUMBER})?\s*(?:x|times)?\s*(daily|weekly|monthly)"
)


def per_week_of(text: str) -> Amount | None:
    """Return how many times a week *text* says; None if that cannot be told."""
    return within(_per_week(plain(text)), _MOST)


def _per_week(text: str) -> Amount | None:
    return _every_some(text) or _bare(text) or _rate(text) or _days_named(text) or _fixed(text)


def _every_some(text: str) -> Amount | None:
    """Return "every 3 days" or "every 2-3 weeks" as a rate."""
    found = _EVERY_SOME.search(text)
    if found is None:
        return None
    number, base = number_in(found.group(0)), _base(found.group(3).rstrip("s"))
    if number is None or base is None or number.low <= 0:
        return None
    return Amount(base / number.high, base / number.likely, base / number.low).times(1)


def _bare(text: str) -> Amount | None:
    """Return "3 times daily" as a rate."""
    found = _BARE.search(text)
    base = None if found is None else _base(found.group(3))
    number = None if found is None else number_in(found.group(0))
    return None if number is None or base is None else number.times(base)


def _rate(text: str) -> Amount | None:
    found = _RATE.search(text)
    base = None if found is None else _base(found.group("period"))
    number = None if found is None else number_in(found.group(0))
    return None if number is None or base is None else number.times(base)


def _base(period: str) -> float | None:
    """Return how many times a week once a *period* is."""
    for sign, base in _PERIODS:
        if re.fullmatch(rf"(?:{sign})s?", period):
            return base
    return None


def _days_named(text: str) -> Amount | None:
    """Return "Mondays and Thursdays" as twice a week; "every other" is for `_fixed`."""
    named = len(set(_DAYS_NAMED.findall(text)))
    if named < 2 or "other" in text:  # noqa: PLR2004  # one day is a fixed phrase
        return None
    return exactly(float(named))


def _fixed(text: str) -> Amount | None:
    for sign, rate in _FIXED:
        if re.search(sign, text):
            return exactly(round(rate, 4))
    return None
