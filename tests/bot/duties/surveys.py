"""Surveys, and how they are set, for the tests of what is due."""

from bot.setting import Setting
from knowledge.catalogue import load_catalogue
from storage import Store, SurveyRow, Work
from storage.identifiers import new_id

#: The matcher is made only when somebody says something, which nobody does here.
SETTING = Setting(load_catalogue())
WEEK = "2026-11-23"
DAY = 24 * 60 * 60


def add_survey(work: Work, survey: str = "s", status: str = "open", settings: str = "{}") -> None:
    row = SurveyRow(survey, "A survey", "see", status, "", 5, 10, WEEK, settings)
    work.surveys.add(row, new_id() * 2)


def status_of(store: Store, survey: str = "s") -> str:
    with store.transaction() as work:
        row = work.surveys.get(survey)
    assert row is not None
    return row.status
