"""The named statements of `queries/*.sql`, run on one connection; the only user of aiosql.

SQL stays SQL: nothing here builds a statement. Rows come back as plain tuples and are made into
typed rows by the modules that know what they mean.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import aiosql
from aiosql.queries import Queries

Value = str | int | float | None
Cells = tuple[Value, ...]
_FOLDER = Path(__file__).parent / "queries"
#: What only PostgreSQL understands stands in a comment; what only SQLite does, between two.
_ONLY_POSTGRES = re.compile(r"/\*pg\s(.*?)\*/", re.DOTALL)
_ONLY_SQLITE = re.compile(r"/\*lite\*/.*?/\*\*/", re.DOTALL)


class Connection(Protocol):
    """What we need of a driver's connection: that aiosql can use it."""

    def cursor(self) -> object:
        """Return a cursor."""


@cache
def load_queries(driver: str) -> Queries:
    """Return all statements, for the aiosql adapter *driver*."""
    is_postgres = driver == "psycopg"
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.sql")))
    spoken = _ONLY_SQLITE.sub("", text) if is_postgres else text
    spoken = _ONLY_POSTGRES.sub(r"\1" if is_postgres else "", spoken)
    queries: Queries = aiosql.from_str(spoken, driver, mandatory_parameters=False)
    return queries


class Statements:
    """Runs statements by name on one connection.

    `has_erased` is set by whoever deletes what a person said, `has_closed` by whoever closes a
    survey: the store then sees to it that the disk forgets, too, once the transaction is committed.
    """

    def __init__(self, connection: Connection, driver: str) -> None:
        self._connection, self._queries = connection, load_queries(driver)
        self.has_erased = self.has_closed = False

    def run(self, name: str, /, **values: Value) -> int:
        """Run the statement *name* and return how many rows it changed."""
        changed: int = getattr(self._queries, name)(self._connection, **values)
        return changed

    def run_many(self, name: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Run the statement *name*, one that ends in `*!`, for all of *rows* at once."""
        getattr(self._queries, name)(self._connection, list(rows))

    def row(self, name: str, /, **values: Value) -> Cells | None:
        """Return the one row that the query *name* gives; None if it gives none."""
        found: Cells | None = getattr(self._queries, name)(self._connection, **values)
        return found

    def rows(self, name: str, /, **values: Value) -> list[Cells]:
        """Return all rows that the query *name* gives."""
        return list(getattr(self._queries, name)(self._connection, **values))

    def value(self, name: str, /, **values: Value) -> Value:
        """Return the one value that the query *name* gives; None if it gives none."""
        found: Value = getattr(self._queries, name)(self._connection, **values)
        return found
