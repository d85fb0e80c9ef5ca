"""Whoever asks for everything and subtracts finds nobody; without a protection, somebody is found.

The attacker and its organisations are in `benchmarks`, and know nothing of how the gate works.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.attacker import attack
from benchmarks.organisation import Organisation, Person
from benchmarks.served import Served
from benchmarks.solving import Equation, Win, wins
from bot.gate.pairing import pairs_of
from bot.gate.publishing import Gate
from bot.gate.rule import ALL, Protections
from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from storage import Store, SurveyRow, TaskRow, Work, open_store


@cache
def setting() -> Setting:
    return Setting(load_catalogue())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('attacked')}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_nobody_is_found_by_asking_for_every_figure(store: Store, random: Random) -> None:
    found = attack(store, setting(), random, Gate(), Organisation)

    assert found.isolations == []
    assert len(found.asked) > 0


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_nobody_is_found_by_every_screen_and_file_of_every_role(
    store: Store, random: Random
) -> None:
    assert attack(store, setting(), random, Gate(), Served).isolations == []


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_found_in_organisations_drawn_evenly(store: Store, seed: int) -> None:
    found = attack(store, setting(), drawn(seed), Gate(), Served)

    assert found.isolations == []
    assert {each.role for each in found.asked} >= {"operator", "owner", "analyst", "participant"}


@pytest.mark.parametrize("seed", [500005, 500010, 500079, 500329, 501834, 502258, 502269])
def test_who_forgets_is_not_found_by_what_is_missing(store: Store, seed: int) -> None:
    assert attack(store, setting(), drawn(seed), Gate(), Organisation).isolations == []


#: An organisation for each protection that is broken without it, and by what.
BROKEN = [
    ("counting", 0, "answered "),
    ("subtraction", 0, "stopped often takes"),
    ("unanimity", 0, "code rework"),
    ("refreshes", 0, "hours rework"),
    ("sensitive", 141, "code management_gap"),
    ("beginnings", 7, "changed hours rework "),
    ("beginnings", 186, "begun code waiting"),
    ("quotes", 1, "quote"),
    ("money", 1, "money by job"),
]


@pytest.mark.parametrize(("protection", "seed", "found"), BROKEN)
def test_without_a_protection_somebody_is_found(
    store: Store, protection: str, seed: int, found: str
) -> None:
    weakened = Gate(ALL._replace(**{protection: False}))

    assert found in attack(store, setting(), drawn(seed), weakened, Served).isolations
    assert attack(store, setting(), drawn(seed), Gate(), Served).isolations == []


def test_each_protection_was_taken_away() -> None:
    assert {protection for protection, _, _ in BROKEN} == set(Protections._fields)


def drawn(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # made-up people, the same every time


def people(*, named: int, others: int, team: str = "a") -> frozenset[Person]:
    """Return made-up people of whom some named waiting."""
    return frozenset(
        Person(f"{team}{number}", team, codes, "a", "sales", is_timed=True)
        for number, codes in enumerate(
            [frozenset({"waiting"})] * named + [frozenset[str]()] * others
        )
    )


def test_the_attacker_subtracts() -> None:
    large, small = people(named=9, others=9), people(named=2, others=9, team="b")

    found = wins({"code waiting": [Equation(large | small, 11), Equation(large, 9)]})

    assert found == [Win("code waiting", 2, 9)]


def test_the_attacker_sees_that_all_said_the_same() -> None:
    assert wins({"code waiting": [Equation(people(named=9, others=0), 9)]})


def test_the_attacker_solves_what_takes_many_steps() -> None:
    groups = [people(named=6, others=6, team=team) for team in "abcde"]
    one = people(named=1, others=0, team="f")
    everybody = frozenset[Person]().union(*groups, one)

    found = wins({"code waiting": [Equation(everybody, 31), *(Equation(g, 6) for g in groups)]})

    assert Win("code waiting", 1, 0) in found


def test_the_attacker_finds_nothing_where_nothing_is() -> None:
    large, small = people(named=9, others=9), people(named=5, others=5, team="b")

    assert wins({"code waiting": [Equation(large | small, 14), Equation(large, 9)]}) == []


def stopped_at(question: str, count: int, prefix: str = "p") -> frozenset[Person]:
    return frozenset(
        Person(
            f"{prefix}{question}{number}",
            "a",
            frozenset(),
            "a",
            "sales",
            is_timed=False,
            stop=question,
        )
        for number in range(count)
    )


def test_the_attacker_subtracts_where_people_stopped() -> None:
    before = stopped_at("often", 6) | stopped_at("", 9)
    after = before | stopped_at("often", 1, "new") | stopped_at("", 20, "new")

    found = wins({"stopped  often": [Equation(before, 6), Equation(after, 7)]})

    assert Win("stopped  often", 1, 20) in found


def test_the_attacker_subtracts_who_answered() -> None:
    large, small = people(named=9, others=9), people(named=2, others=0, team="b")

    assert wins({"answered ": [Equation(large | small, 20), Equation(large, 18)]})


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_linked_rounds_tell_of_no_few_however_many_linked(store: Store, random: Random) -> None:
    linked, others = random.choice((0, 3, 4, 5, 6, 20)), random.choice((0, 1, 4, 5, 30))
    found = -1
    with suppress(_UndoneError), store.transaction() as work:
        found = paired(work, linked, others)
        raise _UndoneError

    assert found in {0, linked}
    assert found == 0 or found >= 5
    assert found == 0 or others == 0 or others >= 5


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it stays."""


def paired(work: Work, linked: int, others: int) -> int:
    """Return how many pairs two closed rounds give that *linked* people linked and *others* not."""
    rounds = [SurveyRow(name, name, "why", "closed", "", 5, 10, "2026-11-23") for name in "ab"]
    for row in rounds:
        work.surveys.add(row, "ab" * 32)
        for number in range(linked + others):
            who = f"p{number}"
            work.answers.add_respondent(row.id, who, row.week)
            work.answers.open_task(row.id, who, 1, source="interview", week=row.week)
            work.answers.close_task(TaskRow(row.id, who, 1, None, None, None, None, None))
            if number < linked:
                work.links.replace(row.id, who, "a", f"token {number}")
        work.releases.include_waiting(row.id, 1)
    return len(pairs_of(work, rounds[0], rounds[1]))
