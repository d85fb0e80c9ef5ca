"""A manager watches how a survey goes, and at its end lets people know what came of it."""

import re

import pytest

from bot.duties import Ticking, duties_of
from bot.managing.links import Link
from bot.managing.roles import Role
from bot.outgoing import Outgoing
from bot.pseudonyms import member_of
from storage import MembershipRow
from tests.bot.office.playing import CHANNEL, SECRET, Play, granted
from tests.bot.office.test_surveys import LAGER, opened

SLOW = "I wait two days for a signature on every order"
FINE = "Nothing at all, it goes well"


@pytest.fixture
def lager(owner: Play) -> Play:
    return opened(owner)


def answering(lager: Play, people: int) -> None:
    """Let *people* answer, two thirds of them with one problem, in two teams."""
    for number in range(people):
        ann = lager.as_(f"person-{number}")
        ann.say("/start")
        ann.say("yes")
        ann.press("Night" if number % 2 else "Day")
        ann.say(SLOW if number % 3 else FINE)
        while "noted, and counts" not in ann.say("/skip"):
            pass


def closed(lager: Play) -> Play:
    lager.say(f"/survey {LAGER}")
    lager.press("Close …")
    lager.press("Yes, close it for good")
    return lager


def told(lager: Play) -> list[str]:
    """Do what is due, and return who was told the results."""
    ticking = Ticking(lager.store, duties_of(lager.turns.setting), clock=lambda: lager.clock[0])
    heard = []
    while ticking.tick():
        with lager.store.transaction() as work:
            for row in work.outbox.claim(CHANNEL, 10**10, 100, "test"):
                work.outbox.delete(row.id)
                if "what came of it" in Outgoing.loads(row.payload).text:
                    heard.append(row.chat)
    return heard


def test_before_enough_have_answered_no_number_is_told(lager: Play) -> None:
    answering(lager, 3)

    said = lager.say(f"/progress {LAGER}")

    assert "How “Lager” goes" in said
    assert re.search(r"\b3\b", said) is None


def test_how_many_answered_is_told_by_team_and_never_who(lager: Play) -> None:
    answering(lager, 18)

    said = lager.say(f"/progress {LAGER}")

    assert "Night: " in said
    assert "18 of 21" in said
    assert "person-" not in said


def test_a_lead_sees_the_own_team_only(lager: Play) -> None:
    answering(lager, 18)
    person = member_of(SECRET, "test:bo")
    granted(lager, MembershipRow(person, Role.MANAGER, LAGER, "night", "Bo", "2026-11-23"))

    said = lager.as_("bo").say(f"/progress {LAGER}")

    assert "Night: " in said
    assert "Day" not in said
    assert "18" not in said


def test_people_are_told_once_when_it_has_closed_with_a_note(lager: Play) -> None:
    answering(lager, 18)
    assert "when the survey has closed" in lager.say(f"/release {LAGER}")

    closed(lager).press("Tell people …")
    assert "We buy" in lager.say("We buy a signing tool <soon>.")
    assert "&lt;soon&gt;" in lager.heard[-1].text
    lager.press("Send it to everybody")
    assert len(set(told(lager))) == 18

    assert "Everybody whose chat" in lager.say(f"/release {LAGER}")
    assert told(lager) == []


def test_what_is_sent_is_what_was_shown(lager: Play) -> None:
    answering(lager, 6)
    closed(lager).press("Tell people …")
    send = next(key.press for each in lager.heard for row in each.keys for key in row)
    lager.say("A note that another manager wrote meanwhile")

    assert "older message" in lager.press_data(str(send))
    assert told(lager) == []


def test_a_survey_that_is_gone_tells_nobody(owner: Play) -> None:
    for screen in ("progress", "release", "announce"):
        assert "no such survey" in owner.press_data(Link(screen, ("gone",)).encode())
