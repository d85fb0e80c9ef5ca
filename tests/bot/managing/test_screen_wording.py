"""Every code that a screen may say has a wording, and no wording is left over."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.initiatives.course import State
from bot.managing.fields import FIELDS
from bot.managing.moving import WAYS
from bot.managing.own_interview import FULL, PRESENT, SHORT
from bot.managing.registry import COMMANDS, SCREENS
from bot.managing.repeating import OFFERS, STOP
from bot.managing.results import KINDS
from bot.managing.taking_on import WEEKS
from bot.wording import LANGUAGES, wording_in

ROOT = Path(__file__).parents[3]
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder in ("managing", "office", "duties")
    for path in (ROOT / "bot" / folder).rglob("*.py")
]
#: Codes that are put together; what they are made from is listed in the code itself.
MADE = {
    *(f"ask_{name}" for name in FIELDS if name),
    *(f"{kind}_{name}" for name in WAYS for kind in ("sure", "done")),
}
MADE_WORDS = {
    *(f"edit_{name}" for name in FIELDS),
    *(f"{field.name}_{offer}" for field in FIELDS.values() for offer in field.offers),
    *(f"sure_{name}" for name in WAYS),
    *WAYS,
    *(f"file_{name}" for name in (FULL, SHORT, PRESENT)),
    *(f"export_{kind}" for kind in KINDS),
    *(f"state_{state}" for state in State if state is not State.PROPOSED),
    *(f"in_{weeks}_weeks" for weeks in WEEKS),
    *(f"repeat_{weeks}x{rounds}" for weeks, rounds in OFFERS),
    f"repeat_{STOP}",
    *(f"command_{name}" for name in COMMANDS),
    *(f"menu_{each.name}" for each in SCREENS.values() if each.command and each.name != "menu"),
}


def constants(source: str) -> Iterator[str]:
    """Yield all plain texts of *source* that could be codes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


SAID = {each for source in SOURCES for each in constants(source)}
REPLIES = {name for source in SOURCES for name in re.findall(r"\bReply\(\s*\"(\w+)\"", source)}
FAULTS = {name for source in SOURCES for name in re.findall(r"\bFault\(\s*\"(\w+)\"", source)}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("code", sorted(REPLIES | FAULTS | MADE))
def test_a_screens_message_has_a_wording(code: str, language: str) -> None:
    assert code in wording_in(language).screens.templates


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("code", sorted(MADE_WORDS))
def test_a_button_has_its_words(code: str, language: str) -> None:
    assert code in wording_in(language).screens.words


def test_the_source_was_read() -> None:
    assert {"survey", "menu", "invite"} <= REPLIES
    assert "fault_date" in FAULTS


@pytest.mark.parametrize("topic", ["menu", "surveys", "invitations", "people", "watching"])
def test_no_wording_of_screens_is_left_over(topic: str) -> None:
    path = ROOT / "bot" / "wording" / "managing" / "en" / f"{topic}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert set(data["messages"]) - SAID - MADE == set()
    assert set(data["words"]) - SAID - MADE_WORDS == set()


@pytest.mark.parametrize("part", ["messages", "words"])
def test_no_code_is_worded_in_two_files(part: str) -> None:
    folder = ROOT / "bot" / "wording" / "managing" / "en"
    data = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.glob("*.yaml")]
    codes = [code for each in data for code in each.get(part, {})]

    assert [code for code, times in Counter(codes).items() if times > 1] == []
