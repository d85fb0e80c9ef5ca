"""The same people in two rounds: enough of them, for good, and nobody can be told from the rest."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.organisation import Person
from benchmarks.solving import Equation, Win, wins
from bot.gate.pairing import are_apart, pairs_of
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
        for survey in ("before", "after"):
            work.releases.include_waiting(survey, 1)


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


def linked_rounds(work: Work, people: Sequence[tuple[bool, ...]]) -> None:
    """Let people of one round link it with each of others, or not."""
    for place in range(len(people[0])):
        work.surveys.add(BEFORE._replace(id=f"round {place}"), "ab" * 32)
    for number, links in enumerate(people):
        work.answers.add_respondent("before", f"p{number}", WEEK)
        work.links.replace("before", f"p{number}", "before", f"token {number}")
        for place, is_linked in enumerate(links):
            if is_linked:
                work.answers.add_respondent(f"round {place}", f"p{number}", WEEK)
                work.links.replace(f"round {place}", f"p{number}", "before", f"token {number}")


def solved(people: Sequence[tuple[bool, ...]], behind: int) -> list[Win]:
    """Return what an attacker learns who gets the hours of all *behind*, and of those linked."""
    each = [
        Person(f"p{number}", "a", frozenset({"rework"}), "a", "sales", is_timed=True)
        for number in range(len(people))
    ]
    groups = [frozenset(each[:behind])] + [
        frozenset(who for who, links in zip(each, people, strict=True) if links[place])
        for place in range(len(people[0]))
    ]
    return wins({"hours rework": [Equation(group, 0) for group in groups if group]})


@pytest.mark.parametrize(
    ("others", "apart"),
    [
        pytest.param([(True, True)] * 9, True, id="the same people in three rounds"),
        pytest.param([(True, True)] * 9 + [(True, False)], False, id="one was in two rounds only"),
        pytest.param([(True, True)] * 9 + [(True, False)] * 5, True, id="five were"),
        pytest.param([(True, False)] * 9 + [(False, True)] * 4, False, id="four in others"),
    ],
)
def test_two_comparisons_of_a_round_are_not_subtracted(
    store: Store, others: Sequence[tuple[bool, ...]], *, apart: bool
) -> None:
    with store.transaction() as work:
        linked_rounds(work, others)
        names = [f"p{number}" for number in range(len(others))]

        assert are_apart(work, BEFORE, names, names, 5) is apart
    assert (solved(others, len(others)) == []) is apart


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_whatever_rounds_are_linked_nothing_can_be_solved_to_a_few(
    store: Store, random: Random
) -> None:
    kinds = [(one, other) for one in (True, False) for other in (True, False)]
    people = [kind for kind in kinds for _ in range(random.choice((0, 1, 4, 5, 9)))]
    random.shuffle(people)
    assume(all(sum(links[place] for links in people) >= 8 for place in (0, 1)))
    behind = max(8, len(people) - random.choice((0, 1, 5)))
    with suppress(_UndoneError), store.transaction() as work:
        linked_rounds(work, people)
        names = [f"p{number}" for number in range(len(people))]
        if are_apart(work, BEFORE, names[:behind], names, 5):
            assert solved(people, behind) == []
        raise _UndoneError


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def test_only_people_whom_a_release_counts_are_paired(store: Store) -> None:
    both(store, linked=9)
    with store.transaction() as work:
        for survey, name in (("before", "then"), ("after", "now")):
            answered(work, survey, f"{name} late", 9)
            work.links.replace(survey, f"{name} late", "before", "token late")

    assert pairs(store) == 9
