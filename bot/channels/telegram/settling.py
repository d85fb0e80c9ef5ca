"""Writing down what became of a message; within whichever transaction comes next."""

import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.channels.telegram.failing import Fate, Verdict
from storage import AsideRow, OutboxRow, Work


class Settled(NamedTuple):
    """A message of the outbox and what became of it."""

    row: OutboxRow
    verdict: Verdict


def settle(work: Work, settled: Settled, now: int) -> None:
    """Delete what was sent, keep what must be tried again, set aside what Telegram never takes."""
    row, verdict = settled
    if verdict.fate is Fate.AGAIN:
        begun = 1 if verdict.wait else 0  # the second *now* is under way: not too soon by a part
        work.outbox.retry(row.id, now + begun + math.ceil(verdict.wait))
        return
    if verdict.fate is Fate.BEHIND:
        work.outbox.let_go(row.id)
        return
    work.outbox.delete(row.id)
    if verdict.fate is Fate.GONE:
        work.outbox.drop(row.channel, row.chat)
        work.contacts.leave_all(row.channel, row.chat)
    elif verdict.fate is Fate.ASIDE:
        work.intake.set_aside(AsideRow(row.channel, f"message {row.id}", verdict.code, now))


@dataclass(slots=True)
class Settling:
    """Settles what *waits* in one transaction, each time it is called.

    At its beginning everything, so that what is written then knows of it. Later only what was sent:
    a message that must be tried again was still first in its chat for those written in between.
    """

    waiting: deque[Settled]
    done: list[Settled] = field(default_factory=list)
    has_begun: bool = False

    def __call__(self, work: Work) -> None:
        """Settle what was finished by now."""
        now = int(time.time())
        while self.waiting:
            if self.has_begun and self.waiting[0].verdict.fate is not Fate.SENT:
                return
            self.done.append(self.waiting.popleft())
            settle(work, self.done[-1], now)
        self.has_begun = True

    def undo(self) -> None:
        """Let all of it wait again: the transaction was undone."""
        self.waiting.extendleft(reversed(self.done))
        self.done.clear()
