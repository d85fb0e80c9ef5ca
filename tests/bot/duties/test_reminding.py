"""Reminders reach who came and has not finished, at most twice, by day, and nobody else."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.duties import Ticking, duties_of
from bot.incoming import Departed
from bot.interview.events import Command, Said, Started
from bot.lifecycle import Duty, close_survey, open_survey, pause_survey
from storage import ConversationRow, DueRow, Store, open_store
from tests.bot.duties.company import BERLIN, NOON, Company
from tests.bot.duties.surveys import DAY, SETTING


def test_who_has_not_finished_is_reminded_twice_and_told_which_is_the_last(
    company: Company,
) -> None:
    company.start()

    company.pass_time(30 * DAY)

    assert company.chats() == ["7", "7"]
    assert "/stop" in company.sent[0][1]
    assert "last reminder" in company.sent[1][1]


def test_who_came_and_did_not_answer_the_notice_is_reminded(company: Company) -> None:
    company.tell(Started(NOON))

    company.pass_time(4 * DAY)

    assert company.chats() == ["7"]


def test_who_refused_finished_forgot_or_said_stop_is_not(company: Company) -> None:
    company.tell(Started(NOON), "refuses")
    company.tell(Said(NOON, "no"), "refuses")
    for chat in ("finishes", "forgets", "says stop", "says off", "goes"):
        company.start(chat)
    company.finish("finishes")
    company.command(Command.FORGET, chat="forgets")
    company.tell(Said(NOON, "yes"), "forgets")
    company.command(Command.STOP, chat="says stop")
    company.command(Command.REMINDERS, "off", chat="says off")
    company.turns.take([Departed("t", "gone", "goes")])

    company.pass_time(30 * DAY)

    assert company.chats() == []


def test_who_finished_and_comes_back_is_not_reminded(company: Company) -> None:
    company.start()
    company.finish()
    company.tell(Started(NOON))

    company.pass_time(30 * DAY)

    assert company.chats() == []


def test_who_stops_before_the_notice_was_answered_is_let_go_and_nothing_is_kept(
    company: Company,
) -> None:
    company.tell(Started(NOON))
    company.command(Command.STOP)

    company.pass_time(30 * DAY)

    assert company.chats() == []
    with company.store.transaction() as work:
        assert work.contacts.wishes("t", "7") is None


def test_days_are_counted_from_what_was_said_last(company: Company) -> None:
    company.start()
    company.pass_time(2 * DAY)
    company.tell(Said(company.now, "I pack parcels"))

    company.pass_time(2 * DAY)
    assert company.chats() == []

    company.pass_time(DAY + 1)
    assert company.chats() == ["7"]


def hour_of_reminder(company: Company) -> tuple[int, int]:
    """Return the local hour and minute at which the first reminder comes."""
    while not company.sent:
        company.pass_time(600, step=600)
    moment = datetime.fromtimestamp(company.now, BERLIN)
    return moment.hour, moment.minute


@pytest.mark.parametrize(
    ("start", "wish", "comes"),
    [
        pytest.param("2026-11-23T22:00", "", (8, 0), id="the survey's night"),
        pytest.param("2026-11-23T15:00", "14-17", (17, 0), id="one's own hours"),
        pytest.param("2026-11-23T15:00", "Tokyo", (0, 0), id="one's own place"),
        pytest.param("2026-11-23T15:00", "23-5 Tokyo", (21, 0), id="both"),
        pytest.param("2026-03-26T02:30", "20-2:30", (3, 30), id="an end the clock skips"),
        pytest.param("2026-10-22T02:10", "20-2:30", (2, 30), id="an end the clock shows twice"),
    ],
)
def test_nobody_is_reminded_in_their_quiet_hours(
    company: Company, start: str, wish: str, comes: tuple[int, int]
) -> None:
    company.now = int(datetime.fromisoformat(start).replace(tzinfo=BERLIN).timestamp())
    company.start()
    if wish:
        company.command(Command.REMINDERS, wish)

    assert hour_of_reminder(company) == comes


def test_a_reminder_that_was_missed_for_a_week_comes_once(company: Company) -> None:
    company.start()

    company.pass_time(10 * DAY, step=10 * DAY)

    assert company.chats() == ["7"]


def test_a_paused_survey_waits_and_a_closed_one_is_silent(company: Company) -> None:
    company.start()
    with company.store.transaction() as work:
        pause_survey(work, "always-on")
    company.pass_time(5 * DAY)
    paused = company.chats()
    with company.store.transaction() as work:
        open_survey(work, "always-on")
    company.pass_time(DAY)
    opened = company.chats()
    with company.store.transaction() as work:
        close_survey(work, "always-on", company.now)
        work.due.plan(DueRow(Duty.REMIND, "always-on", 1))
    company.pass_time(30 * DAY)

    assert (paused, opened, company.chats()) == ([], ["7"], ["7"])


def test_wishes_can_be_taken_back_and_are_told(company: Company) -> None:
    company.start()
    company.command(Command.STOP)
    company.command(Command.REMINDERS, "on")
    with company.store.transaction() as work:
        wishes = work.contacts.wishes("t", "7")

    assert wishes is not None
    assert not wishes.is_silent


@pytest.mark.parametrize("argument", ["sometimes", "20-8 Atlantis", "25-8", "20-8 20-8", "a b c"])
def test_what_is_no_wish_changes_nothing(company: Company, argument: str) -> None:
    company.start()
    company.command(Command.REMINDERS, argument)

    with company.store.transaction() as work:
        assert work.contacts.wishes("t", "7") is None


def test_few_wait_in_the_outbox_however_many_are_due(company: Company) -> None:
    with company.store.transaction() as work:
        for number in range(200):
            work.contacts.reach("always-on", "t", str(number), language="en", next_at=1)
            row = ConversationRow("t", str(number), "always-on", "en", "{}", 0)
            work.intake.save_conversation(row)
        work.due.plan_no_later(DueRow(Duty.REMIND, "always-on", NOON))

    most = 0
    ticking = Ticking(company.store, duties_of(SETTING), clock=lambda: company.now)
    while remaining(company.store):
        while ticking.tick():
            with company.store.transaction() as work:
                most = max(most, work.outbox.waiting("broadcast"))
        company.now += 1
        company.receive("broadcast")

    assert most == 60
    assert sorted(company.chats(), key=int) == [str(number) for number in range(200)]


def remaining(store: Store) -> bool:
    with store.transaction() as work:
        soonest = work.contacts.soonest("always-on")
    return soonest is not None and soonest < NOON + DAY


def test_restarted_at_any_moment_nobody_is_reminded_twice(company: Company, tmp_path: Path) -> None:
    company.start()
    company.pass_time(3 * DAY - 10)
    company.now += 20
    ticking = Ticking(company.store, duties_of(SETTING), clock=lambda: company.now)
    while ticking.tick():
        pass
    again = open_store(f"sqlite:///{tmp_path}/gemba.db")
    restarted = Ticking(again, duties_of(SETTING), clock=lambda: company.now)

    assert not restarted.tick()
    with again.transaction() as work:
        assert work.outbox.waiting("broadcast") == 1
    again.close()
