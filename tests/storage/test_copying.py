"""From SQLite to PostgreSQL and back: everything arrives, may be broken off, and is verified."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import (
    AsideRow,
    AuditRow,
    AwaitedRow,
    ConversationRow,
    DueRow,
    InvitationRow,
    MembershipRow,
    NoteRow,
    OutboxRow,
    PulseRow,
    Store,
    SubscriptionRow,
    TeamRow,
    WishesRow,
    Work,
    new_id,
    open_store,
)
from storage.copying import TABLES, copy_store
from storage.errors import CopyDiffersError, NotEmptyError
from storage.migrations import RECORD
from storage.rows import ReleasedCell
from storage.sqlite import SqliteStore
from tests.storage.people import INITIATIVE, SURVEY, WEEK, answer, person


def fill_members(work: Work) -> None:
    work.members.grant(MembershipRow("m", "manager", "s", "", "Ann", WEEK))
    work.members.invite(
        InvitationRow("i", "d", "s", "a", "", "employee", "wall", True, 1, 2)  # noqa: FBT003
    )
    work.members.note_attempt("p", 3600)
    work.members.wait_for(AwaitedRow("t", "7", "m:survey::", 1))
    work.audit.note(AuditRow(new_id(), 1, "m", "survey", "s", "", "shown"))


def fill_decisions(work: Work) -> None:
    work.initiatives.add(INITIATIVE)
    work.initiatives.note(NoteRow("n", "i1", 3, "half done", 4.5))
    work.initiatives.repeat(PulseRow("s", 8, 7, "obstacle", 3))
    work.initiatives.subscribe(SubscriptionRow("s", "m", "t", "7", "en", 14))


@pytest.fixture
def full(path: Path) -> Iterator[Store]:
    """Fill a file with something in every table."""
    store = open_store(f"sqlite:///{path}")
    store.migrate()
    with store.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
        work.surveys.add_team("s", TeamRow("a", "Ärger & Co", None))
        work.surveys.add_role("s", TeamRow("clerk", "Clerk", 12))
        work.surveys.participate("s", "p", "started", WEEK)
        fill_members(work)
        fill_decisions(work)
        for number in range(40):
            person(work, f"Person {number}", team="a")
        work.answers.save(
            answer("Person 1", text="ein Wort, 'quoted' and \\ and ☃")._replace(low=0.1)
        )
        work.intake.note_update("t", "10", 1)
        work.intake.set_aside(AsideRow("t", "9", "KeyError", 1))
        work.intake.save_conversation(ConversationRow("t", "7", "s", "en", "{}", 1))
        work.outbox.enqueue(OutboxRow(new_id(), "t", "7", "interactive", "{}", 0))
        work.answers.note_import("d", "s", 3, WEEK)
        work.due.plan(DueRow("close", "s", 1))
        work.contacts.reach("s", "t", "7", language="en", next_at=5)
        work.contacts.save_wishes(WishesRow("t", "7", "Europe/Berlin", is_silent=1))
        work.links.replace("s", "Person 1", "s", "a token")
        work.releases.include_waiting("s", 1)
        work.releases.add(
            "s", ReleasedCell("code", "rework", "", 1, 40, is_exact=True, content="{}")
        )
    yield store
    store.close()


@pytest.fixture
def empty(postgres_url: str) -> Iterator[Store]:
    store = open_store(postgres_url)
    store.migrate()
    yield store
    store.close()


def test_the_list_of_tables_is_complete(full: Store) -> None:
    assert isinstance(full, SqliteStore)
    found = {table.name: table.columns_dict for table in full.opened().tables}
    del found[RECORD]  # each database has its own

    assert {table.name: set(table.columns) for table in TABLES} == {
        name: set(columns) for name, columns in found.items()
    }
    assert {table.name: set(table.numbers) for table in TABLES} == {
        table.name: {each for each in table.key if found[table.name][each] is int}
        for table in TABLES
    }


def test_there_and_back_everything_is_the_same(full: Store, empty: Store, tmp_path: Path) -> None:
    back = open_store(f"sqlite:///{tmp_path}/back.db")
    back.migrate()

    there = copy_store(full, empty)
    again = copy_store(empty, back)
    back.close()

    assert there == again
    assert all(each.rows for each in there)


def test_a_copy_that_was_broken_off_goes_on(full: Store, empty: Store) -> None:
    class BrokenOffError(Exception):
        pass

    def break_off(table: str, rows: int) -> None:
        if table == "answer":
            raise BrokenOffError(rows)

    with pytest.raises(BrokenOffError):
        copy_store(full, empty, break_off)

    assert {each.table: each.rows for each in copy_store(full, empty)}["answer"] == 40


def test_a_target_that_holds_something_else_is_refused(full: Store, empty: Store) -> None:
    with empty.transaction() as work:
        for number in "abc":
            work.surveys.add(SURVEY._replace(id=number), "ab" * 32)

    with pytest.raises(NotEmptyError, match="empty database"):
        copy_store(full, empty)


def test_a_copy_that_differs_is_told(full: Store, empty: Store) -> None:
    copy_store(full, empty)
    with empty.transaction() as work:
        work.surveys.set_status("s", "closed")

    with pytest.raises(CopyDiffersError, match="survey differs"):
        copy_store(full, empty)


def test_a_backup_of_postgres_is_a_file_that_holds_everything(
    full: Store, empty: Store, tmp_path: Path
) -> None:
    copy_store(full, empty)

    empty.backup(str(tmp_path / "copy.db"))

    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    with copy.transaction() as work:
        assert len(work.figures.task_losses("s")) == 40
    copy.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
