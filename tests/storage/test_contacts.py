"""Whom a survey may write to, on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from storage import ReachableRow, Store, WishesRow
from tests.storage.people import SURVEY, person

ROOT = Path(__file__).parents[2]


def chats(rows: list[ReachableRow]) -> list[str]:
    return [row.chat for row in rows]


def test_the_longest_due_come_first_and_no_more_than_wanted(store: Store) -> None:
    with store.transaction() as work:
        for chat, at in (("1", 30), ("2", 10), ("3", 20), ("4", 99), ("5", None)):
            work.contacts.reach("s", "t", chat, language="en", next_at=at)

        assert chats(work.contacts.due("s", 50, 2)) == ["2", "3"]
        assert work.contacts.soonest("s") == 10
        assert work.contacts.soonest("x") is None


def test_who_was_asked_by_another_survey_since_is_known(store: Store) -> None:
    other = SURVEY._replace(id="o", week="2026-11-30")
    with store.transaction() as work:
        work.surveys.add(other, "cd" * 32)
        for survey, chat in (("s", "1"), ("s", "2"), ("o", "1")):
            work.contacts.reach(survey, "t", chat, language="en", next_at=1)
        rows = {row.chat: row for row in work.contacts.due("s", 9, 9)}

        assert work.contacts.asked_since(rows["1"], "2026-11-23")
        assert not work.contacts.asked_since(rows["1"], "2026-11-30")
        assert not work.contacts.asked_since(rows["2"], "2026-11-23")


def test_who_finished_or_was_moved_is_not_due(store: Store) -> None:
    with store.transaction() as work:
        for chat in "123":
            work.contacts.reach("s", "t", chat, language="en", next_at=1)
        first, *_ = work.contacts.due("s", 1, 9)
        work.contacts.move(first, 70, reminders=1)
        work.contacts.finish("s", "t", "2")

        assert chats(work.contacts.due("s", 1, 9)) == ["3"]
        assert work.contacts.due("s", 70, 9)[-1].reminders == 1


def test_coming_back_changes_the_language_only(store: Store) -> None:
    with store.transaction() as work:
        work.contacts.reach("s", "t", "1", language="en", next_at=1)
        work.contacts.reach("s", "t", "1", language="de", next_at=99)

        assert work.contacts.due("s", 1, 9) == [ReachableRow("s", "t", "1", "de", 0, 0, 1)]


def test_wishes_come_with_whom_they_concern_and_can_be_forgotten(store: Store) -> None:
    wishes = WishesRow("t", "1", "Asia/Tokyo", 60, 120, 1)
    with store.transaction() as work:
        work.contacts.reach("s", "t", "1", language="en", next_at=1)
        work.contacts.save_wishes(wishes._replace(is_silent=0))
        work.contacts.save_wishes(wishes)
        due = work.contacts.due("s", 1, 9)[0]

        assert work.contacts.wishes("t", "1") == wishes
        assert due[-4:] == wishes[2:]
        work.contacts.forget_wishes("t", "1")
        assert work.contacts.wishes("t", "1") is None


def test_everybody_can_be_written_to_and_let_go(store: Store) -> None:
    with store.transaction() as work:
        for chat in "123":
            work.contacts.reach("s", "t", chat, language="en", next_at=None)
        work.contacts.leave("s", "t", "1")

        assert work.contacts.write_to_all("s", 5) == 2
        work.contacts.leave_all("t", "2")
        assert chats(work.contacts.due("s", 5, 9)) == ["3"]
        assert work.contacts.let_go("s") == 1


def test_a_link_is_kept_once_and_goes_with_the_respondent(store: Store) -> None:
    with store.transaction() as work:
        person(work, "r")

        person(work, "another")
        owners = ("r", "r", "another")

        assert [work.links.replace("s", who, "s", "token") for who in owners] == [True, True, False]
        assert work.links.has("s", "s", "token")
        work.answers.forget("s", "r")
        assert not work.links.has("s", "s", "token")


@pytest.mark.parametrize("table", ["reachable", "contact", "due"])
def test_no_pseudonym_stands_beside_a_chat(table: str) -> None:
    schema = (ROOT / "storage/schema.sql").read_text(encoding="utf-8")
    columns = schema.split(f"CREATE TABLE {table} (")[1].split(");")[0]

    assert "respondent" not in columns
    assert "person" not in columns
