"""The ticking job of `gemba run`: one process of several does what is due, and keeps on."""

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.channels.telegram import ticking as job
from bot.channels.telegram.intake import Desk
from bot.duties import Handler, Ticking
from storage import DueRow, Store, open_store
from storage.errors import DatabaseUnavailableError, StorageError
from tests.bot.channels.fake_telegram import PATIENCE, FakeTelegram, serving
from tests.bot.channels.test_running import running
from tests.bot.duties.surveys import add_survey, status_of


async def test_a_survey_closes_at_its_date_while_the_bot_runs(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()
    with store.transaction() as work:
        add_survey(work)
        work.due.plan(DueRow("close", "s", 1))
    store.close()
    async with serving(FakeTelegram()) as url, running(url, tmp_path), asyncio.timeout(PATIENCE):
        while is_planned(tmp_path):  # noqa: ASYNC110  # another process writes the file
            await asyncio.sleep(0.05)

    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    assert status_of(store) == "closed"
    store.close()


def is_planned(folder: Path) -> bool:
    with sqlite3.connect(folder / "gemba.db") as db:
        found = db.execute("SELECT count(*) FROM due WHERE kind = 'close'").fetchone()[0]
    db.close()
    return bool(found)


@dataclass(frozen=True)
class Asked(Ticking):
    """Answers what the test wants."""

    store: Store = field(init=False)
    duties: Mapping[str, Handler] = field(init=False)
    leads: bool = True
    is_due: bool = False
    error: StorageError | None = None

    def is_mine(self) -> bool:
        return self.leads

    def tick(self) -> bool:
        if self.error is not None:
            raise self.error
        return self.is_due


@pytest.mark.parametrize(
    ("ticking", "seconds"),
    [
        pytest.param(Asked(is_due=True), 0, id="there may be more"),
        pytest.param(Asked(is_due=False), 1, id="nothing is due"),
        pytest.param(Asked(leads=False, is_due=True), 15, id="another process ticks"),
        pytest.param(Asked(error=DatabaseUnavailableError("a", "b")), 1, id="database away"),
    ],
)
async def test_how_soon_it_is_asked_again(ticking: Asked, seconds: float) -> None:
    desk = Desk()

    assert await job._ticked(desk, ticking) == seconds  # noqa: SLF001  # a test that does not wait
    desk.close()
