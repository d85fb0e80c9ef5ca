"""Whole tables of a PostgreSQL database, for copying."""

from collections.abc import Iterable, Iterator

import psycopg
from psycopg import sql

from storage.copying import BATCH, Table
from storage.statements import Cells

Connection = psycopg.Connection[Cells]


class PostgresTables:
    """Whole tables, read and written row by row, for copying."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, table: Table) -> Iterator[Cells]:
        """Yield all rows of *table* in the order of its key, texts compared byte by byte."""
        order = (
            sql.SQL("{}" if each in table.numbers else '{} COLLATE "C"').format(
                sql.Identifier(each)
            )
            for each in table.key
        )
        query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            _names(table.columns), sql.Identifier(table.name), sql.SQL(", ").join(order)
        )
        with self._connection.cursor(f"copy_{table.name}") as cursor:
            cursor.itersize = BATCH
            yield from cursor.execute(query)

    def add(self, table: Table, rows: Iterable[Cells]) -> None:
        """Write *rows*; those whose key is there are left as they are."""
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
            sql.Identifier(table.name),
            _names(table.columns),
            sql.SQL(", ").join(sql.Placeholder() for _ in table.columns),
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(query, rows)

    def count(self, table: Table) -> int:
        """Return how many rows *table* has."""
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table.name))
        row = self._connection.execute(query).fetchone()
        return 0 if row is None else int(row[0] or 0)


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))
