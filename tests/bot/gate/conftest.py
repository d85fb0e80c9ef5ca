"""A store with one open survey, for the tests of the gate."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue, load_catalogue
from storage import Store, SurveyRow, open_store

WEEK = "2026-11-23"
SURVEY = SurveyRow("s", "Made up", "why", "open", "", 5, 10, WEEK)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    with opened.transaction() as work:
        work.surveys.add(SURVEY, "ab" * 32)
    yield opened
    opened.close()
