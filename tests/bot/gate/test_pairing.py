"""The same people in two rounds: enough of them, for good, and nobody can be told from the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.gate.pairing import pairs_of
from bot.gate.rule import ALL
from storage import Store, SurveyRow, TaskRow, Triple, Work, open_store

WEEK = "2026-11-23"
BEFORE = SurveyRow("before", "Spring", "see", "closed", "", 5, 10, WEEK)
AFTER = BEFORE._replace(id="after", name="Autumn")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    with opened.transaction() as work:
        for row in (BEFORE, AFTER):
            work.surveys.add(row, "ab" * 32)
    yield opened
    opened.close()


def answered(work: Work, survey: str, who: str, hours: float, code: str = "rework") -> None:
    work.answers.add_respondent(survey, who, WEEK)
    work.answers.open_task(survey, who, 1, source="interview", week=WEEK)
    once, minutes = Triple(1, 1, 1), Triple(*(hours * 60,) * 3)
    work.answers.close_task(TaskRow(survey, who, 1, None, code, once, minutes, once))


def both(store: Store, linked: int, others: int = 0) -> None:
    """Let people answer both rounds; *linked* of them join theirs."""
    with store.transaction() as work:
        for number in range(linked + others):
            answered(work, "before", f"then {number}", 4 + number)
            answered(work, "after", f"now {number}", 2 + number)
        for number in range(linked):
            for survey, name in (("before", "then"), ("after", "now")):
                work.links.replace(survey, f"{name} {number}", "before", f"token {number}")


def pairs(store: Store, **changes: str) -> int:
    with store.transaction() as work:
        return len(pairs_of(work, BEFORE._replace(**changes), AFTER))  # type: ignore[arg-type]  # statuses


@pytest.mark.parametrize(
    ("linked", "others", "found"),
    [
        pytest.param(4, 20, 0, id="too few linked"),
        pytest.param(5, 20, 5, id="enough"),
        pytest.param(9, 0, 9, id="everybody linked"),
        pytest.param(9, 1, 0, id="one did not: the rest would be theirs"),
        pytest.param(9, 4, 0, id="four did not"),
        pytest.param(9, 5, 9, id="five did not"),
    ],
)
def test_pairs_of_enough_people_and_not_of_nearly_all(
    store: Store, linked: int, others: int, found: int
) -> None:
    both(store, linked, others)

    assert pairs(store) == found


def test_while_a_round_is_open_there_are_none(store: Store) -> None:
    both(store, 9)

    assert pairs(store, status="open") == 0


def test_a_pair_is_of_one_person_and_names_nobody(store: Store) -> None:
    both(store, 6)
    with store.transaction() as work:
        found = pairs_of(work, BEFORE, AFTER, "rework")

    assert len(found) == 6
    assert all(one.after < one.before for one in found)
    assert list(found) == sorted(found)
    assert all(isinstance(each, float) for pair in found for each in pair)


def test_who_did_not_name_it_or_did_not_answer_counts_as_such(store: Store) -> None:
    both(store, 6)
    with store.transaction() as work:
        answered(work, "after", "now 0", 2, code="waiting")
        work.answers.forget("after", "now 0", 1)
        answered(work, "after", "now 0", 2, code="waiting")
        work.answers.forget("after", "now 1")
        found = pairs_of(work, BEFORE, AFTER, "rework", ALL._replace(subtraction=False))

    assert len(found) == 5
    assert [pair.after for pair in found].count(0.0) == 1


@pytest.mark.parametrize(
    ("protection", "linked", "others", "status"),
    [
        ("counting", 1, 9, "closed"),
        ("subtraction", 9, 1, "closed"),
        ("refreshes", 9, 9, "open"),
    ],
)
def test_each_protection_is_what_holds_them_back(
    store: Store, protection: str, linked: int, others: int, status: str
) -> None:
    both(store, linked, others)
    weakened = ALL._replace(**{protection: False})
    row = AFTER._replace(status=status)

    with store.transaction() as work:
        assert pairs_of(work, BEFORE, row) == ()
        assert pairs_of(work, BEFORE, row, protections=weakened) != ()
