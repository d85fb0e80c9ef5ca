"""A word that nobody else says: it is in the database, and in no log, error or figure."""

import asyncio
import json
import logging
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.logs import JsonFormatter, TextFormatter
from storage import AsideRow, open_store
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import PATIENCE, TOKEN, FakeTelegram, serving
from tests.bot.channels.sieging import free_port
from tests.bot.channels.test_running import ROOT, running

CANARY = "Zwitscherling"
PRIVATE = (CANARY, "Ann", TOKEN, TOKEN.partition(":")[2])
SAID = (
    f"/start {CANARY}", "yes", f"I pack parcels for {CANARY}", f"/{CANARY}", f"/pain {CANARY}",
    f"every day, says {CANARY}", "/mydata", f"<b>{CANARY}", "/help",
)  # fmt: skip


async def converse(telegram: FakeTelegram) -> None:
    """Say it wherever something can be said, and let Telegram refuse what quotes it."""
    for _ in range(2):
        telegram.fail("sendMessage", 400, f"Bad Request: can't parse entities: tag {CANARY} at 5")
    telegram.say(8, f"/start {CANARY}")
    async with asyncio.timeout(PATIENCE), telegram.called:
        await telegram.called.wait_for(lambda: not telegram.failures["sendMessage"])
    for number, text in enumerate(SAID, start=1):
        telegram.say(7, text)
        await telegram.wait_for_sent(7, number)
    telegram.edit(7, telegram.say(7, f"no, {CANARY}"), f"yes, {CANARY}")
    telegram.press(7, CANARY)
    telegram.send_photo(7)
    telegram.updates.append({"update_id": 10**6, "message": {"text": CANARY}})
    telegram.say(9, "/start")
    telegram.updates[-1]["update_id"] = 10**6 + 1
    await telegram.wait_for_sent(9, 1)


@pytest.mark.parametrize("log", ["json", "text"])
async def test_what_is_said_is_in_no_log_and_no_figure(tmp_path: Path, log: str) -> None:
    telegram, port = FakeTelegram(), str(free_port())
    options = ("--health", "--listen", "127.0.0.1")
    async with (
        serving(telegram) as url,
        running(url, tmp_path, *options, PORT=port, GEMBA_LOG=log, GEMBA_RATE="0") as process,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        await converse(telegram)
        figures = [(await client.get(path)).text for path in ("/healthz", "/metrics")]
        process.send_signal(signal.SIGTERM)
        _, errors = await process.communicate()
    logged = errors.decode()

    assert "aside: BadRequest can't parse entities" in logged
    assert [word for word in PRIVATE for text in (logged, *figures) if word in text] == []
    assert CANARY.encode() in (tmp_path / "gemba.db").read_bytes()
    if log == "json":
        assert {frozenset(json.loads(line)) for line in logged.splitlines()} == {
            frozenset(("at", "level", "logger", "event"))
        }


def test_the_doctor_lists_what_was_set_aside_without_it(tmp_path: Path) -> None:
    with closing(open_store(f"sqlite:///{tmp_path}/gemba.db")) as store:
        store.migrate()
        with store.transaction() as work:
            work.intake.set_aside(AsideRow("telegram", "55", "KeyError", 1))
    told = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--offline"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"DATABASE_URL": f"sqlite:///{tmp_path}/gemba.db", "TELEGRAM_BOT_TOKEN": TOKEN},
    )  # fmt: skip

    assert "telegram 55: KeyError" in told.stdout
    assert TOKEN not in told.stdout + told.stderr


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
async def test_a_bug_that_quotes_it_is_logged_without_it(
    rig: Rig,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    formatter: logging.Formatter,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.advance", broken)
        await rig.say(f"I pack {CANARY}")
    with monkeypatch.context() as patch:
        patch.setattr("bot.channels.telegram.delivering.requests_of", broken)
        rig.telegram.say(8, CANARY)
        await rig.turn()
    logging.getLogger("gemba").error("last", exc_info=RuntimeError(CANARY))
    logged = "\n".join(formatter.format(record) for record in caplog.records)

    assert "set aside: RuntimeError" in logged
    assert CANARY not in logged
