"""Precision, recall and the rest, counted by hand on a few texts."""

import pytest

from knowledge.errors import LabelError
from knowledge.evaluation import Counts, Example, Report, evaluate, example_of
from knowledge.matching import Candidate, Finding, Match


def found(*codes: str, function: str | None = None, near: tuple[str, ...] = ()) -> Match:
    findings = tuple(Finding(code, 4, f"{code}.rule", 0, 1, 3, None, ()) for code in codes)
    functions = () if function is None else (Finding(function, 1, "f.r", 0, 1, 1, None, ()),)
    return Match(findings, tuple(Candidate(code, 1) for code in (*codes, *near)), functions)


MATCHES = {
    "both": found("waiting", "rework"),
    "one of two": found("waiting"),
    "false alarm": found("waiting"),
    "clean": found(),
    "near": found(near=("a", "b", "rework", "c")),
    "far": found(near=("a", "b", "c", "rework")),
    "pay": found(function="payroll"),
    "alt": found(function="payroll"),
    "none": found(),
}


def report(*examples: Example) -> Report:
    return evaluate(examples, MATCHES.__getitem__)[0]


def labelled(text: str, *codes: str, group: str = "all") -> Example:
    return Example(text, frozenset(codes), group=group)


def test_each_code_is_counted_apart() -> None:
    figures = report(
        labelled("both", "waiting", "rework"),
        labelled("one of two", "waiting", "rework"),
        labelled("false alarm"),
    )

    assert figures.codes == {"rework": Counts(1, 0, 1), "waiting": Counts(2, 1, 0)}
    assert figures.micro == Counts(3, 1, 1)
    assert figures.micro.precision == figures.micro.recall == figures.micro.f1 == 0.75
    assert figures.macro_f1 == pytest.approx((2 / 3 + 0.8) / 2)


def test_clean_texts_should_stay_clean() -> None:
    figures = report(labelled("false alarm"), labelled("clean"), labelled("both", "waiting"))

    assert figures.clean_kept == (1, 2)
    assert figures.clean_kept.share == 0.5


def test_a_right_code_should_be_among_the_first_three_candidates() -> None:
    figures = report(labelled("near", "rework"), labelled("far", "rework"), labelled("clean"))

    assert figures.right_in_three == (1, 2)


def test_the_second_fair_reading_of_a_function_is_reported_apart() -> None:
    figures = report(
        Example("pay", function="payroll"),
        Example("alt", function="human_resources", alt="payroll"),
        Example("none", function="payroll"),
        Example("clean"),
    )

    assert figures.function_right == (1, 3)
    assert figures.function_right_or_alt == (2, 3)


def test_groups_are_reported_apart_and_then_together() -> None:
    reports = evaluate(
        [labelled("clean", group="restated"), labelled("false alarm", group="natural")],
        MATCHES.__getitem__,
    )

    assert [(each.group, each.texts) for each in reports] == [
        ("natural", 1), ("restated", 1), ("all", 2),
    ]  # fmt: skip


def test_nothing_to_judge_gives_nothing() -> None:
    assert evaluate([], MATCHES.__getitem__) == ()
    assert report(Example("clean")).macro_f1 == 0
    assert Counts() + Counts(1, 2, 3) == (1, 2, 3)
    assert Counts().__add__("no count") is NotImplemented


@pytest.mark.parametrize(
    ("item", "example"),
    [
        ({"text": "t"}, Example("t")),
        ({"text": "t", "inefficiencies": ["a"]}, labelled("t", "a")),
        ({"text": "t", "verbatim": True}, Example("t", group="natural")),
        ({"text": "t", "verbatim": False}, Example("t", group="restated")),
        ({"text": "t", "function": "a", "alt": "b"}, Example("t", function="a", alt="b")),
        ({"text": "t", "function": None}, Example("t")),
    ],
)
def test_a_labelled_line_becomes_an_example(item: dict[str, object], example: Example) -> None:
    assert example_of(item) == example


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ({}, 'no "text"'),
        ({"text": 1}, 'no "text"'),
        ({"text": "t", "inefficiencies": "a"}, '"inefficiencies" must be a list'),
        ({"text": "t", "function": 1}, '"function" must be a code'),
        ({"text": "t", "alt": []}, '"alt" must be a code'),
    ],
)
def test_a_line_that_cannot_be_used_is_told(item: dict[str, object], problem: str) -> None:
    with pytest.raises(LabelError, match=problem):
        example_of(item)
