"""A manager answers what only managers know, and the decision on a function follows."""

import pytest

from bot.gate.company import company_of
from bot.managing.links import Link
from bot.office.confirming import confirming_of
from storage import AnswerRow, TaskRow, Triple
from tests.bot.office.answering import SURVEY, WEEK
from tests.bot.office.playing import NOW, Play

BACK = "\u2039 Back"
#: What employees score; five speaks most for handing over.
SCORED = ("f2", "f3", "f4", "f5", "f6", "f7", "f9", "r1", "r2", "r3", "r4")
#: What lets a function go, question by question.
FREE = ("No", "No", "No", "Yes", "No, or it is assessed already", "No, or it has agreed", "Many")
QUESTIONS = len(FREE)


@pytest.fixture
def scored(told: Play) -> Play:
    """Return the chat after twelve people told of payroll, and scored it as high as can be."""
    often, long = Triple(5, 5, 5), Triple(30, 30, 30)
    with told.store.transaction() as work:
        for number in range(12):
            name = f"day-rework-{number}"
            work.answers.close_task(
                TaskRow(SURVEY, name, 1, "payroll", "rework", often, long, None)
            )
            for criterion in SCORED:
                row = AnswerRow(
                    SURVEY, name, 1, criterion, "answered", None, 5, 5, 5, "5", 1,
                    WEEK,
                )  # fmt: skip
                work.answers.save(row)
    return told


def answers(play: Play) -> dict[str, str]:
    with play.store.transaction() as work:
        row = work.surveys.get(SURVEY)
        assert row is not None
        return dict(company_of(row.settings).answers.get("payroll", {}))


def decision(play: Play) -> str:
    with play.store.transaction() as work:
        row = work.surveys.get(SURVEY)
        assert row is not None
        catalogue = play.turns.setting.catalogue
        found = confirming_of(work, row, catalogue, NOW).function("payroll")
    assert found is not None
    return found.decision


def begun(play: Play) -> Play:
    """Go from the report to the first question about payroll."""
    play.say("/report")
    play.press("What could be handed over")
    play.press(f"Payroll ({QUESTIONS})")
    play.press("1")
    return play


def test_seven_answers_lead_to_handing_over(scored: Play) -> None:
    assert decision(scored) == "Look closer"

    begun(scored)
    said = [scored.press(label) for label in FREE]

    assert len(answers(scored)) == QUESTIONS
    assert decision(scored) == "Outsource now"
    assert "<b>Payroll: Outsource now</b>" in said[-1]
    assert scored.press(BACK).count("Employees can say") == 1
    assert "Payroll (0)" in scored.labels


def test_one_answer_can_forbid_it(scored: Play) -> None:
    begun(scored)
    for label in ("No", "Yes", *FREE[2:]):
        scored.press(label)

    assert answers(scored)["own_staff"] == "yes"
    assert decision(scored) != "Outsource now"


def test_an_answer_can_be_changed_and_says_what_it_was(scored: Play) -> None:
    begun(scored).press("Yes")
    scored.press(BACK)

    assert "So far: Yes" in scored.press("1")
    scored.press("No")

    assert answers(scored) == {"own_trade": "no"}


def test_a_press_on_an_old_question_changes_nothing(scored: Play) -> None:
    begun(scored)
    old = next(
        key.press or "" for row in scored.heard[-1].keys for key in row if key.label == "Yes"
    )
    scored.press("No")

    assert "older message" in scored.press_data(old)
    assert answers(scored) == {"own_trade": "no"}


@pytest.mark.parametrize("link", ["ask::{}:moon", "asked::{}:payroll:9", "say::{}:payroll:9:0"])
def test_what_is_not_there_leads_to_the_functions(told: Play, link: str) -> None:
    assert "could be handed over" in told.press_data(f"m:{link.format(SURVEY)}")


def test_an_option_that_is_not_there_changes_nothing(scored: Play) -> None:
    begun(scored)
    data = Link.parse(next(key.press or "" for row in scored.heard[-1].keys for key in row))
    assert data is not None

    scored.press_data(data._replace(arguments=(*data.arguments[:3], "7")).encode())

    assert answers(scored) == {}


def test_before_a_function_may_be_named_it_says_so(owner: Play) -> None:
    owner.say("/survey")

    assert "too few people named one" in owner.press_data(f"m:handing::{SURVEY}")


def test_a_survey_that_is_gone_has_nothing_to_confirm(owner: Play) -> None:
    assert "no such survey" in owner.press_data("m:handing::gone")
