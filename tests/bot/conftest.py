"""A bot with an owner, in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from tests.bot.office.playing import Play, playing


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting(load_catalogue())


@pytest.fixture
def owner(tmp_path: Path, setting: Setting) -> Iterator[Play]:
    play = playing(tmp_path, Setting(setting.catalogue, setting.matcher))
    yield play
    play.store.close()
