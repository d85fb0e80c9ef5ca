"""Links and QR codes, from the manager who makes them to the person who comes by one."""

import re

import pytest

from bot.managing.links import Link
from bot.managing.registry import commands_for
from bot.managing.roles import Grant, Member, Role
from bot.office import surveying
from bot.office.admitting import MOST_TRIES
from bot.office.inviting import fresh_code
from bot.office.painting import qr
from bot.pseudonyms import member_of
from storage import MembershipRow
from tests.bot.office.playing import SECRET, Play, granted
from tests.bot.office.test_surveys import LAGER, opened, row

_LINK = re.compile(r"https://t\.me/gemba_test_bot\?start=([A-Za-z0-9_-]+)")
DAY = 86400
FURTHER = "Further \u203a"


def invited(owner: Play, *labels: str) -> str:
    """Let the owner invite, and return the code of the link."""
    owner.say(f"/invite {LAGER}")
    said = ""
    for label in labels:
        said = owner.press(label)
    found = _LINK.search(said)
    assert found is not None, said
    return found[1]


@pytest.fixture
def lager(owner: Play) -> Play:
    return opened(owner)


def place_of(play: Play) -> tuple[str | None, str | None]:
    """Return survey and team of the only person who answers."""
    with play.store.transaction() as work:
        found = work.intake.conversation("test", play.person)
        assert found is not None
        return found.survey, re.search(r'"team":("[^"]*"|null)', found.state)[1].strip('"')  # type: ignore[index]


def test_a_link_for_everybody_leads_into_the_survey(lager: Play) -> None:
    code = invited(lager, "One link for everybody")

    for person in ("ann", "bo"):
        assert "find what is slow" in lager.as_(person).say(f"/start {code}")
    assert place_of(lager.as_("ann")) == (LAGER, "null")


def test_a_link_for_a_team_answers_the_question_for_the_team(lager: Play) -> None:
    code = invited(lager, "One link for a team", "Night")
    ann = lager.as_("ann")
    ann.say(f"/start {code}")

    assert "Which team" not in ann.say("yes")
    assert place_of(ann) == (LAGER, "night")
    assert "Team: Night" in ann.say("/mydata")


def test_without_a_link_the_team_is_picked_from_the_list(lager: Play) -> None:
    ann = lager.as_("ann")
    ann.say("/start")

    assert "Which team" in ann.say("yes")
    assert {"Night", "Day"} <= set(ann.labels)
    assert place_of(ann)[0] == LAGER


def test_a_link_for_one_person_works_once_and_for_them_again(lager: Play) -> None:
    code = invited(lager, "A link for one person")
    ann = lager.as_("ann")
    ann.say(f"/start {code}")
    ann.say("yes")

    assert "Good to see you again" in ann.say(f"/start {code}")
    said = lager.as_("bo").say(f"/start {code}")
    assert "has been used" in said
    assert "Shall we start?" in said


def test_nobody_learns_whether_an_employees_link_was_used(lager: Play) -> None:
    code = invited(lager, "A link for one person")
    lager.say(f"/invite {LAGER}")
    lager.press("Invitations that hold")
    before = lager.labels
    lager.press(before[0])
    shown = lager.heard

    lager.as_("ann").say(f"/start {code}")

    lager.say(f"/invite {LAGER}")
    lager.press("Invitations that hold")
    assert lager.labels == before
    lager.press(before[0])
    assert lager.heard == shown


def test_a_link_that_was_taken_back_says_so(lager: Play) -> None:
    code = invited(lager, "One link for everybody")
    lager.say(f"/invite {LAGER}")
    lager.press("Invitations that hold")
    lager.press(lager.labels[0])

    assert "Taken back" in lager.press("Take it back")
    assert "taken back" in lager.as_("ann").say(f"/start {code}")


def test_a_link_ends(lager: Play) -> None:
    code = invited(lager, "One link for everybody")
    lager.clock[0] += 31 * DAY

    assert "too old" in lager.as_("ann").say(f"/start {code}")


@pytest.mark.parametrize("code", ["nonsense", "x" * 65, "a b", "ü"])
def test_an_unknown_link_leads_on(lager: Play, code: str) -> None:
    said = lager.as_("ann").say(f"/start {code}")

    assert "do not know that link" in said
    assert "Shall we start?" in said


def test_whoever_guesses_waits(lager: Play) -> None:
    code = invited(lager, "One link for everybody")
    ann = lager.as_("ann")
    for _ in range(MOST_TRIES):
        ann.say(f"/start {fresh_code()}")

    assert "wait an hour" in ann.say(f"/start {code}")
    assert "wait an hour" not in lager.as_("bo").say(f"/start {code}")
    lager.clock[0] += 2 * 3600
    assert "wait an hour" not in ann.say(f"/start {code}")


def test_codes_are_kept_as_digests_only(lager: Play) -> None:
    code = invited(lager, "One link for everybody")

    with lager.store.transaction() as work:
        assert code not in repr(work.members.invitations())
    assert all(code not in repr(entry) for entry in lager.audit())


def test_a_manager_gets_the_role_the_menu_and_a_list_of_commands(lager: Play) -> None:
    code = invited(lager, "A manager")
    bo = lager.as_("bo")

    assert "You may run “Lager”" in bo.say(f"/start {code}")
    assert [name for name, _ in bo.heard[-1].commands] == list(
        commands_for(Member("bo", frozenset((Grant(Role.MANAGER, LAGER),))))
    )
    assert "Surveys" in (bo.say("/menu"), *bo.labels)
    assert "You may run" in bo.say(f"/start {code}")
    assert "has been used" in lager.as_("cy").say(f"/start {code}")
    assert ("start", "changed") in {(each.code, each.outcome) for each in lager.audit()}


@pytest.mark.parametrize(
    ("labels", "role", "said"),
    [
        (("A manager of a team", "Night"), Role.LEAD, "as far as your team goes"),
        (("An analyst",), Role.ANALYST, "see and export"),
        (("An owner",), Role.OWNER, "all surveys are yours"),
    ],
)
def test_other_roles_are_given_the_same_way(
    lager: Play, labels: tuple[str, ...], role: Role, said: str
) -> None:
    code = invited(lager, *labels)

    assert said in lager.as_("bo").say(f"/start {code}")
    with lager.store.transaction() as work:
        (found,) = work.members.of(member_of(SECRET, "test:bo"))
    assert found.role == ("manager" if role is Role.LEAD else role)


def test_a_manager_makes_no_owners(lager: Play) -> None:
    person = member_of(SECRET, "test:bo")
    granted(lager, MembershipRow(person, "manager", LAGER, "", "Bo", "2026-11-23"))
    bo = lager.as_("bo")
    bo.say(f"/invite {LAGER}")

    assert "An owner" not in bo.labels
    link = Link("offer", (LAGER, "owner", "one", "-"))
    assert "cannot be made" in bo.press_data(link.encode())


@pytest.mark.parametrize(
    "arguments",
    [
        ("boss", "one", "-"),
        ("employee", "many", "-"),
        ("employee", "all", "x"),
        ("lead", "one", "-"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_not_made(
    lager: Play, arguments: tuple[str, ...]
) -> None:
    assert "cannot be made" in lager.press_data(Link("offer", (LAGER, *arguments)).encode())


def test_a_survey_that_is_gone_invites_nobody(owner: Play) -> None:
    for screen in ("invite", "team_of", "offer", "invited"):
        assert "no such survey" in owner.press_data(Link(screen, ("gone",)).encode())
    for screen in ("invitation", "revoke"):
        assert "no such invitation" in owner.press_data(Link(screen, (LAGER, "x")).encode())


def test_an_old_button_takes_nothing_back(lager: Play) -> None:
    invited(lager, "One link for everybody")
    lager.say(f"/invite {LAGER}")
    lager.press("Invitations that hold")
    lager.press(lager.labels[0])
    press = next(key.press for each in lager.heard for row in each.keys for key in row)
    link = Link.parse(str(press))
    assert link is not None

    assert "older message" in lager.press_data(link._replace(stamp="other").encode())


def test_a_draft_and_a_closed_survey_let_nobody_in(lager: Play) -> None:
    code = invited(lager, "One link for everybody")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "draft")
    assert "has not begun yet" in lager.as_("ann").say(f"/start {code}")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "closed")

    said = lager.as_("ann").say(f"/start {code}")

    assert "survey is closed" in said
    assert "Shall we start?" in said


def test_whoever_was_in_another_survey_sees_and_deletes_both(
    lager: Play,
) -> None:
    ann = lager.as_("ann")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "paused")
    ann.say("/start")
    ann.say("yes")
    ann.say("/pain I wait for signatures")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "open")

    assert "From here on" in ann.say(f"/start {invited(lager, 'One link for everybody')}")
    ann.say("yes")
    both = ann.say("/mydata")
    assert "in “Lager”" in both
    assert "I wait for signatures" in both

    ann.say("/forget")
    ann.say("yes")
    assert "Nothing is kept" in ann.say("/mydata")


def test_stopping_one_interview_deletes_nothing_of_another(lager: Play) -> None:
    ann = lager.as_("ann")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "paused")
    ann.say("/start")
    ann.say("yes")
    ann.say("/pain I wait for signatures")
    with lager.store.transaction() as work:
        work.surveys.set_status(LAGER, "open")
    ann.say(f"/start {invited(lager, 'One link for everybody')}")
    ann.say("yes")

    ann.say("/cancel")
    ann.press("Stop, and delete it")

    assert "I wait for signatures" in ann.say("/mydata")


def test_a_survey_may_be_called_nearly_like_the_always_on_one(owner: Play) -> None:
    with owner.store.transaction() as work:
        surveying.begin(work, "always-on-time", "Always on time", 0)
        work.surveys.set_status("always-on-time", "open")

    owner.as_("ann").say("/start")

    assert place_of(owner.as_("ann"))[0] == "always-on-time"


def test_after_closing_it_is_said_that_nobody_can_find_the_answers(lager: Play) -> None:
    ann = lager.as_("ann")
    ann.say(f"/start {invited(lager, 'One link for everybody')}")
    ann.say("yes")
    lager.say(f"/survey {LAGER}")
    lager.press("Close …")
    lager.press("Yes, close it for good")

    assert "nobody can tell any more" in ann.say("/mydata")
    assert "nobody can tell any more" in ann.say("/forget")
    ann.say("yes")
    assert "nobody can tell" not in ann.say("/mydata")
    assert "Shall we start?" in ann.say("/pain I wait for signatures")
    assert place_of(ann)[0] == "always-on"


@pytest.mark.parametrize("said", ["/pain I wait for signatures", "/start", "I wait again"])
def test_whoever_was_in_a_survey_that_closed_is_welcome_elsewhere(lager: Play, said: str) -> None:
    ann = lager.as_("ann")
    ann.say(f"/start {invited(lager, 'One link for everybody')}")
    ann.say("yes")
    lager.say(f"/survey {LAGER}")
    lager.press("Close …")
    lager.press("Yes, close it for good")

    assert "Shall we start?" in ann.say(said)


def test_the_always_on_survey_is_followed_by_another(owner: Play) -> None:
    owner.say("/survey always-on")
    owner.press("Close …")
    owner.press("Yes, close it for good")

    owner.as_("ann").say("/start")

    assert place_of(owner.as_("ann"))[0] == "always-on-2"
    assert row(owner, "always-on").status == "closed"


def test_whoever_comes_without_a_link_is_put_into_no_survey_by_chance(lager: Play) -> None:
    with lager.store.transaction() as work:
        surveying.begin(work, "other", "Other", 0)
        work.surveys.set_status("other", "open")

    lager.as_("ann").say("/start")

    assert place_of(lager.as_("ann"))[0] == "always-on"


def test_a_list_of_commands_heals_when_a_role_was_taken_back(lager: Play) -> None:
    bo = lager.as_("bo")
    bo.say(f"/start {invited(lager, 'A manager')}")
    with lager.store.transaction() as work:
        (row,) = work.members.of(member_of(SECRET, "test:bo"))
        work.members.withdraw(row)

    bo.say("/survey")

    assert [name for name, _ in bo.heard[-1].commands] == ["menu"]


def test_whoever_runs_surveys_is_greeted_with_the_menu(owner: Play) -> None:
    said = owner.say("/start")

    assert "You run surveys here" in said
    assert "What would you like to do?" in said
    assert "voluntary" in owner.say("/task")
    owner.say("yes")
    assert "You run surveys" not in owner.say("/start")


def test_a_qr_code_is_a_picture_large_enough_to_print(lager: Play) -> None:
    invited(lager, "One link for everybody")

    picture = lager.heard[0].picture
    assert picture is not None
    assert picture.data().startswith(b"\x89PNG")
    assert int.from_bytes(qr("https://t.me/x?start=" + fresh_code())[16:20], "big") >= 300


def test_many_teams_are_picked_from_in_pages(lager: Play) -> None:
    lager.say(f"/survey {LAGER}")
    lager.press("More settings")
    lager.press("Teams")
    lager.say("\n".join(["Night 9", "Day 12", *(f"Team {letter} 5" for letter in "abcdefg")]))
    lager.say(f"/invite {LAGER}")
    lager.press("One link for a team")

    lager.press(FURTHER)
    assert "Team g" in lager.labels
