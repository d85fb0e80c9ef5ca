"""Estimates, decisions, rankings: figures in, values out."""

from functools import cache
from math import comb
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.advice import (
    Reach,
    Span,
    are_priced,
    by_person,
    problem_of,
    recommend,
    rounded,
    stated,
    total,
)
from knowledge.advice.estimate import Hours, _chances, _quantile, _resampled
from knowledge.advice.ranking import Rated, quadrants, ranked, vital_few
from knowledge.advice.remedying import freed, leading, remedies_for, verdict_for
from knowledge.advice.stating import widened
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.catalogue.records import Step

Triple = tuple[float, float, float]


class Loss(NamedTuple):
    respondent: str = "p"
    team: str | None = None
    function: str | None = None
    code: str | None = "rework"
    per_week: Triple | None = (5, 5, 5)
    minutes: Triple | None = (60, 60, 60)
    wasted: Triple | None = (0.5, 0.5, 0.5)
    role: str | None = None


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def certain(values: NDArray[np.float64], share: float = 0.0) -> Hours:
    """Return *values* as hours whose statements err by *share* of each."""
    return Hours(values, (share * values) ** 2)


LOSSES = st.lists(
    st.builds(
        Loss,
        respondent=st.sampled_from("abcdefgh"),
        per_week=st.tuples(*[st.sampled_from([1.0, 5.0, 20.0])] * 1).map(lambda x: (x[0],) * 3),
        minutes=st.sampled_from([None, (10.0, 10.0, 10.0), (5.0, 20.0, 60.0)]),
        wasted=st.sampled_from([None, (0.0, 0.0, 0.0), (0.4, 0.5, 0.6)]),
    ),
    max_size=20,
)


def test_an_hour_a_day_half_wasted_is_about_three_hours_a_week() -> None:
    ((mean, variance),) = stated([Loss()]).lost

    assert mean == pytest.approx(2.93, abs=0.01)
    assert variance**0.5 == pytest.approx(1.08, abs=0.01)


@pytest.mark.parametrize("loss", [Loss(minutes=None), Loss(per_week=None)])
def test_what_was_not_stated_gives_no_hours(loss: Loss) -> None:
    told = stated([loss, Loss("b")])

    assert (told.people, told.row.tolist()) == (1, [1])


def test_not_saying_how_much_is_wasted_counts_all_of_it() -> None:
    ((mean, _),) = stated([Loss(wasted=None)]).lost

    assert mean == pytest.approx(5.87, abs=0.01)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [((10, 10, 10), (5, 10, 20)), ((10, 20, 30), (4, 20, 36)), ((0, 1, 9), (0, 1, 13.8))],
)
def test_a_stated_value_leaves_a_range_open(given_: Triple, expected: Triple) -> None:
    assert widened(np.array([given_], dtype=float))[0] == pytest.approx(expected)


def test_worked_hours_count_what_is_not_wasted_too() -> None:
    assert stated([Loss()]).worked.tolist() == stated([Loss(wasted=None)]).lost.tolist()
    assert stated([Loss(minutes=None)]).worked.tolist() == []


def test_resampling_only_what_is_lost_spreads_like_resampling_all() -> None:
    values = np.array([0.0] * 14 + [1.0, 1.0, 2.0, 3.0, 5.0, 8.0])
    drawn = np.random.default_rng(5).choice(values, size=(20_000, len(values)))

    means, errors = _resampled(values, seed=1)

    assert means.mean() == pytest.approx(values.mean(), rel=0.05)
    assert means.std() == pytest.approx(drawn.mean(axis=1).std(), rel=0.08)
    expected = drawn.std(axis=1, ddof=1) / np.sqrt(len(values))
    assert errors.mean() == pytest.approx(expected.mean(), rel=0.05)
    assert errors.std() == pytest.approx(expected.std(), rel=0.1)


@pytest.mark.parametrize(("drawn", "marked"), [(5, 1), (5, 4), (5, 5), (8, 4), (399, 398)])
def test_chances_are_those_of_the_binomial_distribution(drawn: int, marked: int) -> None:
    share = marked / drawn
    each = [comb(drawn, n) * share**n * (1 - share) ** (drawn - n) for n in range(drawn)]

    assert _chances(drawn, marked) == pytest.approx(np.cumsum(each))


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=30), st.floats(0, 1))
def test_a_quantile_lies_between_its_neighbours_in_proportion(
    values: list[float], share: float
) -> None:
    assert _quantile(np.sort(values), share) == pytest.approx(np.quantile(values, share))


def test_what_several_tasks_cost_one_person_is_summed_whatever_their_order() -> None:
    tasks = [Loss("a", minutes=(each, each, each)) for each in (7, 11, 13)]

    there, back = by_person(stated(tasks), 2), by_person(stated(tasks[::-1]), 2)

    assert there.each.tolist() == back.each.tolist()
    assert there.each[0] == pytest.approx(sum(stated([each]).lost[0, 0] for each in tasks))


def test_who_did_not_name_it_counts_as_zero() -> None:
    values = by_person(stated([Loss("a")]), people=4)

    assert list(values.each)[1:] == [0, 0, 0]
    assert values.people == 4


def test_a_person_cannot_lose_more_than_the_contract() -> None:
    values = by_person(
        stated([Loss("a", minutes=(480, 480, 480), per_week=(20, 20, 20))]), people=1
    )

    assert values.each[0] == 40
    assert values.variance[0] == 0


def test_money_needs_a_rate_for_each_role() -> None:
    losses = [Loss("a", role="clerk"), Loss("b", role="nurse")]

    told = stated(losses)

    money = by_person(told, 2, rates={"clerk": 40.0, "nurse": 20.0})

    assert money.each == pytest.approx(2.93 * np.array([40, 20]), rel=0.01)
    assert are_priced(told, {"clerk": 40.0, "nurse": 20.0})
    assert not are_priced(told, {"clerk": 40.0})
    assert not are_priced(stated([]), {"clerk": 40.0})


def test_a_large_group_is_not_resampled_and_much_surer() -> None:
    values = np.tile([0.0, 1.0, 2.0, 8.0], 250)

    large, small = total(certain(values), 2000), total(certain(values[:40]), 2000)

    assert large.likely == small.likely
    assert large.high - large.low < (small.high - small.low) / 3


def test_more_losers_than_answers_is_a_bug() -> None:
    with pytest.raises(ValueError, match="but only 1 answered"):
        by_person(stated([Loss("a"), Loss("b")]), people=1)


@settings(max_examples=60, deadline=None)
@given(LOSSES, st.integers(min_value=8, max_value=30), st.integers(min_value=0, max_value=100))
def test_a_total_is_ordered_and_the_same_twice(losses: list[Loss], people: int, heads: int) -> None:
    values = by_person(stated(losses), people)

    span = total(values, heads, seed=7)

    assert 0 <= span.low <= span.likely <= span.high
    assert total(values, heads, seed=7) == span


@settings(max_examples=60, deadline=None)
@given(LOSSES)
def test_the_order_of_answers_does_not_matter(losses: list[Loss]) -> None:
    there, back = by_person(stated(losses), 9), by_person(stated(losses[::-1]), 9)

    assert (there.each == back.each).all()
    assert (there.variance == back.variance).all()


@pytest.mark.parametrize("people", [1, 2, 4, 5, 40])
def test_a_total_speaks_for_the_whole_group(people: int) -> None:
    values = certain(np.full(people, 2.0), 0.5)

    span = total(values, 2 * people)

    assert span.likely == pytest.approx(4.0 * people)
    assert span.low < span.likely < span.high


def test_nobody_answered_gives_nothing() -> None:
    assert total(certain(np.zeros(0)), 10) == Span(0, 0, 0)


def test_complete_answers_are_surer_than_half() -> None:
    values = certain(np.array([0, 1, 2, 8, 0, 3, 1, 4], dtype=float))

    whole, half = total(values, 8), total(values, 16)

    assert (whole.high - whole.low) / whole.likely < (half.high - half.low) / half.likely


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (-1, 0), (0.4, 0.5), (3.26, 3), (27, 30), (149, 150), (1234, 1200)],
)
def test_figures_are_rounded_to_what_they_can_bear(value: float, expected: float) -> None:
    assert rounded(value) == expected


def test_remedies_come_in_the_fixed_order_and_respect_each_other() -> None:
    for code in catalogue().inefficiencies:
        chosen = remedies_for(catalogue(), code)
        order = [list(Step).index(each.step) for each in chosen]

        assert order == sorted(order)
        assert len(chosen) >= 3


def test_what_could_be_freed_is_less_than_what_is_lost() -> None:
    hours = Span(10, 20, 40)

    for code in catalogue().inefficiencies:
        span = freed(hours, remedies_for(catalogue(), code))
        assert 0 <= span.low <= span.likely <= span.high < hours.high


def test_the_leading_remedy_is_cheap_unless_another_saves_clearly_more() -> None:
    lead = leading(remedies_for(catalogue(), "duplicate_entry"))

    assert lead is not None
    assert lead.id == "duplicate_entry.one_master"
    assert verdict_for(remedies_for(catalogue(), "rework")) == "automate"
    assert verdict_for(remedies_for(catalogue(), "lack_of_training")) == "train"
    assert verdict_for(()) == "look_closer"
    assert leading(()) is None


def rated(code: str, hours: Span | None, people: int = 9, days: float = 4) -> Rated:
    return Rated(code, people, hours, 0.5, days)


def test_what_frees_most_comes_first() -> None:
    ranks = ranked([rated("small", Span(1, 2, 3)), rated("large", Span(20, 30, 40))])

    assert [(each.code, each.rank) for each in ranks] == [("large", 1), ("small", 2)]
    assert ranks[0].top_three == 1
    assert ranks[0].equal_to == ()


def test_what_cannot_be_told_apart_is_about_equal() -> None:
    ranks = ranked([rated("a", Span(10, 20, 40)), rated("b", Span(10, 21, 40))])

    assert ranks[0].equal_to == (2,)
    assert ranks[1].equal_to == (1,)


def test_the_same_hours_for_less_effort_come_first() -> None:
    hours = Span(10, 20, 40)

    ranks = ranked([rated("dear", hours, days=30), rated("cheap", hours, days=3)])

    assert [each.code for each in ranks] == ["cheap", "dear"]
    assert ranks[0].rice == pytest.approx(20 * 0.5 / 3)


def test_the_chart_is_split_at_the_medians_of_the_list() -> None:
    places = quadrants(
        [
            rated("win", Span(10, 20, 40), days=3),
            rated("project", Span(10, 20, 40), days=30),
            rated("fill", Span(1, 2, 3), days=3),
            rated("not", Span(1, 2, 3), days=30),
            rated("untimed", None),
        ]
    )

    assert places == ("quick win", "larger project", "fill-in", "not now", None)
    assert quadrants([rated("untimed", None)]) == (None,)


@pytest.mark.parametrize(
    ("hours", "few"),
    [
        pytest.param([("a", 80), ("b", 15), ("c", 5)], ("a",), id="one is most of it"),
        pytest.param([("a", 1), ("b", 1), ("c", 1)], ("a", "b", "c"), id="no few"),
        pytest.param([("a", 0), ("b", 0)], (), id="nothing"),
    ],
)
def test_the_vital_few_make_up_four_fifths(
    hours: list[tuple[str, float]], few: tuple[str, ...]
) -> None:
    assert vital_few(hours) == few


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(min_value=0.1, max_value=200), min_size=2, max_size=8))
def test_more_hours_never_lower_a_rank(likely: list[float]) -> None:
    def spans(values: list[float]) -> list[Rated]:
        return [rated(str(n), Span(v / 2, v, 2 * v)) for n, v in enumerate(values)]

    before = {each.code: each.rank for each in ranked(spans(likely))}
    after = {each.code: each.rank for each in ranked(spans([2 * likely[0], *likely[1:]]))}

    assert after["0"] <= before["0"]


def test_money_is_shown_only_with_the_companys_own_rates() -> None:
    losses = [Loss(name, role="clerk") for name in "abcde"]

    with_rates = problem_of("rework", losses, 5, Reach(10, 20, 5, {"clerk": 30.0}))
    without = problem_of("rework", losses, 5, Reach(10, 20, 5, {"nurse": 30.0}))

    assert with_rates.hours is not None
    assert with_rates.money is not None
    assert with_rates.money.likely == pytest.approx(30 * with_rates.hours.likely)
    assert without.money is None


def test_without_hours_people_decide() -> None:
    ranks = ranked([rated("few", None, 5), rated("many", None, 9)])

    assert [each.code for each in ranks] == ["many", "few"]
    assert ranks[0].top_three is None


def test_a_problem_needs_enough_people_for_hours_function_and_team() -> None:
    few = [Loss(name, "care", "sales") for name in "abcd"]
    many = [Loss(name, "care", "sales") for name in "abcde"]

    small = problem_of("rework", few, 4, Reach(10, 20, 5))
    large = problem_of("rework", many, 5, Reach(10, 20, 5))

    assert (small.hours, small.function, small.teams) == (None, None, ())
    assert large.hours is not None
    assert (large.function, large.teams) == ("sales", ("care",))


def test_a_function_is_named_only_if_most_people_named_it() -> None:
    split = [Loss(name, None, "sales") for name in "abcdef"]
    split += [Loss(name, None, "payroll") for name in "ghijkl"]

    assert problem_of("rework", split, 12, Reach(20, None, 5)).function is None


def test_nothing_begins_with_handing_over() -> None:
    for code in catalogue().inefficiencies:
        lead = leading(remedies_for(catalogue(), code))

        assert lead is not None
        assert lead.step is not Step.OUTSOURCE


def test_recommendations_are_the_same_twice() -> None:
    losses = [Loss(name) for name in "abcdefg"]
    problems = [problem_of(code, losses, 7, Reach(20, None, 5)) for code in ("rework", "waiting")]

    first, second = recommend(catalogue(), problems), recommend(catalogue(), problems)

    assert first == second
    assert [each.rank.rank for each in first] == [1, 2]
    assert all(each.freed is not None for each in first)


def test_how_often_something_without_hours_comes_first_is_not_known() -> None:
    known = [Rated(f"c{each}", 9, Span(5, 10 + each, 20), 0.5) for each in range(4)]

    ranks = {each.code: each for each in ranked([*known, Rated("unknown", 30, None, 0.9)])}

    assert ranks["unknown"].top_three is None
    assert all(ranks[each.code].top_three is not None for each in known)
