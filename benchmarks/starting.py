"""How long `gemba --help` takes, and how long it takes from nothing to the first poll.

python -m benchmarks starting
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.crowd import Crowd, serving
from benchmarks.load import BOTS, ROOT, started
from benchmarks.script import GREETING

RESULTS: Final = Path(__file__).parent / "results" / "starting.md"
TIMES: Final = 7


def main(_: Sequence[str] = ()) -> None:
    """Measure, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "# How long a start takes",
        "",
        f"Median, best and worst of {TIMES}.",
        "",
        "| | median | best | worst |",
        "| --- | ---: | ---: | ---: |",
        _row("`gemba --help`", [_help_seconds() for _ in range(TIMES)]),
        _row(
            "`gemba run`, a new database, until the first poll",
            [asyncio.run(_polling_seconds()) for _ in range(TIMES)],
        ),
    ]
    print("\n".join(lines[4:]))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(name: str, seconds: Sequence[float]) -> str:
    cells = (statistics.median(seconds), min(seconds), max(seconds))
    return f"| {name} | {' | '.join(f'{each:.2f} s' for each in cells)} |"


def _help_seconds() -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began


async def _polling_seconds() -> float:
    crowd = Crowd(GREETING, people=1)
    with tempfile.TemporaryDirectory() as folder:
        async with serving(crowd) as url:
            began = time.perf_counter()
            process = await started(BOTS[0], url, folder)
            await asyncio.wait_for(crowd.polled.wait(), 30)
            seconds = time.perf_counter() - began
            process.kill()
            await process.wait()
    return seconds
