"""The whole process: from the command line to Telegram and back, stopped and killed."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import running as module
from bot.channels.telegram.failing import Fate, verdict_of
from bot.channels.telegram.polling import Backoff, Poller
from bot.channels.telegram.sending import IN_HAND
from bot.errors import ChannelError
from bot.outgoing import Outgoing
from storage import OutboxRow, new_id, open_store
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import PATIENCE, TOKEN, FakeTelegram, serving
from tests.bot.channels.sieging import free_port

ROOT = Path(__file__).parents[3]


@asynccontextmanager
async def running(
    url: str, folder: Path, *options: str, **changes: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot in a process of its own; killed at the end if it still runs."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "DATABASE_URL": f"sqlite:///{folder}/gemba.db",
        "WEBHOOK_URL": "http://127.0.0.1:9",
        "PORT": str(free_port()),
        "PYTHONPATH": str(ROOT),
        **changes,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *options,
        cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def put_into_outbox(folder: Path, people: Iterable[int]) -> None:
    store = open_store(f"sqlite:///{folder}/gemba.db")
    store.migrate()
    with store.transaction() as work:
        for chat in map(str, people):
            payload = Outgoing("a reminder").dumps()
            work.outbox.enqueue(OutboxRow(new_id(), "telegram", chat, "broadcast", payload, 0))
    store.close()


def waiting_in(folder: Path) -> list[int]:
    """Return the people for whom a message is in the outbox."""
    with closing(sqlite3.connect(folder / "gemba.db")) as db:
        return [int(chat) for (chat,) in db.execute("SELECT chat FROM outbox")]


def is_asked(text: str, telegram: FakeTelegram) -> bool:
    return any(text in str(call.data["text"]) for call in telegram.sent(7))


async def test_a_conversation_survives_being_killed(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    async with serving(telegram) as url:
        async with running(url, tmp_path) as process:
            telegram.say(7, "/start")
            await telegram.wait_for_sent(7, 1)
            telegram.say(7, "yes")
            await telegram.wait_for_sent(7, 2)
            telegram.say(7, "I pack parcels")
            process.kill()
            await process.wait()
        async with running(url, tmp_path):
            async with asyncio.timeout(PATIENCE), telegram.called:
                await telegram.called.wait_for(lambda: is_asked("Which one?", telegram))

    with sqlite3.connect(tmp_path / "gemba.db") as db:
        answers = db.execute("SELECT text FROM answer WHERE question = 'task'").fetchall()
    db.close()
    assert answers == [("I pack parcels",)]


async def test_a_broadcast_survives_being_killed_and_writes_nobody_twice_but_in_flight(
    tmp_path: Path,
) -> None:
    telegram, people = FakeTelegram(), range(100, 220)
    unsettled = Counter[int]()
    put_into_outbox(tmp_path, people)
    async with serving(telegram) as url:
        for reached in (40, 85):  # each time after the first thirty, which leave at once
            async with running(url, tmp_path) as process:
                await telegram.wait_for_all(reached)
                process.kill()
                await process.wait()
            unsettled.update(waiting_in(tmp_path))
        async with running(url, tmp_path), asyncio.timeout(PATIENCE):
            while waiting_in(tmp_path):  # noqa: ASYNC110  # another process writes the file
                await asyncio.sleep(0.05)

    got = Counter(int(str(call.data["chat_id"])) for call in telegram.sent())
    assert set(got) == set(people)
    assert all(times <= 1 + unsettled[person] for person, times in got.items())
    assert got.total() - len(people) < 2 * IN_HAND  # what was in flight at the two kills


async def test_sigterm_sends_what_is_committed_first(tmp_path: Path) -> None:
    telegram, people = FakeTelegram(), range(100, 145)
    put_into_outbox(tmp_path, people)
    async with serving(telegram) as url, running(url, tmp_path) as process:
        await telegram.wait_for_all(1)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), PATIENCE)

    assert process.returncode == 0
    assert sorted(int(str(call.data["chat_id"])) for call in telegram.sent()) == [*people]


@pytest.mark.parametrize("options", [(), ("--webhook", "--listen", "127.0.0.1")])
async def test_sigterm_waits_for_nobody_who_does_not_answer(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    telegram = FakeTelegram()
    put_into_outbox(tmp_path, range(100, 103))
    telegram.hangs.add("sendMessage")
    async with serving(telegram) as url, running(url, tmp_path, *options) as process:
        async with asyncio.timeout(PATIENCE), telegram.called:
            await telegram.called.wait_for(lambda: "sendMessage" in telegram.heard)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert b"Traceback" not in errors
    assert len(waiting_in(tmp_path)) == 3


async def test_sigterm_drains_and_leaves_quietly(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    async with serving(telegram) as url, running(url, tmp_path) as process:
        telegram.say(7, "/start")
        await telegram.wait_for_sent(7, 1)

        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0
    assert b"Traceback" not in errors
    assert TOKEN.encode() not in errors
    assert b"/start" not in errors


async def test_a_bot_at_work_has_loaded_neither_numpy_nor_matplotlib(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    telegram = FakeTelegram()
    async with serving(telegram) as url, running(url, tmp_path) as process:
        telegram.say(7, "/start")
        await telegram.wait_for_sent(7, 1)
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    loaded = {line.rpartition("|")[2].strip() for line in errors.decode().splitlines()}
    assert "telegram" in loaded
    assert {"numpy", "matplotlib"} & loaded == set()


async def test_what_cannot_be_prepared_stops_the_bot_and_acknowledges_nothing(rig: Rig) -> None:
    async def fail() -> None:
        raise LookupError("no matcher")

    rig.poller.intake.prepared = asyncio.create_task(fail())
    rig.telegram.say(7, "/start")

    with pytest.raises(LookupError):
        await rig.poller.once()
    assert rig.poller.offset is None


async def test_a_webhook_is_announced_with_its_token(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    async with (
        serving(telegram) as url,
        running(url, tmp_path, "--webhook", "--listen", "127.0.0.1"),
    ):
        async with asyncio.timeout(PATIENCE):
            async with telegram.called:
                await telegram.called.wait_for(
                    lambda: any(call.method == "setWebhook" for call in telegram.calls)
                )

    call = next(call for call in telegram.calls if call.method == "setWebhook")
    assert "/telegram/" in str(call.data["url"])
    assert len(str(call.data["secret_token"])) >= 32


async def test_a_wrong_token_ends_with_one_line(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    telegram.fail("getMe", 401, "Unauthorized")
    async with serving(telegram) as url, running(url, tmp_path) as process:
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 1
    assert b"@BotFather" in errors
    assert b"Traceback" not in errors


async def test_commands_are_registered(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    async with serving(telegram) as url, running(url, tmp_path):
        telegram.say(7, "/start")
        await telegram.wait_for_sent(7, 1)

    call = next(call for call in telegram.calls if call.method == "setMyCommands")
    assert "forget" in str(call.data["commands"])


async def test_a_token_that_is_refused_while_polling_stops_the_bot(rig: Rig) -> None:
    rig.telegram.fail("getUpdates", 401, "Unauthorized")

    with pytest.raises(ChannelError, match="BotFather"):
        await rig.poller.once()


async def test_a_poll_that_fails_waits_and_tries_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def no_wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bot.channels.telegram.polling.asyncio.sleep", no_wait)
    rig.telegram.fail("getUpdates", 502, "Bad Gateway")
    rig.telegram.fail("getUpdates", 429, "Too Many Requests: retry after 7", retry_after=7)

    await rig.poller.once()
    await rig.poller.once()

    assert 0 < waits[0] <= 1
    assert waits[1] == 7


def test_waits_grow_to_a_minute_and_start_small_again() -> None:
    backoff = Backoff()

    waits = [backoff.seconds() for _ in range(12)]
    backoff.reset()

    assert waits[0] <= 1
    assert 30 <= waits[-1] <= 60
    assert backoff.seconds() <= 1


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (RetryAfter(3), Fate.AGAIN),
        (NetworkError("reset"), Fate.AGAIN),
        (TimedOut(), Fate.AGAIN),
        (TelegramError("?"), Fate.AGAIN),
        (Forbidden("bot was blocked by the user"), Fate.GONE),
        (ChatMigrated(-5), Fate.GONE),
        (BadRequest("Chat not found"), Fate.GONE),
        (BadRequest("Message is not modified"), Fate.SENT),
        (BadRequest("BUTTON_DATA_INVALID"), Fate.ASIDE),
    ],
)
def test_every_refusal_has_a_fate(error: TelegramError, fate: Fate) -> None:
    assert verdict_of(error, attempts=2).fate is fate


async def test_ones_own_data_come_with_a_file(rig: Rig) -> None:
    for text in ("/start", "yes", "I pack parcels", "/mydata"):
        await rig.say(text)

    assert len(rig.calls("sendDocument")) == 1


async def test_a_deaf_poller_is_started_anew_and_hears(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hears, starts = Poller.run, []

    async def deaf_at_first(poller: Poller) -> None:
        starts.append(1)
        await (asyncio.sleep(60) if len(starts) == 1 else hears(poller))

    monkeypatch.setattr(Poller, "run", deaf_at_first)
    monkeypatch.setattr(module, "_WATCH_SECONDS", 0.01)
    monkeypatch.setattr(module, "DEAF_SECONDS", 0.2)
    sending = asyncio.create_task(rig.sender.run())

    rig.telegram.say(7, "/start")
    task = asyncio.create_task(module._watched(rig.poller))  # noqa: SLF001  # the watchdog itself
    await rig.telegram.wait_for_sent(7, 1)
    task.cancel()
    sending.cancel()

    assert "polling anew" in caplog.text
