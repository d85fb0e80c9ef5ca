"""One worker and two on one PostgreSQL: answers a second by webhook, in one run.

The crowd's Bot API brings each update to the workers in turn, as a balancer would, and again until
one says 200. PostgreSQL, the crowd and the workers share the machine's cores.

    python -m benchmarks workers
"""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

import aiohttp

from benchmarks.crowd import TOKEN, Crowd, serving
from benchmarks.faults import database, postgres
from benchmarks.load import PEOPLE, ROOT, SECONDS, WARM_UP, Served, served_of, until
from benchmarks.processes import Machine, children_of, memory_of, processor_seconds
from benchmarks.script import INTERVIEW
from bot.channels.telegram.serving import TOKEN_HEADER, doors_of
from tests.bot.channels.sieging import free_port

RESULTS: Final = Path(__file__).parent / "results" / "workers.md"
SECRET: Final = "a-secret-of-the-benchmark-that-is-long-enough"  # noqa: S105  # of our own server
ROUNDS: Final = 3


@dataclass
class Postman:
    """Brings the crowd's updates to the workers, each to the next one."""

    crowd: Crowd
    ports: Sequence[int]
    session: aiohttp.ClientSession
    flying: set[asyncio.Task[None]] = field(default_factory=set)
    _turns: "count[int]" = field(default_factory=count)

    async def run(self) -> None:
        """Bring updates for ever; cancel the task to stop."""
        while True:
            await self.crowd.arrived.wait()
            self.crowd.arrived.clear()
            updates, self.crowd.updates = self.crowd.updates, []
            for update in updates:
                task = asyncio.create_task(self._bring(update))
                self.flying.add(task)
                task.add_done_callback(self.flying.discard)

    async def _bring(self, update: dict[str, object]) -> None:
        doors = doors_of(SECRET.encode())
        headers = {TOKEN_HEADER: doors.token}
        while self.crowd.is_talking:
            port = self.ports[next(self._turns) % len(self.ports)]
            url = f"http://127.0.0.1:{port}{doors.path}"
            with contextlib.suppress(aiohttp.ClientError):  # stopped: again, as Telegram does it
                async with self.session.post(url, json=update, headers=headers) as answer:
                    if answer.status == HTTPStatus.OK:
                        return
            await asyncio.sleep(0.1)


class Shared(NamedTuple):
    """How workers served a crowd, PostgreSQL's time for an answer, and how busy the machine was."""

    served: Served
    database: float
    busy: float


def main(_: Sequence[str] = ()) -> None:
    """Measure one and two workers in turn, print the table, write it to `benchmarks/results/`."""
    found: dict[int, list[Shared]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as name, postgres(Path(name) / "pg") as server:
        postmaster = int((Path(name) / "pg" / "postmaster.pid").read_text().split()[0])
        for number in range(ROUNDS):
            for workers, rounds in found.items():
                url = database(server, f"load_{number}_{workers}")
                rounds.append(asyncio.run(measure(url, postmaster, workers)))
    best = {workers: max(rounds) for workers, rounds in found.items()}
    ratio, cores = best[2].served.rate / best[1].served.rate, os.cpu_count()
    lines = [
        "# Workers on one PostgreSQL",
        "",
        f"{PEOPLE} people in parallel by webhook, {SECONDS:.0f} seconds each after a warm-up,",
        f"the best of {ROUNDS} rounds, one and two in turn. Workers, PostgreSQL and the crowd",
        f"share {cores} cores; how busy these were says what room was left for a second worker.",
        "",
        "| workers | answers a second | p99 wait | processor an answer | PostgreSQL's | busy |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(workers, each) for workers, each in best.items()),
        "",
        f"Two workers: {ratio:.2f} times one.",
    ]
    print("\n".join(lines[6:]))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(workers: int, shared: Shared) -> str:
    served = shared.served
    return (
        f"| {workers} | {served.rate:,.0f} | {served.p99 * 1000:,.0f} ms "
        f"| {served.processor * 1000:.2f} ms | {shared.database * 1000:.2f} ms "
        f"| {shared.busy:.0%} |"
    )


async def measure(database_url: str, postmaster: int, workers: int) -> Shared:
    """Return how *workers* processes on one database serve a crowd."""
    crowd = Crowd(INTERVIEW, PEOPLE)
    ports = [free_port() for _ in range(workers)]
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = await stack.enter_async_context(serving(crowd))
        connector = aiohttp.TCPConnector(limit=PEOPLE)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        processes = []
        for port in ports:
            processes.append(await _started(url, database_url, port, folder))
            await _listening(session, port)
        bringing = asyncio.create_task(Postman(crowd, ports, session).run())
        try:
            return await _watched(crowd, [each.pid for each in processes], postmaster)
        finally:
            crowd.is_talking = False
            bringing.cancel()
            for process in processes:
                process.kill()
                await process.wait()


async def _watched(crowd: Crowd, workers: Sequence[int], postmaster: int) -> Shared:
    """Let *crowd* talk, and return how it was served and at what cost."""
    crowd.begin()
    await until(lambda: bool(crowd.waits), 30)
    await asyncio.sleep(WARM_UP)
    crowd.waits.clear()
    backends, machine = [postmaster, *children_of(postmaster)], Machine.now()
    before = processor_seconds(workers), processor_seconds(backends)
    await asyncio.sleep(SECONDS)
    waits, busy = list(crowd.waits), Machine.now().busy_since(machine)
    served = served_of(waits, memory_of(workers[0]), processor_seconds(workers) - before[0])
    database = (processor_seconds(backends) - before[1]) / max(1, len(waits))
    return Shared(served, database, busy)


async def _started(
    url: str, database_url: str, port: int, folder: str
) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": database_url,
        "GEMBA_SECRET": SECRET,
        "GEMBA_RATE": "0",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--webhook", "--listen", "127.0.0.1",
        cwd=folder, env=environment, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


async def _listening(session: aiohttp.ClientSession, port: int) -> None:
    """Wait until the worker on *port* says that it is well."""
    for _ in range(200):
        with contextlib.suppress(aiohttp.ClientError):
            async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                if answer.status == HTTPStatus.OK:
                    return
        await asyncio.sleep(0.1)
    raise TimeoutError(f"no worker listens on port {port}")
