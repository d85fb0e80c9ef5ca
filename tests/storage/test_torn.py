"""The power fails: of what was committed nothing is lost, of what was under way nothing stays.

A copy of the file with its write-ahead log cut anywhere, or with a sector that was never written,
is what a disk may hold after that.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from storage import ConversationRow, OutboxRow, Store, new_id, open_store
from storage.sqlite import SqliteStore

TURNS = 40


class Torn(NamedTuple):
    """A database at work: its file, its log, and how long the log was after each commit."""

    file: bytes
    log: bytes
    ends: tuple[int, ...]


def turn(store: Store, number: int) -> None:
    """Commit what a turn commits: a number, where the chat stands, a reply."""
    with store.transaction() as work:
        work.intake.note_update("t", str(number), 1)
        work.intake.save_conversation(ConversationRow("t", "7", "s", "en", "x" * 3000, number))
        work.outbox.enqueue(OutboxRow(new_id(), "t", str(number), "interactive", "{}", 0))


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Torn]:
    path = tmp_path_factory.mktemp("torn") / "gemba.db"
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    assert isinstance(store, SqliteStore)
    store.opened().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log, ends = path.with_name("gemba.db-wal"), []
    for number in range(TURNS):
        turn(store, number)
        ends.append(log.stat().st_size)
    yield Torn(path.read_bytes(), log.read_bytes(), tuple(ends))
    store.close()


def kept(folder: Path, file: bytes, log: bytes) -> tuple[list[int], list[int], int]:
    """Return the updates, the replies and the last turn in what a disk holds after a power cut."""
    folder.mkdir()
    (folder / "gemba.db").write_bytes(file)
    (folder / "gemba.db-wal").write_bytes(log)
    store = open_store(f"sqlite:///{folder}/gemba.db")
    store.migrate()
    store.close()
    with closing(sqlite3.connect(folder / "gemba.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        updates = db.execute("SELECT CAST(number AS INTEGER) FROM intake ORDER BY 1").fetchall()
        replies = db.execute("SELECT CAST(chat AS INTEGER) FROM outbox ORDER BY 1").fetchall()
        last = db.execute("SELECT coalesce(max(changed), -1) FROM conversation").fetchone()[0]
    return [row[0] for row in updates], [row[0] for row in replies], last


def test_every_commit_is_on_the_disk_when_it_returns(torn: Torn) -> None:
    assert all(before < after for before, after in pairwise(torn.ends))


def test_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    assert isinstance(store, SqliteStore)
    settings = [
        store.opened().execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    store.close()

    assert settings == ["wal", 2]  # 2 is FULL


def test_a_log_cut_anywhere_keeps_whole_turns_up_to_there(torn: Torn, tmp_path: Path) -> None:
    chosen = random.Random(1)  # noqa: S311  # the same places each time
    cuts = {0, 1, 31, 32, 33, len(torn.log), *torn.ends, *(end - 1 for end in torn.ends)}
    cuts |= {chosen.randrange(len(torn.log)) for _ in range(200)}

    found = {cut: kept(tmp_path / str(cut), torn.file, torn.log[:cut]) for cut in sorted(cuts)}

    for cut, (updates, replies, last) in found.items():
        whole = sum(end <= cut for end in torn.ends)
        assert updates == replies == list(range(whole)), cut
        assert last == whole - 1, cut


def test_a_sector_that_was_never_written_ends_the_log_there(torn: Torn, tmp_path: Path) -> None:
    chosen = random.Random(2)  # noqa: S311  # the same places each time
    holes = sorted(chosen.randrange(len(torn.log) // 512) * 512 for _ in range(100))

    for hole in holes:
        log = torn.log[:hole] + bytes(512) + torn.log[hole + 512 :]
        updates, replies, last = kept(tmp_path / f"{hole}-{len(list(tmp_path.iterdir()))}",
                                      torn.file, log)  # fmt: skip
        whole = sum(end <= hole for end in torn.ends)
        assert updates == replies == list(range(len(updates)))
        assert len(updates) == last + 1
        assert len(updates) >= whole
