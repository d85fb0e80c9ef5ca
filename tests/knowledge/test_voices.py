"""Many voices on each inefficiency, and twins that come near it: what people would see.

`voices/CODE.txt` has a sentence a line that speaks of the code; `voices/CODE.not.txt` has twins
that must not be found as it: what they are instead ("none" for clean), a tab, the sentence.
"""

from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue
from knowledge.catalogue.codes import INEFFICIENCIES
from knowledge.matching import Matcher

VOICES = Path(__file__).parent / "voices"
CODES = sorted(INEFFICIENCIES)
LEAST = 25  # voices for a code
BUTTONS = 3  # candidates that the interview offers
FOUND = 0.75  # share of the voices that pass the threshold without a question


@pytest.fixture(scope="module")
def matcher(shipped: Catalogue) -> Matcher:
    return Matcher(shipped)


def lines(name: str) -> list[str]:
    return (VOICES / name).read_text("utf-8").splitlines()


@pytest.mark.parametrize("code", CODES)
def test_a_voice_finds_its_button(code: str, matcher: Matcher) -> None:
    offered = {
        text: [each.code for each in matcher.match(text).candidates[:BUTTONS]]
        for text in lines(f"{code}.txt")
    }

    assert {text: codes for text, codes in offered.items() if code not in codes} == {}


@pytest.mark.parametrize("code", CODES)
def test_most_voices_are_heard_without_a_question(code: str, matcher: Matcher) -> None:
    voices = lines(f"{code}.txt")
    heard = [
        text
        for text in voices
        if code in {each.code for each in matcher.match(text).inefficiencies}
    ]

    assert len(voices) >= LEAST
    assert len(heard) >= FOUND * len(voices)


@pytest.mark.parametrize("code", CODES)
def test_a_near_miss_is_heard_as_what_it_is(code: str, matcher: Matcher) -> None:
    twins = [line.split("\t") for line in lines(f"{code}.not.txt")]
    wrong = {
        text: found
        for what, text in twins
        if (found := [each.code for each in matcher.match(text).inefficiencies])
        and (what == "none" or code in found or what not in found)
    }

    assert wrong == {}
