"""Killed at every step of a turn: each answer is stored once, and everybody is answered."""

import asyncio
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.faults import Point, arm
from tests.bot.channels.sieging import Outcome, Siege

NOTHING_LOST = Outcome(was_killed=True, lost=0, doubled=0, unanswered=0)


async def sieges(folder: Path, points: list[str], *, webhook: bool) -> dict[str, Outcome]:
    """Besiege several companies at once, each at its own point; return what each kill cost."""

    async def besiege(number: int, point: str) -> Outcome:
        place = folder / str(number)
        place.mkdir()
        return await Siege(place, f"sqlite:///{place}/gemba.db", point, webhook).run()

    found = await asyncio.gather(*(besiege(n, point) for n, point in enumerate(points)))
    return dict(zip(points, found, strict=True))


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_killed_at_any_step_nothing_is_lost(tmp_path: Path, webhook: bool) -> None:  # noqa: FBT001  # a parameter of the test
    points = [f"{point}:4" for point in Point]

    assert await sieges(tmp_path, points, webhook=webhook) == dict.fromkeys(points, NOTHING_LOST)


def test_a_point_that_is_not_there_is_refused() -> None:
    with pytest.raises(SettingsError, match="for tests only"):
        arm("whenever")
