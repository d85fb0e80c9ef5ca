"""Reads the figures out of every kind of output that a role can have, as an attacker would."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openpyxl import load_workbook

from benchmarks.organisation import Figure

_OF_ALL: Final = re.compile(r"(\d+)(?: of \d+)? people answered")
_LISTED: Final = re.compile(
    r"^(?:<b>)?\d+\. (.+?)(?:</b>)?(?:: | \()(\d+) people(?:, about (\S+),)?", re.MULTILINE
)
_IN_TEAM: Final = re.compile(r"^<b>(.+?)</b>: (\d+) people(?:, about (\S+),)?", re.MULTILINE)
_ONE: Final = re.compile(r"^<b>How much:</b> (\d+) of (\d+) people who answered", re.MULTILINE)
_RULE: Final = re.compile(r"^(\d+) people: .*<code>(.+?)</code>", re.MULTILINE)
_TEAM_LINE: Final = re.compile(r"^• (.+?): (\d+) of \d+ people answered", re.MULTILINE)
_LOCKED: Final = re.compile(
    r"^Then: (\d+) of \d+ people named it(?:, about (\S+) hours)?", re.MULTILINE
)


def in_list(text: str, team: str, codes: Mapping[str, str]) -> Iterable[Figure]:
    """Yield the figures of a list of problems: /report, and what participants are told."""
    yield from _answered(text, team)
    for name, people, hours in _LISTED.findall(text):
        yield from _problem(codes[name], team, people, hours)


def in_team(text: str, team: str, codes: Mapping[str, str]) -> Iterable[Figure]:
    """Yield the figures of the screen of one team."""
    yield from _answered(text, team)
    for name, people, hours in _IN_TEAM.findall(text):
        yield from _problem(codes[name], team, people, hours)


def in_one(text: str, team: str, code: str) -> Iterable[Figure]:
    """Yield the figures of one recommendation."""
    for people, answered in _ONE.findall(text):
        yield from _problem(code, team, people, "")
        if int(answered):
            yield Figure("answered ", team, float(answered))


def in_rules(text: str, code: str) -> Iterable[Figure]:
    """Yield the figures of the evidence behind one recommendation."""
    for people, rule in _RULE.findall(text):
        yield Figure(f"rule {code} {rule}", "", float(people))


def in_baseline(text: str, team: str, code: str) -> Iterable[Figure]:
    """Yield the figures that were locked when an initiative was taken on."""
    for people, hours in _LOCKED.findall(text):
        yield from _problem(code, team, people, hours)


def in_progress(text: str, team: str) -> Iterable[Figure]:
    """Yield how many answered, by team and of all."""
    head, _, _ = text.partition("•")
    yield from _answered(head, team)
    for name, people in _TEAM_LINE.findall(text):
        yield Figure("answered ", name.lower(), float(people))


def past_in(text: str, questions: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Return how many went on after which question."""
    found = re.findall(r"^• “(.+?)” (\d+) \(", text, re.MULTILINE)
    return tuple((questions[question], int(people)) for question, people in found)


def began_in(text: str) -> int:
    """Return how many people are said to have begun; 0 where it is not said."""
    found = re.search(r"Of (\d+) who began", text)
    return 0 if found is None else int(found[1])


def _answered(text: str, team: str) -> Iterable[Figure]:
    for people in _OF_ALL.findall(text)[:1]:
        yield Figure("answered ", team, float(people))


def _problem(code: str, team: str, people: str, hours: str) -> Iterable[Figure]:
    yield Figure(f"code {code}", team, float(people))
    if hours:
        yield Figure(f"hours {code}", team, float(hours))


def in_csv(text: str, table: str, team: str) -> Iterable[Figure]:
    """Yield the figures of one table as CSV."""
    yield from in_table(table, list(csv.reader(io.StringIO(text))), team)


def in_workbook(content: bytes, team: str) -> Iterable[Figure]:
    """Yield the figures of all sheets of a workbook."""
    for sheet in load_workbook(io.BytesIO(content), read_only=True):
        name = sheet.title.lower().replace(" ", "_")
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        yield from in_table(name, rows, team)


def in_table(table: str, rows: Sequence[Sequence[str]], team: str) -> Iterable[Figure]:
    """Yield the figures of one table; the first row has the headings."""
    for row in rows[1:]:
        cells = dict(zip(rows[0], row, strict=False))
        people, code = cells.get("People", ""), cells.get("Code", "")
        if cells.get("Or more"):
            people = ""
        match table:
            case "recommendations" | "pareto":
                yield from _told(f"code {code}", team, people)
                yield from _told(f"hours {code}", team, cells["Hours a week"])
            case "evidence":
                yield from _told(f"rule {code} {cells['Rule']}", "", people)
            case "functions":
                yield from _told(f"function {code}", "", people)
            case "teams":
                yield from _told("answered ", code, cells["Answered"])
            case "teams_and_problems":
                yield from _told(f"code {code}", cells["Team code"], people)
            case _:
                pass  # words only


def _told(what: str, team: str, value: str) -> Iterable[Figure]:
    if value:
        yield Figure(what, team, float(value))


def loose_numbers(text: str) -> set[int]:
    """Return every number of people in a text, wherever it stands."""
    return {int(each) for each in re.findall(r"\b(\d+)(?: or more)? (?:of \d+ )?people\b", text)}
