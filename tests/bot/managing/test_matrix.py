"""Every screen and every role: who may use what. A new screen needs a row here."""

from typing import cast

import pytest

from bot.managing.answering import answer
from bot.managing.links import Link
from bot.managing.menu import menu_screen
from bot.managing.registry import ALL, COMMANDS, SCREENS, commands_for
from bot.managing.roles import Grant, Member, Role
from bot.managing.screens import D, Need, Outcome, Request

MEMBERS = {
    "o": Member("owner", frozenset((Grant(Role.OWNER),))),
    "m": Member("manager", frozenset((Grant(Role.MANAGER, "lager"),))),
    "l": Member("lead", frozenset((Grant(Role.LEAD, "lager", "night"),))),
    "a": Member("analyst", frozenset((Grant(Role.ANALYST, "lager"),))),
    "e": Member("employee"),
}
#: Who may use a screen: owner, manager, lead, analyst, employee.
MATRIX = {
    "menu": "omlae",
    "surveys": "oml",
    "survey": "oml",
    "settings": "om",
    "new": "om",
    "plan": "om",
    "own": "om",
    "confirm": "om",
    "move": "om",
    "invite": "om",
    "team_of": "om",
    "offer": "om",
    "invited": "om",
    "invitation": "om",
    "revoke": "om",
    "progress": "oml",
    "release": "om",
    "announce": "om",
    "people": "om",
    "person": "om",
    "withdraw": "om",
    "audit": "o",
    "report": "omla",
    "recommend": "omla",
    "rec": "omla",
    "why": "omla",
    "rules": "omla",
    "words": "omla",
    "remedies": "omla",
    "teams": "omla",
    "team": "omla",
    "method": "omla",
    "export": "oma",
    "handing": "om",
    "ask": "om",
    "asked": "om",
    "say": "om",
    "initiatives": "oml",
    "initiative": "oml",
    "note": "oml",
    "move_on": "oml",
    "tell_me": "oml",
    "tell_all": "om",
    "take": "oml",
    "repeat": "om",
}


class LoadedError(Exception):
    """The screen was let through: it asked for what it needs."""


def loads(need: Need[D], request: Request) -> D:
    if request.link.screen == "menu":
        return cast("D", None)
    raise LoadedError


def is_let_in(screen: str, member: Member, survey: str = "lager") -> bool:
    request = Request(member=member, link=Link(screen, (survey,)), at=0)
    try:
        view = answer(request, loads)
    except LoadedError:
        return True
    return view.outcome is not Outcome.REFUSED


def test_every_screen_has_its_row_and_a_name_of_its_own() -> None:
    assert set(MATRIX) == set(SCREENS)
    assert len(SCREENS) == len(ALL) + 1  # the menu


def test_no_two_screens_have_one_command() -> None:
    assert len(COMMANDS) == sum(bool(each.command) for each in SCREENS.values())


@pytest.mark.parametrize("role", MEMBERS)
@pytest.mark.parametrize("screen", MATRIX)
def test_a_screen_lets_in_whom_it_should(screen: str, role: str) -> None:
    assert is_let_in(screen, MEMBERS[role]) == (role in MATRIX[screen])


@pytest.mark.parametrize("role", "mla")
@pytest.mark.parametrize("screen", [name for name in MATRIX if SCREENS[name].of_survey])
def test_a_role_in_one_survey_opens_no_other(screen: str, role: str) -> None:
    is_for_all = "e" in MATRIX[screen]

    assert is_let_in(screen, MEMBERS[role], "other") == is_for_all


@pytest.mark.parametrize("role", MEMBERS)
def test_only_what_one_may_use_is_listed(role: str) -> None:
    listed = commands_for(MEMBERS[role])
    allowed = [name for name in MATRIX if SCREENS[name].command and role in MATRIX[name]]
    request = Request(member=MEMBERS[role], link=Link("menu"), at=0)
    view = menu_screen([each for each in SCREENS.values() if each.name != "menu"]).answer(
        request, loads
    )
    shown = [each.to.screen for row in view.replies[0].buttons for each in row]

    assert [name for name in allowed if SCREENS[name].command in listed] == allowed
    assert set(shown) == set(allowed) - {"menu"}
