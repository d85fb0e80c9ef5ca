"""Quiet hours by the person's own clock, also where the clock skips an hour or shows it twice."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.manners import Manners, Quiet, hours_of, manners_of

BERLIN = "Europe/Berlin"
ZONES = [BERLIN, "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC", "Asia/Tokyo"]


def at(text: str, zone: str = "UTC") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


def local(instant: int, zone: str = BERLIN) -> str:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        pytest.param("2026-11-23T12:00", "2026-11-23T12:00+01:00", id="by day: at once"),
        pytest.param("2026-11-23T20:00", "2026-11-24T08:00+01:00", id="from the first minute"),
        pytest.param("2026-11-23T23:30", "2026-11-24T08:00+01:00", id="before midnight"),
        pytest.param("2026-11-24T03:00", "2026-11-24T08:00+01:00", id="after midnight"),
        pytest.param("2026-11-24T08:00", "2026-11-24T08:00+01:00", id="the end is allowed"),
        pytest.param("2026-03-28T23:00", "2026-03-29T08:00+02:00", id="a night of an hour less"),
        pytest.param("2026-10-24T23:00", "2026-10-25T08:00+01:00", id="a night of an hour more"),
    ],
)
def test_a_night_in_berlin(now: str, allowed: str) -> None:
    assert local(Quiet(BERLIN, 20 * 60, 8 * 60).next_allowed(at(now, BERLIN))) == allowed


def test_an_end_that_the_clock_skips_is_an_hour_later() -> None:
    quiet = Quiet(BERLIN, 22 * 60, 2 * 60 + 30)

    assert local(quiet.next_allowed(at("2026-03-29T00:10", BERLIN))) == "2026-03-29T03:30+02:00"


@pytest.mark.parametrize(
    ("utc", "allowed"),
    [
        pytest.param("2026-10-25T00:10", "2026-10-25T02:30+02:00", id="first time: its first end"),
        pytest.param("2026-10-25T00:40", "2026-10-25T02:40+02:00", id="between: allowed"),
        pytest.param("2026-10-25T01:10", "2026-10-25T02:30+01:00", id="quiet again: its own end"),
        pytest.param("2026-10-25T01:40", "2026-10-25T02:40+01:00", id="and over for good"),
    ],
)
def test_an_end_that_the_clock_shows_twice(utc: str, allowed: str) -> None:
    assert local(Quiet(BERLIN, 22 * 60, 2 * 60 + 30).next_allowed(at(utc))) == allowed


@given(
    st.integers(min_value=at("2020-01-01"), max_value=at("2035-01-01")),
    st.sampled_from(ZONES),
    st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda pair: pair[0] != pair[1]),
)
def test_what_is_allowed_is_never_quiet_never_earlier_and_within_a_day(
    now: int, zone: str, hours: tuple[int, int]
) -> None:
    quiet = Quiet(zone, *hours)
    allowed = quiet.next_allowed(now)

    assert not quiet.holds(allowed)
    assert now <= allowed <= now + 25 * 60 * 60
    assert (allowed == now) == (not quiet.holds(now))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20-8", (1200, 480)),
        ("21:30 to 7", (1290, 420)),
        ("0-24", None),
        ("2200 until 0630", (1320, 390)),
        ("25-8", None),
        ("20:70-8", None),
        ("8-8", None),
        ("berlin", None),
        ("", None),
    ],
)
def test_hours_as_people_write_them(text: str, hours: tuple[int, int] | None) -> None:
    assert hours_of(text) == hours


@pytest.mark.parametrize(
    ("settings", "manners"),
    [
        ("{}", Manners()),
        ("", Manners()),
        ('{"reminders": [1, 2, 3]}', Manners((1, 2))),
        ('{"reminders": []}', Manners(())),
        ('{"reminders": "often"}', Manners()),
        ('{"zone": "Madrid", "quiet": "22-6"}', Manners(quiet=Quiet("Europe/Madrid", 1320, 360))),
        ('{"zone": "Atlantis", "quiet": "always"}', Manners()),
    ],
)
def test_a_survey_says_how_it_writes(settings: str, manners: Manners) -> None:
    assert manners_of(settings) == manners


def test_what_a_person_wishes_goes_before_the_survey() -> None:
    assert Manners().quiet_for(None, None, None) == Manners().quiet
    assert Manners().quiet_for("Asia/Tokyo", 1, 2) == Quiet("Asia/Tokyo", 1, 2)
