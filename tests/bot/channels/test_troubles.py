"""The database in trouble: nothing is acknowledged or set aside; all is done once it works."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage.sqlite import SqliteStore
from tests.bot.channels.conftest import Rig

PEOPLE = range(100, 160)


@contextmanager
def full_disk(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("VACUUM")
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    yield
    database.execute("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only_file(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("PRAGMA query_only = ON")
    yield
    database.execute("PRAGMA query_only = OFF")


@contextmanager
def locked_database(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("PRAGMA busy_timeout = 0")
    path = database.execute("PRAGMA database_list").fetchone()[2]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@pytest.fixture
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_wait(_: float) -> None: ...

    monkeypatch.setattr("bot.channels.telegram.polling.asyncio.sleep", no_wait)


@pytest.mark.usefixtures("_no_waits")
@pytest.mark.parametrize("trouble", [full_disk, read_only_file, locked_database])
async def test_what_the_database_refuses_is_offered_again_and_answered_once(
    rig: Rig, trouble: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(trouble)
    assert isinstance(rig.store, SqliteStore)
    await rig.say("/start")

    for chat in PEOPLE:
        rig.telegram.say(chat, "my-word")
    offset = rig.poller.offset
    with trouble(rig.store.opened().conn):
        await rig.poller.once()
    refused = rig.poller.offset == offset, len(rig.telegram.sent())
    await rig.turn()

    with rig.store.transaction() as work:
        assert work.intake.asides() == []
    assert refused == (True, 1)
    assert [len(rig.telegram.sent(chat)) for chat in PEOPLE] == [1] * len(PEOPLE)
    assert "poll failed" in caplog.text
    assert "my-word" not in caplog.text
