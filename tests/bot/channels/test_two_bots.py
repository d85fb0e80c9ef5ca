"""Two processes with one token: nothing is lost, nobody is answered twice, and it is said."""

import asyncio
import signal
from pathlib import Path

from tests.bot.channels.fake_telegram import PATIENCE, FakeTelegram, serving
from tests.bot.channels.test_running import running


async def line_of(process: asyncio.subprocess.Process, part: str) -> str:
    """Return the first line with *part* that *process* says."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        async for line in process.stderr:
            if part in line.decode():
                return line.decode()
    return ""


async def stop(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.wait(), PATIENCE)


async def test_a_second_one_on_the_same_file_waits_for_its_turn(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    async with serving(telegram) as url, running(url, tmp_path) as first:
        telegram.say(7, "/start")
        await telegram.wait_for_sent(7, 1)
        async with running(url, tmp_path) as second:
            waits = await line_of(second, "another gemba run works on this file")
            telegram.say(8, "/start")
            await telegram.wait_for_sent(8, 1)
            await stop(first)
            telegram.say(9, "/start")
            await telegram.wait_for_sent(9, 1)

    assert waits
    assert [len(telegram.sent(chat)) for chat in (7, 8, 9)] == [1, 1, 1]


async def test_a_second_poller_is_told_of_and_nobody_is_lost(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    async with (
        serving(telegram) as url,
        running(url, tmp_path / "one") as one,
        running(url, tmp_path / "two") as two,
    ):
        told, listening = await asyncio.wait(
            [asyncio.create_task(line_of(each, "another process polls")) for each in (one, two)],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for each in listening:
            each.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        for chat in range(20, 30):
            telegram.say(chat, "/start")
        await stop(two)
        for chat in range(20, 30):
            await telegram.wait_for_sent(chat, 1)

    assert "stop it, or use another token" in told.pop().result()
