"""Counts that only the gate reads, on SQLite and on PostgreSQL."""

from storage import Store
from tests.storage.people import WEEK, answer


def test_the_furthest_answer_of_each_who_agreed_to_an_interview(store: Store) -> None:
    asked = {
        "r": ("consent", "task", "often"),
        "s": ("consent",),
        "t": ("task",),
        "u": ("consent", "x"),
    }
    with store.transaction() as work:
        for who, questions in asked.items():
            work.answers.add_respondent("s", who, WEEK)
            for question in questions:
                work.answers.save(answer(who, question))

        assert work.figures.began("s") == 3
        assert work.figures.furthest("s", ["consent", "task", "often"]) == {
            "consent": 2,
            "often": 1,
        }
