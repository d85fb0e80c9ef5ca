"""The migrations, in order; applied ones never change.

Rule 1: a database notes each number that it had, so one that comes late, with a number below the
highest, is done as well.
"""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

#: Not in `schema.sql`, because no migration makes it.
RECORD: Final = "schema_migration"
Execute = Callable[[str], Iterable[tuple[int, ...]]]


class Migration(NamedTuple):
    """One step of the schema: its number, its name, and its SQL."""

    number: int
    name: str
    sql: str


@cache
def migrations() -> tuple[Migration, ...]:
    """Return all migrations, oldest first."""
    found = []
    for path in sorted(Path(__file__).parent.glob("[0-9]*.sql")):
        number, _, name = path.stem.partition("_")
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    return tuple(found)


def noted(execute: Execute, version: int) -> set[int]:
    """Return which migrations the database had; all up to *version*, if it never noted them."""
    execute(f"CREATE TABLE IF NOT EXISTS {RECORD} (number BIGINT PRIMARY KEY)")
    had = numbers(execute)
    if not had:
        had = {each.number for each in migrations() if each.number <= version}
        for number in sorted(had):
            note(execute, number)
    return had


def numbers(execute: Execute) -> set[int]:
    """Return the numbers that the database has noted."""
    return {number for (number,) in execute(f"SELECT number FROM {RECORD}")}  # noqa: S608  # a constant


def note(execute: Execute, number: int) -> None:
    """Note that the database had the migration *number*."""
    execute(f"INSERT INTO {RECORD} (number) VALUES ({number})")  # noqa: S608  # a number of ours


def version_of(highest: int, had: set[int]) -> int:
    """Return up to where a database had all that we know: *highest*, if there is no gap."""
    missing = [each.number for each in migrations() if each.number <= highest]
    missing = [number for number in missing if number not in had]
    return missing[0] - 1 if missing else highest
