"""Killing the bot at a step of a turn, starting it again, and counting what is missing.

Used by the tests, and by `python -m benchmarks faults` for the whole table.
"""

import asyncio
import contextlib
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx

from bot.channels.telegram.serving import TOKEN_HEADER, doors_of
from storage import open_store
from storage.copying import TABLES
from tests.bot.channels.fake_telegram import PATIENCE, TOKEN, FakeTelegram, serving

ROOT = Path(__file__).parents[3]
SECRET = "a-secret-of-the-siege-that-is-long-enough"
CHATS = (7, 8, 9)
SAID = ("/start", "yes", "I pack parcels", "/skip", "every day")


class Outcome(NamedTuple):
    """What it cost: answers lost, answers stored twice, people without a reply.

    `was_killed`: what was to happen has happened.
    """

    was_killed: bool
    lost: int
    doubled: int
    unanswered: int


@dataclass
class Siege:
    """A company of three people whose bot is killed once at *fault*, then started again."""

    folder: Path
    database: str
    fault: str
    webhook: bool
    telegram: FakeTelegram = field(default_factory=FakeTelegram)
    ports: list[int] = field(default_factory=list)

    async def run(self) -> Outcome:
        """Play the interviews across the kill and return what it cost."""
        async with serving(self.telegram):
            people = [asyncio.create_task(self._person(chat)) for chat in CHATS]
            everybody = asyncio.gather(*people, return_exceptions=True)
            delivering = asyncio.create_task(self._deliver()) if self.webhook else None
            async with self.bot(self.fault) as doomed:
                done, _ = await asyncio.wait(
                    (asyncio.create_task(doomed.wait()), everybody),
                    timeout=PATIENCE,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                was_killed = bool(done) and doomed.returncode == -signal.SIGKILL
            async with self.bot(""):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(everybody, PATIENCE)
                await asyncio.sleep(0.3)
            if delivering is not None:
                delivering.cancel()
        return Outcome(was_killed, *self._counted())

    async def _person(self, chat: int) -> None:
        """Say the next thing once the bot has answered the last one."""
        for number, text in enumerate(SAID, start=1):
            self.telegram.say(chat, text)
            await self._answered(chat, number)

    async def _answered(self, chat: int, number: int) -> None:
        """Wait until the bot has said *number* different things to *chat*: repetitions are fine."""
        async with self.telegram.called:
            await self.telegram.called.wait_for(lambda: len(self._heard(chat)) >= number)

    def _heard(self, chat: int) -> set[str]:
        return {str(call.data["text"]) for call in self.telegram.sent(chat)}

    @asynccontextmanager
    async def bot(self, fault: str, owners: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the bot in a process of its own; killed at the end if it still runs."""
        port = free_port()
        environment = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "DATABASE_URL": self.database,
            "GEMBA_SECRET": SECRET,
            "GEMBA_FAULT": fault,
            "GEMBA_OWNERS": owners,
            "WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
        }
        options = ("--webhook", "--listen", "127.0.0.1") if self.webhook else ()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", *options,
            cwd=self.folder, env=environment, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        self.ports.append(port)
        try:
            yield process
        finally:
            self.ports.remove(port)
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _deliver(self) -> None:
        """Bring updates to the webhooks as Telegram does: again and again until one says 200."""
        doors, turns = doors_of(SECRET.encode()), count()
        async with httpx.AsyncClient(timeout=5) as client:
            while True:
                for update in list(self.telegram.updates):
                    if not self.ports:  # nobody runs just now
                        break
                    port = self.ports[next(turns) % len(self.ports)]
                    with contextlib.suppress(httpx.HTTPError):
                        answer = await client.post(
                            f"http://127.0.0.1:{port}{doors.path}",
                            json=update,
                            headers={TOKEN_HEADER: doors.token},
                        )
                        if answer.status_code == httpx.codes.OK:
                            self.telegram.updates.remove(update)
                await asyncio.sleep(0.02)

    def _counted(self) -> tuple[int, int, int]:
        """Return answers lost, tasks stored twice, and people who still wait for a reply."""
        store = open_store(self.database)
        with store.tables() as tables:
            table = next(each for each in TABLES if each.name == "answer")
            rows = [dict(zip(table.columns, row, strict=True)) for row in tables.rows(table)]
        store.close()
        tasks = [(row["respondent"], row["text"]) for row in rows if row["question"] == "task"]
        lost = len(CHATS) - len({person for person, _ in tasks})
        unanswered = sum(len(self._heard(chat)) < len(SAID) for chat in CHATS)
        return lost, len(tasks) - len({person for person, _ in tasks}), unanswered


class PairSiege(Siege):
    """Two workers side by side, one of which is killed and does not come back."""

    async def run(self) -> Outcome:
        """Play the interviews across the kill and return what it cost."""
        async with serving(self.telegram), self.bot(self.fault) as doomed, self.bot(""):
            delivering = asyncio.create_task(self._deliver())
            people = [asyncio.create_task(self._person(chat)) for chat in CHATS]
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*people), 2 * PATIENCE)
            was_killed = doomed.returncode == -signal.SIGKILL
            delivering.cancel()
        return Outcome(was_killed, *self._counted())


@dataclass
class RestartSiege(Siege):
    """The database is restarted under the bot, by *restart*, in the middle of the interviews."""

    restart: Callable[[], None] = lambda: None

    async def run(self) -> Outcome:
        """Play the interviews across the restart and return what it cost."""
        async with serving(self.telegram), self.bot("") as bot:
            delivering = asyncio.create_task(self._deliver()) if self.webhook else None
            people = [asyncio.create_task(self._person(chat)) for chat in CHATS]
            await self.telegram.wait_for_all(5)
            await asyncio.to_thread(self.restart)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*people), PATIENCE)
            has_stayed = bot.returncode is None
            if delivering is not None:
                delivering.cancel()
        return Outcome(has_stayed, *self._counted())


def free_port() -> int:
    """Return a port that is free, below those that the system gives to who connects.

    Who keeps connecting to a port before anybody listens there may be given that very port, and
    then speaks to itself.
    """
    while True:
        port = random.randrange(20_000, 30_000)  # noqa: S311  # any will do
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
