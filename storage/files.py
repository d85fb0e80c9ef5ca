"""Files that only their owner may read, and a lock that keeps a second process out."""

import fcntl
import os
from pathlib import Path


def locked(path: Path) -> int | None:
    """Return the open file at *path* with a lock on it; None if another process has it.

    A file of its own, because closing any handle of the database would drop SQLite's own locks.
    """
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def make_private(path: Path) -> None:
    """Make the file for its owner only, before anything is in it."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
