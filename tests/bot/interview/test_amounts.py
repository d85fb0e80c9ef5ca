"""Durations, frequencies and shares as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interview.amounts import Amount, minutes_of, number_of, per_week_of, share_of


def likely(amount: Amount | None) -> float | None:
    return None if amount is None else round(amount.likely, 2)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 mins", 20), ("20 min", 20), ("20m", 20), ("20 minutes", 20), ("90 sec", 1.5),
        ("1,5 h", 90), ("1.5 hrs", 90), ("1h30", 90), ("1 h 30 min", 90), ("1:30", 90),
        ("1 hour and 20 minutes", 80), ("half an hour", 30), ("half hour", 30),
        ("a quarter of an hour", 15), ("three quarters of an hour", 45), ("an hour", 60),
        ("an hour or so", 60), ("an hour and a half", 90), ("two and a half hours", 150),
        ("2-3 hours", 150), ("2 - 3 h", 150), ("2 to 3 hours", 150), ("5 to 10 minutes", 7.5),
        ("between 5 and 10 mins", 7.5), ("30 min to 2 hours", 75), ("an hour or two", 90),
        ("about 45 minutes", 45), ("~45 min", 45), ("ca. 45 min", 45), ("20ish minutes", 20),
        ("all day", 360), ("the whole day", 360), ("half a day", 240), ("the whole morning", 210),
        ("most of the day", 360), ("2 days", 960), ("a good hour", 60), ("a couple of hours", 120),
        ("a few minutes", 3), ("ten minutes", 10), ("forty-five minutes", 45), ("1 week", 2400),
        ("½ hour", 30), ("an hour and a half at most", 90),
    ],
)  # fmt: skip
def test_a_duration_is_understood(text: str, minutes: float) -> None:
    assert likely(minutes_of(text)) == minutes


@pytest.mark.parametrize(
    "text", ["ages", "forever", "15", "long", "", "it depends", "0 min", "90 days"]
)
def test_a_duration_that_says_nothing_is_asked_again(text: str) -> None:
    assert minutes_of(text) is None


@pytest.mark.parametrize(
    ("text", "per_week"),
    [
        ("twice a day", 10), ("2x a day", 10), ("2 x per day", 10), ("daily", 5), ("every day", 5),
        ("each day", 5), ("every morning", 5), ("mornings", 5), ("every working day", 5),
        ("once a day", 5), ("3 times per shift", 15), ("hourly", 40), ("every half hour", 80),
        ("every other day", 2.5), ("every second day", 2.5), ("every 3 days", 1.67),
        ("once a week", 1), ("weekly", 1), ("every week", 1), ("every Friday", 1),
        ("on Mondays", 1), ("Mondays and Thursdays", 2), ("5 times a week", 5),
        ("2-3 times a week", 2.5), ("two or three times a week", 2.5), ("every other Friday", 0.5),
        ("every other week", 0.5), ("fortnightly", 0.5), ("once a fortnight", 0.5),
        ("every two weeks", 0.5), ("10x a month", 2.3), ("a couple of times a month", 0.46),
        ("monthly", 0.23), ("month end", 0.23), ("at the end of the month", 0.23),
        ("first of the month", 0.23), ("every other month", 0.12), ("once per quarter", 0.08),
        ("quarterly", 0.08), ("once a year", 0.02), ("yearly", 0.02), ("20 a day", 100),
        ("4x/day", 20), ("twice weekly", 2), ("3 times daily", 15), ("about 12 per week", 12),
        ("several times a day", 20), ("30 calls a day", 150),
    ],
)  # fmt: skip
def test_a_frequency_is_understood(text: str, per_week: float) -> None:
    assert likely(per_week_of(text)) == per_week


@pytest.mark.parametrize("text", ["constantly", "often", "it depends", "", "0 times a day", "once"])
def test_a_frequency_that_says_nothing_is_asked_again(text: str) -> None:
    assert per_week_of(text) is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("half of it", 0.5), ("50 %", 0.5), ("50%", 0.5), ("about 30 percent", 0.3), ("25", 0.25),
        ("10-20%", 0.15), ("most", 0.75), ("more than half", 0.75), ("less than half", 0.4),
        ("two thirds", 0.67), ("a third", 0.33), ("a quarter", 0.25), ("three quarters", 0.75),
        ("a fifth", 0.2), ("3 out of 10", 0.3), ("all of it", 1), ("everything", 1), ("none", 0),
        ("nothing", 0), ("a bit", 0.15), ("a lot", 0.6),
    ],
)  # fmt: skip
def test_a_share_is_understood(text: str, share: float) -> None:
    assert likely(share_of(text)) == share


@pytest.mark.parametrize("text", ["banana", "", "120 %", "5 out of 0"])
def test_a_share_that_says_nothing_is_asked_again(text: str) -> None:
    assert share_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("about twelve", 12), ("3-5 people", 4), ("1,5", 1.5), ("no", None)],
)
def test_a_number_is_understood(text: str, number: float | None) -> None:
    assert likely(number_of(text)) == number


def test_a_range_keeps_its_ends() -> None:
    assert minutes_of("2-3 hours") == (120, 150, 180)
    assert per_week_of("every 2-4 weeks") is not None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_asked_again(text: str) -> None:
    for read in (minutes_of, number_of, per_week_of, share_of):
        amount = read(text)
        assert amount is None or 0 <= amount.low <= amount.likely <= amount.high
