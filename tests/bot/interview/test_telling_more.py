"""Who answers in words where buttons are offered is heard, and nothing they write is lost."""

import pytest

from bot.interview import records
from bot.interview.state import Place
from tests.bot.interview.playing import up_to


def test_words_instead_of_a_button_are_added_to_what_was_said() -> None:
    talk = up_to("understood").say("no, I wait for a signature every day")

    assert "I have added that" in talk.text()
    assert talk.asked() == "understood"
    assert talk.state.answers[Place(1, "obstacle")].text == (
        "I type it twice and the program is slow\nno, I wait for a signature every day"
    )
    assert any(key.option == "approval_bottleneck" for key in talk.presses())


def test_what_was_added_is_kept_in_the_database_too() -> None:
    talk = up_to("understood").say("no, I wait for a signature every day")

    kept = [each for each in talk.records if isinstance(each, records.Answered)]
    assert kept[-1].question == "obstacle"
    assert str(kept[-1].text).endswith("signature every day")


def test_a_task_told_in_other_words_is_read_anew() -> None:
    talk = up_to("function").say("it is about parcels for our patients")

    assert talk.asked() == "function"
    assert talk.state.answers[Place(1, "task")].text == (
        "I enter invoices\nit is about parcels for our patients"
    )


@pytest.mark.parametrize("text", ["hm what", "xyz", "nothing comes to mind"])
def test_what_tells_nothing_is_not_added(text: str) -> None:
    talk = up_to("understood").say(text)

    assert talk.asked() == "understood"
    assert talk.state.answers[Place(1, "obstacle")].text == (
        "I type it twice and the program is slow"
    )


@pytest.mark.parametrize("text", ["the first one", "first", "option 1", "number 1", "1"])
def test_an_option_is_named_by_its_place(text: str) -> None:
    talk = up_to("function").say(text)

    assert talk.asked() == "often"


def test_where_no_reading_is_offered_words_are_asked_for_again() -> None:
    talk = up_to("often").say("how often is a question of its own, I think")

    assert talk.asked() == "often"
    assert "did not get that" in talk.text()


def test_words_after_a_choice_are_added_and_the_choice_stands() -> None:
    talk = up_to("understood").press("duplicate_entry").say("and I wait for a signature every day")

    assert talk.asked() == "probe1"
    assert talk.state.answers[Place(1, "understood")].choices == ("duplicate_entry",)
    assert "signature" in str(talk.state.answers[Place(1, "obstacle")].text)


def test_what_is_not_understood_after_a_choice_is_asked_again_as_before() -> None:
    talk = up_to("understood").press("duplicate_entry").say("xyz")

    assert {key.option for key in talk.presses()} == {"outdated_tools", "skip"}
    assert "as well" in talk.text()
