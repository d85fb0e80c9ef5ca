"""A store, and a company whose people talk to the bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import Store, open_store
from tests.bot.duties.company import Company


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def company(store: Store) -> Company:
    return Company(store)
