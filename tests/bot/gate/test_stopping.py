"""Where people stop is told in stages of enough people, whatever was told before."""

from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.rule import ALL, Threshold, threshold_of
from bot.gate.stopping import THROUGH, Stage, is_due, past, stages_of

FIVE = threshold_of(5)
QUESTIONS = "abcdef"


def stages(*counts: int, through: int, before: Sequence[Sequence[Stage]] = ()) -> list[Stage]:
    return stages_of(dict(zip(QUESTIONS, counts, strict=False)), through, before, FIVE)


@pytest.mark.parametrize(
    ("counts", "through", "shown"),
    [
        pytest.param((5, 6), 9, [("a", 5), ("b", 6), (THROUGH, 9)], id="all are enough"),
        pytest.param((4, 1, 7), 9, [("b", 5), ("c", 7), (THROUGH, 9)], id="few join the next"),
        pytest.param((6, 1), 9, [("a", 6), (THROUGH, 10)], id="the last few join who came through"),
        pytest.param((6, 8), 3, [("a", 6), (THROUGH, 11)], id="few who came through are not told"),
        pytest.param((2, 1), 40, [], id="too few stopped for any figure"),
        pytest.param((0, 0), 40, [], id="that nobody stopped is not told either"),
        pytest.param((40, 0), 0, [], id="nor that everybody stopped at once"),
    ],
)
def test_stages_hold_enough_people_or_are_not_shown(
    counts: tuple[int, ...], through: int, shown: list[tuple[str, int]]
) -> None:
    assert stages(*counts, through=through) == [Stage(*each) for each in shown]


def test_a_later_figure_has_the_stages_of_the_first() -> None:
    first = stages(6, 2, through=12)
    then = stages(12, 7, through=30, before=[first])

    assert [stage.until for stage in first] == ["a", THROUGH]
    assert then == [Stage("a", 12), Stage(THROUGH, 37)]


def test_a_stage_is_not_divided_when_its_people_could_be_told_from_one_new() -> None:
    """Five stopped in a stage; later five new ones stopped before, and one new one with them."""
    first = stages(0, 5, through=6)
    then = stages(5, 6, through=12, before=[first])

    assert [stage.until for stage in first] == ["b", THROUGH]
    assert then == [Stage("b", 11), Stage(THROUGH, 12)]


@pytest.mark.parametrize("grown", [0, 1, 4])
def test_a_stage_that_has_hardly_grown_holds_all_back(grown: int) -> None:
    before = [stages(6, through=12)]

    assert stages(6 + grown, through=50, before=before) == []
    assert stages(11, through=50, before=before) != []


def test_it_is_looked_at_seldom() -> None:
    before = [[Stage("a", 10), Stage(THROUGH, 10)]]

    assert not is_due(29, [], FIVE, is_open=True)
    assert is_due(30, [], FIVE, is_open=True)
    assert not is_due(19, [], FIVE, is_open=False)
    assert is_due(20, [], FIVE, is_open=False)
    assert not is_due(39, before, FIVE, is_open=True)
    assert is_due(40, before, FIVE, is_open=True)
    assert is_due(21, before, FIVE, is_open=False)
    assert not is_due(20, before, FIVE, is_open=False)


def test_how_many_went_on_is_told_of_each_end() -> None:
    assert past([Stage("a", 5), Stage("c", 6), Stage(THROUGH, 9)]) == [
        Stage("a", 15),
        Stage("c", 9),
    ]
    assert past([]) == []


def smallest_told(figures: Sequence[Sequence[set[int]]]) -> int:
    """Return the fewest people that a sum or difference of what was shown tells of.

    *figures* holds the sets behind each stage of each figure. Whoever knows who was new, and that
    nobody moved, can tell whom one figure counts and an earlier one, of the same questions, did
    not.
    """
    told = [frozenset(group) for stages in figures for group in stages]
    unions = [
        {frozenset().union(*stages[a:b]) for a, b in combinations(range(len(stages) + 1), 2)}
        for stages in figures
    ]
    for earlier, later in combinations(unions, 2):
        told += [big - small for big in later for small in earlier if small < big]
    return min((len(each) for each in told), default=10**6)


def played(random: Random, threshold: Threshold) -> list[list[set[int]]]:
    """Let people come, stop somewhere, and return the sets behind every figure that was shown."""
    at: dict[int, str] = {}
    before: list[list[Stage]] = []
    shown: list[list[set[int]]] = []
    for _ in range(6):
        for _ in range(random.choice((1, 3, 7, 20, 40))):
            at[len(at)] = random.choice((*QUESTIONS, THROUGH, THROUGH, THROUGH))
        counts = {each: sum(where == each for where in at.values()) for each in QUESTIONS}
        through = sum(where == THROUGH for where in at.values())
        if is_due(len(at), before, threshold, is_open=random.random() < 0.5):
            found = stages_of(counts, through, before, threshold)
            if found:
                before.append(found)
                shown.append(_sets(at, found))
    return shown


def _sets(at: dict[int, str], found: Sequence[Stage]) -> list[set[int]]:
    order = [*QUESTIONS, THROUGH]
    ends = [order.index(stage.until) for stage in found]
    starts = [-1, *ends[:-1]]
    return [
        {who for who, where in at.items() if start < order.index(where) <= end}
        for start, end in zip(starts, ends, strict=True)
    ]


@given(st.randoms(use_true_random=False))
def test_no_few_are_told_of_by_subtracting_all_figures(random: Random) -> None:
    assert smallest_told(played(random, FIVE)) >= 5


def test_none_of_a_thousand_surveys_tells_of_few() -> None:
    assert min(smallest_told(played(Random(seed), FIVE)) for seed in range(1000)) >= 5  # noqa: S311


@pytest.mark.parametrize("protection", ["counting", "subtraction", "refreshes"])
def test_without_a_protection_few_are_found(protection: str) -> None:
    weakened = threshold_of(5, ALL._replace(**{protection: False}))

    assert min(smallest_told(played(Random(seed), weakened)) for seed in range(200)) < 5  # noqa: S311
