"""Several processes keep to one limit: each to its part."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest

from bot.channels.telegram import sharing
from bot.channels.telegram.intake import Desk
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.sharing import keep_sharing
from storage import Store
from storage.errors import DatabaseUnavailableError


@dataclass
class Counting:
    """A store that counts as the test wants, once each; then it is away."""

    counts: list[int]
    is_away: threading.Event = field(default_factory=threading.Event)

    def workers(self) -> int:
        if not self.counts:
            self.is_away.set()
            raise DatabaseUnavailableError("a", "b")
        return self.counts.pop(0)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("rate", "counts", "part"),
    [
        pytest.param(30.0, [2], 15.0, id="two share"),
        pytest.param(30.0, [3, 1], 30.0, id="the others have died"),
        pytest.param(0.0, [2], 0.0, id="no limit"),
    ],
)
async def test_each_takes_its_part(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, rate: float, counts: list[int], part: float
) -> None:
    monkeypatch.setattr(sharing, "_SECONDS", 0.0)
    pace, store = Pace(overall_rate=rate), Counting(counts)

    task = asyncio.create_task(keep_sharing(desk, cast("Store", store), pace))
    while rate and not store.is_away.is_set():  # noqa: ASYNC110  # a thread counts
        await asyncio.sleep(0)
    task.cancel()

    assert pace.overall_rate == part
