"""What is PostgreSQL's own: several processes at once, locks, leading, a server that goes away."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from storage import DueRow, OutboxRow, Store, new_id, open_store
from storage.errors import (
    DatabaseUnavailableError,
    DiskFullError,
    ForeignDatabaseError,
    NewerSchemaError,
    ReadOnlyDatabaseError,
)
from storage.migrations import migrations
from storage.statements import load_queries
from tests.storage.people import SURVEY, answer, person

ROOT = Path(__file__).parents[2]
TYPES = {"INTEGER": "bigint", "REAL": "double precision", "TEXT": "text"}


@pytest.fixture
def stores(postgres_url: str) -> Iterator[list[Store]]:
    """Open the same database twice, as two processes would."""
    with ExitStack() as stack:
        opened = [open_store(postgres_url) for _ in range(2)]
        for store in opened:
            stack.callback(store.close)
        opened[0].migrate()
        with opened[0].transaction() as work:
            work.surveys.add(SURVEY, "ab" * 32)
        yield opened


def test_migrations_lead_to_the_tables_of_the_schema(
    stores: list[Store], postgres_url: str
) -> None:
    text = (ROOT / "storage/schema.sql").read_text(encoding="utf-8")
    wanted = {
        (table, column, TYPES[kind])
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", text, re.DOTALL)
        for column, kind in re.findall(r"(\w+) (TEXT|INTEGER|REAL)\b", body)
    }
    with psycopg.connect(postgres_url) as connection:
        found = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name NOT LIKE 'schema!_%' ESCAPE '!'"
        ).fetchall()

    assert stores[0].version() == migrations()[-1].number
    assert set(found) == wanted


def test_every_query_compiles(stores: list[Store], postgres_url: str) -> None:
    queries = load_queries("psycopg")
    with psycopg.connect(postgres_url) as connection:
        for name in queries.available_queries:
            text = getattr(queries, name).sql
            if text:
                connection.execute(f"EXPLAIN (GENERIC_PLAN) {_numbered(text)}".encode())


def _numbered(text: str) -> str:
    """Return the statement *text* with `$1`, `$2` for its parameters."""
    first, *rest = re.split(r"%\(\w+\)s", text)
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))


def test_migrating_twice_at_once_does_it_once(postgres_url: str) -> None:
    opened = [open_store(postgres_url) for _ in range(3)]
    threads = [threading.Thread(target=store.migrate) for store in opened]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {store.version() for store in opened} == {migrations()[-1].number}
    for store in opened:
        store.close()


def test_somebody_elses_database_is_left_alone(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE cat (name TEXT)")
    store = open_store(postgres_url)

    with pytest.raises(ForeignDatabaseError, match="left alone"):
        store.migrate()
    store.close()


def test_a_newer_schema_is_refused(stores: list[Store], postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("UPDATE schema_version SET version = 999")

    with pytest.raises(NewerSchemaError, match="newer Gemba"):
        stores[0].migrate()


def test_two_workers_never_take_the_same_message(stores: list[Store]) -> None:
    one, two = stores
    with one.transaction() as work:
        for chat in "abcdef":
            work.outbox.enqueue(OutboxRow(new_id(), "t", chat, "interactive", "{}", 0))

    with one.transaction() as first:
        mine = {row.chat for row in first.outbox.claim("t", 10, 3, "one")}
        with two.transaction() as second:
            theirs = {row.chat for row in second.outbox.claim("t", 10, 9, "two")}

    assert len(mine) == 3
    assert theirs == set("abcdef") - mine


def test_turns_of_one_chat_follow_each_other(stores: list[Store]) -> None:
    one, two = stores
    order: list[str] = []
    began = threading.Event()

    def second() -> None:
        began.wait()
        with two.transaction() as work:
            work.lock_chats(["t:7"])
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with one.transaction() as work:
        work.lock_chats(["t:7", "t:8"])
        began.set()
        with two.transaction() as other:
            other.lock_chats(["t:9"])  # another chat is not held up
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_locks_taken_in_any_order_never_wait_in_a_ring(stores: list[Store]) -> None:
    def work_on(store: Store, chats: list[str]) -> None:
        for _ in range(20):
            with store.transaction() as work:
                work.lock_chats(chats)

    threads = [
        threading.Thread(target=work_on, args=(stores[0], ["t:1", "t:2"])),
        threading.Thread(target=work_on, args=(stores[1], ["t:2", "t:1"])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert not any(thread.is_alive() for thread in threads)


def test_one_leads_until_it_stops(stores: list[Store]) -> None:
    one, two = stores

    assert [one.is_leader(), two.is_leader(), one.is_leader()] == [True, False, True]
    one.close()
    assert two.is_leader()


def test_workers_are_counted_while_they_live(stores: list[Store]) -> None:
    one, two = stores

    counted = [one.workers(), two.workers(), one.workers(), one.workers()]
    two.close()
    for _ in range(100):  # until the server has noticed
        if one.workers() == 1:
            break
        time.sleep(0.05)

    assert counted == [1, 2, 2, 2]
    assert one.workers() == 1


def test_a_leader_that_lost_its_connection_says_so(stores: list[Store], postgres_url: str) -> None:
    one, two = stores
    assert one.is_leader()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        )

    with pytest.raises(DatabaseUnavailableError, match="cannot be reached"):
        one.is_leader()
    assert two.is_leader()
    assert not one.is_leader()


def test_after_the_server_dropped_us_the_next_turn_works(
    stores: list[Store], postgres_url: str
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )

    with stores[0].transaction() as work:
        assert work.intake.note_update("t", "1", 1)


def test_a_connection_lost_in_a_turn_leaves_nothing(stores: list[Store], postgres_url: str) -> None:
    with pytest.raises(DatabaseUnavailableError), stores[0].transaction() as work:
        work.intake.note_update("t", "1", 1)
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE state = 'idle in transaction'"
            )
        work.intake.note_update("t", "2", 1)

    with stores[0].transaction() as work:
        assert work.intake.note_update("t", "1", 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("53100", DiskFullError, id="no room"),
        pytest.param("40P01", DatabaseUnavailableError, id="a deadlock"),
        pytest.param("22021", psycopg.DataError, id="what was to be written is at fault"),
    ],
)
def test_what_concerns_all_events_is_no_fault_of_one(
    stores: list[Store], code: str, expected: type[Exception]
) -> None:
    with stores[0].transaction() as work:
        with pytest.raises(expected), work.savepoint():
            raise psycopg.errors.lookup(code)
        assert work.intake.note_update("t", "1", 1)


def test_a_database_that_only_reads_is_said_plainly(stores: list[Store], postgres_url: str) -> None:
    joint = "&" if "?" in postgres_url else "?"
    store = open_store(f"{postgres_url}{joint}options=-c%20default_transaction_read_only%3Don")

    with pytest.raises(ReadOnlyDatabaseError), store.transaction() as work:
        work.intake.note_update("t", "1", 1)
    store.close()


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(DatabaseUnavailableError) as told:
        open_store("postgresql://me:s3cret@127.0.0.1:1/gemba")

    assert "127.0.0.1/gemba: cannot be reached" in str(told.value)
    assert "s3cret" not in str(told.value)


def test_a_piece_of_due_work_is_in_one_hand_until_the_commit(stores: list[Store]) -> None:
    one, another = stores
    with one.transaction() as work:
        work.due.plan(DueRow("close", "s", 1))

    with one.transaction() as work, another.transaction() as elsewhere:
        assert work.due.oldest(5) == DueRow("close", "s", 1)
        assert elsewhere.due.oldest(5) is None


def test_a_forgotten_answer_is_in_no_table_and_after_a_rewrite_in_no_table_file(
    stores: list[Store], postgres_url: str
) -> None:
    with stores[0].transaction() as work:
        person(work, "r")
        work.answers.save(answer("r", text="waiting for the walrus"))
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        before = table_files(connection)
        with stores[0].transaction() as work:
            work.answers.forget("s", "r")
        connection.execute("VACUUM FULL")
        connection.execute("CHECKPOINT")
        after = table_files(connection)

        assert any(b"walrus" in each for each in before)
        assert not any(b"walrus" in each for each in after)


def table_files(connection: "psycopg.Connection[tuple[object, ...]]") -> list[bytes]:
    """Return the bytes of every table's own file."""
    rows = connection.execute(
        "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid) "
        "FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 't')"
    )
    return [Path(str(path)).read_bytes() for (path,) in rows]
