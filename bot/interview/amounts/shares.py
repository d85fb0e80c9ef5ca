"""How much of something: "half of it", "30 %", "most", "two thirds"; shares of 0 to 1."""

import re
from typing import Final

from bot.interview.amounts.plain import Amount, exactly, number_in, plain

_NAMED: Final = (
    (r"\b(?:all|everything|100|completely|totally)\b", Amount(0.9, 1, 1)),
    (r"\b(?:3|three) quarters\b|\b3/4\b", exactly(0.75)),
    (r"\b(?:2|two) thirds\b|\b2/3\b", Amount(0.6, 0.67, 0.72)),
    (r"\bmost\b|\bthe majority\b|\bmore than half\b|\bbulk\b", Amount(0.6, 0.75, 0.9)),
    (r"\bless than half\b", Amount(0.25, 0.4, 0.5)),
    (r"\bhalf\b|\b1/2\b|\b50/50\b|\bfifty fifty\b", Amount(0.45, 0.5, 0.55)),
    (r"\b(?:a|1) third\b|\b1/3\b", Amount(0.28, 0.33, 0.38)),
    (r"\b(?:a|1) quarter\b|\b1/4\b", Amount(0.2, 0.25, 0.3)),
    (r"\b(?:a|1) fifth\b|\b1/5\b", Amount(0.15, 0.2, 0.25)),
    (r"\b(?:a|1) tenth\b|\b1/10\b", Amount(0.08, 0.1, 0.12)),
    (r"\b(?:a lot|much|loads|a good part|a big part|a large part)\b", Amount(0.4, 0.6, 0.8)),
    (r"\b(?:some|part|a bit|a little|little|not much|hardly any|bit)\b", Amount(0.05, 0.15, 0.3)),
    (r"\b(?:none|nothing|zero|no|0)\b", exactly(0.0)),
)  # fmt: skip
_OF = re.compile(r"(\d+)\s*(?:out of|in|of)\s*(\d+)")
_WHOLE: Final = 100.0


def share_of(text: str) -> Amount | None:
    """Return the share that *text* says, 0 to 1; None if that cannot be told."""
    folded = plain(text)
    part = _OF.search(folded)
    if part is not None:
        return _fraction(int(part.group(1)), int(part.group(2)))
    return _percentage(folded) or _named(folded)


def _percentage(text: str) -> Amount | None:
    if not re.search(r"%|per ?cent|pct", text) and not re.fullmatch(r"[\d.\s-]+", text):
        return None
    number = number_in(text)
    if number is None or number.high > _WHOLE:
        return None
    return number.times(1 / _WHOLE)


def _fraction(part: int, whole: int) -> Amount | None:
    return exactly(round(part / whole, 4)) if whole > 0 and part <= whole else None


def _named(text: str) -> Amount | None:
    return next((amount for sign, amount in _NAMED if re.search(sign, text)), None)
