"""A manager looks at what a survey found: five lines, a picture, and every why a press away."""

import io

import openpyxl
import pytest

from bot.gate.published import Bar, Range
from bot.gate.publishing import publish
from bot.managing.results import KINDS
from bot.pseudonyms import member_of
from bot.reports import render
from bot.reports.picture import pareto_png
from bot.weeks import week_of
from storage import MembershipRow
from tests.bot.office.answering import SECRET_WORDS, SURVEY
from tests.bot.office.playing import CHANNEL, SECRET, Play, granted

BACK = "\u2039 Back"


def test_before_enough_have_answered_it_says_so_and_what_to_do(owner: Play) -> None:
    said = owner.say("/report")

    assert "Nothing can be shown yet" in said
    assert "invite more people" in said


def test_report_says_five_lines_with_a_picture_and_leads_further(told: Play) -> None:
    said = told.say("/report")

    assert "<b>1. " in said
    assert "hours a week" in said
    assert told.heard[-1].picture is not None
    assert told.heard[-1].picture.data().startswith(b"\x89PNG")
    assert {"1", "2", "All recommendations", "By team", "How sure is this?", "As a file"} <= set(
        told.labels
    )


def test_the_five_lines_say_the_figures_of_the_report(told: Play) -> None:
    said = told.say("/report")
    with told.store.transaction() as work:
        survey = work.surveys.get(SURVEY)
        assert survey is not None
        published = publish(work, survey, told.turns.setting.catalogue, week_of(told.clock[0]))

    text = render(published, "text")
    for item in published.recommendations[:5]:
        people = f"{item.people_words} people"
        hours = f", {item.hours_words} hours a week" if item.hours else ""
        assert f"<b>{item.rank}. {item.name}</b>: {people}{hours}. {item.decision.title}: " in said
        assert f"{item.rank}. {item.name} ({item.where})\n   {people}{hours}\n" in text
    assert said.count("<b>") == 1 + len(published.recommendations[:5])
    assert published.response.verdict in said


def test_every_why_is_a_press_away_and_has_a_way_back(told: Play) -> None:
    told.say("/report")
    one = told.press("1")
    assert "This week:" in one

    for label, says in (
        ("Why?", "why “"),
        ("The evidence", "These rules matched"),
        ("What to do", "cheapest step first"),
    ):
        assert says in told.press(label)
        assert told.press(BACK) == one

    assert "all recommendations" in told.press(BACK)
    assert "what to do first" in told.press(BACK)


def test_a_team_shows_its_own_problems(told: Play) -> None:
    told.say("/report")
    told.press("By team")

    said = told.press("Day")

    assert "<b>Rework</b>: 12 people" in said
    assert "17 of 36" not in said


def test_a_lead_sees_the_own_team_only_and_exports_nothing(told: Play) -> None:
    lead = told.as_("lead")
    person = member_of(SECRET, f"{CHANNEL}:lead")
    granted(told, MembershipRow(person, "manager", SURVEY, "night", "", ""))

    said = lead.say("/report")
    assert "As a file" not in lead.labels
    lead.press("By team")

    assert "Rework</b>: 10 people" in said
    assert "Night" in lead.labels
    assert "Day" not in lead.labels
    assert "not yours" not in said
    assert "That is for those who run surveys" in lead.press_data(f"m:export::{SURVEY}:html")


def test_somebody_without_a_role_sees_nothing(told: Play) -> None:
    said = told.as_("ann").say("/report")

    assert "That is for those who run surveys here" in said
    assert "Rework" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_comes_as_a_file_of_every_kind(told: Play, kind: str) -> None:
    told.say("/report")
    told.press("As a file")
    told.press_data(f"m:export::{SURVEY}:{kind}")

    file = told.heard[-1].attachment
    assert file is not None
    assert file.name == f"gemba-2027-01-11.{kind}"
    if kind == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(file.data())).sheetnames[1] == "Pareto"
    else:
        assert "Rework" in file.data().decode()
    assert SECRET_WORDS.encode() not in file.data()


def test_nothing_that_a_person_said_is_on_any_screen(told: Play) -> None:
    screens = ("report", "recommend", "rec", "why", "rules", "remedies", "words", "teams", "method")

    said = [told.press_data(f"m:{screen}::{SURVEY}:rework") for screen in screens]

    assert all(said)
    assert not any("Smith" in each for each in said)


def test_a_problem_that_is_not_shown_leads_to_the_list(told: Play) -> None:
    said = told.press_data(f"m:rec::{SURVEY}:paper_process")

    assert "not shown any more" in said
    assert "all recommendations" in said


def test_a_team_that_is_not_there_leads_to_the_teams(told: Play) -> None:
    assert "Which one?" in told.press_data(f"m:team::{SURVEY}:moon")


def test_what_was_looked_at_is_noted_without_content(told: Play) -> None:
    told.say("/report")
    told.press("1")

    noted = [(each.code, each.about) for each in told.audit()]

    assert ("report", "") in noted
    assert ("rec", "rework") in noted


def test_the_same_figures_give_the_same_picture() -> None:
    bars = [
        Bar("excess_bureaucracy", "Excess bureaucracy", 9, Range(10.0, 40.0, 90.0), 100.0),
        Bar("waiting", "Waiting", 8, None, 100.0),
    ]

    assert pareto_png(bars) == pareto_png(bars[:1])
