"""The sender: claims what waits in the outbox, sends it, and settles what became of it.

Rule 1: in order per chat: only the oldest message of a chat is ever claimed.
Rule 2: sent, then deleted. A crash between the two repeats one message and loses none: the Bot API
has no key by which Telegram could tell a repetition.
Rule 3: one transaction settles what was finished and claims what comes next.
Rule 4: `retry_after` is obeyed to the second, for the chat that it concerns.
"""

import asyncio
import contextlib
import html
import logging
import math
import re
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from telegram import InputFile
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.asking import PARSE_MODE, TextRequest, requests_of
from bot.channels.telegram.calling import Line
from bot.channels.telegram.failing import SENT, Fate, Verdict, verdict_of
from bot.channels.telegram.intake import Desk
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.translating import CHANNEL
from bot.faults import Point, passing
from bot.outgoing import Outgoing
from storage import AsideRow, OutboxRow, Store, Work
from storage.errors import StorageError

IN_FLIGHT = 64
_IDLE_SECONDS = 1.0
_TAG = re.compile(r"</?\w+>")
_log = logging.getLogger("gemba.sending")


class Settled(NamedTuple):
    """A message of the outbox and what became of it."""

    row: OutboxRow
    verdict: Verdict


@dataclass(slots=True)
class Sender:
    """Empties the outbox, many chats at once, until it is told to stop."""

    bot: Line
    store: Store
    desk: Desk
    wake: asyncio.Event
    worker: str
    pace: Pace = field(default_factory=Pace)
    _settled: list[Settled] = field(default_factory=list)
    _flying: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Send for ever; cancel the task to stop."""
        while True:
            claimed = 0
            try:
                claimed = await self.once()
            except StorageError as error:
                _log.warning("outbox not reachable (%s), again soon", type(error).__name__)
            if not claimed:
                await self._rest()

    async def once(self) -> int:
        """Settle what was finished, start what may go next, and return how many were started.

        Raises:
            StorageError: the outbox cannot be reached; what was finished is settled next time.
        """
        self.wake.clear()
        settled, self._settled = self._settled, []
        room = IN_FLIGHT - len(self._flying)
        try:
            rows = await self.desk.do(lambda: self._exchange(settled, room))
        except StorageError:
            self._settled = settled + self._settled
            raise
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
        return len(rows)

    async def drain(self, seconds: float) -> None:
        """Let what is in flight arrive, at most *seconds* long, and settle it."""
        if self._flying:
            await asyncio.wait(tuple(self._flying), timeout=seconds)
        settled, self._settled = self._settled, []
        with contextlib.suppress(StorageError):  # a lease runs out and the message goes out again
            await self.desk.do(lambda: self._exchange(settled, 0))

    async def _rest(self) -> None:
        """Wait until somebody says there is work, or a second, for what is due later."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.wake.wait(), _IDLE_SECONDS)

    def _exchange(self, settled: list[Settled], room: int) -> list[OutboxRow]:
        now = int(time.time())
        with self.store.transaction() as work:
            for row, verdict in settled:
                _settle(work, row, verdict, now)
            return work.outbox.claim(CHANNEL, now, room, self.worker) if room else []

    async def has_due(self) -> bool:
        """Say whether something is in flight, or could be sent now."""
        now = int(time.time())
        return bool(self._flying) or await self.desk.do(lambda: self._waits(now))

    def _waits(self, now: int) -> bool:
        with self.store.transaction() as work:
            oldest = work.outbox.oldest()
        return oldest is not None and oldest <= now

    async def _deliver(self, row: OutboxRow) -> None:
        await asyncio.sleep(self.pace.delay(row.chat, time.monotonic()))
        try:
            message = Outgoing.loads(row.payload)
            passing(Point.BEFORE_SEND)
            await self._send(row.chat, message)
            passing(Point.AFTER_SEND)
            verdict = SENT
        except TelegramError as error:
            verdict = verdict_of(error, row.attempts)
            _log.info("message %s not sent: %s", row.id, verdict.code)
        except ValueError:
            verdict = Verdict(Fate.ASIDE, 0, "UnreadablePayload")
        self._settled.append(Settled(row, verdict))
        self.wake.set()

    async def _send(self, chat: str, message: Outgoing) -> None:
        for request in requests_of(message):
            await self._send_text(chat, request)
        if message.attachment is not None:
            name, content = message.attachment
            await self.bot.send_document(chat, InputFile(content.encode(), filename=name))

    async def _send_text(self, chat: str, request: TextRequest) -> None:
        """Send one text; if Telegram cannot read our markup, send it once without."""
        try:
            await self.bot.say(chat, request.text, PARSE_MODE, request.keyboard)
        except BadRequest as error:
            if "parse" not in error.message.lower():
                raise
            plain = html.unescape(_TAG.sub("", request.text))
            await self.bot.say(chat, plain, None, request.keyboard)


def _settle(work: Work, row: OutboxRow, verdict: Verdict, now: int) -> None:
    """Write down what became of a message."""
    if verdict.fate is Fate.AGAIN:
        work.outbox.retry(row.id, now + math.ceil(verdict.wait))
        return
    work.outbox.delete(row.id)
    if verdict.fate is Fate.GONE:
        work.outbox.drop(row.channel, row.chat)
    elif verdict.fate is Fate.ASIDE:
        work.intake.set_aside(AsideRow(row.channel, f"message {row.id}", verdict.code, now))
