"""When to write is asked once in a life, of who leaves things open, breaks off or wants to know."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.interview.events import Chosen, Command, Press, Said, Started
from bot.outgoing import Outgoing
from storage import TeamRow, WishesRow
from tests.bot.duties.company import NOON, Company
from tests.bot.duties.surveys import DAY, add_survey

ASKED = "Do you go by Berlin time?"
NEW_YORK = ZoneInfo("America/New_York")


def skips(company: Company, chat: str = "7") -> list[str]:
    """Let somebody talk about a task and leave the next question open; return what they hear."""
    company.start(chat)
    company.tell(Said(company.now, "I enter invoices"), chat)
    return heard(company, lambda: company.command(Command.SKIP, chat=chat))


def heard(company: Company, act: object) -> list[str]:
    assert callable(act)
    return [each.text for each in company.heard(act)]


def wishes(company: Company, chat: str = "7") -> WishesRow | None:
    with company.store.transaction() as work:
        return work.contacts.wishes("t", chat)


def press(company: Company, label: str) -> list[str]:
    """Press a button of what was heard last."""
    keys = [key for each in company.answers for row in each.keys for key in row]
    data = next((key.press for key in keys if key.label == label), None)
    assert data is not None, [key.label for key in keys]
    pressed = Press.parse(data)
    assert pressed is not None
    return heard(company, lambda: company.tell(Chosen(company.now, pressed)))


def test_the_first_question_left_open_asks_and_the_interview_goes_on(company: Company) -> None:
    said = skips(company)

    assert ASKED in said[0]
    assert "How often" in said[1]
    assert len(said) == 2


def test_nobody_is_asked_twice_in_one_survey_or_the_next(company: Company) -> None:
    skips(company)
    said = heard(company, lambda: company.command(Command.SKIP))
    company.command(Command.FORGET, "2")
    with company.store.transaction() as work:
        add_survey(work, "lager", settings='{"zone": "Europe/Berlin"}')
        work.intake.clear_conversation("t", "7")
    again = skips(company)

    assert ASKED not in "".join([*said, *again])


def test_nothing_is_asked_before_a_question_about_work_was(company: Company) -> None:
    with company.store.transaction() as work:
        work.surveys.add_team("always-on", TeamRow("night", "Night", 9))
    company.start()

    assert ASKED not in "".join(heard(company, lambda: company.command(Command.SKIP)))


def test_a_survey_that_never_reminds_asks_nothing(company: Company) -> None:
    with company.store.transaction() as work:
        row = work.surveys.get("always-on")
        assert row is not None
        work.surveys.change(row._replace(settings='{"reminders": []}'))

    assert len(skips(company)) == 1
    assert wishes(company) is None


def test_whoever_answers_all_questions_is_asked_nothing(company: Company) -> None:
    company.start()
    said = [
        each
        for text in ("I enter invoices", "1", "every day", "an hour", "half", "typed in twice")
        for each in heard(company, lambda text=text: company.tell(Said(company.now, text)))
    ]

    assert ASKED not in "".join(said)
    assert wishes(company) is None


@pytest.mark.parametrize(
    ("label", "zone"),
    [("Berlin time", "Europe/Berlin"), ("London", "Europe/London"), ("Athens", "Europe/Athens")],
)
def test_one_press_says_it(company: Company, label: str, zone: str) -> None:
    skips(company)
    said = press(company, label)

    assert f"Noted: {zone.partition('/')[2]} time" in said[0]
    assert "How often" in said[1] or len(said) == 2
    assert wishes(company) == WishesRow("t", "7", zone)


def test_no_reminders_is_one_press(company: Company) -> None:
    skips(company)
    press(company, "No reminders")
    company.pass_time(30 * DAY)

    assert company.chats() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("madrid", WishesRow("t", "7", "Europe/Madrid")),
        ("Madird 21-7", WishesRow("t", "7", "Europe/Madrid", 1260, 420)),
        ("22 until 6, Austria", WishesRow("t", "7", "Europe/Vienna", 1320, 360)),
        ("no", WishesRow("t", "7", is_silent=1)),
        ("the third hall on the left", WishesRow("t", "7")),
    ],
)
def test_another_place_is_typed_and_the_interview_goes_on(
    company: Company, typed: str, kept: WishesRow
) -> None:
    skips(company)
    assert "Where are you?" in press(company, "Another place or other hours")[0]
    said = heard(company, lambda: company.tell(Said(company.now, typed)))

    assert wishes(company) == kept
    assert len(said) == 2
    assert company.waits()


def test_a_country_of_several_clocks_offers_them(company: Company) -> None:
    skips(company)
    press(company, "Another place or other hours")
    said = heard(company, lambda: company.tell(Said(company.now, "Spain")))
    assert "several clocks" in said[0]
    press(company, "Canary")

    assert wishes(company) == WishesRow("t", "7", "Atlantic/Canary")


def test_who_goes_on_instead_of_naming_a_place_is_understood(company: Company) -> None:
    skips(company)
    keys = [key for key in company.answers[-1].keys[-1] if key.label == "Skip"]
    press(company, "Another place or other hours")
    pressed = Press.parse(str(keys[0].press))
    assert pressed is not None
    said = heard(company, lambda: company.tell(Chosen(company.now, pressed)))

    assert "earlier question" not in said[0]
    assert "how long" in said[0]


def test_who_stops_and_lets_it_count_is_asked(company: Company) -> None:
    company.start()
    company.command(Command.CANCEL)
    said = heard(company, lambda: company.tell(Said(company.now, "yes")))
    assert ASKED in said[-1]
    press(company, "Another place or other hours")
    after = heard(company, lambda: company.tell(Said(company.now, "Lisbon")))

    assert "Noted: Lisbon time" in after[0]
    assert not company.waits()


def test_who_stops_and_takes_it_back_is_asked_nothing(company: Company) -> None:
    company.start()
    company.command(Command.CANCEL)
    said = heard(company, lambda: company.tell(Said(company.now, "no")))

    assert ASKED not in "".join(said)
    assert wishes(company) is None


def test_who_asks_for_reminders_can_press_when(company: Company) -> None:
    company.start()
    company.command(Command.REMINDERS)
    press(company, "London")

    assert wishes(company) == WishesRow("t", "7", "Europe/London")


def test_the_first_reminder_asks_whom_nothing_else_has(company: Company) -> None:
    company.start()
    company.answers.clear()
    company.pass_time(4 * DAY)
    first = list(company.answers)
    company.answers.clear()
    company.pass_time(30 * DAY)

    assert "press it" in first[0].text
    assert labels(first[0])[0] == "Berlin time"
    assert labels(company.answers[0]) == []
    assert wishes(company) == WishesRow("t", "7")


def labels(message: Outgoing) -> list[str]:
    return [key.label for row in message.keys for key in row]


def test_a_reminder_to_who_never_agreed_asks_and_keeps_nothing(company: Company) -> None:
    company.tell(Started(NOON))
    company.answers.clear()
    company.pass_time(4 * DAY)

    assert labels(company.answers[0]) == []
    assert wishes(company) is None


def test_a_button_that_is_pressed_after_forgetting_keeps_nothing(company: Company) -> None:
    skips(company)
    asked = list(company.answers)
    company.command(Command.FORGET)
    company.tell(Said(company.now, "yes"))
    company.answers[:] = asked
    press(company, "London")

    assert wishes(company) is None


@pytest.mark.parametrize(
    "start", ["2026-10-28T21:00", "2026-03-06T23:30", "2026-07-01T02:00"], ids=["back", "on", "no"]
)
def test_a_reminder_comes_by_the_clock_that_was_pressed(company: Company, start: str) -> None:
    """In the night between, New York's clock goes back, on, or neither."""
    company.now = int(datetime.fromisoformat(start).replace(tzinfo=NEW_YORK).timestamp())
    skips(company)
    press(company, "Another place or other hours")
    company.tell(Said(company.now, "New York"))

    while not company.sent:
        company.pass_time(600, step=600)

    moment = datetime.fromtimestamp(company.now, NEW_YORK)
    assert (moment.hour, moment.minute) == (8, 0)
