"""PostgreSQL: for several processes at once, or where the platform's disk does not last.

The same statements and migrations as SQLite. What differs is here: two words for types, a table
that holds the schema's version and marks the database as ours, locks for chats and for leading, and
what follows `/*pg` in a statement ("... FOR UPDATE SKIP LOCKED").
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Final

import psycopg
from psycopg import errors, sql
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.copying import copy_store
from storage.errors import (
    DatabaseUnavailableError,
    DiskFullError,
    ForeignDatabaseError,
    NewerSchemaError,
    ReadOnlyDatabaseError,
    StorageError,
)
from storage.migrations import RECORD, Execute, migrations, note, noted, numbers, version_of
from storage.postgres_tables import Connection, PostgresTables
from storage.statements import Statements
from storage.store import Work
from storage.surveys import TRACED

_WAIT_SECONDS: Final = 10.0
_MOST_CONNECTIONS: Final = 4
#: Any numbers will do, as long as nobody else locks the same in this database.
_MIGRATING, _LEADING, _WORKING = 0x47454D42, 0x47454D43, 0x47454D44
#: Each holds a shared lock as long as it lives, so that the dead are not counted.
_WORKERS: Final = (
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE datname = current_database() AND locktype = 'advisory' AND objid = %s"
)
#: SQLite's INTEGER has 64 bits and its REAL is double; these are PostgreSQL's words for both.
_TYPES: Final = (("INTEGER", "BIGINT"), ("REAL", "DOUBLE PRECISION"))
_VERSION_TABLE: Final = "CREATE TABLE schema_version (version BIGINT NOT NULL)"


class PostgresStore:
    """A store in a PostgreSQL database that several processes may share."""

    def __init__(self, url: str) -> None:
        self._place = _place_of(url)
        self._leader: Connection | None = None
        self._presence: Connection | None = None
        self._savepoints = count(1)
        self._owes_order = False
        self._url = url
        with self._translated():
            psycopg.connect(url, connect_timeout=int(_WAIT_SECONDS)).close()
            self._pool: ConnectionPool[Connection] = ConnectionPool(
                url,
                min_size=1,
                max_size=_MOST_CONNECTIONS,
                timeout=_WAIT_SECONDS,
                check=ConnectionPool.check_connection,
                open=True,
            )

    @property
    def is_shared(self) -> bool:
        """Return True: several processes may work on it at once."""
        return True

    def version(self) -> int:
        """Return the version of the schema; 0 if there is none yet.

        Raises:
            ForeignDatabaseError: there are tables, and they are not Gemba's.
        """
        with self._translated(), self._pool.connection() as connection:
            return self._version(connection)

    def _version(self, connection: Connection) -> int:
        tables = {
            str(name)
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            )
        }
        if tables and "schema_version" not in tables:
            raise ForeignDatabaseError(self._place)
        if not tables:
            return 0
        row = connection.execute("SELECT version FROM schema_version").fetchone()
        highest = 0 if row is None else int(row[0] or 0)
        return version_of(highest, numbers(_executing(connection))) if RECORD in tables else highest

    def migrate(self) -> int:
        """Bring the database to today's schema and return its version.

        All that is missing is done in one transaction, by one process at a time.

        Raises:
            NewerSchemaError: a newer Gemba wrote it; nothing was changed.
            StorageError: it cannot be written.
        """
        known = migrations()
        with self._translated(), self._pool.connection() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MIGRATING,))
            version = self._version(connection)
            if version > known[-1].number:
                raise NewerSchemaError(self._place, version, known[-1].number)
            if not version:
                connection.execute(_VERSION_TABLE)
                connection.execute("INSERT INTO schema_version (version) VALUES (0)")
            had = noted(_executing(connection), version)
            for migration in known:
                if migration.number not in had:
                    connection.execute(_spoken(migration.sql).encode())
                    note(_executing(connection), migration.number)
            connection.execute("UPDATE schema_version SET version = %s", (known[-1].number,))
        return known[-1].number

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """Begin a transaction: committed at the end of the block, undone if it raises.

        Raises:
            StorageError: nothing of the block was stored.
        """
        with self._translated(), self._pool.connection() as connection:
            statements = Statements(connection, "psycopg")
            yield Work(
                statements,
                lambda: self._savepoint(connection),
                lambda chats: _lock(connection, chats),
            )
        self._owes_order = self._owes_order or statements.has_closed
        if self._owes_order:
            self._reorder()

    def _reorder(self) -> None:
        """Write the tables of answers anew, in the order of their keys, which are pseudonyms."""
        with (
            suppress(psycopg.Error),  # the transaction is committed all the same
            psycopg.connect(self._url, autocommit=True) as connection,
        ):
            connection.execute("SET lock_timeout = '5s'")
            for table in TRACED:
                names = sql.Identifier(table), sql.Identifier(f"{table}_pkey")
                connection.execute(sql.SQL("CLUSTER {} USING {}").format(*names))
            self._owes_order = False

    @contextmanager
    def _savepoint(self, connection: Connection) -> Iterator[None]:
        try:
            with connection.transaction(f"event_{next(self._savepoints)}"):
                yield
        except psycopg.Error as error:
            if _concerns_all(error):
                raise _error_of(error, self._place) from error
            raise

    def is_leader(self) -> bool:
        """Say whether this process leads: one of all that share the database does.

        Whoever asks first leads until it stops or loses its connection; then another one does.
        """
        with self._translated():
            if self._leader is not None and not self._leader.closed:
                self._leader.execute(
                    "SELECT 1"
                )  # raises when the connection, and the lock, is gone
                return True
            asking = psycopg.connect(self._url, autocommit=True)
            row = asking.execute("SELECT pg_try_advisory_lock(%s)", (_LEADING,)).fetchone()
            if row is None or not row[0]:
                asking.close()
                return False
            self._leader = asking
            return True

    def workers(self) -> int:
        """Return how many processes run a bot on the database, from now on with this one."""
        with self._translated():
            if self._presence is None or self._presence.closed:
                self._presence = psycopg.connect(self._url, autocommit=True)
                self._presence.execute("SELECT pg_advisory_lock_shared(%s)", (_WORKING,))
            row = self._presence.execute(_WORKERS, (_WORKING,)).fetchone()
        return max(1, 0 if row is None else int(row[0] or 0))

    def backup(self, path: str) -> None:
        """Copy everything into a new SQLite file at *path*, verified table by table.

        Raises:
            StorageError: the copy could not be made, or differs.
        """
        from storage.sqlite import new_copy  # noqa: PLC0415  # only a backup needs it

        with new_copy(path) as copy:
            copy_store(self, copy)

    @contextmanager
    def tables(self) -> Iterator["PostgresTables"]:
        """Give access to whole tables, in one transaction, for copying."""
        with self._translated(), self._pool.connection() as connection:
            yield PostgresTables(connection)

    def close(self) -> None:
        """Close all connections; whoever led does not lead any more."""
        if self._leader is not None:
            with suppress(psycopg.Error):  # at once, not when the server notices that we are gone
                self._leader.execute("SELECT pg_advisory_unlock(%s)", (_LEADING,))
            self._leader.close()
        if self._presence is not None:
            self._presence.close()
        self._pool.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the driver's errors into ours, once, here."""
        try:
            yield
        except (psycopg.Error, PoolTimeout) as error:
            raise _error_of(error, self._place) from error


def _lock(connection: Connection, chats: Iterable[str]) -> None:
    """Let nobody else work on *chats* until the transaction ends.

    Taken in order, so that no two wait for each other. A lock by name rather than of a row: a chat
    that has said nothing yet has no row, and without consent never gets one.
    """
    connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(chat, 0)) FROM unnest(%s::text[]) AS chat",
        (sorted(set(chats)),),
    )


def _executing(connection: Connection) -> Execute:
    def execute(statement: str) -> Iterator[tuple[int, ...]]:
        done = connection.execute(statement.encode())
        return (tuple(map(int, row)) for row in done) if done.description else iter(())  # type: ignore[arg-type]  # numbers only

    return execute


def _spoken(statements: str) -> str:
    """Return *statements* of a migration with PostgreSQL's words for types."""
    for ours, theirs in _TYPES:
        statements = statements.replace(f" {ours}", f" {theirs}")
    return statements


def _place_of(url: str) -> str:
    """Return host and database of *url*: what may be shown, without user and password."""
    try:
        known = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        return "postgresql://"
    return f"postgresql://{known.get('host') or 'localhost'}/{known.get('dbname') or ''}"


def _concerns_all(error: psycopg.Error) -> bool:
    """Say whether *error* is no fault of what was to be written.

    By the classes of its codes: 08 connection, 25 read-only, 40 deadlock, 53 no room, 55 locked, 57
    shut down, 58 system. Without a code the connection was lost.
    """
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate.startswith(("08", "25", "40", "53", "55", "57", "58"))


def _error_of(error: Exception, place: str) -> StorageError:
    """Return our error for the driver's, by its code; never its text, which may hold values."""
    if isinstance(error, errors.DiskFull):
        return DiskFullError(place)
    if isinstance(error, errors.ReadOnlySqlTransaction | errors.InsufficientPrivilege):
        return ReadOnlyDatabaseError(place)
    if isinstance(error, errors.InvalidPassword | errors.InvalidCatalogName):
        return DatabaseUnavailableError(place, "refuses us: check user, password and name")
    code = getattr(error, "sqlstate", None)
    if code is None or code.startswith(("08", "57")):
        return DatabaseUnavailableError(place, "cannot be reached: is it running?")
    return DatabaseUnavailableError(place, f"failed with {code}")
