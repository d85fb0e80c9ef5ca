"""What begins to be shown, or changes, must not tell of nearly all who are new."""

import pytest

from bot.gate.auditing import Heads
from bot.gate.beginning import may_begin
from bot.gate.published import Published
from bot.gate.publishing import Gate
from bot.gate.rule import ALL, Threshold
from storage import FindingRow, Store, TaskRow, TeamRow, Triple, Work
from tests.bot.gate.conftest import SURVEY, WEEK, catalogue

WEAK = Gate(ALL._replace(beginnings=False))


@pytest.fixture
def store(store: Store) -> Store:
    with store.transaction() as work:
        for team in ("care", "sales"):
            work.surveys.add_team("s", TeamRow(team, team.title(), 60))
    return store


def shown(store: Store, gate: Gate, *new: tuple[int, str | None]) -> Published:
    """Let people answer, so many of each code, and return the report."""
    with store.transaction() as work:
        for count, code in new:
            for _ in range(count):
                answer(work, f"p{work.figures.began('s')}", code)
        return gate.publish(work, SURVEY, catalogue(), WEEK)


def answer(
    work: Work, name: str, code: str | None, *, team: str = "", function: str | None = None
) -> None:
    work.answers.add_respondent("s", name, WEEK)
    work.answers.place("s", name, team or "care", None)
    work.answers.open_task("s", name, 1, source="interview", week=WEEK)
    if code is not None:
        found = FindingRow("inefficiency", code, f"{code}.cue.x", 4, 3, 0, 4, None)
        work.answers.save_findings("s", name, 1, "obstacle", [found])
    hours = Triple(5, 5, 5)
    work.answers.close_task(TaskRow("s", name, 1, function, code, hours, hours, None))


def people(published: Published) -> dict[str, str]:
    return {each.code: each.people_words for each in published.recommendations}


@pytest.mark.parametrize(("gate", "told"), [(Gate(), {}), (WEAK, {"rework": "9"})])
def test_a_figure_does_not_begin_with_five_who_all_named_it(
    store: Store, gate: Gate, told: dict[str, str]
) -> None:
    """Of twenty it was not told, so four named it at most; nine now are the five new ones, all."""
    assert people(shown(store, gate, (4, "rework"), (16, None))) == {}

    assert people(shown(store, gate, (5, "rework"))) == told


@pytest.mark.parametrize(
    ("gate", "told"), [(Gate(), {"rework": "15 or more"}), (WEAK, {"rework": "16"})]
)
def test_a_figure_does_not_become_exact_with_five_who_all_did_not(
    store: Store, gate: Gate, told: dict[str, str]
) -> None:
    assert people(shown(store, gate, (16, "rework"), (4, None))) == {"rework": "15 or more"}

    assert people(shown(store, gate, (5, None))) == told


def test_a_figure_begins_with_others_among_the_new(store: Store) -> None:
    assert people(shown(store, Gate(), (3, "rework"), (17, None))) == {}

    assert people(shown(store, Gate(), (4, "rework"), (6, None))) == {"rework": "7"}


@pytest.mark.parametrize(("gate", "changes"), [(Gate(), False), (WEAK, True)])
def test_hours_do_not_change_by_five_who_all_named_it(
    store: Store, gate: Gate, *, changes: bool
) -> None:
    before = shown(store, gate, (10, "rework"), (10, None)).recommendations[0]

    after = shown(store, gate, (5, "rework")).recommendations[0]

    assert after.people == before.people == 10
    assert (after.hours != before.hours) is changes


def test_hours_change_where_others_are_new(store: Store) -> None:
    before = shown(store, Gate(), (10, "rework"), (10, None)).recommendations[0]

    after = shown(store, Gate(), (12, "rework"), (3, None)).recommendations[0]

    assert after.hours != before.hours


@pytest.mark.parametrize(
    ("before", "new", "may"),
    [
        pytest.param((4, 16), (5, 0), False, id="all five"),
        pytest.param((4, 16), (5, 1), False, id="five of six"),
        pytest.param((2, 18), (5, 0), False, id="three at least of five"),
        pytest.param((1, 19), (5, 0), True, id="two at least of five"),
        pytest.param((4, 16), (7, 3), True, id="seven at least of ten"),
        pytest.param((16, 4), (0, 5), False, id="all five did not"),
        pytest.param((16, 4), (3, 7), True, id="seven of ten did not"),
        pytest.param((9, 9), (9, 0), True, id="it was held back for another reason"),
        pytest.param((0, 7), (5, 0), True, id="of seven nothing would be shown"),
        pytest.param((0, 0), (9, 9), True, id="nobody before"),
    ],
)
def test_what_was_not_shown_leaves_enough_of_the_new_in_doubt(
    before: tuple[int, int], new: tuple[int, int], *, may: bool
) -> None:
    assert may_begin(Heads(*before), Heads(*new), 5, Threshold(5)) is may
    assert may_begin(Heads(*before), Heads(*new), 5, Threshold(5, WEAK.protections))


@pytest.mark.parametrize(("elsewhere", "told"), [(4, {}), (5, {"management_gap": "6"})])
def test_leadership_of_nearly_one_team_needs_twice_the_people(
    store: Store, elsewhere: int, told: dict[str, str]
) -> None:
    with store.transaction() as work:
        for number in range(elsewhere):
            answer(work, f"sales {number}", None, team="sales")

    assert people(shown(store, Gate(), (6, "management_gap"), (9, None))) == told


@pytest.mark.parametrize(
    ("losing", "gate", "where"),
    [
        (7, Gate(), "at least in Care"),
        (8, Gate(), "mostly logistics"),
        (7, Gate(ALL._replace(unanimity=False)), "mostly logistics"),
    ],
)
def test_a_function_is_said_only_where_three_may_be_of_another(
    store: Store, losing: int, gate: Gate, where: str
) -> None:
    """Five of seven leave two in doubt."""
    with store.transaction() as work:
        for number in range(losing):
            answer(work, f"p{number}", "rework", function="logistics")

    assert shown(store, gate, (9, None)).recommendations[0].where == where
