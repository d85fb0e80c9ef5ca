"""The migrations, in order; applied ones never change."""

from pathlib import Path
from typing import NamedTuple


class Migration(NamedTuple):
    """One step of the schema: its number, its name, and its SQL."""

    number: int
    name: str
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return all migrations, oldest first."""
    found = []
    for path in sorted(Path(__file__).parent.glob("[0-9]*.sql")):
        number, _, name = path.stem.partition("_")
        found.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    return tuple(found)
