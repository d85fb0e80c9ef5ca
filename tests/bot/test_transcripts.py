"""Conversations as people read them, played through turns, rules and a database.

`> ` is the person. The line below is in the bot's answer; `... ` says: anywhere in it, not first.
"""

from pathlib import Path

import pytest

from bot.channels.console import Console, plain
from bot.setting import Setting
from bot.turn import Turns
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
from storage import open_store

FOLDER = Path(__file__).parent / "transcripts"


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
