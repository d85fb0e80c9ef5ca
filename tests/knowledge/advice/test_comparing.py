"""Before and after: exact tests against enumeration and published examples, and what is said."""

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.advice.charting import Signal, chart_of
from knowledge.advice.comparing import (
    Caution,
    Change,
    Compared,
    Verdict,
    cautions,
    compared,
    group_change,
    holm,
    linked_change,
)
from knowledge.advice.seeing import chance_of_seeing, sight_of
from knowledge.advice.shapes import Span
from knowledge.advice.shuffling import difference_of, permutation_p
from knowledge.advice.signed_ranks import shift_of, signed_rank_p

#: Depression scores of nine patients at two visits: Hollander and Wolfe (1973), page 29 f.
FIRST_VISIT = (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
SECOND_VISIT = (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
HOURS = st.floats(0, 40).map(lambda hours: round(hours, 1))
PAIRS = st.lists(st.tuples(HOURS, HOURS), min_size=6, max_size=14)
GROUPS = st.lists(HOURS, min_size=5, max_size=8)


def by_hand(moved: Sequence[float]) -> float:
    """Return the signed-rank p by going through every choice of signs."""
    sizes = sorted(abs(value) for value in moved)
    ranks = [np.mean([at + 1 for at, size in enumerate(sizes) if size == abs(v)]) for v in moved]
    up = sum(rank for rank, value in zip(ranks, moved, strict=True) if value > 0)
    least = min(up, sum(ranks) - up)
    sums = [
        sum(r for r, sign in zip(ranks, signs, strict=True) if sign)
        for signs in product((0, 1), repeat=len(moved))
    ]
    return min(1.0, 2 * sum(total <= least + 1e-9 for total in sums) / len(sums))


def by_dealing(before: Sequence[float], after: Sequence[float]) -> float:
    """Return the permutation p by dealing the answers in every way."""
    pool, size = [*before, *after], len(before)
    apart = abs(np.mean(before) - np.mean(after))
    dealt = [
        abs(np.mean([pool[i] for i in part]) - np.mean([pool[i] for i in set(rest) - set(part)]))
        for rest in [range(len(pool))]
        for part in combinations(range(len(pool)), size)
    ]
    return float(np.mean(np.array(dealt) >= apart - 1e-9))


def test_the_published_example_comes_out_as_published() -> None:
    shift = shift_of([b - a for a, b in zip(FIRST_VISIT, SECOND_VISIT, strict=True)])

    assert shift.p == pytest.approx(0.0390625)
    assert shift.span == pytest.approx((-0.786, -0.46, -0.010), abs=5e-4)


@given(st.lists(st.integers(-4, 4).filter(bool), min_size=1, max_size=9))
def test_signed_ranks_agree_with_every_choice_of_signs(moved: list[int]) -> None:
    assert signed_rank_p(np.array(moved, dtype=float)) == pytest.approx(by_hand(moved))


@settings(max_examples=40)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=5), st.lists(HOURS, min_size=3, max_size=5))
def test_shuffling_few_is_dealing_in_every_way(before: list[int], after: list[float]) -> None:
    if abs(np.mean(before) - np.mean(after)) < 1e-6:
        after = [value + 1 for value in after]

    assert permutation_p(before, after) == pytest.approx(by_dealing(before, after))


def test_three_against_three_cannot_reach_five_per_cent() -> None:
    assert permutation_p([1, 2, 3], [10, 11, 12]) == pytest.approx(0.1)


@pytest.mark.parametrize("people", [40, 600])
def test_random_dealing_and_the_normal_distribution_agree(people: int) -> None:
    generator = np.random.default_rng(3)
    before, after = generator.normal(10, 3, people), generator.normal(10.6, 3, people)
    error = np.sqrt(np.var([*before, *after]) * 2 / people)
    z = abs(after.mean() - before.mean()) / error

    p = permutation_p(before.tolist(), after.tolist(), seed=1)

    assert p == pytest.approx(2 * (1 - _normal(z)), abs=0.02)


def _normal(z: float) -> float:
    from math import erf, sqrt  # noqa: PLC0415

    return (1 + erf(z / sqrt(2))) / 2


def test_welchs_interval_is_the_textbooks() -> None:
    """Two groups of five, worked by hand: variances 2.5 and 10, freedom 5.88."""
    found = difference_of([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])

    assert found == pytest.approx((3 - 2.571 * 2.5**0.5, 3, 3 + 2.571 * 2.5**0.5), abs=1e-3)


@given(PAIRS)
def test_swapping_linked_rounds_mirrors_the_change(pairs: list[tuple[float, float]]) -> None:
    there, back = linked_change(pairs), linked_change([(after, before) for before, after in pairs])

    assert there.p == back.p
    if there.span is not None and back.span is not None:
        assert there.span == pytest.approx(tuple(-value for value in reversed(back.span)))


@settings(max_examples=30)
@given(GROUPS, GROUPS)
def test_swapping_groups_mirrors_the_change(before: list[float], after: list[float]) -> None:
    there, back = group_change(before, after), group_change(after, before)

    assert there.span is not None
    assert back.span is not None
    assert there.p == back.p
    assert there.span == pytest.approx(tuple(-value for value in reversed(back.span)), abs=1e-9)


@given(PAIRS)
def test_a_chance_is_between_nothing_and_certain(pairs: list[tuple[float, float]]) -> None:
    found = compared({"it": linked_change(pairs)})["it"]

    assert found.p is None or 0 < found.p <= 1


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_never_lowers_a_chance_and_keeps_their_order(chances: list[float]) -> None:
    adjusted = holm(chances)
    pairs = sorted(zip(chances, adjusted, strict=True))

    assert all(new >= old and new <= 1 for old, new in pairs)
    assert [new for _, new in pairs] == sorted(adjusted)


def test_holm_is_as_in_the_books() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_several_comparisons_need_more_than_one() -> None:
    pairs = [(4.0 + i / 10, 2.0) for i in range(6)]
    alone, together = linked_change(pairs), linked_change([(1.0, 2.0)] * 3 + [(2.0, 1.0)] * 4)

    assert compared({"it": alone})["it"].verdict is Verdict.BETTER
    found = compared({"it": alone, "one": together, "two": together})
    assert found["it"].verdict is Verdict.CANNOT_TELL


def test_all_who_lose_less_are_better_off_and_the_other_way_worse() -> None:
    pairs = [(4.0 + i / 10, 1.0 + i / 7) for i in range(9)]
    found = compared({"it": linked_change(pairs)})["it"]
    mirrored = compared({"it": linked_change([(b, a) for a, b in pairs])})["it"]

    assert (found.verdict, mirrored.verdict) == (Verdict.BETTER, Verdict.WORSE)
    assert found.change.share is not None
    assert found.change.share.high < 0


def test_who_never_lost_anything_is_not_counted_as_unchanged() -> None:
    pairs = [(3.0 + i / 10, 1.0) for i in range(7)]

    assert linked_change(pairs) == linked_change([*pairs, *[(0.0, 0.0)] * 50])


@pytest.mark.parametrize(
    "change",
    [linked_change([(9.0, 0.0)] * 5), group_change([9.0] * 4, [0.0] * 40)],
    ids=["linked", "groups"],
)
def test_of_too_few_people_nothing_is_told(change: Change) -> None:
    assert change.span is None
    assert change.share is None
    assert compared({"it": change})["it"].verdict is Verdict.CANNOT_TELL


def test_what_cannot_be_told_is_not_called_no_effect() -> None:
    found = compared({"it": group_change([1, 2, 3, 4, 5], [1, 2, 3, 4, 5.5])})["it"]

    assert found.verdict is Verdict.CANNOT_TELL
    assert found.change.span is not None


def test_equal_answers_have_no_interval_and_no_verdict() -> None:
    found = compared({"it": group_change([2.0] * 6, [2.0] * 6)})["it"]

    assert found.change.span == Span(0, 0, 0)
    assert (found.verdict, found.p) == (Verdict.CANNOT_TELL, 1.0)


def test_a_share_has_no_meaning_where_nothing_was_lost_before() -> None:
    assert group_change([0.0] * 6, [1.0, 2, 3, 4, 5, 6]).share is None


def test_many_people_are_represented_by_their_quantiles() -> None:
    differences = np.random.default_rng(5).normal(-1, 2, 30_000).tolist()

    shift = shift_of(differences)

    assert shift.span.low < -1 < shift.span.high
    assert shift.span.high < 0
    assert shift.p < 1e-6


def test_five_pairs_leave_the_interval_open() -> None:
    assert shift_of([-1, -2, -3, -4, -5]).span == Span(float("-inf"), -3.0, float("inf"))


def test_nobody_moved_is_certain_chance() -> None:
    assert shift_of([0.0] * 7) == (Span(0, 0, 0), 1.0, 0)
    assert shift_of([]).p == 1.0


CHANGED = Change((20, 20), linked=True, before=3, after=1, span=Span(-3, -2, -1), p=0.01)
MOVED = Compared(CHANGED, Verdict.BETTER, 0.01)
STILL = Compared(CHANGED, Verdict.CANNOT_TELL, 0.5)


@pytest.mark.parametrize(
    ("same", "untouched", "expected"),
    [
        pytest.param(20, STILL, [], id="the same people, the rest still"),
        pytest.param(15, STILL, [Caution.MEMBERS], id="a quarter are others"),
        pytest.param(0, STILL, [Caution.MEMBERS], id="nobody linked"),
        pytest.param(20, MOVED, [Caution.UNTOUCHED_TOO], id="all got better"),
        pytest.param(20, None, [Caution.NO_UNTOUCHED], id="nothing to compare with"),
    ],
)
def test_what_to_keep_in_mind_is_named(
    same: int, untouched: Compared | None, expected: list[Caution]
) -> None:
    assert cautions(same, (20, 18), untouched) == (Caution.REGRESSION, *expected)


def test_what_will_show_is_said_beforehand() -> None:
    assert sight_of(12, linked=True).hardly == 40
    assert sight_of(7, linked=True).hardly is None
    assert sight_of(6, linked=False).surely is None


@pytest.mark.parametrize(
    ("people", "drop", "linked", "simulated"),
    [
        (8, 0.5, True, 0.54),
        (10, 0.5, True, 0.70),
        (15, 0.5, True, 0.88),
        (20, 0.3, True, 0.50),
        (30, 0.3, True, 0.65),
        (20, 0.5, False, 0.43),
        (50, 0.5, False, 0.81),
        (50, 0.3, False, 0.30),
    ],
)
def test_the_chance_of_seeing_a_drop_is_the_simulated_one(
    people: int, drop: float, *, linked: bool, simulated: float
) -> None:
    assert chance_of_seeing(people, drop, linked=linked) == pytest.approx(simulated, abs=0.06)


@given(st.integers(6, 200), st.booleans())
def test_more_people_see_smaller_changes(people: int, linked: bool) -> None:  # noqa: FBT001
    fewer, more = sight_of(people, linked=linked), sight_of(people + 10, linked=linked)

    assert (more.hardly or 100) <= (fewer.hardly or 100)
    assert (more.surely or 100) >= (more.hardly or 100)


def test_limits_are_mean_and_steps() -> None:
    """Worked by hand: mean 5, steps 2, 4, 2 (mean 8/3)."""
    chart = chart_of([4, 6, 2, 8][:4], [5, 12.7])

    assert chart is not None
    assert (chart.mean, chart.high) == pytest.approx((5, 5 + 2.66 * (2 + 4 + 6) / 3))
    assert not chart.signals
    assert not chart.is_enough


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        pytest.param([10, 10, 16], ((2, Signal.ABOVE),), id="above the limit"),
        pytest.param([4, 10], ((0, Signal.BELOW),), id="below the limit"),
        pytest.param([9.5] * 8, ((7, Signal.RUN_BELOW),), id="eight in a row"),
        pytest.param([10.5] * 9, ((7, Signal.RUN_ABOVE), (8, Signal.RUN_ABOVE)), id="nine"),
        pytest.param([9.5] * 7 + [10.5], (), id="seven in a row are nothing"),
        pytest.param([9.5] * 7 + [10.0] + [9.5] * 7, (), id="the mean itself ends a row"),
    ],
)
def test_a_week_is_a_signal_outside_or_after_eight_in_a_row(
    since: list[float], expected: tuple[tuple[int, Signal], ...]
) -> None:
    chart = chart_of([9, 11] * 5, since)

    assert chart is not None
    assert chart.is_enough
    assert chart.signals == expected


def test_one_week_has_no_steps() -> None:
    assert chart_of([3], [4]) is None
