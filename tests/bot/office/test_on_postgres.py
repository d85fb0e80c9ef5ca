"""A survey is run on PostgreSQL: planned, opened, answered, closed; roles, links and the log."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.setting import Setting
from storage import open_store
from tests.bot.office.playing import Play, playing_on
from tests.bot.office.test_surveys import LAGER, opened
from tests.storage.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]  # fixtures


@pytest.fixture
def lager(postgres_url: str, setting: Setting) -> Iterator[Play]:  # a fixture
    play = playing_on(open_store(postgres_url), Setting(setting.catalogue, setting.matcher))
    yield opened(play)
    play.store.close()


def test_a_survey_is_run_on_postgresql(lager: Play, tmp_path: Path) -> None:
    lager.press("Invite")
    lager.press("One link for a team")
    found = re.search(r"start=([\w-]+)", lager.press("Night"))
    assert found is not None
    ann = lager.as_("ann")
    ann.say(f"/start {found[1]}")
    ann.say("yes")
    assert "Team: Night" in ann.say("/mydata")

    lager.say(f"/survey {LAGER}")
    lager.press("Close …")
    assert "its key is destroyed" in lager.press("Yes, close it for good")

    assert "nobody can tell any more" in ann.say("/mydata")
    assert f"{LAGER} (close)" in lager.say("/audit")
