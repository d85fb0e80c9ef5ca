"""What is SQLite's own: the file, its migrations, its failures, what must be gone from it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from storage import (
    Store,
    new_id,
    open_store,
)
from storage.errors import (
    DatabaseUnavailableError,
    DiskFullError,
    ForeignDatabaseError,
    NewerSchemaError,
    ReadOnlyDatabaseError,
)
from storage.migrations import RECORD, migrations
from storage.sqlite import SqliteStore
from storage.statements import load_queries
from tests.storage.people import SURVEY, answer, person

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    yield opened
    opened.close()


def test_the_file_is_for_its_owner_only(store: Store, path: Path) -> None:
    assert store.version() == migrations()[-1].number
    assert path.stat().st_mode & 0o777 == 0o600


def test_migrations_lead_to_todays_schema(store: Store, path: Path, tmp_path: Path) -> None:
    fresh = sqlite3.connect(tmp_path / "fresh.db")
    fresh.executescript((ROOT / "storage/schema.sql").read_text(encoding="utf-8"))
    migrated = sqlite3.connect(path)
    schema = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> ? ORDER BY type, name"

    assert (
        migrated.execute(schema, (RECORD,)).fetchall()
        == fresh.execute(schema, (RECORD,)).fetchall()
    )
    fresh.close()
    migrated.close()


def test_migrations_are_numbered_in_order_and_once() -> None:
    numbers = [each.number for each in migrations()]

    assert numbers[0] == 1
    assert numbers == sorted(set(numbers))


def test_every_query_compiles(store: Store, path: Path) -> None:
    queries = load_queries("sqlite3")
    db = sqlite3.connect(path)
    for name in queries.available_queries:
        sql = getattr(queries, name).sql
        if sql:
            values = dict.fromkeys(getattr(queries, name).parameters or _parameters(sql), 0)
            db.execute(f"EXPLAIN {sql}", values)
    db.close()


def _parameters(sql: str) -> list[str]:
    import re  # noqa: PLC0415

    return re.findall(r":(\w+)", sql)


def test_what_is_forgotten_is_gone_from_the_bytes_of_the_file(store: Store, path: Path) -> None:
    secret = "a-word-that-nobody-else-says" * 3
    with store.transaction() as work:
        person(work, "p")
        work.answers.save(answer("p", text=secret))
    with store.transaction() as work:
        work.answers.forget("s", "p")
    store.close()

    files = [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
    assert all(secret.encode() not in each.read_bytes() for each in files)


def test_a_backup_into_a_folder_that_is_not_there_names_the_file(
    store: Store, tmp_path: Path
) -> None:
    copy = str(tmp_path / "nowhere" / "copy.db")

    with pytest.raises(DatabaseUnavailableError, match="copy.db: .*give a file in a folder"):
        store.backup(copy)


def test_a_backup_can_be_opened_and_holds_everything(store: Store, tmp_path: Path) -> None:
    with store.transaction() as work:
        person(work, "p")

    store.backup(str(tmp_path / "copy.db"))

    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    with copy.transaction() as work:
        assert len(work.figures.task_losses("s")) == 1
    copy.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_copy_is_private_from_its_first_byte(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "chmod", lambda *_: None)  # nothing is put right afterwards
    before = os.umask(0)
    store.backup(str(tmp_path / "copy.db"))
    os.umask(before)

    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_copy_made_while_another_process_writes_is_one_moment(
    store: Store, path: Path, tmp_path: Path
) -> None:
    script = textwrap.dedent(f"""
        from storage import OutboxRow, new_id, open_store
        store = open_store("sqlite:///{path}")
        for number in range(10**6):
            with store.transaction() as work:
                work.intake.note_update("t", f"{{number:09}}", 1)
                row = OutboxRow(new_id(), "t", f"{{number:09}}", "interactive", "{{}}", 0)
                work.outbox.enqueue(row)
            if number == 20:
                print("writing", flush=True)
    """)
    with subprocess.Popen(  # noqa: S603  # our own script
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        store.backup(str(tmp_path / "copy.db"))
        writer.kill()

    with closing(sqlite3.connect(tmp_path / "copy.db")) as db:
        updates = [row[0] for row in db.execute("SELECT number FROM intake ORDER BY 1")]
        replies = [row[0] for row in db.execute("SELECT chat FROM outbox ORDER BY 1")]
    assert updates == replies == [f"{number:09}" for number in range(len(updates))]
    assert len(updates) > 20


def test_killed_in_a_transaction_nothing_committed_is_lost(path: Path) -> None:
    script = textwrap.dedent(f"""
        import os, signal
        from storage import open_store
        store = open_store("sqlite:///{path}")
        store.migrate()
        with store.transaction() as work:
            work.intake.note_update("t", "committed", 1)
        with store.transaction() as work:
            work.intake.note_update("t", "not committed", 1)
            os.kill(os.getpid(), signal.SIGKILL)
    """)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)  # noqa: S603  # our own script

    store = open_store(f"sqlite:///{path}")
    with store.transaction() as work:
        assert not work.intake.note_update("t", "committed", 1)
        assert work.intake.note_update("t", "not committed", 1)
    store.close()
    assert done.returncode == -signal.SIGKILL


def test_a_full_disk_is_said_plainly_and_leaves_nothing(store: Store) -> None:
    assert isinstance(store, SqliteStore)
    pages = store.opened().execute("PRAGMA page_count").fetchone()[0]
    store.opened().execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFullError, match="make room"), store.transaction() as work:
        work.surveys.add(SURVEY._replace(id="big", purpose="x" * 10**6), "ab" * 32)

    with store.transaction() as work:
        assert work.surveys.get("big") is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("SQLITE_FULL", DiskFullError, id="no room"),
        pytest.param("SQLITE_IOERR_READ", DatabaseUnavailableError, id="a disk that fails"),
        pytest.param(
            "SQLITE_ERROR", sqlite3.OperationalError, id="what was to be done is at fault"
        ),
    ],
)
def test_what_concerns_all_events_is_no_fault_of_one(
    store: Store, code: str, expected: type[Exception]
) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorname = code

    with store.transaction() as work:
        with pytest.raises(expected), work.savepoint():
            raise error
        assert work.intake.note_update("t", "1", 1)


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_text("my shopping list, longer than a header of SQLite would ever be, and more" * 9)

    with pytest.raises(ForeignDatabaseError, match="left alone"):
        open_store(f"sqlite:///{path}")


def test_somebody_elses_database_is_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE cat (name TEXT)")
    other.close()

    with pytest.raises(ForeignDatabaseError, match="another file"):
        open_store(f"sqlite:///{path}")


def test_a_newer_schema_is_refused(store: Store, path: Path) -> None:
    assert isinstance(store, SqliteStore)
    store.opened().execute("PRAGMA user_version = 999")

    with pytest.raises(NewerSchemaError, match="newer Gemba"):
        store.migrate()


def test_a_file_that_never_noted_its_migrations_is_believed_to_have_had_them(
    store: Store, path: Path
) -> None:
    assert isinstance(store, SqliteStore)
    store.opened().execute(f"DROP TABLE {RECORD}")

    store.migrate()

    with closing(sqlite3.connect(path)) as db:
        noted = db.execute(f"SELECT number FROM {RECORD} ORDER BY number").fetchall()  # noqa: S608
    assert noted == [(each.number,) for each in migrations()]


def test_two_that_migrate_at_once_do_it_once(path: Path) -> None:
    opened = [open_store(f"sqlite:///{path}") for _ in range(4)]
    with ThreadPoolExecutor() as threads:
        versions = list(threads.map(lambda store: store.migrate(), opened))
    for store in opened:
        store.close()

    assert set(versions) == {migrations()[-1].number}


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match="folder"):
        open_store(f"sqlite:///{tmp_path}/missing/gemba.db")


def test_a_locked_database_is_said_plainly(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite._BUSY_SECONDS", 0)
    second = open_store(f"sqlite:///{path}")
    with store.transaction():
        with pytest.raises(DatabaseUnavailableError, match="locked"), second.transaction():
            pass
    second.close()


def test_a_file_that_cannot_be_written_is_said_plainly(store: Store) -> None:
    assert isinstance(store, SqliteStore)
    store.opened().execute("PRAGMA query_only = ON")

    with pytest.raises(ReadOnlyDatabaseError, match="owner and mode"), store.transaction() as work:
        work.intake.note_update("t", "1", 1)


def test_one_leads_until_it_ends(store: Store, path: Path) -> None:
    second = open_store(f"sqlite:///{path}")

    leads = [store.is_leader(), second.is_leader(), store.is_leader()]
    store.close()

    assert leads == [True, False, True]
    assert second.is_leader()
    second.close()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseUnavailableError, match="sqlite"):
        open_store("mysql://h/d")


def test_identifiers_are_uuids_of_version_7_and_differ() -> None:
    made = {new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(each) == 32 and each[12] == "7" for each in made)


def test_what_one_person_does_looks_through_nobody_elses_rows(store: Store, path: Path) -> None:
    store.migrate()
    queries = load_queries("sqlite3")
    names = [name for name in queries.available_queries if not name.endswith("_cursor")]
    statements = {name: getattr(queries, name).sql for name in names}
    made = ("SCAN CONSTANT ROW", "SCAN chat_outbox")  # one row each, no table's
    is_ones_own = re.compile(r":(chat|respondent|person)\b").search
    ones_own = {name: sql for name, sql in statements.items() if is_ones_own(sql)}
    with closing(sqlite3.connect(path)) as db:
        scans = {
            name: step
            for name, sql in ones_own.items()
            for step in _plan(db, sql)
            if step.startswith("SCAN") and step not in made
        }

    assert len(ones_own) > 20
    assert scans == {}


def test_deleting_a_row_finds_those_below_it_by_an_index(store: Store, path: Path) -> None:
    store.migrate()
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master")]
        unfound = [
            (table, columns)
            for table in tables
            for columns in _foreign_keys(db, table)
            if not any(columns == set(index[: len(columns)]) for index in _indexes(db, table))
        ]

    assert unfound == []


def _plan(db: sqlite3.Connection, sql: str) -> list[str]:
    """Return how SQLite would do *sql*, step by step."""
    values = dict.fromkeys(re.findall(r":([a-z_]+)", sql), 1)
    return [str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def _foreign_keys(db: sqlite3.Connection, table: str) -> list[set[str]]:
    """Return the columns of each foreign key of *table*."""
    rows = list(db.execute(f"PRAGMA foreign_key_list({table})"))
    return [{row[3] for row in rows if row[0] == key} for key in {row[0] for row in rows}]


def _indexes(db: sqlite3.Connection, table: str) -> list[list[str]]:
    """Return the columns of each index of *table*, in order."""
    names = [row[1] for row in db.execute(f"PRAGMA index_list({table})")]
    return [[row[2] for row in db.execute(f"PRAGMA index_info({name})")] for name in names]


def test_what_may_go_next_is_found_without_looking_through_all(store: Store, path: Path) -> None:
    store.migrate()
    query = getattr(load_queries("sqlite3"), "claim_outbox").sql  # noqa: B009  # made by aiosql
    with closing(sqlite3.connect(path)) as db:
        names = ("channel", "now", "most", "until", "worker", "latest_try", "latest_lease")
        values = dict.fromkeys(names, 1)
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values))

    assert "outbox_in_order" in plan
    assert "TEMP B-TREE" not in plan


def test_no_turn_waits_for_whoever_reads_while_the_log_cannot_be_emptied(
    store: Store, path: Path
) -> None:
    assert isinstance(store, SqliteStore)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM survey").fetchone()
    asked: list[str] = []
    store.opened().conn.set_trace_callback(asked.append)
    for _ in range(5):
        with store.transaction() as work:
            work.let_disk_forget()
    reader.execute("COMMIT")
    reader.close()

    assert sum("wal_checkpoint" in each for each in asked) == 1
    at = next(place for place, each in enumerate(asked) if "wal_checkpoint" in each)
    assert asked[at - 1] == "PRAGMA busy_timeout = 0"
    assert asked[at + 1] == "PRAGMA busy_timeout = 10000"
