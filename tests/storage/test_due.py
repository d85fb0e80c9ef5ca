"""Work that is due, on SQLite and on PostgreSQL."""

from storage import DueRow, Store


def test_the_oldest_that_is_due_comes_first(store: Store) -> None:
    with store.transaction() as work:
        for subject, at in (("b", 20), ("a", 10), ("c", 30)):
            work.due.plan(DueRow("open", subject, at))

        assert work.due.oldest(9) is None
        assert work.due.oldest(25) == DueRow("open", "a", 10)


def test_planning_again_moves_it(store: Store) -> None:
    with store.transaction() as work:
        work.due.plan(DueRow("open", "a", 10))
        work.due.postpone(DueRow("open", "a", 10), 15)
        work.due.plan(DueRow("open", "a", 50, "s"))

        assert work.due.planned_of("a") == [DueRow("open", "a", 50, "s", attempts=0)]


def test_what_failed_waits_and_counts(store: Store) -> None:
    with store.transaction() as work:
        work.due.plan(DueRow("open", "a", 10))
        work.due.postpone(DueRow("open", "a", 10), 15)

        assert work.due.planned("open", "a") == DueRow("open", "a", 15, "", attempts=1)
        assert work.due.oldest(14) is None


def test_what_is_finished_is_gone(store: Store) -> None:
    with store.transaction() as work:
        work.due.plan(DueRow("open", "a", 10))

        assert [work.due.finish("open", "a") for _ in range(2)] == [True, False]
        assert work.due.planned("open", "a") is None
