"""What may be shown, and what may not."""

import json

import pytest

from bot.gate.published import Published
from bot.gate.publishing import publish
from bot.gate.rule import FLOOR, threshold_of
from bot.reports import FORMATS, render
from bot.reports.rendering import about, between, percent
from storage import (
    AnswerRow,
    FindingRow,
    Store,
    SurveyRow,
    TaskRow,
    TeamRow,
    Triple,
    Work,
)
from tests.bot.gate.conftest import WEEK, catalogue

SURVEY = SurveyRow("s", "Quayside <Kitchens>", "why", "open", "", 5, 10, WEEK)
SECRET = "the words that somebody said"


def answers(
    work: Work, code: str, people: int, *, team: str | None = None, timed: bool = True
) -> None:
    """Let *people* new people name *code*."""
    for number in range(people):
        name = f"{code}-{team}-{number}"
        work.answers.add_respondent("s", name, WEEK)
        work.answers.place("s", name, team, None)
        work.answers.open_task("s", name, 1, source="interview", week=WEEK)
        work.answers.save(
            AnswerRow("s", name, 1, "obstacle", "answered", SECRET, None, None, None, "", 1, WEEK)
        )
        found = FindingRow("inefficiency", code, f"{code}.cue.x_y", 4, 3, 0, 4, None)
        work.answers.save_findings("s", name, 1, "obstacle", [found])
        hours = Triple(5, 5, 5) if timed else None
        work.answers.close_task(TaskRow("s", name, 1, "logistics", code, hours, hours, None))


def others(work: Work, people: int, *, team: str | None = None, mark: str = "") -> None:
    """Let *people* new people answer and name nothing."""
    for number in range(people):
        name = f"other-{mark}-{team}-{number}"
        work.answers.add_respondent("s", name, WEEK)
        work.answers.place("s", name, team, None)
        work.answers.open_task("s", name, 1, source="interview", week=WEEK)
        work.answers.close_task(TaskRow("s", name, 1, None, None, None, None, None))


def published(store: Store, survey: SurveyRow = SURVEY) -> Published:
    with store.transaction() as work:
        return publish(work, survey, catalogue(), WEEK)


def test_the_floor_cannot_be_set_lower() -> None:
    assert threshold_of(1).figures == FLOOR == 3
    assert threshold_of(8).figures == 8
    assert threshold_of(5).sensitive == 10


def test_below_the_threshold_nothing_is_shown(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 4)

    shown = published(store)

    assert shown.is_empty()
    assert shown.response.answered == 0
    assert shown.pareto == ()
    assert shown.functions == ()


def test_from_the_threshold_on_a_problem_is_shown(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 5)
        others(work, 5)

    shown = published(store)

    assert [(each.code, each.people) for each in shown.recommendations] == [("rework", 5)]
    assert shown.recommendations[0].hours is not None
    assert [(line.code, line.people) for line in shown.functions] == [("logistics", 5)]


def test_a_small_problem_is_hidden_with_all_its_figures(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 6)
        answers(work, "waiting", 4)
        others(work, 2)

    shown = published(store)

    assert [each.code for each in shown.recommendations] == ["rework"]
    assert "waiting" not in json.dumps(render(shown, "json"))
    assert "fewer than 5 people" in shown.hidden


def test_hours_that_too_few_stated_are_not_shown(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 6, timed=False)
        others(work, 5)

    shown = published(store)

    assert shown.recommendations[0].hours is None
    assert shown.recommendations[0].hours_words == "not stated by enough people"


def test_a_raised_threshold_hides_more(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 6)
        others(work, 9)

    assert published(store, SURVEY._replace(threshold=7)).is_empty()


def test_leadership_needs_twice_the_people_for_a_team(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("care", "Care", 20))
        answers(work, "management_gap", 6, team="care")
        answers(work, "rework", 6, team="care")
        answers(work, "management_gap", 6, team="sales")
        answers(work, "rework", 6, team="sales")
        others(work, 8, team="care")
        others(work, 8, team="sales")

    teams = {each.code: each.teams for each in published(store).recommendations}

    assert teams == {"management_gap": (), "rework": ("Care", "sales")}


def test_leadership_of_an_only_team_needs_twice_the_people(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "management_gap", 6, team="care")
        others(work, 8, team="care")

    assert published(store).is_empty()


def test_head_counts_are_used_where_all_are_known(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("care", "Care", 20))
        answers(work, "rework", 6, team="care")

    shown = published(store)

    assert shown.response.head_count == 20
    assert "direction only" in shown.response.verdict


@pytest.mark.parametrize("kind", FORMATS)
def test_no_report_holds_what_anybody_said(store: Store, kind: str) -> None:
    with store.transaction() as work:
        answers(work, "rework", 9)
        answers(work, "duplicate_entry", 7)

    text = render(published(store), kind)

    assert SECRET not in text
    assert "Rework" in text


@pytest.mark.parametrize("kind", FORMATS)
def test_equal_data_give_equal_bytes(store: Store, kind: str) -> None:
    with store.transaction() as work:
        answers(work, "rework", 9)

    assert render(published(store), kind) == render(published(store), kind)


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_report_says_what_to_do(store: Store, kind: str) -> None:
    text = render(published(store), kind)

    assert "Too few people" in text or kind in ("json", "csv")


def test_html_is_one_file_without_script_and_escapes_names(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 9)

    page = render(published(store), "html")

    assert "Quayside &lt;Kitchens&gt;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "<svg" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_all_formats_show_the_same_hours(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "rework", 9)
    shown = published(store)

    words = shown.recommendations[0].hours_words

    assert all(words in render(shown, kind) for kind in FORMATS if kind != "csv")


def test_figures_are_said_as_people_say_them() -> None:
    from bot.gate.published import Range  # noqa: PLC0415

    assert [about(3.0), about(3.5), about(30.4)] == ["3", "3.5", "30"]
    assert between(Range(1, 2, 3)) == "about 2, between 1 and 3"
    assert percent(0.654) == "65 %"
