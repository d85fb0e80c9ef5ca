"""The sender: what it has in hand, in order, settled whenever the next transaction comes."""

import asyncio
import time

import pytest
from telegram.error import TelegramError

from bot.channels.telegram import sending, settling
from bot.channels.telegram.failing import Fate, Verdict
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.sending import IN_HAND, IN_HAND_WITHOUT_PACE
from bot.outgoing import Outgoing
from bot.turn import Taken
from storage import OutboxRow, new_id
from storage.errors import StorageError
from tests.bot.channels.conftest import Rig

CHANNEL = "telegram"


def waiting(rig: Rig) -> int:
    with rig.store.transaction() as work:
        return work.outbox.size()


def row_of(text: str, chat: str = "7") -> OutboxRow:
    return OutboxRow(new_id(), CHANNEL, chat, "interactive", Outgoing(text).dumps(), 0)


def texts(rig: Rig, chat: int = 7) -> list[str]:
    return [str(call.data["text"]) for call in rig.telegram.sent(chat)]


async def put(rig: Rig, *rows: OutboxRow) -> None:
    """Let a turn put *rows* into the sender's hand."""
    hand = rig.sender.hand(int(time.time()))

    def enqueue() -> Taken:
        with rig.store.transaction() as work:
            work.outbox.hold(hand)
            for row in rows:
                work.outbox.enqueue(row)
        return Taken(work.outbox.held, work.outbox.is_left, work.outbox.is_full)

    rig.sender.take(await rig.sender.desk.do(enqueue))
    await asyncio.sleep(0)


def let_go(rig: Rig) -> None:
    """Let go of all that is in any hand, as if its lease had run out."""
    with rig.store.transaction() as work:
        work.outbox.release(CHANNEL)


async def arrive(rig: Rig) -> None:
    """Let what is in flight arrive, and settle nothing."""
    await asyncio.gather(*rig.sender._flying)  # noqa: SLF001  # the test is its clock


@pytest.fixture
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    again = Verdict(Fate.AGAIN, 0, "NetworkError")
    monkeypatch.setattr(sending, "verdict_of", lambda *_: again)


async def test_the_next_of_a_chat_leaves_when_the_first_is_settled(rig: Rig) -> None:
    await put(rig, row_of("one"), row_of("two"), row_of("three"))
    await arrive(rig)
    sent_before = texts(rig)
    await rig.send()

    assert sent_before == ["one"]
    assert texts(rig) == ["one", "two", "three"]
    assert waiting(rig) == 0


async def test_chats_do_not_wait_for_each_other(rig: Rig) -> None:
    await put(rig, row_of("one"), row_of("two"), row_of("three", chat="8"))
    await arrive(rig)

    assert (texts(rig), texts(rig, 8)) == (["one"], ["three"])


async def test_a_turn_settles_what_was_sent_before_it(rig: Rig) -> None:
    rig.telegram.say(7, "/start")
    await rig.poller.once()
    await arrive(rig)
    rig.telegram.say(7, "yes")
    await rig.poller.once()
    await arrive(rig)

    assert waiting(rig) == 1
    assert "again and again" in rig.last()


@pytest.mark.usefixtures("_no_waits")
async def test_a_message_that_fails_holds_back_those_behind_it(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 502, "Bad Gateway")
    await put(rig, row_of("one"), row_of("two"))
    await arrive(rig)
    sent_before = texts(rig)
    await rig.send()

    assert sent_before == []
    assert texts(rig) == ["one", "two"]


@pytest.mark.usefixtures("_no_waits")
async def test_what_joins_a_failed_message_waits_behind_it(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 502, "Bad Gateway")
    await put(rig, row_of("one"))
    await arrive(rig)
    await put(rig, row_of("two"))
    await arrive(rig)
    sent_before = texts(rig)
    await rig.send()
    await rig.send()

    assert sent_before == []
    assert texts(rig) == ["one", "two"]


async def test_a_chat_that_is_gone_and_comes_back_is_answered(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    await put(rig, row_of("one"), row_of("two"))
    await rig.send()
    await put(rig, row_of("three"))
    await rig.send()

    assert texts(rig) == ["three"]
    assert waiting(rig) == 0


async def test_what_is_long_in_hand_is_not_sent_twice(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "delay_in_chat", lambda *_: 0.05)
    await put(rig, row_of("one"))
    let_go(rig)
    begun = await rig.sender.once()
    await rig.send()

    assert begun == 0
    assert texts(rig) == ["one"]


async def test_a_bug_while_sending_holds_no_chat_for_ever(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise LookupError("what a person said")

    seen: list[str] = []

    def verdict_of(error: TelegramError, _: int) -> Verdict:
        seen.append(error.message)
        return Verdict(Fate.AGAIN, 0, "TelegramError")

    monkeypatch.setattr(sending, "verdict_of", verdict_of)
    with monkeypatch.context() as broken:
        broken.setattr(sending, "deliver", fail)
        await put(rig, row_of("one"))
        await arrive(rig)
    await rig.send()

    assert seen == ["LookupError"]
    assert texts(rig) == ["one"]


async def test_an_unreadable_payload_is_set_aside(rig: Rig) -> None:
    await put(rig, row_of("one")._replace(payload="?"), row_of("two"))
    await rig.send()

    with rig.store.transaction() as work:
        assert [each.error for each in work.intake.asides()] == ["UnreadablePayload"]
    assert texts(rig) == ["two"]


async def test_what_could_not_be_settled_is_settled_later_and_not_sent_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("down")

    await put(rig, row_of("one"), row_of("two"))
    await arrive(rig)
    with monkeypatch.context() as broken:
        broken.setattr(settling, "settle", fail)
        with pytest.raises(StorageError):
            await rig.sender.once()
    await rig.send()

    assert texts(rig) == ["one", "two"]
    assert waiting(rig) == 0


async def test_a_full_hand_takes_no_more_until_there_is_room(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "IN_HAND", 2)
    await put(rig, *(row_of("one", chat=str(chat)) for chat in (7, 8, 9)))
    room = rig.sender.hand(0).room
    await arrive(rig)
    sent_before = len(rig.telegram.sent())
    await rig.send()

    assert (room, sent_before) == (0, 2)
    assert len(rig.telegram.sent()) == 3


def test_without_a_pace_more_may_be_in_hand(rig: Rig) -> None:
    paced = rig.sender.hand(0).room
    rig.sender.pace.overall_rate = 0

    assert (paced, rig.sender.hand(0).room) == (IN_HAND, IN_HAND_WITHOUT_PACE)


async def test_what_another_worker_let_go_is_looked_for_soon(rig: Rig) -> None:
    with rig.store.transaction() as work:
        work.outbox.enqueue(row_of("one"))
        work.outbox.claim(CHANNEL, int(time.time()), 9, "another")
    running = asyncio.create_task(rig.sender.run())
    await put(rig, row_of("two"))
    await rig.sender.desk.do(lambda: let_go(rig))
    await rig.telegram.wait_for_sent(7, 2)
    running.cancel()

    assert texts(rig) == ["one", "two"]


async def test_a_message_behind_another_workers_closes_the_hand_to_no_other_chat(rig: Rig) -> None:
    with rig.store.transaction() as work:
        work.outbox.enqueue(row_of("one"))
        work.outbox.claim(CHANNEL, int(time.time()), 9, "another")
    await put(rig, row_of("two"), row_of("three", chat="8"))
    await put(rig, row_of("four", chat="9"))
    await arrive(rig)

    assert [texts(rig, chat) for chat in (7, 8, 9)] == [[], ["three"], ["four"]]


async def broadcast(rig: Rig, people: int) -> None:
    def enqueue() -> None:
        with rig.store.transaction() as work:
            for chat in range(100, 100 + people):
                row = row_of("a reminder", str(chat))._replace(kind="broadcast")
                work.outbox.enqueue(row)

    await rig.sender.desk.do(enqueue)


async def test_a_broadcast_leaves_half_of_the_hand_to_turns(rig: Rig) -> None:
    await broadcast(rig, people=100)
    begun = await rig.sender.once()
    await put(rig, row_of("an answer"))
    await arrive(rig)

    assert begun == IN_HAND // 2
    assert texts(rig) == ["an answer"]


async def test_a_broadcast_is_claimed_by_the_dozen_and_reaches_everybody_once(rig: Rig) -> None:
    await broadcast(rig, people=100)
    await rig.send()

    assert sorted(int(str(call.data["chat_id"])) for call in rig.telegram.sent()) == [
        *range(100, 200)
    ]


async def test_while_older_ones_are_left_outside_newer_ones_do_not_pass_them(rig: Rig) -> None:
    rig.sender.take(Taken((), is_left=True, is_full=True))
    room_before = rig.sender.hand(0).room
    await rig.sender.once()

    assert (room_before, rig.sender.hand(0).room) == (0, IN_HAND)
