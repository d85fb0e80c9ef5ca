"""A request for information: from figures and the catalogue, for one function that is ready."""

from dataclasses import replace
from functools import cache

import pytest

from bot.errors import NoBriefError
from bot.gate.briefing import brief_of
from bot.gate.handing import worth_of
from bot.gate.published import Decision, Published
from bot.reports import BRIEF_FORMATS, render, render_brief
from knowledge.catalogue import Catalogue, load_catalogue


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def test_a_brief_has_scope_volume_levels_and_what_stays(full: Published) -> None:
    record = catalogue().functions["payroll"]

    text = render_brief(brief_of(full, catalogue(), "payroll"), "md")

    assert "about 74, between 51 and 118 hours a week" in text
    for each in (*record.provider_scope, *record.retained, *record.risks):
        assert f"- {each}\n" in text
    for level in record.service_levels:
        assert f"| {level.metric} | {level.target} |" in text


@pytest.mark.parametrize("kind", BRIEF_FORMATS)
def test_a_brief_says_nothing_that_is_for_the_company_alone(full: Published, kind: str) -> None:
    quoted = replace(full.recommendations[0], quotes=("Twice, always.",))

    text = render_brief(
        brief_of(replace(full, recommendations=(quoted,)), catalogue(), "payroll"), kind
    )

    assert "Twice, always" not in text
    assert "saving" not in text.lower()


def test_a_page_of_a_brief_has_tables_and_runs_nothing(full: Published) -> None:
    page = render_brief(brief_of(full, catalogue(), "payroll"), "html")

    assert page.count("<table>") == 2
    assert "Quay &lt;side&gt; &amp; Sons" in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("function", "says"),
    [("astrology", "there is no function"), ("logistics", "fewer than 5 people named it")],
)
def test_without_a_function_there_is_no_brief_but_a_reason(
    full: Published, function: str, says: str
) -> None:
    with pytest.raises(NoBriefError, match=says):
        brief_of(full, catalogue(), function)


def test_a_function_that_is_not_ready_gets_no_brief_but_what_would_change_that(
    full: Published,
) -> None:
    decision = Decision("look_closer", "Look closer", "Too little.", flip="Ask two more.")
    waiting = replace(full, functions=(full.functions[0]._replace(decision=decision),))

    with pytest.raises(NoBriefError, match="“Look closer”. Too little. Ask two more"):
        brief_of(waiting, catalogue(), "payroll")


def test_sensitive_data_brings_more_questions(full: Published) -> None:
    brief = brief_of(full, catalogue(), "payroll")

    public = render_brief(replace(brief, openness=5), "md")
    secret = render_brief(replace(brief, openness=1), "md")

    assert "such as pay or bank details" in render_brief(brief, "md")
    assert "Who sees unmasked data" in render_brief(brief, "md")
    assert "data processing agreement" not in public
    assert "professional secrecy" not in public
    assert "professional secrecy" in secret
    assert "six pages" in render_brief(replace(brief, volume=None, months=None), "md")


def test_handing_over_says_what_to_expect_and_what_is_forgotten() -> None:
    payroll, sales = (catalogue().functions[each] for each in ("payroll", "sales"))

    said = worth_of(payroll, "outsource_now")

    assert said[0] == (
        "After two years it may cost from 5 % less to 30 % less than today in full, most likely "
        "15 % less (our assumption, grade D)."
    )
    assert "3 to 6 months of transition, and 5 to 15 % of the contract a year" in said[1]
    assert (
        "may cost from as much to 25 % less"
        in worth_of(catalogue().functions["human_resources"], "outsource_now")[0]
    )
    assert "from 10 % more to 20 % less" in worth_of(sales, "improve_then_outsource")[0]
    assert worth_of(payroll, "look_closer") == ()
    assert worth_of(catalogue().functions["core"], "outsource_now") == ()


@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_report_says_what_to_expect_of_handing_over(full: Published, kind: str) -> None:
    line = full.functions[0]._replace(worth=("It may cost less.",))

    page = render(replace(full, functions=(line,)), kind)

    assert "Payroll: what to expect of handing it over" in page
    assert "It may cost less." in page
    assert "what to expect" not in render(full, kind)
