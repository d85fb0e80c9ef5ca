"""Whole tables of an SQLite file, for copying."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from storage.copying import Table
from storage.statements import Cells

if TYPE_CHECKING:
    import sqlite_utils


class SqliteTables:
    """Whole tables, read and written row by row, for copying."""

    def __init__(self, database: "sqlite_utils.Database") -> None:
        self._database = database

    def rows(self, table: Table) -> Iterator[Cells]:
        """Yield all rows of *table* in the order of its key, texts compared byte by byte."""
        found = self._database[table.name].rows_where(
            select=", ".join(f"[{each}]" for each in table.columns),
            order_by=", ".join(f"[{each}]" for each in table.key),
        )
        yield from (tuple(row.values()) for row in found)

    def add(self, table: Table, rows: Iterable[Cells]) -> None:
        """Write *rows*; those whose key is there are left as they are."""
        listed = ", ".join(f"[{each}]" for each in table.columns)
        places = ", ".join("?" for _ in table.columns)
        self._database.conn.executemany(  # insert_all would end our transaction
            f"INSERT INTO [{table.name}] ({listed}) VALUES ({places}) ON CONFLICT DO NOTHING",  # noqa: S608  # names from our own list
            rows,
        )

    def count(self, table: Table) -> int:
        """Return how many rows *table* has."""
        return int(self._database[table.name].count)
