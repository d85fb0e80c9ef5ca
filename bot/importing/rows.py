"""What a row of an import may say, and what is wrong with one that cannot be used; pure.

Columns are found by name (several usual ones each) or by `--map column=their name`. Columns that
we do not know are left alone.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.importing.reading import Cells, Line

LONGEST_TEXT = 4000
LONGEST_NAME = 80
_MINUTES_A_WEEK = 7 * 24 * 60
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "answer", "statement", "comment", "response", "feedback"),
    "team": ("team", "department", "unit", "group"),
    "role": ("role", "job", "job title", "position"),
    "respondent": ("respondent", "person", "employee", "participant", "user"),
    "minutes": ("minutes", "mins", "duration", "minutes each time"),
    "per_week": ("per_week", "per week", "times a week", "frequency"),
}


class ImportRow(NamedTuple):
    """One answer: what was said, by whom, and how often and how long if that is known."""

    number: int
    text: str
    team: str | None
    role: str | None
    respondent: str
    minutes: float | None
    per_week: float | None


class RowFaultError(ValueError):
    """A row cannot be used; the message says why, without repeating what was said."""


def columns_of(names: Iterable[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """Return for each of our columns the name it has in the file, *mapped* ones first.

    Raises:
        RowFaultError: a mapped column is not there, or no column holds the text.
    """
    there = {name.casefold(): name for name in names}
    columns = {}
    for ours, usual in NAMES.items():
        wanted = (mapped[ours],) if ours in mapped else usual
        found = next((there[name.casefold()] for name in wanted if name.casefold() in there), None)
        if found is not None:
            columns[ours] = found
        elif ours in mapped:
            raise RowFaultError(f"has no column {mapped[ours]!r}, which --map names for {ours}")
    if "text" not in columns:
        raise RowFaultError(
            f"has no column for the text: name one {NAMES['text'][0]!r} or --map it"
        )
    return columns


def row_of(line: Line, columns: Mapping[str, str]) -> ImportRow:
    """Return what *line* says.

    Raises:
        RowFaultError: it cannot be used.
    """
    cells = {ours: line.cells.get(theirs, "") for ours, theirs in columns.items()}
    return ImportRow(
        number=line.number,
        text=_text(cells),
        team=_name(cells, "team"),
        role=_name(cells, "role"),
        respondent=_name(cells, "respondent") or _nobody(line),
        minutes=_number(cells, "minutes", _MINUTES_A_WEEK),
        per_week=_number(cells, "per_week", _MINUTES_A_WEEK),
    )


def _text(cells: Cells) -> str:
    text = cells["text"]
    if not text:
        raise RowFaultError("the text is empty")
    if len(text) > LONGEST_TEXT:
        raise RowFaultError(f"the text has {len(text)} characters, {LONGEST_TEXT} are allowed")
    return text


def _name(cells: Cells, column: str) -> str | None:
    name = cells.get(column, "")
    if len(name) > LONGEST_NAME:
        raise RowFaultError(f"{column} has {len(name)} characters, {LONGEST_NAME} are allowed")
    return name or None


def _number(cells: Cells, column: str, most: float) -> float | None:
    text = cells.get(column, "").replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise RowFaultError(f"{column} is not a number") from None
    if not (math.isfinite(number) and 0 < number <= most):
        raise RowFaultError(f"{column} must be more than 0 and at most {most:g}")
    return number


def _nobody(line: Line) -> str:
    """Return a name for a row without one: every such row counts as a person of its own."""
    return f"row {line.number}"


def digest_of(rows: Sequence[ImportRow]) -> str:
    """Return what tells this import from every other, whatever the file is called."""
    return hashlib.sha256(repr(tuple(rows)).encode()).hexdigest()
