"""What durations, frequencies and shares have in common: numbers as people write them; pure."""

import re
from typing import Final, NamedTuple

_WORDS: Final = {
    "a couple of": "2", "a couple": "2", "couple of": "2", "couple": "2", "a few": "3",
    "few": "3", "several": "4", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty five": "45",
    "forty-five": "45", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
    "a hundred": "100", "hundred": "100", "a dozen": "12", "dozen": "12",
    "once": "1 times", "twice": "2 times", "thrice": "3 times",
}  # fmt: skip
_HEDGES: Final = (
    r"about|around|approximately|approx|roughly|circa|ca|maybe|perhaps|say|nearly|almost|up to|"
    r"at least|at most|or so|i think|i guess|i would say|i'd say|probably|usually|normally|mostly|"
    r"typically|on average|average|give or take|tops|max|well|just|only|it takes|takes|it's|its"
)
_WORD = re.compile(r"\b(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b")
_HEDGE = re.compile(rf"[~≈]|\b(?:{_HEDGES})\b\.?")
NUMBER: Final = r"(\d+(?:\.\d+)?|\.\d+)"
_RANGE = re.compile(rf"{NUMBER}\s*(?:-|to|or|and)\s*{NUMBER}")
_SINGLE = re.compile(NUMBER)


class Amount(NamedTuple):
    """A range: minutes, times a week, or a share of 0 to 1; low = likely = high if one was said."""

    low: float
    likely: float
    high: float

    def times(self, factor: float) -> "Amount":
        """Return the amount multiplied by *factor*."""
        return Amount(*(round(value * factor, 4) for value in self))


def exactly(value: float) -> Amount:
    """Return *value* as an amount without a range."""
    return Amount(value, value, value)


def plain(text: str) -> str:
    """Return *text* in lower case, without hedges, with number words as digits."""
    folded = text.lower().replace("’", "'")  # noqa: RUF001  # the sign that phones type
    folded = re.sub("[–—−]", "-", folded)  # noqa: RUF001  # dashes as phones type them
    folded = re.sub(r"(?<=\d),(?=\d)", ".", folded)
    for sign, value in (("½", "5"), ("¼", "25"), ("¾", "75")):
        folded = re.sub(rf"(\d)\s*{sign}", rf"\1.{value}", folded).replace(sign, f"0.{value}")
    folded = re.sub(r"(?<=\d)\s*ish\b", "", folded)
    folded = _WORD.sub(lambda found: _WORDS[found.group(1)], _HEDGE.sub(" ", folded))
    return re.sub(r"\s+", " ", folded).strip(" .!?,")


def number_in(text: str) -> Amount | None:
    """Return the first range or number in *text*, which `plain` made; None if there is none."""
    found = _RANGE.search(text)
    if found is not None:
        low, high = sorted((float(found.group(1)), float(found.group(2))))
        return Amount(low, (low + high) / 2, high)
    single = _SINGLE.search(text)
    return None if single is None else exactly(float(single.group(1)))


def within(amount: Amount | None, most: float) -> Amount | None:
    """Return *amount* if it is above zero and at most *most*; None otherwise."""
    return amount if amount is not None and amount.low > 0 and amount.high <= most else None


def number_of(text: str) -> Amount | None:
    """Return the number or range that a person wrote; None if there is none."""
    return number_in(plain(text))
