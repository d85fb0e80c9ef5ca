"""A turn of somebody who manages: dispatched before the interview, noted, and worded."""

import pytest

from bot.errors import WordingError
from bot.managing.links import Link
from bot.managing.replies import Button, Drawing, File, Reply
from bot.managing.roles import Role
from bot.office.case import Case
from bot.office.painting import PAINTERS, WRITERS, paint, write
from bot.pseudonyms import member_of
from bot.wording import LANGUAGES, Wording, wording_in
from storage import AwaitedRow, MembershipRow
from tests.bot.office.playing import CHANNEL, NOW, SECRET, Play, granted


def test_the_menu_opens_for_an_owner_and_the_use_is_noted(owner: Play) -> None:
    said = owner.say("/menu")

    assert "What would you like to do?" in said
    assert ("menu", "all that you can do here") in owner.heard[-1].commands
    (entry,) = owner.audit()
    assert (entry.code, entry.outcome, entry.at) == ("menu", "shown", owner.audit()[0].at)
    assert entry.person == member_of(SECRET, "test:owner")


def test_an_employee_gets_the_employees_menu_and_is_not_noted(owner: Play) -> None:
    ann = owner.as_("ann")

    assert "/task" in ann.say("/menu")
    assert ann.audit() == []


def test_a_press_that_leads_nowhere_is_answered_and_noted(owner: Play) -> None:
    ann = owner.as_("ann")

    assert "older version" in ann.press_data(Link("nonsense").encode())
    assert [each.outcome for each in ann.audit()] == ["refused"]


def test_help_names_the_commands_of_a_manager_to_managers_only(owner: Play) -> None:
    assert "for running surveys" not in owner.as_("ann").say("/help")


def test_a_text_goes_to_the_screen_that_waits_for_it_once(owner: Play) -> None:
    with owner.store.transaction() as work:
        work.members.wait_for(AwaitedRow(CHANNEL, "owner", Link("menu").encode(), NOW))

    assert "What would you like" in owner.say("a text")
    assert "What would you like" not in owner.say("another text")


def test_a_screen_does_not_wait_for_ever(owner: Play) -> None:
    with owner.store.transaction() as work:
        work.members.wait_for(AwaitedRow(CHANNEL, "owner", Link("menu").encode(), NOW - 3601))

    assert "What would you like" not in owner.say("a text")


def test_a_command_of_the_interview_ends_the_waiting(owner: Play) -> None:
    with owner.store.transaction() as work:
        work.members.wait_for(AwaitedRow(CHANNEL, "owner", Link("menu").encode(), NOW))

    owner.say("/task")

    assert "What would you like" not in owner.say("a text")


def test_a_manager_of_one_team_is_a_lead(owner: Play) -> None:
    person = member_of(SECRET, "test:bo")
    granted(owner, MembershipRow(person, "manager", "lager", "night", "Bo", "2026-11-23"))
    granted(owner, MembershipRow(person, "analyst", "lager", "", "Bo", "2026-11-23"))

    with owner.store.transaction() as work:
        member = Case(work, owner.turns.setting, SECRET).member("test:bo")

    assert member.roles("lager") == {Role.LEAD, Role.ANALYST, Role.EMPLOYEE}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_words_the_same_screens(language: str) -> None:
    ours, english = Wording(language).screens, Wording("en").screens

    assert set(ours.templates) == set(english.templates)
    assert set(ours.words) == set(english.words)


def test_a_screen_without_wording_is_an_error() -> None:
    with pytest.raises(WordingError, match="no wording"):
        wording_in("en").say_screen(Reply("nonsense"))
    with pytest.raises(WordingError, match="no wording"):
        wording_in("en").say_screen(Reply("menu", {}, ((Button(Link("menu"), "nonsense"),),)))


def test_a_name_on_a_button_is_said_as_it_is() -> None:
    said = wording_in("en").say_screen(Reply("menu", {}, ((Button(Link("menu"), name="A & B"),),)))

    assert said.keys[0][0] == ("A & B", "m:menu:", None)


def test_what_a_screen_draws_and_writes_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PAINTERS, "dot", lambda content: str(content).encode())
    monkeypatch.setitem(WRITERS, "list", lambda content: str(content).encode())

    assert paint(Drawing("dot", "!")).data() == b"!"
    assert write(File("list", "a.csv", "x")).name == "a.csv"
