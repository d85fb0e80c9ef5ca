"""Time zones as people name them: a city, a country, a zone, near enough; imports nothing of ours.

Rule 1: a name that fits is taken as it is; only then a country, then a name that is nearly right.
Rule 2: a country with several clocks has no zone of its own: its choices are offered instead.
Rule 3: two zones are the same to us if their clocks are, in January and in July.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

#: What is offered beside a zone: cities that nearly everybody knows, from west to east.
_WELL_KNOWN: Final = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver",
    "America/Chicago", "America/New_York", "America/Halifax", "America/Sao_Paulo", "Europe/London",
    "Europe/Berlin", "Europe/Athens", "Europe/Istanbul", "Asia/Dubai", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Singapore", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip
_NEIGHBOURS: Final = 3
#: Shorter names are near to too many others; in longer ones two slips are forgiven.
_LEAST_LETTERS, _LONG = 5, 9
_LONGEST: Final = 60
_AROUND = re.compile(
    r"(?:i am|i'm|we are|we're|i live)?\s*(?:in|from)?\s*(?:the)?\s*(.*?)(?: time)?"
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])0?(\d{1,2})(?::?00)?")
#: What people call countries beside their names in the list of ISO 3166; in their own tongues, too.
_ALSO: Final = {
    "uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "usa": "US", "us": "US", "america": "US", "holland": "NL", "czechia": "CZ",
    "uae": "AE", "deutschland": "DE", "osterreich": "AT", "schweiz": "CH", "suisse": "CH",
    "svizzera": "CH", "italia": "IT", "espana": "ES", "polska": "PL", "nederland": "NL",
    "belgie": "BE", "belgique": "BE", "danmark": "DK", "sverige": "SE", "norge": "NO",
    "suomi": "FI", "cesko": "CZ", "magyarorszag": "HU", "hrvatska": "HR", "brasil": "BR",
    "south korea": "KR", "korea": "KR", "russia": "RU", "turkiye": "TR",
}  # fmt: skip


def zone_of(text: str) -> str | None:
    """Return the time zone that a person means by "Berlin", "Germany" or "Berln"; None if none."""
    for said in _said(text):
        found = _zones().get(said) or _by_offset(said) or _only_one(choices_of(said))
        if found is not None:
            return _readable(found)
    return next((zone for said in _said(text) if (zone := _nearly(said)) is not None), None)


def choices_of(text: str) -> tuple[str, ...]:
    """Return one zone for each clock of the country that *text* names, none if it names none."""
    code = _countries().get(_folded(text).strip())
    found: dict[tuple[int, int], str] = {}
    for zone in _zones_of_countries().get(code or "", ()):
        found.setdefault(_clock(zone, _A_YEAR), zone)
    return tuple(found.values())


def neighbours_of(zone: str, at: int) -> tuple[str, ...]:
    """Return well-known zones whose clocks are nearest to that of *zone*, but not the same."""
    year = datetime.fromtimestamp(at, UTC).year
    here = _clock(zone, year)
    far = {
        each: sum(abs(a - b) for a, b in zip(here, _clock(each, year), strict=True))
        for each in _WELL_KNOWN
    }
    return tuple(sorted((each for each in far if far[each]), key=far.__getitem__)[:_NEIGHBOURS])


def city_of(zone: str) -> str:
    """Return what people call *zone*: its city."""
    return zone.rpartition("/")[2].replace("_", " ")


#: Any year: a country's choices are told by names, and clocks seldom part for good.
_A_YEAR: Final = 2026


def _said(text: str) -> Iterator[str]:
    """Yield what *text* may name: all of it, then its parts between commas."""
    plain = " ".join(_folded(text).replace("_", " ").split())[:_LONGEST]
    for part in dict.fromkeys((plain, *plain.split(","))):
        found = _AROUND.fullmatch(part.strip(" .!"))
        if found is not None and found[1]:
            yield found[1]


def _folded(text: str) -> str:
    """Return *text* in small letters without what stands above or below them."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _by_offset(said: str) -> str | None:
    """Return the zone of "UTC+2"; zones of this kind are called the other way round."""
    found = _OFFSET.fullmatch(said)
    if found is None:
        return None
    sign = "-" if found[1] == "+" else "+"
    name = f"Etc/GMT{sign}{int(found[2])}" if int(found[2]) else "UTC"
    return name if name in available_timezones() else None


def _nearly(said: str) -> str | None:
    """Return the zone of what is called nearly as *said*: a slip, or two where there is room."""
    from rapidfuzz import process  # noqa: PLC0415  # rarely needed
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    if len(said) < _LEAST_LETTERS or choices_of(said):
        return None
    slips = 1 if len(said) < _LONG else 2
    near = process.extractOne(said, _names(), scorer=OSA.distance, score_cutoff=slips)
    return None if near is None else zone_of(near[0])


def _only_one(choices: tuple[str, ...]) -> str | None:
    return choices[0] if len(choices) == 1 else None


def _readable(name: str) -> str | None:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, OSError):  # listed, and yet not to be read
        return None


def _clock(zone: str, year: int) -> tuple[int, int]:
    """Return how many minutes the clock of *zone* is ahead in January and in July."""
    moments = (datetime(year, month, 1, 12, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    january, july = (int((each.utcoffset() or each - each).total_seconds()) for each in moments)
    return january // 60, july // 60


@cache
def _zones() -> Mapping[str, str]:
    """Return all zones by their whole names, and by their cities."""
    names = sorted(available_timezones())
    listed = [zone for zones in _zones_of_countries().values() for zone in zones]
    cities = [*listed, *(each for each in names if "/" in each and not each.startswith("Etc/"))]
    known = {city_of(each).lower(): each for each in reversed(cities)}  # those of countries win
    return known | {each.lower().replace("_", " "): each for each in names}


@cache
def _names() -> tuple[str, ...]:
    """Return what can be meant by a name that is nearly right: cities, and countries of one."""
    listed = (name for name in _countries() if name not in _ALSO)
    countries = (name for name in listed if len(choices_of(name)) == 1)
    cities = (city_of(zone).lower() for zones in _zones_of_countries().values() for zone in zones)
    return tuple(dict.fromkeys((*cities, *countries)))


@cache
def _countries() -> Mapping[str, str]:
    """Return the codes of countries by their names."""
    listed = {_folded(name.partition(" (")[0]): code for code, name in _table("iso3166.tab")}
    return listed | _ALSO


@cache
def _zones_of_countries() -> Mapping[str, tuple[str, ...]]:
    """Return the zones of each country, those of most people first."""
    found: dict[str, tuple[str, ...]] = {}
    for code, _, zone, *_rest in _table("zone.tab"):
        found[code] = (*found.get(code, ()), zone)
    return found


def _table(name: str) -> Iterator[list[str]]:
    text = files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
