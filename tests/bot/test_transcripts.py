"""Conversations as people read them, played through turns, rules and a database.

`> ` is the person. The line below is in the bot's answer; `... ` says: anywhere in it, not first.
Where several people talk, each line begins with who does; `[Label]` presses a button, and
`<the link>` opens the link that was shown last. In a messenger `(4 days later)` lets time pass.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.console import Console, plain
from bot.duties import Ticking, duties_of
from bot.setting import Setting
from bot.turn import Turns
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
from storage import open_store
from tests.bot.office.playing import Play, playing

FOLDER = Path(__file__).parent / "transcripts"
CATALOGUE = load_catalogue()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_written(path: Path, tmp_path: Path) -> None:
    catalogue = load_catalogue()
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()
    turns = Turns(store, Setting(catalogue, Matcher(catalogue)), b"x" * 32)
    console = Console(store, turns, "ann", is_interactive=False)
    lines = path.read_text(encoding="utf-8").splitlines()

    for said, expected in zip(lines[::2], lines[1::2], strict=True):
        answer = "\n".join(plain(message) for message in console.tell(said.removeprefix("> ")))
        assert expected.removeprefix("... ") in answer, f"after {said!r} came:\n{answer}"
    store.close()


class Company:
    """Several people in one terminal each; olga is an owner."""

    def __init__(self, folder: Path) -> None:
        catalogue = load_catalogue()
        self.store = open_store(f"sqlite:///{folder}/gemba.db")
        self.store.migrate()
        setting = Setting(catalogue, Matcher(catalogue))
        self.turns = Turns(self.store, setting, b"x" * 32, owners=frozenset(("console:olga",)))
        self.consoles: dict[str, Console] = {}
        self.link = ""

    def hear(self, person: str, said: str) -> str:
        """Return what the bot answers to *person*, who says, presses or opens something."""
        console = self.consoles.setdefault(
            person, Console(self.store, self.turns, person, is_interactive=False)
        )
        if said.startswith("["):
            labels = [key.label for key in console._numbered]  # noqa: SLF001  # what is on the screen
            if said.strip("[]") not in labels:
                return "no button"
            said = str(labels.index(said.strip("[]")) + 1)
        if said == "<the link>":
            said = f"/start {self.link}"
        answer = "\n".join(plain(message) for message in console.tell(said))
        found = re.search(r"start=([\w-]+)", answer)
        self.link = self.link if found is None else found[1]
        return answer


def assert_goes_as_written(path: Path, hear: Callable[[str, str], str]) -> None:
    """Play the conversation in *path*, where *hear* says what a person hears who says something."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for said, expected in zip(lines[::2], lines[1::2], strict=True):
        person, _, words = said.partition("> ")
        answer = hear(person, words)
        is_first = not expected.startswith("... ")
        shown = answer.strip().startswith(expected) if is_first else expected[4:] in answer
        assert shown, f"after {said!r} came:\n{answer}"


class Chat:
    """People in a messenger, where the bot may write first once they have begun."""

    def __init__(self, folder: Path) -> None:
        self.play = playing(folder, Setting(CATALOGUE, Matcher(CATALOGUE)))
        with self.play.store.transaction() as work:
            self.play.turns.setting.survey_of(work, None)
            row = work.surveys.get("always-on")
            assert row is not None
            work.surveys.change(row._replace(settings='{"zone": "Europe/Berlin"}'))
        self.people: dict[str, Play] = {}

    def hear(self, person: str, said: str) -> str:
        """Return what *person* hears, who says or presses something, or lets days pass."""
        play = self.people.setdefault(person, self.play.as_(person))
        passed = re.fullmatch(r"\((\d+) days later\)", said)
        if passed is not None:
            self.play.clock[0] += int(passed[1]) * 86400
            ticking = Ticking(play.store, duties_of(play.turns.setting), lambda: play.clock[0])
            while ticking.tick():
                pass
            play.receive()
        elif said.startswith("["):
            if said.strip("[]") not in play.labels:
                return "no button"
            play.press(said.strip("[]"))
        else:
            play.say(said)
        return "\n".join(plain(message) for message in play.heard)


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "messenger").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_chat_in_a_messenger_goes_as_written(path: Path, tmp_path: Path) -> None:
    chat = Chat(tmp_path)
    assert_goes_as_written(path, chat.hear)
    chat.play.store.close()


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "managing").glob("*.txt")), ids=lambda path: path.stem
)
def test_a_survey_is_run_as_written(path: Path, tmp_path: Path) -> None:
    company = Company(tmp_path)
    assert_goes_as_written(path, company.hear)
    company.store.close()
