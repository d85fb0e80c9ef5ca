"""A backup is put back, as `docs/operating.md` says: what it has seen changes nothing again."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import open_store
from tests.bot.channels.fake_telegram import PATIENCE, FakeTelegram, serving
from tests.bot.channels.test_running import running


def back_up(folder: Path) -> None:
    with closing(open_store(f"sqlite:///{folder}/gemba.db")) as store:
        store.backup(str(folder / "copy.db"))


def restore(folder: Path) -> None:
    (folder / "copy.db").replace(folder / "gemba.db")
    for rest in ("gemba.db-wal", "gemba.db-shm"):
        (folder / rest).unlink(missing_ok=True)


def tasks(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "gemba.db")) as db:
        return [row[0] for row in db.execute("SELECT text FROM answer WHERE question = 'task'")]


async def test_a_restored_bot_goes_on_where_the_backup_was(tmp_path: Path) -> None:
    telegram, seen = FakeTelegram(), list[dict[str, object]]()
    async with serving(telegram) as url:
        async with running(url, tmp_path):
            for number, text in enumerate(("/start", "yes"), start=1):
                telegram.say(7, text)
                seen = [*telegram.updates]
                await telegram.wait_for_sent(7, number)
            back_up(tmp_path)  # while it runs
            telegram.say(7, "I pack parcels")
            await telegram.wait_for_sent(7, 3)
        restore(tmp_path)
        lost = tasks(tmp_path)
        telegram.updates = seen  # Telegram offers again what it still has
        async with running(url, tmp_path):
            telegram.say(7, "I sort letters")
            async with asyncio.timeout(PATIENCE):
                while not tasks(tmp_path):  # noqa: ASYNC110  # another process writes the file
                    await asyncio.sleep(0.05)

    assert lost == []
    assert tasks(tmp_path) == ["I sort letters"]
