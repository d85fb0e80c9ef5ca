"""A bot with an owner, in a folder of its own."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import JsonFormatter, TextFormatter
from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from tests.bot.office.playing import Play, playing


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting(load_catalogue())


@pytest.fixture(autouse=True)
def logs_of_one_test_only() -> Iterator[None]:
    """Take back how a command set up its logs: its standard error is closed by then."""
    root = logging.getLogger()
    level = root.level
    yield
    ours = (JsonFormatter, TextFormatter)
    root.handlers[:] = [each for each in root.handlers if not isinstance(each.formatter, ours)]
    root.setLevel(level)


@pytest.fixture
def owner(tmp_path: Path, setting: Setting) -> Iterator[Play]:
    play = playing(tmp_path, Setting(setting.catalogue, setting.matcher))
    yield play
    play.store.close()
