"""Whose words may be quoted, and how."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.gate.publishing import EVERYTHING, Gate, Viewer
from knowledge.catalogue import Catalogue, load_catalogue
from storage import AnswerRow, FindingRow, JudgedRow, Store, SurveyRow, TaskRow, Work, open_store

WEEK = "2026-11-23"
SURVEY = SurveyRow("s", "Made up", "why", "open", "", 5, 10, WEEK)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    yield opened
    opened.close()


def answers(work: Work, mark: str, people: int, *, code: str | None, agreed: bool) -> None:
    """Let *people* answer in words of their own."""
    for number in range(people):
        name = f"{mark}{number}"
        work.answers.add_respondent("s", name, WEEK)
        work.answers.open_task("s", name, 1, source="interview", week=WEEK)
        said = f"said by {name}"
        work.answers.save(
            AnswerRow("s", name, 1, "obstacle", "answered", said, None, None, None, "", 1, WEEK)
        )
        if code is not None:
            found = FindingRow("inefficiency", code, f"{code}.cue.x", 4, 3, 0, 4, None)
            work.answers.save_findings("s", name, 1, "obstacle", [found])
        work.answers.close_task(TaskRow("s", name, 1, None, code, None, None, None))
        work.answers.allow_quotes("s", name, allowed=agreed)


def quoted(store: Store, viewer: Viewer = EVERYTHING, gate: Gate | None = None) -> set[str]:
    asking = gate or Gate(mask=str.upper)
    with store.transaction() as work:
        shown = asking.publish(work, SURVEY, catalogue(), WEEK, viewer)
    return {quote for each in shown.recommendations for quote in each.quotes}


def test_masked_words_of_authors_who_agreed_are_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) == {f"SAID BY YES{number}" for number in range(5)}


def test_whoever_said_what_it_was_is_quoted_on_nothing_else(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)
        for number in range(7):
            also = FindingRow("inefficiency", "waiting", "waiting.cue.x", 2, 2, 0, 4, None)
            work.answers.save_findings("s", f"yes{number}", 1, "task", [also])
            work.answers.judge(
                JudgedRow("s", f"yes{number}", 1, "inefficiency", "waiting", "confirmed")
            )

    assert quoted(store) == {f"SAID BY YES{number}" for number in range(7, 12)}


def test_nobody_is_quoted_on_what_fewer_than_ten_named(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 9, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) == set()


def test_nobody_is_quoted_where_fewer_than_five_agreed(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 4, code="rework", agreed=True)
        answers(work, "no", 9, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) == set()


def test_without_a_mask_nobody_is_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, gate=Gate(mask=None)) == set()
    assert quoted(store)


def test_what_cannot_be_masked_is_not_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, gate=Gate(mask=lambda _: None)) == set()


def test_who_forgets_is_not_quoted_any_more(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 10, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)
    before = quoted(store)
    with store.transaction() as work:
        for quote in before:
            work.answers.forget("s", quote.rpartition(" ")[2].lower())

    assert not before & quoted(store)


def test_the_last_few_authors_are_not_quoted_when_the_others_forget(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)
    assert len(quoted(store)) == 5
    with store.transaction() as work:
        work.answers.forget("s", "yes0")

    assert quoted(store) == set()


def test_the_last_few_authors_are_not_quoted_when_others_take_their_yes_back(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)
    assert len(quoted(store)) == 5
    with store.transaction() as work:
        work.answers.allow_quotes("s", "yes0", allowed=False)

    assert quoted(store) == set()


def test_quotes_are_not_for_single_teams(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, Viewer(frozenset({"care"}))) == set()


def test_only_as_many_texts_are_masked_as_are_quoted(store: Store) -> None:
    asked: list[str] = []

    def noting(text: str) -> str:
        asked.append(text)
        return text.upper()

    with store.transaction() as work:
        answers(work, "yes", 30, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert len(quoted(store, gate=Gate(mask=noting))) == 5
    assert len(asked) == 5


def test_quotes_are_masked_unless_a_test_says_otherwise(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "Maria K", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    found = quoted(store, gate=Gate())
    assert len(found) > 0
    assert not any("Maria" in each for each in found)
