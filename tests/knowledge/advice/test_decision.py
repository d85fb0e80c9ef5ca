"""Keep, improve, or hand over: verdicts, vetoes, what flips them, and when nothing is decided."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.advice import Case, case_of, confirmed, decide, open_questions
from knowledge.advice.scoring import scores_of, spreads_of
from knowledge.catalogue import Catalogue, load_catalogue

CRITERIA = ("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "r1", "r2", "r3", "r4")


class Score(NamedTuple):
    function: str
    criterion: str
    respondent: str
    score: float


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def means(fit: float, readiness: float) -> dict[str, float]:
    return {name: fit if name[0] == "f" else readiness for name in CRITERIA}


def case(known: Mapping[str, float], **changes: object) -> Case:
    given_: dict[str, object] = {"function": "facilities", "people": 9, "hours": 40.0, **changes}
    return Case(means=known, **given_)  # type: ignore[arg-type]  # changes by name


def said(**answers: str) -> dict[str, object]:
    return {"said": confirmed(catalogue(), answers)}


@pytest.mark.parametrize(
    ("fit", "readiness", "changes", "verdict"),
    [
        pytest.param(5, 5, {}, "outsource_now", id="fits and is ready"),
        pytest.param(5, 1, {}, "improve_then_outsource", id="fits and is not ready"),
        pytest.param(2, 5, {}, "keep", id="does not fit"),
        pytest.param(3, 3, {}, "look_closer", id="between"),
        pytest.param(5, 5, {"hours": 5.0}, "look_closer", id="too little of it"),
        pytest.param(5, 5, {"people": 4}, "look_closer", id="too few people"),
        pytest.param(5, 5, {"is_core": True}, "keep", id="own trade"),
        pytest.param(5, 5, {"apart": 3.0}, "look_closer", id="people differ on the own trade"),
        pytest.param(5, 5, {"function": "payroll"}, "look_closer", id="soft by its nature"),
    ],
)
def test_the_verdict_follows_fit_and_readiness(
    fit: float, readiness: float, changes: dict[str, object], verdict: str
) -> None:
    assert decide(catalogue(), case(means(fit, readiness), **changes)).verdict == verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        pytest.param({"own_trade": "yes"}, "keep", id="customers come for it"),
        pytest.param({"own_staff": "yes"}, "keep", id="reserved by law"),
        pytest.param({"knowledge": "yes"}, "keep", id="the only one who knows it leaves"),
        pytest.param({"works_council": "yes"}, "look_closer", id="a say that is open"),
        pytest.param({"supply_market": "one"}, "look_closer", id="a single provider"),
        pytest.param({"own_trade": "no", "supply_market": "many"}, "outsource_now", id="all clear"),
    ],
)
def test_a_manager_confirms_what_only_a_manager_knows(
    answers: dict[str, str], verdict: str
) -> None:
    made = case_of(
        catalogue(),
        "facilities",
        [Score("facilities", name, who, 5) for name in CRITERIA for who in "abcde"],
        people=9,
        hours=40,
        said=confirmed(catalogue(), answers),
    )

    assert decide(catalogue(), made).verdict == verdict


def test_a_settled_veto_no_longer_asks_for_a_closer_look() -> None:
    settled = said(data_terms="yes", regulated="no")

    decided = decide(catalogue(), case(means(5, 5), function="payroll", **settled))

    assert decided.verdict == "outsource_now"


def test_harm_to_life_keeps_it_inside() -> None:
    decided = decide(catalogue(), case({**means(5, 5), "f3": 1.0}))

    assert decided.verdict == "keep"
    assert "Safety of life" in decided.reason
    assert decided.flip == ""


def test_what_is_open_is_named_where_it_stops_a_handing_over() -> None:
    decided = decide(catalogue(), case(means(5, 5), function="payroll"))

    assert "GDPR" in decided.reason
    assert any("GDPR" in each for each in decided.reasons_against)


def test_an_interval_on_both_sides_of_the_threshold_asks_for_more_answers() -> None:
    near = means(3.6, 5)
    sure = decide(catalogue(), case(near))
    unsure = decide(catalogue(), case(near, variances=dict.fromkeys(near, 0.4)))

    assert sure.verdict == "outsource_now"
    assert unsure.verdict == "look_closer"
    assert "on both sides of 60" in unsure.reason


def test_too_few_criteria_ask_for_a_closer_look() -> None:
    decided = decide(catalogue(), case({"f1": 5.0, "r1": 5.0}))

    assert decided.verdict == "look_closer"
    assert decided.reason == (
        "Of 13 criteria for handing over, 2 are known (fit not known, readiness not known); "
        "that does not decide it. It takes 8 of them, from 5 people each."
    )
    assert decided.is_robust is None


def test_reasons_name_the_criteria_for_and_against() -> None:
    decided = decide(catalogue(), case(means(5, 1)))

    assert any("customers never see it" in each for each in decided.reasons_for)
    assert any("everybody does it differently" in each for each in decided.reasons_against)


def test_the_flip_point_says_which_answers_would_change_it() -> None:
    decided = decide(catalogue(), case(means(5, 3.3)))

    assert decided.verdict == "improve_then_outsource"
    assert decided.flip == (
        "It would be “Outsource now” if “written down, one way” were rated 3.8 of 5 or higher "
        "(now 3.3)."
    )


def test_two_changes_are_named_where_one_is_not_enough() -> None:
    decided = decide(catalogue(), case(means(5, 2.4)))

    assert decided.flip.count("of 5 or higher") == 2


def test_a_small_function_flips_with_its_hours() -> None:
    decided = decide(catalogue(), case(means(5, 5), hours=12))

    assert decided.flip == (
        "It would be “Outsource now” if it took 20 hours a week or more (now about 12)."
    )


def test_a_clear_verdict_survives_other_weights() -> None:
    assert decide(catalogue(), case(means(5, 5))).is_robust is True
    assert decide(catalogue(), case({"f1": 5.0})).is_robust is None


def test_a_verdict_on_the_edge_does_not_survive_other_weights() -> None:
    edge = {**means(3.4, 5), "f1": 3.5, "f2": 3.0, "f7": 3.6}

    assert decide(catalogue(), case(edge)).is_robust is False


def test_what_nobody_answered_leaves_the_scale() -> None:
    assert scores_of(catalogue(), {"f1": 5.0}) == (100, None)


def test_the_spread_of_a_score_grows_with_what_people_differ_by() -> None:
    known = means(3, 3)
    spreads = [
        spreads_of(catalogue(), known, dict.fromkeys(known, variance))
        for variance in (0.0, 0.2, 0.8)
    ]
    widths = [each.fit[1] - each.fit[0] for each in spreads if each.fit is not None]

    assert widths[0] == 0
    assert widths == sorted(widths)
    assert spreads_of(catalogue(), {"f1": 3.0}, {}).readiness is None


def test_a_case_takes_means_and_defaults() -> None:
    scores = [
        Score("payroll", "f1", "a", 5),
        Score("payroll", "f1", "b", 3),
        Score("payroll", "f2", "b", 3),
        Score("sales", "f1", "c", 1),
    ]

    made = case_of(catalogue(), "payroll", scores, people=2, hours=3)

    assert made.means["f1"] == 4
    assert made.means["f8"] == catalogue().functions["payroll"].supply_market
    assert made.apart == 2
    assert made.variances == {"f1": 1.0, "f2": 2.0}


def test_questions_to_the_manager_end_when_answered() -> None:
    everything = open_questions(catalogue(), "facilities", {})

    assert len(everything) == len(catalogue().confirmations)
    assert open_questions(catalogue(), "core", {}) == ()
    assert "own_trade" not in {
        each.id for each in open_questions(catalogue(), "facilities", {"own_trade": "no"})
    }


def test_an_answer_that_no_question_offers_changes_nothing() -> None:
    assert confirmed(catalogue(), {"own_trade": "perhaps", "weather": "fine"}) == confirmed(
        catalogue(), {}
    )


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries({name: st.sampled_from([1.0, 2.5, 4.0, 5.0]) for name in CRITERIA}),
    st.sampled_from(sorted(load_catalogue().functions)),
    st.sampled_from([2.0, 40.0]),
)
def test_every_case_is_decided_with_a_reason(
    known: dict[str, float], function: str, hours: float
) -> None:
    decided = decide(catalogue(), case(known, function=function, hours=hours))

    assert decided.verdict in {each.verdict for each in catalogue().verdicts.values()}
    assert decided.reason
    assert "{" not in decided.reason + decided.flip


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries({name: st.sampled_from([1.5, 3.0, 4.5]) for name in CRITERIA}),
    st.sampled_from(CRITERIA),
)
def test_a_better_answer_never_lowers_a_score(known: dict[str, float], name: str) -> None:
    before, after = scores_of(catalogue(), known), scores_of(catalogue(), {**known, name: 5.0})

    assert all(
        b <= a + 1e-9 for b, a in zip(before, after, strict=True) if b is not None and a is not None
    )
