"""What takes hours, in virtual time: a reminder to very many, and Telegram away for an hour."""

import asyncio
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from bot.duties import Ticking, duties_of
from bot.interview.state import Interview
from bot.lifecycle import Duty
from bot.outgoing import Outgoing
from storage import ConversationRow, DueRow, OutboxRow, Store, new_id, open_store
from tests.bot.channels.virtual import START, Network, VirtualLoop, has_any, living, play, sweep
from tests.bot.duties.surveys import DAY, SETTING, add_survey

ALL_DAY = '{"quiet": "0-0:01", "reminders": [3]}'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    return opened


def invite(store: Store, people: int) -> None:
    """Let *people* have begun an interview four days ago, and their reminders be due."""
    then = int(START) - 4 * DAY
    with store.transaction() as work:
        add_survey(work, settings=ALL_DAY)
        for chat in map(str, range(people)):
            state = Interview().dumps()
            work.intake.save_conversation(ConversationRow("telegram", chat, "s", "en", state, then))
            work.contacts.reach("s", "telegram", chat, language="en", next_at=int(START) - DAY)
        work.due.plan(DueRow(Duty.REMIND, "s", int(START) - DAY))


@pytest.mark.parametrize("kills", [0, 7])
def test_a_reminder_to_very_many_goes_out_at_the_limit_and_to_each_once(
    store: Store, kills: int
) -> None:
    people = 1500
    invite(store, people)

    async def story(loop: VirtualLoop) -> None:
        ticking = Ticking(store, duties_of(SETTING), clock=loop.time)
        done = await sweep(loop, store, ticking, people, kills)

        got = Counter(each.chat for each in done.network.sent)
        assert len(got) == people
        assert got - Counter(set(got)) <= Counter(done.in_flight)
        assert done.network.most_in_a_second() <= (33 if kills else 30)
        assert people / 30 <= done.seconds + 1 <= 1.15 * people / 30 + 2 * kills

    play(story)


def test_telegram_away_for_an_hour_leaves_all_to_be_sent_in_order_once(store: Store) -> None:
    with store.transaction() as work:
        for number in range(3):
            for chat in map(str, range(100)):
                payload = Outgoing(f"message {number}").dumps()
                row = OutboxRow(new_id(), "telegram", chat, "interactive", payload, 0)
                work.outbox.enqueue(row)

    async def story(loop: VirtualLoop) -> None:
        network = Network(loop, is_down=True)
        async with living(network, store):
            await asyncio.sleep(3600)
            network.is_down = False
            while has_any(store):  # noqa: ASYNC110  # the database tells nobody
                await asyncio.sleep(1)
        said = defaultdict(list)
        for each in network.sent:
            said[each.chat].append(each.text)

        assert set(map(tuple, said.values())) == {("message 0", "message 1", "message 2")}
        assert len(said) == 100
        assert network.refused < 100 * 3600 / 60  # each chat less than once a minute
        assert loop.time() - START < 3600 + 400
        assert all(one.at <= other.at for one, other in pairwise(network.sent))

    play(story)
    store.close()
