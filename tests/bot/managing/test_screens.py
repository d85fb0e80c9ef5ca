"""Screens: who may use which, the way back, lists in pages, and what a button carries."""

from dataclasses import dataclass, replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.managing.answering import answer
from bot.managing.links import Link, stamp_of
from bot.managing.menu import menu_screen
from bot.managing.needs import SURVEYS, SurveyLine
from bot.managing.paging import page_of
from bot.managing.registry import SCREENS, commands_for
from bot.managing.replies import Reply
from bot.managing.roles import EVERYBODY, RUNNING, Grant, Member, Role
from bot.managing.screens import (
    NOTHING,
    D,
    Need,
    Nothing,
    Outcome,
    Request,
    Screen,
    View,
    stale,
)

ANN = Member("ann")
OWNER = Member("owner", frozenset((Grant(Role.OWNER),)))
MANAGER = Member("manager", frozenset((Grant(Role.MANAGER, "lager"),)))
LEAD = Member("lead", frozenset((Grant(Role.LEAD, "lager", "night"),)))
LINES = tuple(SurveyLine(f"s{number}", f"Survey {number}", "open") for number in range(8))


@dataclass(frozen=True)
class Loads:
    """Gives the surveys that the test says there are."""

    surveys: tuple[SurveyLine, ...] = (SurveyLine("lager", "Warehouse", "open"), *LINES)

    def __call__(self, need: Need[D], request: Request) -> D:  # noqa: ARG002  # the shape
        return cast("D", self.surveys if need is SURVEYS else Nothing())


def shown(request: Request, _: Nothing) -> View:
    return View((Reply("shown", {"survey": request.survey}),))


RUN = Screen(name="run", roles=RUNNING, need=NOTHING, show=shown, command="run", of_survey=True)
OPEN = Screen(name="open", roles=EVERYBODY, need=NOTHING, show=shown)
OURS = {each.name: each for each in (menu_screen([RUN, OPEN]), RUN, OPEN)}


def use(member: Member, *link: str, loads: Loads = Loads()) -> View:  # frozen
    request = Request(member=member, link=Link(link[0], link[1:]), at=0)
    return answer(request, loads, OURS)


def names(view: View) -> list[str]:
    return [each.message for each in view.replies]


def targets(view: View) -> list[Link]:
    return [each.to for row in view.replies[-1].buttons for each in row]


@pytest.mark.parametrize(
    ("member", "survey", "allowed"),
    [
        (OWNER, "lager", True),
        (OWNER, "other", True),
        (MANAGER, "lager", True),
        (MANAGER, "other", False),
        (LEAD, "lager", False),
        (ANN, "lager", False),
    ],
)
def test_a_role_holds_for_its_survey_only(member: Member, survey: str, allowed: bool) -> None:  # noqa: FBT001
    view = use(member, "run", survey)

    assert names(view) == (["shown"] if allowed else ["not_yours"])
    assert view.outcome is (Outcome.SHOWN if allowed else Outcome.REFUSED)


def test_whoever_may_not_is_told_so_and_shown_the_menu() -> None:
    assert targets(use(ANN, "run", "lager")) == [Link("menu")]


def test_a_screen_that_is_not_there_harms_nobody() -> None:
    view = use(OWNER, "nonsense", "x")

    assert names(view) == ["no_such_screen"]
    assert view.changes == ()


def test_a_screen_gets_its_way_back() -> None:
    assert targets(use(OWNER, "run", "lager"))[-1] == Link("menu")


def test_the_menu_lists_only_what_one_may_use() -> None:
    assert targets(use(MANAGER, "menu")) == [Link("run")]
    assert names(use(ANN, "menu")) == ["menu_of_employee"]
    assert use(LEAD, "menu").replies[0].buttons == ()


def test_commands_are_listed_for_those_who_may() -> None:
    assert commands_for(MANAGER, [RUN, OPEN]) == ("run",)
    assert commands_for(ANN, [RUN, OPEN]) == ()


def test_the_only_survey_needs_no_question() -> None:
    assert use(MANAGER, "run").then == Link("run", ("lager",))


def test_several_surveys_are_asked_for_in_pages() -> None:
    first, second = use(OWNER, "run"), use(OWNER, "run", "", "1")

    assert names(first) == ["which_survey"]
    assert Link("run", ("", "1")) in targets(first)
    assert Link("run", ("s7",)) in targets(second)
    assert Link("run", ("", "0")) in targets(second)


def test_without_a_survey_that_is_said() -> None:
    assert names(use(OWNER, "run", loads=Loads(()))) == ["no_survey_yet"]


def test_a_stale_press_leads_to_what_is_there_now() -> None:
    view = stale(Link("run", ("lager",)))

    assert (view.then, view.outcome, view.changes) == (
        Link("run", ("lager",)),
        Outcome.STALE,
        (),
    )


def test_what_was_shown_has_a_sign_of_its_own() -> None:
    assert stamp_of(LINES) == stamp_of(LINES)
    assert stamp_of(LINES) != stamp_of(LINES[:-1])
    assert len(stamp_of("")) == 5


@given(st.lists(st.from_regex(r"[A-Za-z0-9_.-]{0,10}", fullmatch=True), max_size=3))
def test_a_link_comes_back_as_it_was(arguments: list[str]) -> None:
    link = Link("screen", tuple(arguments), "abcde")

    assert Link.parse(link.encode()) == link


@given(st.text(max_size=80))
def test_whatever_is_pressed_is_read_or_refused(text: str) -> None:
    link = Link.parse(text)

    assert link is None or link.encode() == text


@pytest.mark.parametrize("text", ["full|consent|1|yes", "m:", "m", "m:x:é:", "m:x:" + "y" * 70, ""])
def test_what_is_no_link_is_none_of_ours(text: str) -> None:
    assert Link.parse(text) is None or text == "m:"


@pytest.mark.parametrize("argument", ["two words", "x" * 33, "a:b", "é"])
def test_what_does_not_fit_a_button_is_a_bug(argument: str) -> None:
    with pytest.raises(ValueError, match="callback data"):
        Link("screen", (argument,)).encode()


def test_words_behind_a_command_become_arguments_if_they_can() -> None:
    assert Link.called("run", "lager 'drop' 3").arguments == ("lager", "3")


@pytest.mark.parametrize(
    ("asked", "number", "count"), [("", 0, 6), ("1", 1, 2), ("99", 1, 2), ("x", 0, 6)]
)
def test_a_page_is_the_nearest_there_is(asked: str, number: int, count: int) -> None:
    page = page_of(LINES, asked)

    assert (page.number, len(page.items), page.pages) == (number, count, 2)


def test_what_fits_on_one_page_has_no_buttons() -> None:
    assert page_of(LINES[:6], "").buttons(Link("run"), 1) == ()
    assert page_of((), "").items == ()


def test_a_lead_sees_the_teams_that_were_named_and_others_the_whole() -> None:
    both = replace(LEAD, grants=LEAD.grants | {Grant(Role.MANAGER, "other")})

    assert LEAD.teams("lager") == frozenset(("night",))
    assert both.teams("other") is None
    assert ANN.teams("lager") == frozenset()


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_can_stand_in_a_button(name: str) -> None:
    assert Link.parse(Link(name, ("s" * 24, "t" * 10)).encode()) is not None
