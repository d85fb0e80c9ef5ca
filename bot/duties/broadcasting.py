"""Writing to many people on one's own: a few at a time, behind whoever is being answered."""

from typing import Final

from bot.duties.ticking import Job
from bot.outgoing import BROADCAST, Outgoing
from storage import OutboxRow, ReachableRow, new_id

#: About two seconds of Telegram's limit.
_MOST_WAITING: Final = 60


def room_in_outbox(job: Job) -> int:
    """Return how many more messages may be put into the outbox; below one: none yet."""
    return _MOST_WAITING - job.work.outbox.waiting(BROADCAST)


def say_later(job: Job, row: ReachableRow, message: Outgoing) -> None:
    """Put *message* into the outbox, behind all answers to people who write."""
    job.work.outbox.enqueue(
        OutboxRow(new_id(), row.channel, row.chat, BROADCAST, message.dumps(), job.now)
    )
