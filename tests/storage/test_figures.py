"""Counts that only the gate reads, on SQLite and on PostgreSQL."""

from storage import Store
from tests.storage.people import WEEK, answer


def test_the_furthest_answer_of_each_who_began_an_interview(store: Store) -> None:
    asked = {"r": ("task", "often"), "q": (), "t": ("task",), "u": ("x",)}
    with store.transaction() as work:
        for who, questions in asked.items():
            work.answers.add_respondent("s", who, WEEK)
            for question in questions:
                work.answers.save(answer(who, question))
        work.answers.add_respondent("s", "imported", WEEK)
        work.answers.open_task("s", "imported", 1, source="import", week=WEEK)

        assert work.figures.began("s") == 4
        assert work.figures.furthest("s", ["task", "often"]) == {"": 2, "task": 1, "often": 1}
