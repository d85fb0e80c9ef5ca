"""Writing down what became of a message; within whichever transaction comes next."""

import math
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
