"""What SQLite's errors mean to us, by their codes; never by their text, which may hold values."""

import sqlite3

from storage.errors import (
    DatabaseUnavailableError,
    DiskFullError,
    ForeignDatabaseError,
    ReadOnlyDatabaseError,
    StorageError,
)

_OF_ALL = tuple(
    f"SQLITE_{kind}"
    for kind in ("FULL", "IOERR", "READONLY", "BUSY", "LOCKED", "CANTOPEN", "CORRUPT", "NOTADB")
)


def concerns_all(error: sqlite3.Error) -> bool:
    """Say whether *error* is no fault of what was to be written: disk, file or lock."""
    code = getattr(error, "sqlite_errorname", "") or ""
    return code.startswith(_OF_ALL)


def error_of(error: sqlite3.Error, place: str) -> StorageError:
    """Return our error for the driver's, by its code."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")):
        return DiskFullError(place)
    if code.startswith("SQLITE_READONLY"):
        return ReadOnlyDatabaseError(place)
    if code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return ForeignDatabaseError(place)
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseUnavailableError(place, "another program keeps it locked: close that one")
    if code.startswith("SQLITE_CANTOPEN"):
        return DatabaseUnavailableError(place, "cannot be opened: check that its folder exists")
    return DatabaseUnavailableError(place, f"failed with {code or type(error).__name__}")
