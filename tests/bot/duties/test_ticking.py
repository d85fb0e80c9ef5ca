"""What is due is done once, however late, and what fails holds nobody up."""

import logging
from pathlib import Path

import pytest

from bot.duties import Handler, Job, Later, Ticking, duties_of
from bot.lifecycle import Duty, close_survey, open_survey, pause_survey, plan_dates
from storage import DueRow, OutboxRow, Store
from tests.bot.duties.surveys import DAY, SETTING, add_survey, status_of


def planned(store: Store, *rows: DueRow) -> None:
    with store.transaction() as work:
        for row in rows:
            work.due.plan(row)


def run(store: Store, handler: Handler, now: float = 100) -> int:
    """Tick until nothing is due, and return how often there was something."""
    ticking = Ticking(store, {"test": handler}, clock=lambda: now)
    ticks = 0
    while ticking.tick():
        ticks += 1
    return ticks


def tick_at(store: Store, now: float) -> None:
    while Ticking(store, duties_of(SETTING), clock=lambda: now).tick():
        pass


def test_every_duty_has_its_handler() -> None:
    assert set(duties_of(SETTING)) >= {Duty.OPEN, Duty.CLOSE, Duty.REMIND, Duty.RELEASE, Duty.TIDY}


def test_after_a_week_of_standstill_work_is_done_once_and_in_order(store: Store) -> None:
    planned(store, DueRow("test", "b", 20), DueRow("test", "a", 10), DueRow("test", "c", 10**9))
    done: list[str] = []

    ticks = run(store, lambda job: done.append(job.subject), now=7 * DAY)

    assert (ticks, done) == (2, ["a", "b"])


def test_work_in_parts_remembers_where_it_was(store: Store) -> None:
    planned(store, DueRow("test", "a", 10, "1"))

    def count(job: Job) -> Later | None:
        return Later(job.now, str(int(job.state) + 1)) if int(job.state) < 4 else None

    assert run(store, count) == 4
    with store.transaction() as work:
        assert work.due.planned("test", "a") is None


def test_what_a_piece_did_is_committed_with_its_row(store: Store) -> None:
    planned(store, DueRow("test", "a", 10))

    def half(job: Job) -> None:
        job.work.intake.note_update("t", "1", 1)
        raise KeyError

    run(store, half)

    with store.transaction() as work:
        assert work.intake.note_update("t", "1", 1)
        assert work.due.planned("test", "a") == DueRow("test", "a", 130, "", attempts=1)


def test_what_fails_is_noted_without_its_content_and_others_go_on(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    planned(store, DueRow("test", "a", 10), DueRow("other", "b", 11), DueRow("test", "c", 12))
    done: list[str] = []

    def poisoned(job: Job) -> None:
        if job.subject == "a":
            raise ValueError("a secret")
        done.append(job.subject)

    with caplog.at_level(logging.ERROR):
        run(store, poisoned)

    assert done == ["c"]
    assert "a secret" not in caplog.text
    with store.transaction() as work:
        assert {row.number: row.error for row in work.intake.asides()} == {
            "test a": "ValueError",
            "other b": "KeyError",
        }


def test_waits_after_failures_grow_to_an_hour(store: Store) -> None:
    def failing(_: Job) -> None:
        raise ValueError

    planned(store, DueRow("test", "a", 0))
    waits: list[int] = []
    now = 0
    for _ in range(10):
        run(store, failing, now)
        with store.transaction() as work:
            row = work.due.planned("test", "a")
        assert row is not None
        waits.append(row.at - now)
        now = row.at

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_surveys_open_and_close_at_their_dates(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work, status="draft")
        plan_dates(work, "s", opens=100, closes=200)
    seen = []
    for now in (99, 100, 199, 200):
        tick_at(store, now)
        seen.append(status_of(store))

    assert seen == ["draft", "open", "open", "closed"]


def test_both_dates_missed_leave_the_survey_closed(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work, status="draft")
        plan_dates(work, "s", opens=100, closes=200)

    tick_at(store, 300)

    assert status_of(store) == "closed"


def test_a_date_that_is_taken_back_does_nothing(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work)
        plan_dates(work, "s", opens=None, closes=200)
        plan_dates(work, "s", opens=None, closes=None)

    assert not Ticking(store, duties_of(SETTING), clock=lambda: 300).tick()


def test_what_was_done_by_hand_stays(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work, status="draft")
        plan_dates(work, "s", opens=100, closes=None)
        assert open_survey(work, "s")
        assert pause_survey(work, "s")
        work.due.plan(DueRow(Duty.OPEN, "s", 100))

    tick_at(store, 300)

    assert status_of(store) == "paused"


def test_what_is_closed_stays_closed(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work)
        plan_dates(work, "s", opens=None, closes=200)
        assert [close_survey(work, "s", 100) for _ in range(2)] == [True, False]
        assert not open_survey(work, "s")
        assert not pause_survey(work, "s")

        assert [row.kind for row in work.due.planned_of("s")] == ["let go"]
        assert work.surveys.key("s") is None


def test_a_survey_that_is_not_there_is_neither_opened_nor_closed(store: Store) -> None:
    with store.transaction() as work:
        assert not open_survey(work, "x")
        assert not pause_survey(work, "x")
        assert not close_survey(work, "x", 1)


def test_what_was_sent_leaves_the_disk_within_minutes(store: Store, tmp_path: Path) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(OutboxRow("1", "t", "7", "interactive", "the secret of a link", 0))
    with store.transaction() as work:
        work.outbox.delete("1")
    ticking = Ticking(store, duties_of(SETTING), clock=lambda: 100)
    ticking.plan_tidying()
    held = (tmp_path / "gemba.db-wal").read_bytes()

    assert ticking.tick()

    assert b"the secret of a link" in held
    assert not any(b"the secret" in each.read_bytes() for each in tmp_path.glob("gemba.db*"))
    with store.transaction() as work:
        assert work.due.planned(Duty.TIDY, "") == DueRow(Duty.TIDY, "", 700)


def test_closing_what_many_answered_goes_on_as_work_that_is_due(store: Store) -> None:
    people = [f"{number * 7919 % 1000:03}" for number in range(450)]
    with store.transaction() as work:
        add_survey(work)
        for name in people:
            work.answers.add_respondent("s", name, "2026-11-23")
    with store.transaction() as work:
        close_survey(work, "s", 100)

        assert work.surveys.key("s") is None
        assert work.due.planned(Duty.LOSE_ORDER, "s") == DueRow(
            Duty.LOSE_ORDER, "s", 100, f"respondent {sorted(people)[199]}"
        )
    ticking = Ticking(store, duties_of(SETTING), clock=lambda: 100)
    assert [ticking.tick() for _ in range(3)] == [True, True, False]
    with store.transaction() as work:
        assert work.due.planned(Duty.LOSE_ORDER, "s") is None


def test_closing_what_few_answered_is_done_at_once(store: Store) -> None:
    with store.transaction() as work:
        add_survey(work)
        work.answers.add_respondent("s", "a", "2026-11-23")
        close_survey(work, "s", 100)

        assert work.due.planned(Duty.LOSE_ORDER, "s") is None
