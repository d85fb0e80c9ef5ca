"""A manager plans, opens, watches, extends, pauses and closes a survey in the chat."""

import json

import pytest

from bot.lifecycle import Duty, Status
from bot.managing.fields import FIELDS
from bot.managing.links import Link
from bot.managing.plans import Alter, Begin, Drop, Move, Stage
from bot.managing.roles import Role
from bot.managing.screens import Change
from bot.office import surveying
from bot.office.case import Case
from bot.office.changing import CHANGERS, make
from bot.pseudonyms import member_of
from storage import MembershipRow, SurveyRow, TeamRow
from tests.bot.office.playing import NOW, SECRET, Play, granted

LAGER = "lager"
BACK = "\u2039 Back"


def drafted(owner: Play) -> Play:
    """Plan a survey, with the guide."""
    for said in ("/survey", None, "Lager", "find what is slow", "Night 9\nDay 12"):
        owner.press("+ New survey") if said is None else owner.say(said)
    for label in ("No kinds of jobs", "The short one", "In four weeks"):
        owner.press(label)
    return owner


def opened(owner: Play) -> Play:
    drafted(owner).press("Open …")
    owner.press("Yes, open it")
    return owner


def row(play: Play, survey: str = LAGER) -> SurveyRow:
    with play.store.transaction() as work:
        found = work.surveys.get(survey)
    assert found is not None
    return found


def due(play: Play) -> set[str]:
    with play.store.transaction() as work:
        return {each.kind for each in work.due.planned_of(LAGER)}


def test_the_guide_leads_from_a_name_to_a_plan(owner: Play) -> None:
    drafted(owner)

    found = row(owner)
    assert (found.name, found.purpose, found.status) == ("Lager", "find what is slow", "draft")
    assert "id: short" in found.interview
    with owner.store.transaction() as work:
        assert work.surveys.teams(LAGER) == [
            TeamRow("day", "Day", 12),
            TeamRow("night", "Night", 9),
        ]
    assert owner.labels[:2] == ["Name", "Purpose"]


def test_nobody_answers_a_draft_and_an_opened_one_plans_its_end(owner: Play) -> None:
    drafted(owner)
    assert due(owner) == set()

    owner.press("Open …")
    said = owner.press("Yes, open it")

    assert "I cannot write to them first" in said
    assert row(owner).status == "open"
    assert due(owner) == {Duty.CLOSE}


def test_a_draft_with_a_date_opens_by_itself_unless_it_is_changed_again(owner: Play) -> None:
    drafted(owner).press("More settings")
    owner.press("Opening date")
    owner.press("Tomorrow")
    owner.press("Open …")

    assert "opens by itself" in owner.press("Yes, open it")
    assert row(owner).status == "draft"
    assert due(owner) == {Duty.OPEN, Duty.CLOSE}

    owner.press("Name")
    owner.say("Lager two")
    assert due(owner) == set()
    assert not json.loads(row(owner).settings)["is_due"]


def test_a_survey_is_paused_and_resumed(owner: Play) -> None:
    opened(owner).press("Pause …")
    owner.press("Yes, pause it")
    assert row(owner).status == "paused"

    owner.press("Resume …")
    owner.press("Yes, resume it")
    assert row(owner).status == "open"


def test_a_survey_is_extended(owner: Play) -> None:
    opened(owner).press("Closing date")

    assert "2027-06-30" in owner.say("30.6.2027")
    assert json.loads(row(owner).settings)["closes"] == "2027-06-30"


def test_closing_says_what_it_means_and_destroys_the_key(owner: Play) -> None:
    said = opened(owner).press("Close …")
    assert "nobody can see or delete their own answers any more" in said

    owner.press("Yes, close it for good")

    assert row(owner).status == "closed"
    with owner.store.transaction() as work:
        assert work.surveys.key(LAGER) is None
    assert owner.labels == [
        "How it goes",
        "What it found",
        "Tell people …",
        "People with roles",
        BACK,
    ]


def test_whoever_is_not_sure_changes_nothing(owner: Play) -> None:
    opened(owner).press("Close …")
    owner.press("No, leave it")

    assert row(owner).status == "open"


def test_a_draft_can_be_deleted(owner: Play) -> None:
    drafted(owner).press("Delete …")

    assert "deleted" in owner.press("Yes, delete it")
    with owner.store.transaction() as work:
        assert work.surveys.get(LAGER) is None


def test_what_people_were_told_is_frozen_when_it_opens(owner: Play) -> None:
    opened(owner)

    for field in ("purpose", "threshold", "quotes", "interview", "jobs"):
        assert "stays as it is" in owner.press_data(Link("plan", (LAGER, field)).encode())
    assert {each.outcome for each in owner.audit()[:5]} == {"refused"}


def test_a_team_is_added_later_but_none_is_taken_away(owner: Play) -> None:
    opened(owner).press("More settings")
    owner.press("Teams")
    assert "not taken away" in owner.say("Night 9")

    owner.say("Night 10\nDay 12\nYard 5")
    with owner.store.transaction() as work:
        assert [each.head_count for each in work.surveys.teams(LAGER)] == [12, 10, 5]


@pytest.mark.parametrize(
    ("button", "said", "shown"),
    [
        ("Cost of an hour", "EUR, all 40", "everybody else 40.00 EUR"),
        ("Reminders", "1", "Reminders: one"),
        ("Quiet hours", "21-7 Europe/Vienna", "never from 21-7 o'clock (Europe/Vienna)"),
        ("Own trade", "logistics", "Own trade: logistics"),
        ("Figures from how many", "12", "12 people on, quotes from 12"),
        ("Quotes from how many", "15", "quotes from 15"),
    ],
)
def test_everything_else_can_be_set(owner: Play, button: str, said: str, shown: str) -> None:
    drafted(owner).press("More settings")
    owner.press(button)

    said = owner.say(said)

    assert shown in said + owner.press("More settings")


def test_an_answer_that_cannot_be_used_is_asked_for_again(owner: Play) -> None:
    drafted(owner).press("Closing date")

    assert "could not read that date" in owner.say("soon")
    assert "2027-06-30" in owner.say("2027-06-30")


def test_a_button_of_an_old_message_changes_nothing(owner: Play) -> None:
    drafted(owner).press("Interview")
    old = next(key.press for each in owner.heard for row in each.keys for key in row)
    owner.say("/survey lager")
    owner.press("Name")
    owner.say("Another name")

    assert "older message" in owner.press_data(str(old))
    assert "id: short" in row(owner).interview


def test_a_doubled_press_opens_once(owner: Play) -> None:
    drafted(owner).press("Open …")
    data = next(key.press for each in owner.heard for row in each.keys for key in row)
    owner.press_data(str(data))

    assert "older message" in owner.press_data(str(data))
    assert row(owner).status == "open"


def test_what_was_confirmed_is_what_was_shown(owner: Play) -> None:
    drafted(owner).press("Open …")
    yes = next(key.press for each in owner.heard for row in each.keys for key in row)
    with owner.store.transaction() as work:
        surveying.alter(work, LAGER, "threshold", 3)

    assert "older message" in owner.press_data(str(yes))
    assert row(owner).status == "draft"


def test_a_survey_that_would_close_at_once_is_not_opened(owner: Play) -> None:
    drafted(owner)
    owner.clock[0] += 60 * 86400
    owner.say("/survey lager")

    assert "would close at once" in owner.press("Open …")


def test_a_manager_runs_what_they_began_and_nothing_else(owner: Play) -> None:
    drafted(owner)
    person = member_of(SECRET, "test:bo")
    granted(owner, MembershipRow(person, Role.MANAGER, "always-on", "", "Bo", "2026-11-23"))
    bo = owner.as_("bo")

    assert "Lager" not in bo.say("/survey")
    assert "Lager" not in " ".join(bo.labels)
    bo.press("+ New survey")
    assert "Why do you ask?" in bo.say("Bo's own")
    assert "those who run surveys" in bo.press_data(Link("survey", (LAGER,)).encode())
    assert "● Always on" in (bo.say("/survey"), *bo.labels)
    assert "✎ Bo's own" in bo.labels


def test_a_lead_watches_and_changes_nothing(owner: Play) -> None:
    opened(owner)
    person = member_of(SECRET, "test:bo")
    granted(owner, MembershipRow(person, Role.MANAGER, LAGER, "night", "Bo", "2026-11-23"))
    bo = owner.as_("bo")

    assert "find what is slow" in bo.say("/survey lager")
    assert bo.labels == ["How it goes", "What it found", BACK]
    assert "those who run surveys" in bo.press_data(Link("confirm", (LAGER, "close")).encode())


def test_a_survey_that_is_gone_is_said_to_be(owner: Play) -> None:
    for screen in ("survey", "settings", "plan", "confirm", "move"):
        assert "no such survey" in owner.press_data(Link(screen, ("gone", "open")).encode())


def test_stages_are_named_as_they_are_kept() -> None:
    assert {stage.value for stage in Stage} == {status.value for status in Status}


def test_every_change_has_somebody_who_makes_it() -> None:
    assert set(CHANGERS) >= {Begin, Alter, Move, Drop}
    assert all(issubclass(each, Change) for each in CHANGERS)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_altered(field: str, owner: Play) -> None:
    values: dict[str, object] = {
        "teams": (), "jobs": (), "opens": None, "closes": None, "reminders": 1,
        "quiet": ("20-8", "UTC"), "threshold": 1, "quotes": 10, "money": ((), None), "trade": (),
        "languages": ("en",),
    }  # fmt: skip
    drafted(owner)
    with owner.store.transaction() as work:
        case = Case(work, owner.turns.setting, SECRET, now=NOW)
        make(case, Alter(LAGER, field, values.get(field, "full")))
        found = work.surveys.get(LAGER)

    assert found is not None
    assert found.threshold >= 3
