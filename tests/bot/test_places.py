"""Whatever people call the place where they are, its clock is found, or nothing is guessed."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places import choices_of, city_of, neighbours_of, zone_of

WINTER = 1_768_000_000


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        pytest.param("Europe/Berlin", "Europe/Berlin", id="its name"),
        pytest.param("europe/berlin", "Europe/Berlin", id="its name, small"),
        pytest.param("berlin", "Europe/Berlin", id="a city"),
        pytest.param(" Berlin. ", "Europe/Berlin", id="a city, and what stands around it"),
        pytest.param("new york", "America/New_York", id="a city of two words"),
        pytest.param(
            "Buenos_Aires", "America/Argentina/Buenos_Aires", id="a city as computers write it"
        ),
        pytest.param("I'm in Madrid", "Europe/Madrid", id="a sentence"),
        pytest.param("Tokyo time", "Asia/Tokyo", id="its time"),
        pytest.param("Graz, Austria", "Europe/Vienna", id="a town that is not listed, its country"),
        pytest.param("Germany", "Europe/Berlin", id="a country of one clock"),
        pytest.param("the Netherlands", "Europe/Amsterdam", id="a country with an article"),
        pytest.param("UK", "Europe/London", id="a country by its short name"),
        pytest.param("Berln", "Europe/Berlin", id="a letter is missing"),
        pytest.param("Madird", "Europe/Madrid", id="two letters changed places"),
        pytest.param("Amstredam, Holand", "Europe/Amsterdam", id="two slips in a long name"),
        pytest.param("Brelim", None, id="too many slips"),
        pytest.param("Istambul", "Europe/Istanbul", id="a wrong letter"),
        pytest.param("Austira", "Europe/Vienna", id="a misspelt country"),
        pytest.param("Zürich", "Europe/Zurich", id="a letter of its own"),
        pytest.param("Österreich", "Europe/Vienna", id="a country in its own language"),
        pytest.param("Türkiye", "Europe/Istanbul", id="a country with one"),
        pytest.param("utc", "UTC", id="no place"),
        pytest.param("UTC+2", "Etc/GMT-2", id="an offset"),
        pytest.param("-03:00", "Etc/GMT+3", id="an offset with minutes"),
        pytest.param("UTC+0", "UTC", id="no offset"),
        pytest.param("UTC+77", None, id="no offset of this world"),
        pytest.param("USA", None, id="a country of many clocks"),
        pytest.param("Spain", None, id="a country of two"),
        pytest.param("I enter invoices", None, id="an answer to something else"),
        pytest.param("nowhere", None, id="nowhere"),
        pytest.param("Rom", None, id="too short to guess"),
        pytest.param("../etc/passwd", None, id="a path"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_place_as_people_name_it(text: str, zone: str | None) -> None:
    assert zone_of(text) == zone


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_zone_or_none(text: str) -> None:
    found = zone_of(text)

    assert found is None or ZoneInfo(found).key == found


def test_a_country_of_many_clocks_has_one_choice_for_each() -> None:
    assert choices_of("spain") == ("Europe/Madrid", "Atlantic/Canary")
    assert choices_of("USA")[0] == "America/New_York"
    assert choices_of("Atlantis") == ()


@pytest.mark.parametrize(
    ("zone", "neighbours"),
    [
        ("Europe/Berlin", ("Europe/London", "Europe/Athens", "Europe/Istanbul")),
        ("Europe/Vienna", ("Europe/London", "Europe/Athens", "Europe/Istanbul")),
        ("UTC", ("Europe/London", "Europe/Berlin", "Europe/Athens")),
        ("America/New_York", ("America/Chicago", "America/Halifax", "America/Sao_Paulo")),
    ],
)
def test_neighbours_have_other_clocks(zone: str, neighbours: tuple[str, ...]) -> None:
    assert neighbours_of(zone, WINTER) == neighbours


def test_a_zone_is_called_by_its_city() -> None:
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city_of("UTC") == "UTC"
