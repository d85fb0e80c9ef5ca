"""A company's own questions are asked in the person's language, as far as the survey uses it."""

from itertools import count
from pathlib import Path

import pytest

from bot.incoming import Incoming
from bot.interview.events import Command, Commanded, Event, Said, Started
from bot.managing.plans import Stage
from bot.office import surveying
from bot.outgoing import Outgoing
from storage import SurveyRow
from tests.bot.office.playing import CHANNEL, NOW, Play, playing

OURS = """
id: ours
languages: [en, de]
questions:
  - id: consent
    kind: choice
    hook: consent
    scope: person
    text: {en: "Shall we start?", de: "Wollen wir?"}
    options:
      - {code: "yes", label: {en: "Yes", de: "Ja"}}
      - {code: "no", label: {en: "No", de: "Nein"}}
  - id: shift
    kind: choice
    scope: person
    text: {en: "Which shift?", de: "Welche Schicht?"}
    options:
      - {code: early, label: {en: "The early one", de: "Frühschicht"}}
      - {code: late, label: {en: "The late one", de: "Spätschicht"}}
  - id: obstacle
    kind: text
    scope: task
    asked: obstacle
    text: {en: "What is in the way?", de: "Was hält auf?"}
    example: {en: "For example: waiting.", de: "Zum Beispiel: Warten."}
"""


@pytest.fixture
def ann(tmp_path: Path) -> Play:
    """Return the chat of somebody who is asked in a survey with questions in two languages."""
    play = playing(tmp_path, person="ann")
    with play.store.transaction() as work:
        work.surveys.add(SurveyRow("s", "S", "see", "draft", "", 5, 10, "2027-W01"), "aa" * 32)
        surveying.alter(work, "s", "interview", OURS)
    return play


def opened(play: Play) -> None:
    with play.store.transaction() as work:
        surveying.move(work, "s", Stage.OPEN, NOW)


def tell(play: Play, language: str, *events: Event) -> Outgoing:
    """Let the person write in a client of that *language*; return the last that they hear."""
    numbers = count(len(play.heard))
    for event in events:
        update = f"{language} {next(numbers)} {event}"
        play.turns.take([Incoming(CHANNEL, update, "ann", "ann", language, event)])
    play.receive()
    return play.heard[-1]


def begun(play: Play, language: str) -> Outgoing:
    return tell(play, language, Started(NOW), Said(NOW, "yes"))


@pytest.mark.parametrize(
    ("language", "question", "label"),
    [
        ("en", "Which shift?", "The early one"),
        ("de", "Welche Schicht?", "Frühschicht"),
        ("de-AT", "Welche Schicht?", "Frühschicht"),
        ("fr", "Which shift?", "The early one"),
    ],
)
def test_questions_and_buttons_are_in_the_persons_language(
    ann: Play, language: str, question: str, label: str
) -> None:
    opened(ann)
    asked = begun(ann, language)

    assert asked.text == question
    assert asked.keys[0][0].label == label


@pytest.mark.parametrize("typed", ["Spätschicht", "spät", "the late one", "2"])
def test_an_option_is_understood_in_any_of_them(ann: Play, typed: str) -> None:
    opened(ann)
    begun(ann, "de-AT")

    assert "Was hält auf?" in tell(ann, "de-AT", Said(NOW, typed)).text


def test_ones_own_data_show_the_question_as_it_was_asked(ann: Play) -> None:
    opened(ann)
    begun(ann, "de-AT")
    tell(ann, "de-AT", Said(NOW, "1"), Commanded(NOW, Command.MYDATA))

    assert "Welche Schicht?" in next(each.text for each in ann.heard if each.attachment)


def test_a_survey_speaks_only_the_languages_that_were_chosen(ann: Play) -> None:
    owner = ann.as_("owner")
    owner.say("/survey s")
    for label in ("More settings", "Languages"):
        owner.press(label)
    assert "This interview has: en, de." in owner.heard[-1].text
    owner.say("en")
    opened(ann)

    assert begun(ann, "de").text == "Which shift?"


def test_another_interview_brings_all_of_its_languages(ann: Play) -> None:
    owner = ann.as_("owner")
    owner.say("/survey s")
    for label in ("More settings", "Languages"):
        owner.press(label)
    assert "Please some of these" in owner.say("fr")
    owner.press("All of them")

    assert "your own, 2 questions, in en, de" in owner.heard[-1].text
