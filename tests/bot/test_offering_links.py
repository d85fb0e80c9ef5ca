"""That two rounds can be compared is told once, at the end, and done only for who asks for it."""

import json
from pathlib import Path

import pytest

from bot.lifecycle import close_survey
from bot.surveys import shipped_text
from storage import SurveyRow
from tests.bot.office.playing import NOW, Play, playing

SPRING = SurveyRow(
    "spring", "Spring", "see", "open", shipped_text("short"), 5, 10, "2027-W01", "{}"
)
AUTUMN = SPRING._replace(id="autumn", name="Autumn", settings=json.dumps({"follows": "spring"}))
TOLD, SHOW = "One thing more, only if you like", "keep the message with the secret?"


@pytest.fixture
def ann(tmp_path: Path) -> Play:
    play = playing(tmp_path, person="ann")
    with play.store.transaction() as work:
        work.surveys.add(SPRING, "aa" * 32)
    return play


def begin(play: Play) -> None:
    play.say("/start")
    play.say("yes")


def told(play: Play) -> str:
    """Go through the questions, and return what is said at the end."""
    for text in ("I copy orders", "/skip", "daily"):
        play.say(text)
    said = play.say("20 mins")
    assert "Thank you!" in said
    return said


def autumn_comes(play: Play) -> None:
    """Close the first round and begin the next, with a chat that nobody is in."""
    with play.store.transaction() as work:
        close_survey(work, "spring", NOW)
        work.surveys.add(AUTUMN, "bb" * 32)


def links(play: Play) -> int:
    with play.store.transaction() as work:
        return len(work.releases.linked("spring", "autumn"))


def test_after_the_thanks_one_sentence_and_one_button(ann: Play) -> None:
    begin(ann)
    told(ann)

    assert ["Thank you" in each.text for each in ann.heard] == [True, False]
    assert TOLD in ann.heard[1].text
    assert ann.labels == ["Give me the secret"]


def test_nothing_is_given_out_before_the_button_is_pressed(ann: Play, tmp_path: Path) -> None:
    begin(ann)
    told(ann)
    assert "hash" not in ann.say("/mydata")
    ann.press_data("short|link|0|")

    assert "the secret is in this message only" in ann.heard[0].text
    assert "1 hash of the secret" in ann.say("/mydata")


def test_who_was_told_is_not_told_again(ann: Play) -> None:
    begin(ann)
    assert TOLD in told(ann)
    ann.say("/task")

    assert TOLD not in told(ann)


def test_who_has_a_secret_already_is_told_nothing(ann: Play) -> None:
    begin(ann)
    ann.say("/link")

    assert TOLD not in told(ann)


def test_in_the_next_round_the_secret_is_asked_for_and_joins_both(ann: Play) -> None:
    begin(ann)
    told(ann)
    ann.press("Give me the secret")
    secret = ann.heard[0].keys[0][0].press
    autumn_comes(ann)
    begin(ann)
    said = told(ann)
    assert "“Spring”" in said
    assert SHOW in said
    assert ann.labels == []

    assert "Joined" in ann.press_data(str(secret))
    assert links(ann) == 1


def test_who_showed_it_already_is_not_asked_for_it(ann: Play) -> None:
    begin(ann)
    told(ann)
    ann.press("Give me the secret")
    secret = ann.heard[0].keys[0][0].press
    autumn_comes(ann)
    begin(ann)
    ann.press_data(str(secret))

    assert SHOW not in told(ann)


def test_who_does_nothing_is_compared_with_nobody(ann: Play) -> None:
    begin(ann)
    told(ann)
    autumn_comes(ann)
    begin(ann)
    told(ann)

    assert links(ann) == 0


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        pytest.param(
            ("/cancel", "yes", "/pain I wait for signatures", "/skip", "daily"),
            "Thank you!",
            id="a pain point",
        ),
        pytest.param(("I copy orders", "/cancel", "yes"), "We stop here", id="who stops midway"),
    ],
)
def test_who_did_not_come_through_hears_nothing_of_it(
    ann: Play, texts: tuple[str, ...], last: str
) -> None:
    begin(ann)
    said = [ann.say(text) for text in texts]

    assert last in "".join(said)
    assert TOLD not in "".join(said)


def test_what_is_always_on_goes_on_by_periods_and_each_gives_a_secret(ann: Play) -> None:
    with ann.store.transaction() as work:
        close_survey(work, "spring", NOW)
        row = ann.turns.setting.survey_of(work, None)
        work.surveys.change(row._replace(interview=shipped_text("short")))
    begin(ann)
    assert TOLD in told(ann)
    with ann.store.transaction() as work:
        close_survey(work, row.id, NOW)
    begin(ann)
    said = told(ann)

    assert SHOW in said
    assert "you can have one now, for the next time" in said
    assert ann.labels == ["Give me the secret"]
