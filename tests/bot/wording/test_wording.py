"""Every code has a wording in every language, and what people typed is escaped."""

import pytest

from bot.errors import WordingError
from bot.interview.events import Press
from bot.interview.replies import Button, Label, Message, Reply, Value
from bot.wording import LANGUAGES, Wording, wording_in
from tests.bot.interview.playing import context

PRESS = Press("full", "often", 1, "daily")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("message", Message)
def test_every_message_has_a_wording(message: Message, language: str) -> None:
    assert message.value in Wording(language).templates


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_wording_is_left_over(language: str) -> None:
    assert set(Wording(language).templates) == {message.value for message in Message}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_the_same_words(language: str) -> None:
    assert set(Wording(language).words) == set(Wording("en").words)


@pytest.mark.parametrize(("asked", "given"), [("en-GB", "en"), ("xx", "en"), ("en", "en")])
def test_a_language_that_we_do_not_have_gives_english(asked: str, given: str) -> None:
    assert wording_in(asked).language == given


def test_what_a_person_typed_is_escaped() -> None:
    items = ({"question": {"en": "What?"}, "answer": "<b>bold</b> & co"},)

    said = Wording("en").say(Reply(Message.CHANGE_WHAT, {"items": items}), context())

    assert "&lt;b&gt;bold&lt;/b&gt; &amp; co" in said.text


def test_a_text_in_more_languages_than_ours_is_said_in_one() -> None:
    items = ({"question": {"en": "What?", "de": "Was?"}, "answer": "x"},)

    said = Wording("en").say(Reply(Message.CHANGE_WHAT, {"items": items}), context())

    assert "What?" in said.text
    assert "Was?" not in said.text


def test_a_message_without_wording_is_an_error() -> None:
    wording = Wording("en")
    wording.templates = {}

    with pytest.raises(WordingError, match="no wording"):
        wording.say(Reply(Message.HELP), context())


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (Label("word", "skip"), "Skip"),
        (Label("option", "daily", "often"), "Once a day"),
        (Label("option", "never", "often"), "never"),
        (Label("scale", "f2.5"), "Some days"),
        (Label("place", "care"), "Customer care"),
        (Label("place", "other"), "other"),
        (Label("code", "rework"), "Correcting and doing again"),
        (Label("name", "7"), "7"),
    ],
)
def test_a_button_says_what_its_label_means(label: Label, text: str) -> None:
    reply = Reply(Message.KEPT, {}, ((Button(label, PRESS),),))

    said = Wording("en").say(reply, context(teams=True))

    assert said.keys[0][0] == (text, "full|often|1|daily", None)


def test_messages_are_short() -> None:
    notice: dict[str, Value] = {"purpose": "find out", "threshold": 5, "quote_threshold": 10}

    said = Wording("en").say(Reply(Message.NOTICE, notice), context())

    assert len(said.text) < 900
