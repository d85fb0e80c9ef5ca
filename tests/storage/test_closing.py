"""After a survey closed, nothing in the file tells which person a respondent was."""

import sqlite3

import psycopg
import pytest

from storage import ConversationRow, Store, TaskRow, open_store
from storage.copying import TABLES
from storage.surveys import TRACED
from tests.storage.people import SURVEY, WEEK, answer, finding

#: In no order, as pseudonyms are; whoever answers first has the last one.
PEOPLE = [f"{number * 7919 % 1000:03}" for number in range(40, 0, -1)]


def let_answer(store: Store, people: list[str]) -> None:
    """Let *people* take part one after the other, under the same name in every table."""
    for number, name in enumerate(people):
        with store.transaction() as work:
            work.answers.add_respondent("s", name, WEEK)
            work.surveys.participate("s", name, "finished", WEEK)
            work.answers.open_task("s", name, 1, source="interview", week=WEEK)
            work.answers.save(answer(name)._replace(message=number))
            work.answers.save_findings("s", name, 1, "obstacle", [finding()])
            work.answers.close_task(TaskRow("s", name, 1, None, None, None, None, None))
            work.intake.save_conversation(ConversationRow("t", name, "s", "en", '{"a":1}', number))
            work.contacts.reach("s", "t", name, language="en", next_at=None)
            work.links.replace("s", name, "s", f"token of {name}")
    with store.transaction() as work:
        work.releases.include_waiting("s", 1)


def order_of(url: str, table: str) -> list[str]:
    """Return who stands in *table*, in the order in which the disk has them."""
    name = {"participation": "person", "respondent": "id"}.get(
        table, "chat" if table == "reachable" else "respondent"
    )
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection:
            return [
                str(each)
                for (each,) in connection.execute(f"SELECT {name} FROM {table}".encode())  # noqa: S608  # our own
            ]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as db:
        rows = db.execute(f"SELECT {name} FROM {table} ORDER BY rowid")  # noqa: S608  # our own
        found = [row[0] for row in rows]
    db.close()
    return found


@pytest.mark.parametrize("table", TRACED)
def test_the_order_of_rows_tells_nothing_after_closing(store: Store, url: str, table: str) -> None:
    let_answer(store, PEOPLE)
    before = order_of(url, table)
    with store.transaction() as work:
        work.surveys.lose_traces("s")

    after = order_of(url, table)

    assert before == PEOPLE or table == "released_person"  # counted by one statement, by itself
    assert after == sorted(PEOPLE)


def let_many_answer(store: Store) -> list[str]:
    """Let more people take part than one part of closing is for; return who, in their order."""
    people = [f"{number * 7919 % 100_000:05}" for number in range(450, 0, -1)]
    let_answer(store, people)
    return people


def close_in_parts(store: Store) -> list[str]:
    """Lose what is left of who is who, a transaction for each part; return the marks between."""
    with store.transaction() as work:
        marks = [work.surveys.lose_traces("s")]
    while marks[-1]:
        with store.transaction() as work:
            marks.append(work.surveys.lose_order("s", marks[-1]))
    return marks


def test_many_lose_their_order_in_parts_however_many_tables(store: Store, url: str) -> None:
    people = let_many_answer(store)

    marks = close_in_parts(store)

    in_order = sorted(people)
    assert marks == [f"respondent {in_order[199]}", f"respondent {in_order[399]}", ""]
    assert {table: order_of(url, table) == in_order for table in TRACED} == dict.fromkeys(
        TRACED, True
    )


def test_the_key_goes_with_the_first_part(store: Store) -> None:
    let_many_answer(store)

    with store.transaction() as work:
        mark = work.surveys.lose_traces("s")

    assert mark
    with store.transaction() as work:
        assert work.surveys.key("s") is None


def test_a_part_that_is_done_twice_does_no_harm(store: Store, url: str) -> None:
    people = let_many_answer(store)
    with store.transaction() as work:
        first = work.surveys.lose_traces("s")
    with store.transaction() as work:
        work.surveys.lose_order("s", first)

    with store.transaction() as work:
        mark = work.surveys.lose_order("s", first)
    while mark:
        with store.transaction() as work:
            mark = work.surveys.lose_order("s", mark)

    assert sorted(order_of(url, "answer")) == sorted(people)
    with store.tables() as tables:
        table = next(each for each in TABLES if each.name == "answer")
        at = table.columns.index("message")
        assert {row[at] for row in tables.rows(table)} == {None}


def test_no_two_rows_come_from_one_transaction_on_postgresql(postgres_url: str) -> None:
    store = open_store(postgres_url)
    store.migrate()
    with store.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    let_answer(store, PEOPLE)
    with store.transaction() as work:
        work.surveys.lose_traces("s")
    store.close()

    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT count(DISTINCT xmin::text) FROM participation")
        assert found.fetchone() == (1,)


def test_numbers_of_messages_and_places_in_the_interview_are_gone(store: Store) -> None:
    let_answer(store, PEOPLE[:3])
    with store.transaction() as work:
        work.surveys.lose_traces("s")

        assert work.intake.conversation("t", PEOPLE[0]) is None
    with store.tables() as tables:
        table = next(each for each in TABLES if each.name == "answer")
        numbers = [row[table.columns.index("message")] for row in tables.rows(table)]
    assert numbers == [None] * 3


def test_a_survey_next_door_keeps_its_places(store: Store, url: str) -> None:
    let_answer(store, PEOPLE[:3])
    with store.transaction() as work:
        work.surveys.lose_traces("another")

        conversation = work.intake.conversation("t", PEOPLE[0])
        assert conversation is not None
        assert conversation.state == '{"a":1}'
    assert order_of(url, "answer") == PEOPLE[:3]
