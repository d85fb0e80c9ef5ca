"""Killed five times in a burst: who never gets an answer, beside the bots a user would write.

Two thousand people say their first words at once. The bot is killed (SIGKILL) whenever another
sixth of them was answered, and started again each time on what it left on disk.

    python -m benchmarks bursts
"""

import asyncio
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.crowd import Crowd, serving
from benchmarks.load import BOTS, Bot, started, until
from benchmarks.script import GREETING

RESULTS: Final = Path(__file__).parent / "results" / "bursts.md"
PEOPLE: Final = 2000
KILLS: Final = 5
PATIENCE: Final = 60.0
STILL: Final = 10.0


class Outcome(NamedTuple):
    """What the kills cost: people without an answer, and messages that somebody got twice."""

    unanswered: int
    repeated: int


def main(_: Sequence[str] = ()) -> None:
    """Kill each bot, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "# Killed in a burst",
        "",
        f"{PEOPLE:,} people say their first words at once, by polling; {KILLS} SIGKILLs.",
        "",
        "| bot | without an answer | messages repeated |",
        "| --- | ---: | ---: |",
    ]
    for bot in (each for each in BOTS[:3] if each.is_installed):
        outcome = asyncio.run(_killed(bot))
        lines.append(f"| {bot.name} | {outcome.unanswered:,} | {outcome.repeated:,} |")
        print(lines[-1], flush=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


async def _killed(bot: Bot) -> Outcome:
    """Return what five kills cost the people of *bot*."""
    crowd = Crowd(GREETING, PEOPLE)
    with tempfile.TemporaryDirectory() as folder:
        async with serving(crowd) as url:
            crowd.begin()
            crowd.is_talking = False
            for number in range(1, KILLS + 1):
                process = await started(bot, url, folder)
                await until(lambda share=number: _answered(crowd) >= share * PEOPLE / 6, PATIENCE)
                process.kill()
                await process.wait()
            process = await started(bot, url, folder)
            await _settled(crowd)
            process.kill()
            await process.wait()
    return Outcome(len(crowd.said_at), crowd.sent - _answered(crowd))


def _answered(crowd: Crowd) -> int:
    return PEOPLE - len(crowd.said_at)


async def _settled(crowd: Crowd) -> None:
    """Wait until everybody is answered, or nobody was for ten seconds."""
    last, since = -1, time.monotonic()
    while crowd.said_at and time.monotonic() - since < STILL:
        if _answered(crowd) != last:
            last, since = _answered(crowd), time.monotonic()
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
