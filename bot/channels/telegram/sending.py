"""The sender: has messages in hand, sends them, and settles what became of each.

Rule 1: in order per chat: what is in hand of a chat is one line, and a message is put into the hand
only if nothing of its chat stands before it outside (`storage.Outbox`).
Rule 2: sent, then deleted, then the next of the line. A crash between the first two repeats one
message and loses none: the Bot API has no key by which Telegram could tell a repetition.
Rule 3: the outbox is the truth, the hand a shortcut. A turn's own messages come straight from its
commit; everything else (later tries, broadcasts, what a dead worker left) is claimed.
Rule 4: what was finished is settled in whichever transaction comes next, a turn's or one's own.
Rule 5: `retry_after` is obeyed to the second, for the chat that it concerns: the rest of its line
goes back into the outbox, behind it.
Rule 6: the desk does one transaction after the other, and their ends are heard in that order.
"""

import asyncio
import contextlib
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from telegram.error import TelegramError

from bot.channels.telegram.calling import Caller
from bot.channels.telegram.delivering import deliver
from bot.channels.telegram.failing import BEHIND, SENT, Fate, Verdict, verdict_of
from bot.channels.telegram.intake import Desk, Settle
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.settling import Settled, Settling
from bot.channels.telegram.translating import CHANNEL
from bot.outgoing import BROADCAST
from bot.turn import Taken
from storage import Hand, OutboxRow, Store
from storage.errors import StorageError

#: With a pace, all of them leave long before their lease ends; without, as many as may wait at all.
IN_HAND, IN_HAND_WITHOUT_PACE = 64, 1000
#: How soon to look again for what stands behind another worker's message, and for what is due.
_SOON_SECONDS, _IDLE_SECONDS = 0.05, 1.0
_log = logging.getLogger("gemba.sending")
T = TypeVar("T")


@dataclass(slots=True)
class Line:
    """What is in hand of one chat: the first is being sent, or was and is not settled yet.

    Broken: the first must be tried again or the chat is gone. Whatever joins a broken line goes
    back into the outbox, until that is settled.
    """

    rows: deque[OutboxRow]
    is_broken: bool = False


@dataclass(slots=True)
class Sender:
    """Empties the outbox, many chats at once, until it is told to stop."""

    bot: Caller
    store: Store
    desk: Desk
    worker: str
    pace: Pace = field(default_factory=Pace)
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _lines: dict[str, Line] = field(default_factory=dict)
    _in_hand: int = 0
    _may_wait: bool = True
    _is_full: bool = False
    _left_at: float = float("-inf")
    _looked_at: float = float("-inf")
    _settled: deque[Settled] = field(default_factory=deque)
    _flying: set[asyncio.Task[None]] = field(default_factory=set)
    fates: Counter[Fate] = field(default_factory=Counter)
    _parts_sent: dict[str, int] = field(default_factory=dict)

    def hand(self, now: int) -> Hand:
        """Return whose hand it is and what room it has; none while older ones wait for room."""
        return Hand(self.worker, 0 if self._is_full else max(0, self._most() - self._in_hand), now)

    def _most(self) -> int:
        return IN_HAND if self.pace.overall_rate else IN_HAND_WITHOUT_PACE

    def _claimable(self) -> int:
        """Return how many to claim now: some at once, and half of the hand is left to turns."""
        share = self._most() // 2
        room = share - self._in_hand
        return room if self._may_wait and room > share // 2 else 0

    def take(self, taken: Taken) -> None:
        """Send what a committed turn put into the hand, and look for what else waits."""
        self._put(taken.held)
        self._is_full = self._is_full or taken.is_full
        if taken.is_left:
            self._may_wait = True
            self._left_at = time.monotonic()
            self._wake.set()

    async def commit(self, transact: Callable[[Settle], T]) -> T:
        """Have *transact* done at the desk; what it is given settles messages in its transaction.

        Raises:
            StorageError: nothing was committed; what was finished is settled next time.
        """
        settling = Settling(self._settled)
        try:
            result = await self.desk.do(lambda: transact(settling))
        except BaseException:
            settling.undo()
            raise
        self._go_on(settling.done)
        return result

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
        """Settle what was finished, claim what may go next, and return how many were begun.

        Raises:
            StorageError: the outbox cannot be reached; what was finished is settled next time.
        """
        self._wake.clear()
        if (
            time.monotonic() - self._looked_at >= _IDLE_SECONDS
        ):  # nobody says what due work enqueued
            self._may_wait = True
        most = self._claimable()
        if not most and not self._settled:
            return 0
        if most:
            self._may_wait, self._looked_at = False, time.monotonic()
        try:
            rows = await self.commit(lambda settles: self._claimed(settles, most))
        except StorageError:
            self._may_wait = True
            raise
        if most:
            self._is_full = self._is_full and len(rows) == most
            self._may_wait = self._may_wait or len(rows) == most
        # What is claimed and stands in a line was in hand so long that its lease ran out; the claim
        # has renewed it.
        fresh = [row for row in rows if row.chat not in self._lines]
        self._put(fresh)
        return len(fresh)

    def _claimed(self, settles: Settle, most: int) -> list[OutboxRow]:
        now = int(time.time())
        with self.store.transaction() as work:
            settles(work)
            return work.outbox.claim(CHANNEL, now, most, self.worker) if most else []

    async def drain(self, seconds: float) -> None:
        """Let what is in flight arrive, at most *seconds* long, and settle it."""
        if self._flying:
            await asyncio.wait(tuple(self._flying), timeout=seconds)
        with contextlib.suppress(StorageError):  # a lease runs out and the message goes out again
            await self.desk.do(self._settle_last)

    def _settle_last(self) -> None:
        with self.store.transaction() as work:
            Settling(self._settled)(work)

    async def has_due(self) -> bool:
        """Say whether something is in flight, or could be sent now."""
        now = int(time.time())
        return bool(self._flying) or await self.desk.do(lambda: self._waits(now))

    def _waits(self, now: int) -> bool:
        with self.store.transaction() as work:
            oldest = work.outbox.oldest()
        return oldest is not None and oldest <= now

    async def _rest(self) -> None:
        """Wait until somebody says there is work, or for what nobody will say."""
        is_behind = time.monotonic() - self._left_at < _IDLE_SECONDS
        try:
            await asyncio.wait_for(self._wake.wait(), _SOON_SECONDS if is_behind else _IDLE_SECONDS)
        except TimeoutError:
            self._may_wait = True

    def _put(self, rows: Iterable[OutboxRow]) -> None:
        """Put *rows* at the ends of their chats' lines, and send those that are first."""
        for row in rows:
            line = self._lines.get(row.chat)
            if line is None:
                self._in_hand += 1
                self._lines[row.chat] = line = Line(deque([row]))
                self._send_first(line)
            elif line.is_broken:
                self._finish(row, BEHIND)
            else:
                self._in_hand += 1
                line.rows.append(row)

    def _send_first(self, line: Line) -> None:
        task = asyncio.create_task(self._send(line))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _send(self, line: Line) -> None:
        """Send the first of *line*; if it must wait, the others go back behind it."""
        row = line.rows[0]
        verdict = await self._delivered(row)
        line.is_broken = verdict.fate in (Fate.AGAIN, Fate.GONE)
        line.rows.popleft()
        self._in_hand -= 1
        self._finish(row, verdict)
        while line.is_broken and line.rows:
            self._in_hand -= 1
            self._finish(line.rows.popleft(), BEHIND)

    async def _delivered(self, row: OutboxRow) -> Verdict:
        """Return what became of *row*, sent when the pace allows it."""
        await self._paced(row)
        try:
            await deliver(self.bot, row, self._parts_sent)
        except TelegramError as error:
            verdict = verdict_of(error, row.attempts)
        except ValueError:
            verdict = Verdict(Fate.ASIDE, 0, "UnreadablePayload")
        except Exception as error:  # noqa: BLE001  # a bug of ours must not hold a chat for ever
            verdict = verdict_of(TelegramError(type(error).__name__), row.attempts)
        else:
            verdict = SENT
        if verdict.fate is not Fate.AGAIN:
            self._parts_sent.pop(row.id, None)
        if verdict.fate is not Fate.SENT:
            level = logging.WARNING if verdict.fate is Fate.ASIDE else logging.INFO
            _log.log(level, "message %s %s: %s", row.id, verdict.fate.value, verdict.code)
        return verdict

    async def _paced(self, row: OutboxRow) -> None:
        """Wait until *row* may leave: first for its chat's sake, then for that of all."""
        if wait := self.pace.delay_in_chat(row.chat, time.monotonic()):
            await asyncio.sleep(wait)
        if row.kind == BROADCAST and (wait := self.pace.delay_in_broadcast(time.monotonic())):
            await asyncio.sleep(wait)
        if wait := self.pace.delay_overall(time.monotonic()):
            await asyncio.sleep(wait)

    def _finish(self, row: OutboxRow, verdict: Verdict) -> None:
        self.fates[verdict.fate] += 1
        self._settled.append(Settled(row, verdict))
        self._wake.set()

    def _go_on(self, settled: Iterable[Settled]) -> None:
        """Send the next of each line whose first was settled; a broken one begins anew."""
        for row, verdict in settled:
            if verdict is BEHIND:
                continue
            line = self._lines[row.chat]
            if line.rows and not line.is_broken:
                self._send_first(line)
                continue
            del self._lines[row.chat]
            self._may_wait = self._may_wait or line.is_broken
