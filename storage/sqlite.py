"""SQLite: one file, written by one process; opened by sqlite-utils, run by our statements.

WAL lets readers read while we write; `synchronous=FULL` makes a commit survive a power cut;
`secure_delete` overwrites what is deleted. The file is marked with our application id, so that
somebody else's database is recognised and left alone.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import (
    DatabaseUnavailableError,
    ForeignDatabaseError,
    NewerSchemaError,
    StorageError,
)
from storage.files import locked, make_private
from storage.migrations import (
    RECORD,
    Migration,
    migrations,
    note,
    noted,
    numbers,
    version_of,
)
from storage.sqlite_faults import concerns_all, error_of
from storage.sqlite_tables import SqliteTables
from storage.statements import Statements
from storage.store import Work

if TYPE_CHECKING:
    import sqlite_utils

APPLICATION_ID = 0x47454D42  # "GEMB"
_BUSY_SECONDS = 10
#: How soon to try again to empty the log, while another program reads the file.
_AGAIN_SECONDS = 5
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)


class SqliteStore:
    """A store in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._translated():
            make_private(path)
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            with self._translated():
                self._refuse_foreign()
                for pragma in _PRAGMAS:
                    self._connection.execute(pragma)
        except StorageError:
            self._connection.close()
            raise
        self._savepoints = count(1)
        self._owes_erasure, self._tried_at = False, float("-inf")
        self._lock: int | None = None

    def _refuse_foreign(self) -> None:
        (found,) = self._connection.execute("PRAGMA application_id").fetchone()
        if found == APPLICATION_ID:
            return
        (tables,) = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if found or tables:
            raise ForeignDatabaseError(str(self._path))

    @property
    def is_shared(self) -> bool:
        """Return False: one process writes an SQLite file."""
        return False

    def version(self) -> int:
        """Return the version of the schema; 0 if there is none yet."""
        with self._translated():
            (highest,) = self._connection.execute("PRAGMA user_version").fetchone()
            query = f"SELECT count(*) FROM sqlite_master WHERE name = '{RECORD}'"  # noqa: S608  # a constant
            (has_record,) = self._connection.execute(query).fetchone()
            return version_of(highest, numbers(self._execute)) if has_record else int(highest)

    def _execute(self, statement: str) -> Iterator[tuple[int, ...]]:
        return iter(self._connection.execute(statement))

    def migrate(self) -> int:
        """Bring the file to today's schema and return its version; a copy is made before a change.

        Raises:
            NewerSchemaError: a newer Gemba wrote the file; nothing was changed.
            StorageError: it cannot be written.
        """
        known, version = migrations(), self.version()
        if version > known[-1].number:
            raise NewerSchemaError(str(self._path), version, known[-1].number)
        with self._translated(), self._begun():
            had = noted(self._execute, version)
            if not version:
                self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        waiting = [migration for migration in known if migration.number not in had]
        if waiting and version:
            self.backup(f"{self._path}.before-{waiting[-1].number}")
        for migration in waiting:
            self._apply(migration)
        return self.version()

    def _apply(self, migration: Migration) -> None:
        """Do one migration, unless another process has just done it."""
        with self._translated(), self._begun():
            if migration.number in numbers(self._execute):
                return
            for statement in _statements_of(migration.sql):
                self._connection.execute(statement)
            note(self._execute, migration.number)
            (highest,) = self._connection.execute("PRAGMA user_version").fetchone()
            self._connection.execute(f"PRAGMA user_version = {max(highest, migration.number)}")

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """Begin a transaction: committed at the end of the block, undone if it raises.

        Raises:
            StorageError: nothing of the block was stored.
        """
        statements = Statements(self._connection, "sqlite3")
        with self._translated(), self._begun():
            yield Work(statements, self._savepoint, _lock_nothing)
        self._owes_erasure = self._owes_erasure or statements.has_erased
        if self._owes_erasure and time.monotonic() >= self._tried_at + _AGAIN_SECONDS:
            self._empty_log()

    def _empty_log(self) -> None:
        """Fold the write-ahead log into the file and cut it to nothing; owed while somebody reads.

        What was deleted is overwritten in the file itself (`secure_delete`); until the log is
        folded in, both hold it still. Nobody's turn waits for whoever reads: it is tried again
        some seconds later.
        """
        with contextlib.suppress(sqlite3.Error):  # the transaction is committed all the same
            self._connection.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._owes_erasure = bool(busy)
        self._connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
        self._tried_at = time.monotonic() if self._owes_erasure else float("-inf")

    @contextmanager
    def _begun(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        name = f"event_{next(self._savepoints)}"
        self._connection.execute(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute(f"ROLLBACK TO {name}")
                self._connection.execute(f"RELEASE {name}")
            if isinstance(error, sqlite3.Error) and concerns_all(error):
                raise error_of(error, str(self._path)) from error
            raise
        self._connection.execute(f"RELEASE {name}")

    def backup(self, path: str) -> None:
        """Copy the file to *path* while it is in use, and check that the copy can be read.

        Raises:
            StorageError: the copy could not be made, or is not sound; what was there is kept.
        """
        unfinished = Path(f"{path}.unfinished")
        with self._translated():
            try:
                unfinished.unlink(missing_ok=True)
                make_private(unfinished)
            except OSError as error:
                problem = f"{error.strerror}: give a file in a folder that is there and writable"
                raise DatabaseUnavailableError(path, problem) from error
            with closing(sqlite3.connect(unfinished)) as copy:
                self._connection.backup(copy)
                (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise DatabaseUnavailableError(path, f"the copy is not sound: {verdict}")
            unfinished.replace(path)

    def is_leader(self) -> bool:
        """Say whether this process leads: one of all that run a bot on the file does.

        Whoever asks first leads until it ends, however it ends.
        """
        if self._lock is None:
            with self._translated():
                self._lock = locked(Path(f"{self._path}.lock"))
        return self._lock is not None

    def workers(self) -> int:
        """Return 1: one process runs a bot on the file."""
        return 1

    def opened(self) -> "sqlite_utils.Database":
        """Return the file as sqlite-utils sees it, for analysts and for bulk work."""
        import sqlite_utils  # noqa: PLC0415  # it loads numpy, which the bot never needs

        return sqlite_utils.Database(self._connection)

    @contextmanager
    def tables(self) -> Iterator["SqliteTables"]:
        """Give access to whole tables, in one transaction, for copying."""
        with self._translated(), self._begun():
            yield SqliteTables(self.opened())

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it. Whoever led does not any more."""
        self._connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn the driver's errors into ours, once, here."""
        try:
            yield
        except sqlite3.Error as error:
            raise error_of(error, str(self._path)) from error
        except OSError as error:
            raise DatabaseUnavailableError(
                str(self._path), f"{error.strerror}: check the folder in DATABASE_URL"
            ) from error


@contextmanager
def new_copy(path: str) -> Iterator[SqliteStore]:
    """Give a new, migrated file that becomes *path* at the end of the block, if nothing raises.

    Raises:
        StorageError: the file cannot be made, or is not sound; what was at *path* is kept.
    """
    unfinished = Path(f"{path}.unfinished")
    unfinished.unlink(missing_ok=True)
    store = SqliteStore(unfinished)
    try:
        store.migrate()
        yield store
    finally:
        store.close()
    unfinished.replace(path)


def _lock_nothing(chats: Iterable[str]) -> None:
    """Do nothing: a transaction on the file keeps everybody else out already."""


def _statements_of(sql: str) -> Iterator[str]:
    """Yield the statements of a migration; it has no text with a semicolon at a line's end."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
