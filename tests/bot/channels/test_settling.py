"""Settling twice in one transaction: all that was finished first, what was sent in between last."""

from collections import deque

import pytest

from bot.channels.telegram.failing import BEHIND, SENT, Fate, Verdict
from bot.channels.telegram.settling import Settled, Settling
from bot.outgoing import Outgoing
from storage import OutboxRow, new_id
from tests.bot.channels.conftest import Rig

AGAIN = Verdict(Fate.AGAIN, 5, "NetworkError")
GONE = Verdict(Fate.GONE, 0, "Forbidden")


def row_in(rig: Rig, text: str, chat: str = "7") -> OutboxRow:
    row = OutboxRow(new_id(), "telegram", chat, "interactive", Outgoing(text).dumps(), 0)
    with rig.store.transaction() as work:
        work.outbox.enqueue(row)
    return row


def waiting(rig: Rig) -> int:
    with rig.store.transaction() as work:
        return work.outbox.size()


def test_what_is_sent_during_a_transaction_is_deleted_at_its_end(rig: Rig) -> None:
    first, second = row_in(rig, "one"), row_in(rig, "two", chat="8")
    settling = Settling(deque([Settled(first, SENT)]))
    with rig.store.transaction() as work:
        settling(work)
        settling.waiting.append(Settled(second, SENT))
        settling(work)

    assert waiting(rig) == 0
    assert [each.row for each in settling.done] == [first, second]


@pytest.mark.parametrize("verdict", [AGAIN, GONE, BEHIND], ids=lambda each: each.fate.value)
def test_what_was_not_sent_waits_for_the_next_transaction_with_all_after_it(
    rig: Rig, verdict: Verdict
) -> None:
    refused, sent = row_in(rig, "one"), row_in(rig, "two", chat="8")
    settling = Settling(deque())
    with rig.store.transaction() as work:
        settling(work)
        settling.waiting.extend([Settled(refused, verdict), Settled(sent, SENT)])
        settling(work)

    assert settling.done == []
    assert [each.row for each in settling.waiting] == [refused, sent]
    assert waiting(rig) == 2


def test_what_was_not_sent_is_settled_at_the_beginning(rig: Rig) -> None:
    gone = row_in(rig, "one")
    settling = Settling(deque([Settled(gone, GONE)]))
    with rig.store.transaction() as work:
        settling(work)

    assert waiting(rig) == 0


def test_an_undone_transaction_leaves_all_to_settle_in_its_order(rig: Rig) -> None:
    rows = [row_in(rig, "one"), row_in(rig, "two", chat="8")]
    settling = Settling(deque(Settled(row, SENT) for row in rows))
    with pytest.raises(LookupError), rig.store.transaction() as work:
        settling(work)
        raise LookupError
    settling.undo()

    assert [each.row for each in settling.waiting] == rows
    assert waiting(rig) == 2
