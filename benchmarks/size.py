"""How long the first report of a survey takes, and how that grows with the answers.

Each time `gemba report` runs as its own process on a fresh copy of a made-up company's file, so it
makes the release, works out every estimate and renders, from nothing. Beside it, in turn with it,
another process reads every row of the answers with plain SQL: what any script would do at least.

    python -m benchmarks size
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.made_up import ANSWERS_EACH, SURVEY, fill
from knowledge.catalogue import load_catalogue
from storage import open_store

RESULTS: Final = Path(__file__).parent / "results" / "size.md"
PEOPLE: Final = (500, 5_000, 50_000)
ROUNDS: Final = 3
_KILOBYTES: Final = 1024
_SCAN: Final = (
    "import sqlite3, sys\n"
    "for row in sqlite3.connect(sys.argv[1]).execute('SELECT * FROM answer'):\n"
    "    last = row\n"
)


class Cost(NamedTuple):
    """What a process took: seconds, and megabytes at most."""

    seconds: float
    megabytes: float


def _cost_of(command: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run *command* to its end and return what it took."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # our own command
        command, env=environment, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1]
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"benchmarks: {' '.join(command[:4])} ended with {process.returncode}")
    return Cost(time.perf_counter() - began, used.ru_maxrss / _KILOBYTES)


def _measured(folder: Path, people: int) -> tuple[Cost, Cost]:
    """Return the least of some rounds of a report, and of a scan, of a company of *people*."""
    made, used = folder / "made.db", folder / "used.db"
    store = open_store(f"sqlite:///{made}")
    store.migrate()
    store.close()
    fill(made, load_catalogue(), people)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{used}"}
    report = (sys.executable, "-m", "bot", "report", "--survey", SURVEY, "--format", "json")
    reports, scans = [], []
    for _ in range(ROUNDS):
        shutil.copyfile(made, used)
        reports.append(_cost_of(report, environment))
        scans.append(_cost_of((sys.executable, "-c", _SCAN, str(used)), environment))
        for each in folder.glob("used.db*"):
            each.unlink()
    made.unlink()
    return min(reports), min(scans)


def main(_: Sequence[str] = ()) -> None:
    """Measure each size, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "# The first report, by size",
        "",
        f"Best of {ROUNDS}, whole processes, start included. The scan reads every row of the",
        "answers with plain SQL. A report made before takes its figures from the release.",
        "",
        "| answers | people | report | memory | scan | report to scan |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for people in PEOPLE:
            report, scan = _measured(Path(folder), people)
            lines.append(
                f"| {people * ANSWERS_EACH:,} | {people:,} | {report.seconds:.2f} s "
                f"| {report.megabytes:.0f} MB | {scan.seconds:.2f} s "
                f"| {report.seconds / scan.seconds:.1f} |"
            )
    print("\n".join(lines[5:]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
