"""A store, a clock that tests set, and what is due."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from storage import Store, SurveyRow, Work, open_store
from storage.identifiers import new_id

#: The matcher is made only when somebody says something, which nobody does here.
SETTING = Setting(load_catalogue())
WEEK = "2026-11-23"
DAY = 24 * 60 * 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


def add_survey(work: Work, survey: str = "s", status: str = "open", settings: str = "{}") -> None:
    row = SurveyRow(survey, "A survey", "see", status, "", 5, 10, WEEK, settings)
    work.surveys.add(row, new_id() * 2)


def status_of(store: Store, survey: str = "s") -> str:
    with store.transaction() as work:
        row = work.surveys.get(survey)
    assert row is not None
    return row.status
