"""How a survey goes: by team against head counts, and where people stop; never who."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.gate.progressing import progress
from bot.gate.publishing import Viewer
from bot.importing.rows import ImportRow
from bot.importing.storing import store_rows
from bot.interview.events import Said
from bot.interview.survey import Hook
from bot.reports import render_progress
from bot.surveys import shipped
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
from storage import AnswerRow, Store, SurveyRow, TaskRow, TeamRow, open_store
from tests.bot.duties.company import NOON, Company

WEEK = "2026-11-23"
CATALOGUE = load_catalogue()
FULL = shipped("full")
ROW = SurveyRow("s", "Autumn", "see", "open", "", 5, 10, WEEK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(ROW, "ab" * 32)
        work.surveys.add_team("s", TeamRow("a", "Accounts", 40))
        work.surveys.add_team("s", TeamRow("w", "Warehouse", 10))
    yield opened
    opened.close()


def answer(who: str, question: str) -> AnswerRow:
    return AnswerRow("s", who, 1, question, "answered", None, None, None, None, "", None, WEEK)


def answer_up_to(store: Store, count: int, last: str, team: str = "a", prefix: str = "") -> None:
    """Let *count* people answer every question up to *last*."""
    not_kept = {Hook.CONSENT, Hook.TEAM, Hook.ROLE, Hook.MORE}
    asked = [each for each in FULL.questions if not each.only_pain]
    names = [each.id for each in asked if each.hook not in not_kept]
    with store.transaction() as work:
        for number in range(count):
            who = f"{prefix}{last} {number}"
            work.answers.add_respondent("s", who, WEEK)
            work.answers.place("s", who, team, None)
            for question in names[: names.index(last) + 1]:
                work.answers.save(answer(who, question))
            if names.index(last) > names.index("obstacle"):
                work.answers.open_task("s", who, 1, source="interview", week=WEEK)
                work.answers.close_task(TaskRow("s", who, 1, None, "rework", None, None, None))


def shown(store: Store, viewer: Viewer = Viewer(), status: str = "open") -> str:  # noqa: B008
    row = ROW._replace(status=status)
    with store.transaction() as work:
        return render_progress(progress(work, row, CATALOGUE, FULL, viewer))


def test_nobody_has_answered_yet(store: Store) -> None:
    text = shown(store)

    assert "Answers: not shown: fewer than 5 answered" in text
    assert "not shown yet" in text


def test_response_by_team_and_where_people_stop(store: Store) -> None:
    answer_up_to(store, 12, "summary")
    answer_up_to(store, 3, "summary", team="w", prefix="w")
    answer_up_to(store, 6, "often")
    answer_up_to(store, 2, "takes")
    answer_up_to(store, 7, "wasted")

    text = shown(store)

    assert "15 of 50 people answered (30 %)" in text
    assert "Accounts: not shown" in text  # it would tell that three of the warehouse answered
    assert "Warehouse: not shown" in text
    assert "30 began" in text
    assert "24 (80 %) went on after “How often do you do it?”" in text
    assert "15 (50 %) went on after “How much of that time feels wasted to you?”" in text
    assert "“And how long does it take" not in text


def test_what_was_shown_stays_until_enough_have_stopped_everywhere(store: Store) -> None:
    answer_up_to(store, 25, "summary")
    answer_up_to(store, 6, "often")
    first = shown(store)
    answer_up_to(store, 40, "summary", prefix="later ")
    answer_up_to(store, 4, "often", prefix="later ")
    later = shown(store)
    answer_up_to(store, 2, "often", prefix="last ")
    last = shown(store)

    assert "31 began" in first
    assert "31 began" in later
    assert "77 began" in last


def test_a_manager_of_one_team_sees_that_team_only(store: Store) -> None:
    answer_up_to(store, 12, "summary")
    answer_up_to(store, 6, "summary", team="w", prefix="w")
    answer_up_to(store, 6, "often")

    text = shown(store, Viewer(frozenset({"w"})))

    assert "Warehouse: 6 of 10" in text
    assert "Accounts" not in text
    assert "began" not in text
    assert "18" not in text


def test_answers_collected_elsewhere_and_pain_points_stop_nowhere(store: Store) -> None:
    answer_up_to(store, 15, "summary")
    answer_up_to(store, 6, "often")
    with store.transaction() as work:
        rows = [
            ImportRow(number, "slow software", "a", None, f"p{number}", None, None)
            for number in range(9)
        ]
        list(store_rows(work, "s", rows, Matcher(CATALOGUE), WEEK))
        for number in range(9):
            who = f"pain {number}"
            work.answers.add_respondent("s", who, WEEK)
            for question in ("obstacle", "weekly"):
                work.answers.save(answer(who, question))

    text = shown(store)

    assert "30 began" in text
    assert "24 (80 %) went on after “How often do you do it?”" in text


def test_real_interviews_stop_where_people_stopped(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/company.db")
    store.migrate()
    company = Company(store)
    for number in range(7):
        company.start(f"only agreed {number}")
    for number in range(6):
        company.start(f"named a task {number}")
        company.tell(Said(NOON, "I enter supplier invoices"), f"named a task {number}")
    for number in range(17):
        chat = f"through {number}"
        company.start(chat)
        company.tell(Said(NOON, "I enter supplier invoices"), chat)
        for _ in range(12):
            company.answer(chat)
        assert not company.waits(chat)

    with store.transaction() as work:
        row = work.surveys.get("always-on")
        assert row is not None
        text = render_progress(progress(work, row, CATALOGUE, FULL))

    assert "30 began" in text
    assert "23 (77 %) went on after “Shall we start?”" in text
    assert "17 (57 %) went on after “What is one thing" in text
    store.close()
