"""What is no answer is not read for complaints, and what is one always is."""

import pytest

from bot.interview.records import Outcome
from bot.interview.silences import outcome_of, says_nothing
from bot.interview.state import Place
from tests.bot.interview.playing import up_to


@pytest.mark.parametrize(
    "text",
    [
        "I don't know", "I really don\u2019t know.",
        "no idea really", "not sure", "Hard to say", "?",
        "I can't remember", "who knows", "dunno",
    ],
)  # fmt: skip
def test_not_knowing_has_many_words(text: str) -> None:
    assert outcome_of(text) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Nothing", "nothing comes to mind.", "n/a", "-", "no problems at all", "it went fine",
        "all good!", "can't complain", "can't think of anything", "same as before", "ok",
        "prefer not to say",
        "I don't understand the question", "everything was fine", "no idea",
    ],
)  # fmt: skip
def test_some_answers_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "nobody knows who signs it", "I don't know who signs it", "nothing works", "no training",
        "fine print on every form", "everything is done twice",
        "it depends on who is in the office",
        "I can't remember all those passwords", "printing", "not sure who is responsible",
        "nothing is written down", "no issues list that is up to date", "the good old fax",
    ],
)  # fmt: skip
def test_their_twins_say_something(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize("text", ["it went fine", "I can't think of anything", "see above"])
def test_who_has_nothing_to_complain_of_is_offered_nothing(text: str) -> None:
    talk = up_to("obstacle").say(text)

    assert talk.asked() != "understood"


def test_a_task_is_asked_for_once_more_when_the_answer_says_nothing() -> None:
    talk = up_to("task").say("I don't know")

    assert talk.asked() == "task"
    assert Place(1, "task") not in talk.state.answers
