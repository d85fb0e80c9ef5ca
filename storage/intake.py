"""Events that were handled, chats and where they stand, messages that wait."""

from typing import Final, NamedTuple

from storage.rows import AsideRow, ConversationRow, OutboxRow
from storage.statements import Statements

#: Longer than one message may take to send (three timeouts of five seconds), short for who waits.
LEASE_SECONDS: Final = 20
#: Nobody asks to wait longer than a day, and clocks of two machines differ by less than minutes.
_LATEST_TRY_SECONDS: Final = 24 * 60 * 60
_LATEST_LEASE_SECONDS: Final = 600
#: Messages of one chat that a worker may have in hand: as many as may leave in one burst.
_MOST_OF_A_CHAT: Final = 5


class Intake:
    """What came in: event numbers, what was set aside, and where each chat stands."""

    def __init__(self, statements: Statements) -> None:
        self._do = statements

    def note_update(self, channel: str, number: str, at: int) -> bool:
        """Note an event's number and return whether it is new; False means: seen before."""
        return self._do.run("note_update", channel=channel, number=number, at=at) == 1

    def prune_updates(self, before: int) -> int:
        """Forget numbers noted before the time *before*; return how many."""
        return self._do.run("prune_updates", before=before)

    def prove_writable(self) -> None:
        """Write a row and delete it again: the commit shows whether the disk takes it."""
        self.note_update("health", "probe", at=0)
        self.prune_updates(before=1)

    def newest(self) -> int | None:
        """Return when (unix seconds) the newest event was noted; None if none was."""
        found = self._do.value("newest_update")
        return None if found is None else int(found)

    def set_aside(self, aside: AsideRow) -> None:
        """Note that an event could not be handled, without its content."""
        self._do.run("set_aside", **aside._asdict())

    def asides(self, most: int = 100) -> list[AsideRow]:
        """Return what was set aside, newest first."""
        return [AsideRow(*row) for row in self._do.rows("asides", most=most)]  # type: ignore[arg-type]  # as selected

    def conversation(self, channel: str, chat: str) -> ConversationRow | None:
        """Return where a chat stands; None if it never began or was cleared."""
        row = self._do.row("conversation", channel=channel, chat=chat)
        return None if row is None else ConversationRow(*row)  # type: ignore[arg-type]  # as selected

    def save_conversation(self, row: ConversationRow) -> None:
        """Keep where a chat stands."""
        self._do.run("save_conversation", **row._asdict())

    def clear_conversation(self, channel: str, chat: str) -> None:
        """Forget where a chat stands."""
        self._do.run("clear_conversation", channel=channel, chat=chat)


class Hand(NamedTuple):
    """Whose hand new messages may go into at once, how many more it can hold, and the time."""

    worker: str
    room: int
    now: int


_NO_HAND: Final = Hand("", 0, 0)


class Outbox:
    """What goes out: in order per chat, taken in hand with a lease, deleted when sent.

    `held` are the messages of this transaction that went into a hand at once: once it is committed,
    they can be sent without being looked for. `is_left` says that others must be looked for, and
    `is_full` that some of these found no room: then newer ones must not pass them.
    """

    def __init__(self, statements: Statements) -> None:
        self._do = statements
        self._hand = _NO_HAND
        self.held: tuple[OutboxRow, ...] = ()
        self.is_left = self.is_full = False

    def hold(self, hand: Hand) -> None:
        """Let messages of this transaction go into *hand* at once, where nothing stands before."""
        self._hand = hand

    def enqueue(self, row: OutboxRow) -> None:
        """Put a message behind all others of its chat, and in the hand if there is one."""
        values = row._asdict()
        del values["attempts"]
        worker, room, now = self._hand
        has_room = len(self.held) < room
        may_hold = has_room and row.not_before <= now + 1  # it may have struck since
        until = self._do.value(
            "enqueue",
            **values,
            worker=worker,
            now=now,
            until=now + LEASE_SECONDS if may_hold else 0,
            most=_MOST_OF_A_CHAT if may_hold else 0,
        )
        if until:
            self.held = (*self.held, row)
        else:
            self.is_left, self.is_full = True, self.is_full or not has_room

    def claim(self, channel: str, now: int, most: int, worker: str) -> list[OutboxRow]:
        """Take up to *most* messages of *channel* in hand, each chat's oldest, and return them.

        What is not settled within the lease may be claimed again: its worker has died.
        """
        found = self._do.rows(
            "claim_outbox",
            channel=channel,
            now=now,
            most=most,
            until=now + LEASE_SECONDS,
            worker=worker,
            latest_try=now + _LATEST_TRY_SECONDS,
            latest_lease=now + _LATEST_LEASE_SECONDS,
        )
        rows = [OutboxRow(*row) for row in found]  # type: ignore[arg-type]  # as selected
        return sorted(rows, key=lambda row: (row.kind != "interactive", row.id))

    def delete(self, message: str) -> None:
        """Forget a message: it was sent."""
        self._do.run("delete_outbox", id=message)

    def retry(self, message: str, not_before: int) -> None:
        """Let a message go out again, not before a time."""
        self._do.run("retry_outbox", id=message, not_before=not_before)

    def let_go(self, message: str) -> None:
        """Put a message that is in hand back behind those before it."""
        self._do.run("let_go_outbox", id=message)

    def release(self, channel: str) -> None:
        """Let go of what was in hand for *channel*: whoever had it has stopped."""
        self._do.run("release_outbox", channel=channel)

    def drop(self, channel: str, chat: str) -> int:
        """Forget all messages to a chat, and return how many there were."""
        self.held = tuple(row for row in self.held if (row.channel, row.chat) != (channel, chat))
        return self._do.run("drop_outbox", channel=channel, chat=chat)

    def size(self) -> int:
        """Return how many messages wait."""
        return int(self._do.value("outbox_size") or 0)

    def waiting(self, kind: str) -> int:
        """Return how many messages of *kind* wait."""
        return int(self._do.value("waiting_of_kind", kind=kind) or 0)

    def oldest(self) -> int | None:
        """Return since when (unix seconds) the oldest message waits; None if none does."""
        found = self._do.value("oldest_due")
        return None if found is None else int(found)
