"""One worker and two on one PostgreSQL: answers a second by webhook, in one run.

The crowd's Bot API brings each update to the workers in turn, as a balancer would, and again until
one says 200. PostgreSQL, the crowd and the workers share the machine's cores; where these are two,
one worker is enough to fill them, so all is measured again with each worker held to a share.

    python -m benchmarks workers
"""

import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
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
from benchmarks.holding import ALL_THEY_GET, held
from benchmarks.load import PEOPLE, ROOT, until
from benchmarks.processes import Machine, children_of, processor_seconds
from benchmarks.script import INTERVIEW
from bot.channels.telegram.serving import TOKEN_HEADER, doors_of
from tests.bot.channels.sieging import free_port

RESULTS: Final = Path(__file__).parent / "results" / "workers.md"
SECRET: Final = "a-secret-of-the-benchmark-that-is-long-enough"  # noqa: S105  # of our own server
ROUNDS: Final = 3
#: Two of these, with PostgreSQL and the crowd, are less than two cores can do, even shared.
SHARE: Final = 0.25
#: Each person's beginning and first line of the loop; then once through the loop.
WARM_UP: Final = PEOPLE * (len(INTERVIEW.opening) + 1)
ANSWERS: Final = PEOPLE * len(INTERVIEW.loop)
_MOST_SECONDS: Final = 300.0
HEAD: Final = f"""# Workers on one PostgreSQL

{PEOPLE} people in parallel by webhook; each answer goes to the next worker, as a balancer does it.
Measured are {ANSWERS:,} answers after a warm-up, each person's way through a whole interview, so
that all do the same work. Medians of {ROUNDS} rounds, one and two workers in turn. Workers,
PostgreSQL, crowd: processor's time an answer. Had: of a core, by each worker. Busy: the cores."""


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


class Cost(NamedTuple):
    """The processor's time that was spent up to a moment, in seconds, by whom."""

    workers: float
    database: float
    crowd: float


class Shared(NamedTuple):
    """How workers served a crowd: answers a second, p99 wait, and what an answer cost whom.

    `had` is the share of a core that each worker had, `busy` how busy all cores were.
    """

    rate: float
    p99: float
    workers: float
    database: float
    crowd: float
    had: float
    busy: float


def main(_: Sequence[str] = ()) -> None:
    """Measure one and two workers in turn, print the tables, write them to `results/workers.md`."""
    found: dict[tuple[float, int], list[Shared]] = {
        (share, workers): [] for share in (ALL_THEY_GET, SHARE) for workers in (1, 2)
    }
    with tempfile.TemporaryDirectory() as name, postgres(Path(name) / "pg") as server:
        postmaster = int((Path(name) / "pg" / "postmaster.pid").read_text().split()[0])
        for number in range(ROUNDS):
            for place, ((share, workers), rounds) in enumerate(found.items()):
                url = database(server, f"load_{number}_{place}")
                rounds.append(asyncio.run(measure(Stage(url, postmaster, workers, share))))
    medians = {
        key: Shared(*(statistics.median(values) for values in zip(*rounds, strict=True)))
        for key, rounds in found.items()
    }
    lines = [
        *HEAD.splitlines(),
        "",
        f"## Each worker held to {SHARE:.0%} of a core",
        "",
        "As where there are cores enough: two workers have twice what one has.",
        "",
        *_table(medians, SHARE),
        "",
        f"## Nobody held: all on the same {os.cpu_count()} cores",
        "",
        "With PostgreSQL and the crowd, one worker fills these; a second can add little.",
        "",
        *_table(medians, ALL_THEY_GET),
    ]
    print("\n".join(lines))
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(medians: dict[tuple[float, int], Shared], share: float) -> list[str]:
    one, two = medians[share, 1], medians[share, 2]
    times = [second / first for first, second in zip(one, two, strict=True)]
    return [
        "| workers | answers a second | p99 wait | workers | PostgreSQL | crowd | had | busy |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(number, each) for number, each in ((1, one), (2, two))),
        "",
        f"Two workers give {times[0]:.2f} times the answers a second of one. An answer takes",
        f"{times[2]:.2f} times the workers' time, {times[3]:.2f} times PostgreSQL's, and",
        f"{times[4]:.2f} times the crowd's, whose work is the same.",
    ]


def _row(workers: int, shared: Shared) -> str:
    costs = (f"{each * 1000:.2f} ms" for each in shared[2:5])
    return (
        f"| {workers} | {shared.rate:,.0f} | {shared.p99 * 1000:,.0f} ms "
        f"| {' | '.join(costs)} | {shared.had:.0%} | {shared.busy:.0%} |"
    )


class Stage(NamedTuple):
    """Where a measurement takes place: how many workers, and what share of a core each may have."""

    database_url: str
    postmaster: int
    workers: int
    share: float


async def measure(stage: Stage) -> Shared:
    """Return how workers on one database serve a crowd."""
    crowd = Crowd(INTERVIEW, PEOPLE)
    ports = [free_port() for _ in range(stage.workers)]
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = await stack.enter_async_context(serving(crowd))
        connector = aiohttp.TCPConnector(limit=PEOPLE)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        processes = []
        for port in ports:
            processes.append(await _started(url, stage.database_url, port, folder))
            await _listening(session, port)
        bringing = asyncio.create_task(Postman(crowd, ports, session).run())
        workers = [each.pid for each in processes]
        try:
            async with held(stage.share, workers):
                return await _watched(crowd, workers, stage.postmaster)
        finally:
            crowd.is_talking = False
            bringing.cancel()
            for process in processes:
                process.kill()
                await process.wait()


async def _watched(crowd: Crowd, workers: Sequence[int], postmaster: int) -> Shared:
    """Let *crowd* talk, and return how it was served and at what cost, after a warm-up."""
    crowd.begin()
    await until(lambda: len(crowd.waits) >= WARM_UP, _MOST_SECONDS)
    crowd.waits.clear()
    backends = children_of(postmaster)

    def cost() -> Cost:
        return Cost(*map(processor_seconds, (workers, [postmaster, *backends], [os.getpid()])))

    began, machine, before = time.perf_counter(), Machine.now(), cost()
    await until(lambda: len(crowd.waits) >= ANSWERS, _MOST_SECONDS)
    waits, seconds, after = list(crowd.waits), time.perf_counter() - began, cost()
    if len(waits) < ANSWERS:
        raise TimeoutError(f"{len(waits)} answers in {seconds:.0f} s")
    spent = Cost(*(late - early for late, early in zip(after, before, strict=True)))
    return Shared(
        len(waits) / seconds,
        statistics.quantiles(waits, n=100)[-1],
        *(each / len(waits) for each in spent),
        spent.workers / seconds / len(workers),
        Machine.now().busy_since(machine),
    )


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
