"""Answers a second, waits and memory, beside the minimal bots that a user would otherwise write.

All talk to the same Bot API on loopback, in turn, three rounds in one run: 200 people in parallel,
each saying the next thing when the last one is answered; then again with 50 ms of network. Gemba
keeps every answer on disk before it is acknowledged; the others remember or forget. Limits of speed
are off (`GEMBA_RATE=0`; the others have none). Read the ratios.

    python -m benchmarks load
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.crowd import TOKEN, Crowd, serving
from benchmarks.processes import memory_of, processor_seconds
from benchmarks.script import GREETING, INTERVIEW, Script

RESULTS: Final = Path(__file__).parent / "results" / "load.md"
ROOT: Final = Path(__file__).parents[1]
PEERS: Final = ROOT / ".bench-peers"
PEOPLE: Final = 200
SECONDS: Final = 6.0
ROUNDS: Final = 3
WARM_UP: Final = 2.0


class Bot(NamedTuple):
    """A bot to measure: its name, how it is started, what people say to it, what it is made with.

    `package` is looked for where `make bench` puts it, if it is not one of ours.
    """

    name: str
    command: tuple[str, ...]
    script: Script
    package: str = "telegram"

    @property
    def is_installed(self) -> bool:
        """Say whether the bot can be measured."""
        return bool(find_spec(self.package)) or (PEERS / self.package).exists()


class Served(NamedTuple):
    """How a crowd was served: answers a second, the longest wait but one in a hundred, and costs.

    `processor` is the processor's time for an answer, in seconds.
    """

    rate: float
    p99: float
    megabytes: float
    processor: float


BOTS: Final = (
    Bot("Gemba, SQLite", ("-m", "bot", "run"), INTERVIEW),
    Bot(
        "python-telegram-bot, ConversationHandler, PicklePersistence",
        ("-m", "benchmarks.bots.ptb"),
        GREETING,
    ),
    Bot("aiogram, FSM in memory", ("-m", "benchmarks.bots.aiogram_fsm"), GREETING, "aiogram"),
    Bot("aiohttp echo (the limit)", ("-m", "benchmarks.bots.echo"), GREETING),
)


def main(_: Sequence[str] = ()) -> None:
    """Measure all bots, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "# Load",
        "",
        f"{PEOPLE} people in parallel, {SECONDS:.0f} seconds each after a warm-up; one Bot API on",
        f"loopback in the same run, on the same {os.cpu_count()} cores. {ROUNDS} rounds, in turn;",
        "medians.",
        "",
        "| bot | network | answers a second | p99 wait | memory | processor an answer |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    found = {delay: _rounds(delay) for delay in (0.0, 0.05)}
    lines += [
        _row(bot, delay, served) for delay, each in found.items() for bot, served in each.items()
    ]
    lines += ["", *(_compared(delay, served) for delay, served in found.items())]
    print("\n".join(lines[6:]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rounds(delay: float) -> dict[Bot, Served]:
    """Return how each bot serves a crowd: the medians of some rounds, all bots in turn."""
    bots = [bot for bot in BOTS if bot.is_installed]
    rounds = [{bot: asyncio.run(measure(bot, delay)) for bot in bots} for _ in range(ROUNDS)]
    return {bot: _median([each[bot] for each in rounds]) for bot in bots}


def _median(found: Sequence[Served]) -> Served:
    return Served(*(statistics.median(values) for values in zip(*found, strict=True)))


def _row(bot: Bot, delay: float, served: Served) -> str:
    return (
        f"| {bot.name} | {delay * 1000:.0f} ms | {served.rate:,.0f} "
        f"| {served.p99 * 1000:,.0f} ms | {served.megabytes:.0f} MB "
        f"| {served.processor * 1000:.2f} ms |"
    )


def _compared(delay: float, served: dict[Bot, Served]) -> str:
    """Return how many times as many answers a second Gemba gives as each of the others."""
    ours, *others = served
    times = ", ".join(
        f"{served[ours].rate / max(served[bot].rate, 0.1):.2f} times {bot.name.split(',')[0]}"
        for bot in others
    )
    return f"With {delay * 1000:.0f} ms of network: {times}."


async def measure(bot: Bot, delay: float, people: int = PEOPLE) -> Served:
    """Return how *bot* serves a crowd."""
    crowd = Crowd(bot.script, people, delay)
    with tempfile.TemporaryDirectory() as folder:
        async with serving(crowd) as url:
            process = await started(bot, url, folder)
            try:
                crowd.begin()
                await until(lambda: bool(crowd.waits), 30)
                await asyncio.sleep(WARM_UP + delay * 20)
                crowd.waits.clear()
                before = processor_seconds([process.pid])
                await asyncio.sleep(SECONDS)
                waits, memory = list(crowd.waits), memory_of(process.pid)
                spent = processor_seconds([process.pid]) - before
            finally:
                crowd.is_talking = False
                process.kill()
                await process.wait()
    return served_of(waits, memory, spent)


def served_of(waits: Sequence[float], megabytes: float, spent: float) -> Served:
    """Return how a crowd was served that waited so long for its answers."""
    if not waits:
        return Served(0.0, 0.0, megabytes, 0.0)
    slowest = statistics.quantiles(waits, n=100)[-1] if len(waits) > 1 else waits[0]
    return Served(len(waits) / SECONDS, slowest, megabytes, spent / len(waits))


async def started(bot: Bot, url: str, folder: str) -> asyncio.subprocess.Process:
    """Start *bot* in a process of its own, with its data in *folder*."""
    is_ours = bot.name.startswith("Gemba")
    peers = [str(ROOT)] if is_ours else [str(ROOT), str(PEERS)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(peers),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{folder}/gemba.db",
        "GEMBA_RATE": "0",
    }
    arguments = () if is_ours else (url, TOKEN, folder)
    return await asyncio.create_subprocess_exec(
        sys.executable, *bot.command, *arguments, cwd=folder, env=environment,
        stderr=asyncio.subprocess.DEVNULL if "-q" in sys.argv else None,
    )  # fmt: skip


async def until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until *holds*, at most *seconds* long."""
    for _ in range(int(seconds * 20)):
        if holds():
            return
        await asyncio.sleep(0.05)
