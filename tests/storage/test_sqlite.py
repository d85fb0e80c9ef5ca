"""The store on SQLite: migrations, transactions, what must not be lost, what must be gone."""

import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import (
    AnswerRow,
    AsideRow,
    ConversationRow,
    FindingRow,
    JudgedRow,
    OutboxRow,
    Store,
    SurveyRow,
    TaskRow,
    TeamRow,
    Triple,
    Work,
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
from storage.migrations import migrations
from storage.sqlite import SqliteStore
from storage.statements import load_queries

ROOT = Path(__file__).parents[2]
SURVEY = SurveyRow("s", "A survey", "why", "open", "", 5, 10, "2026-11-23")
WEEK = "2026-11-23"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gemba.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{path}")
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    yield opened
    opened.close()


def answer(respondent: str = "r", question: str = "obstacle", text: str = "slow") -> AnswerRow:
    return AnswerRow("s", respondent, 1, question, "answered", text, None, None, None, "", 3, WEEK)


def finding(code: str = "rework", rule: str = "rework.x") -> FindingRow:
    return FindingRow("inefficiency", code, rule, 4, 3, 0, 4, None)


def person(work: Work, respondent: str, code: str = "rework", team: str | None = None) -> None:
    """Let somebody answer one task with one finding."""
    work.answers.add_respondent("s", respondent, WEEK)
    work.answers.place("s", respondent, team, None)
    work.answers.open_task("s", respondent, 1, source="interview", week=WEEK)
    work.answers.save(answer(respondent))
    work.answers.save_findings("s", respondent, 1, "obstacle", [finding(code)])
    hours = Triple(5, 5, 5)
    work.answers.close_task(TaskRow("s", respondent, 1, "payroll", code, hours, hours, None))


def test_the_file_is_for_its_owner_only(store: Store, path: Path) -> None:
    assert store.version() == migrations()[-1].number
    assert path.stat().st_mode & 0o777 == 0o600


def test_migrations_lead_to_todays_schema(store: Store, path: Path, tmp_path: Path) -> None:
    fresh = sqlite3.connect(tmp_path / "fresh.db")
    fresh.executescript((ROOT / "storage/schema.sql").read_text(encoding="utf-8"))
    migrated = sqlite3.connect(path)
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"

    assert migrated.execute(schema).fetchall() == fresh.execute(schema).fetchall()
    fresh.close()
    migrated.close()


def test_migrating_again_changes_nothing(store: Store) -> None:
    assert store.migrate() == store.migrate()


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


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as work:
        work.intake.note_update("t", "1", 1)
        raise RuntimeError

    with store.transaction() as work:
        assert work.intake.note_update("t", "1", 1)


def test_a_savepoint_that_fails_keeps_the_others(store: Store) -> None:
    with store.transaction() as work:
        work.intake.note_update("t", "1", 1)
        with pytest.raises(RuntimeError), work.savepoint():
            work.intake.note_update("t", "2", 1)
            raise RuntimeError

    with store.transaction() as work:
        assert not work.intake.note_update("t", "1", 1)
        assert work.intake.note_update("t", "2", 1)


def test_an_update_is_new_once(store: Store) -> None:
    with store.transaction() as work:
        assert [work.intake.note_update("t", "1", at) for at in (1, 2)] == [True, False]
        assert work.intake.prune_updates(5) == 1


def test_what_is_set_aside_is_listed_without_content(store: Store) -> None:
    with store.transaction() as work:
        for number in ("1", "1", "2"):
            work.intake.set_aside(AsideRow("t", number, "KeyError", int(number)))

        assert [row.number for row in work.intake.asides()] == ["2", "1"]


def test_a_conversation_is_kept_and_cleared(store: Store) -> None:
    row = ConversationRow("t", "7", "s", "en", "{}", 1)
    with store.transaction() as work:
        work.intake.save_conversation(row)
        work.intake.save_conversation(row._replace(state='{"a":1}'))
        assert work.intake.conversation("t", "7") == row._replace(state='{"a":1}')

        work.intake.clear_conversation("t", "7")
        assert work.intake.conversation("t", "7") is None


def message(chat: str, kind: str = "interactive", not_before: int = 0) -> OutboxRow:
    return OutboxRow(new_id(), "t", chat, kind, "{}", not_before)


def test_messages_leave_in_order_per_chat(store: Store) -> None:
    rows = [message("a"), message("a"), message("b")]
    with store.transaction() as work:
        for row in rows:
            work.outbox.enqueue(row)
        first = work.outbox.claim("t", 10, 9, "w")
        again = work.outbox.claim("t", 10, 9, "w")
        work.outbox.delete(rows[0].id)
        second = work.outbox.claim("t", 10, 9, "w")

    assert {row.id for row in first} == {rows[0].id, rows[2].id}
    assert again == []
    assert [row.id for row in second] == [rows[1].id]


def test_interactive_messages_go_before_broadcasts(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a", "broadcast"))
        work.outbox.enqueue(message("b"))

        assert [row.chat for row in work.outbox.claim("t", 10, 9, "w")] == ["b", "a"]


def test_a_lease_that_ran_out_can_be_claimed_again(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a"))
        work.outbox.claim("t", 10, 9, "dead")

        assert work.outbox.claim("t", 60, 9, "w") == []
        assert len(work.outbox.claim("t", 200, 9, "w")) == 1
        work.outbox.release("t")
        assert len(work.outbox.claim("t", 201, 9, "w")) == 1


def test_a_message_to_try_again_waits_and_holds_its_chat(store: Store) -> None:
    first, second = message("a"), message("a")
    with store.transaction() as work:
        work.outbox.enqueue(first)
        work.outbox.enqueue(second)
        work.outbox.retry(first.id, 100)

        assert work.outbox.claim("t", 50, 9, "w") == []
        claimed = work.outbox.claim("t", 100, 9, "w")
        assert [(row.id, row.attempts) for row in claimed] == [(first.id, 1)]
        assert work.outbox.oldest() == 0
        assert work.outbox.drop("t", "a") == 2
        assert work.outbox.size() == 0
        assert work.outbox.oldest() is None


def test_a_surveys_key_can_be_destroyed(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add(SURVEY, "cd" * 32)
        assert work.surveys.key("s") == b"\xab" * 32
        work.surveys.destroy_key("s")
        assert work.surveys.key("s") is None
        assert work.surveys.get("x") is None
        work.surveys.set_status("s", "closed")
        assert [row.status for row in work.surveys.all()] == ["closed"]


def test_teams_keep_their_head_count(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("a", "Accounts", 9))
        work.surveys.add_team("s", TeamRow("a", "Accounts dept", None))
        assert work.surveys.teams("s") == [TeamRow("a", "Accounts dept", 9)]


def test_participation_is_counted_and_forgotten(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.participate("s", "p", "started", WEEK)
        work.surveys.participate("s", "p", "finished", WEEK)
        work.surveys.participate("s", "q", "started", WEEK)
        assert work.surveys.participation("s") == {"finished": 1, "started": 1}
        work.surveys.leave("s", "q")
        assert work.surveys.participation("s") == {"finished": 1}


def test_figures_count_people_not_answers(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("a", "Accounts", 9))
        for name in ("p", "q"):
            person(work, name, team="a")
        work.answers.save_findings("s", "p", 1, "task", [finding(rule="rework.y")])

        assert [tuple(row) for row in work.figures.code_tallies("s")] == [("rework", 2, 2)]
        assert [tuple(row) for row in work.figures.groups("s")] == [("a", 9, 2)]
        assert {row.rule: row.people for row in work.figures.rule_tallies("s")} == {
            "rework.x": 2,
            "rework.y": 1,
        }
        loss = work.figures.task_losses("s")[0]
        assert (loss.code, loss.minutes, loss.wasted) == ("rework", Triple(5, 5, 5), None)


def test_what_an_employee_rejects_does_not_count(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        work.answers.judge(JudgedRow("s", "p", 1, "inefficiency", "rework", "rejected"))

        assert work.figures.code_tallies("s") == []
        assert [row.rejected for row in work.figures.judgements()] == [1]


def test_obstacles_that_match_nothing_are_there_for_the_review(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        work.answers.save_findings("s", "p", 1, "obstacle", [])
        work.answers.allow_quotes("s", "p", allowed=True)

        assert work.figures.unmatched() == [("p", "slow")]


def test_scores_of_criteria_come_with_the_function(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        scored = answer(question="f2")._replace(respondent="p", likely=4.0, choices="f2.4")
        work.answers.save(scored)

        assert [tuple(row) for row in work.figures.criterion_scores("s")] == [
            ("payroll", "f2", "p", 4.0)
        ]


def test_one_task_or_everything_can_be_forgotten(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        data = work.answers.my_data("s", "p")
        assert data is not None
        assert data.answers[0].text == "slow"

        assert work.answers.forget("s", "p", 1) == (1, 1)
        person(work, "p")
        assert work.answers.forget("s", "p") == (1, 1)
        assert work.answers.my_data("s", "p") is None


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


def test_imports_are_known_by_their_digest(store: Store) -> None:
    with store.transaction() as work:
        assert not work.answers.import_done("d")
        work.answers.note_import("d", "s", 3, WEEK)
        assert work.answers.import_done("d")


def test_a_backup_can_be_opened_and_holds_everything(store: Store, tmp_path: Path) -> None:
    with store.transaction() as work:
        person(work, "p")

    store.backup(str(tmp_path / "copy.db"))

    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    with copy.transaction() as work:
        assert len(work.figures.code_tallies("s")) == 1
    copy.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


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
    pages = store.tables().execute("PRAGMA page_count").fetchone()[0]
    store.tables().execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFullError, match="make room"), store.transaction() as work:
        work.surveys.add(SURVEY._replace(id="big", purpose="x" * 10**6), "ab" * 32)

    with store.transaction() as work:
        assert work.surveys.get("big") is None


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
    store.tables().execute("PRAGMA user_version = 999")

    with pytest.raises(NewerSchemaError, match="newer Gemba"):
        store.migrate()


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
    store.tables().execute("PRAGMA query_only = ON")

    with pytest.raises(ReadOnlyDatabaseError, match="owner and mode"), store.transaction() as work:
        work.intake.note_update("t", "1", 1)


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseUnavailableError, match="sqlite"):
        open_store("mysql://h/d")


def test_identifiers_are_uuids_of_version_7_and_differ() -> None:
    made = {new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(each) == 32 and each[12] == "7" for each in made)
