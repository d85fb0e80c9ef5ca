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
import re
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from storage import OutboxRow, Store
from storage.errors import StorageError
from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.asking import TextRequest, requests_of
from bot.channels.telegram.failing import SENT, Fate, Verdict, verdict_of
from bot.channels.telegram.intake import Desk
from bot.channels.telegram.pace import Pace
from bot.outgoing import Outgoing

IN_FLIGHT = 64
LEASE_SECONDS = 120
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

    bot: Bot
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
                if verdict.fate is Fate.SENT:
                    work.delete_outbox(row.id)
                elif verdict.fate is Fate.AGAIN:
                    work.retry_outbox(row.id, now + round(verdict.wait + 0.5), verdict.code)
                elif verdict.fate is Fate.GONE:
                    work.drop_outbox(row.channel, row.chat)
                else:
                    work.abandon_outbox(row.id, verdict.code, now)
            return work.claim_outbox(now, room, self.worker, LEASE_SECONDS) if room else []

    async def _deliver(self, row: OutboxRow) -> None:
        await asyncio.sleep(self.pace.delay(row.chat, time.monotonic()))
        try:
            await self._send(row.chat, Outgoing.loads(row.payload))
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
            await self.bot.send_message(
                chat, request.text, parse_mode=ParseMode.HTML, reply_markup=request.keyboard
            )
        except BadRequest as error:
            if "parse" not in error.message.lower():
                raise
            plain = html.unescape(_TAG.sub("", request.text))
            await self.bot.send_message(chat, plain, reply_markup=request.keyboard)
