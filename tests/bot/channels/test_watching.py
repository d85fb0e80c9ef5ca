"""What monitoring sees: alive, writable, hearing; figures only."""

import asyncio
import re
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.telegram import watching
from bot.channels.telegram.intake import Desk
from bot.channels.telegram.listening import served, watch_of
from bot.channels.telegram.running import DEAF_SECONDS, Parts
from bot.channels.telegram.watching import Watch
from bot.duties import Ticking
from bot.errors import ChannelError
from storage.sqlite import SqliteStore
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import FakeTelegram, serving
from tests.bot.channels.sieging import free_port
from tests.bot.channels.test_running import running


@pytest.fixture
def watch(rig: Rig) -> Watch:
    ticking = Ticking(rig.store, {})
    parts = Parts(rig.bot, rig.store, rig.sender.desk, rig.poller.intake, rig.sender, ticking)
    return watch_of(parts, rig.poller)


@pytest.fixture
async def client(watch: Watch) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(watch.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as made:
        yield made


async def test_a_bot_at_work_is_well_and_tells_figures(rig: Rig, client: httpx.AsyncClient) -> None:
    await rig.say("/start my-word")
    rig.telegram.fail("sendMessage", 429, "Too Many Requests", retry_after=60)
    await rig.say("/start", chat=7)
    answer = await client.get("/healthz")
    metrics = (await client.get("/metrics")).text

    assert answer.status_code == 200
    assert answer.json() | {"at": 0, "poll_age_seconds": 0, "outbox_age_seconds": 0} == {
        "ok": True, "at": 0, "database_writable": 1, "outbox_messages": 1, "outbox_age_seconds": 0,
        "poll_age_seconds": 0, "updates_total": 2, "messages_sent_total": 2,
        "messages_again_total": 1, "messages_gone_total": 0, "messages_aside_total": 0,
    }  # fmt: skip
    assert "# TYPE gemba_messages_sent_total counter\ngemba_messages_sent_total 2\n" in metrics
    assert "\ngemba_up 1\n" in metrics
    assert "my-word" not in answer.text + metrics


async def test_metrics_are_what_prometheus_reads(client: httpx.AsyncClient) -> None:
    answer = await client.get("/metrics")

    line = r"(# TYPE gemba_\w+ (counter|gauge)|gemba_\w+ -?[0-9.]+(e[+-]?\d+)?)"
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert re.fullmatch(rf"({line}\n)+", answer.text)


@pytest.mark.parametrize("pragma", ["query_only = ON", "max_page_count = 1"])
async def test_a_database_that_takes_no_write_is_told(
    rig: Rig, client: httpx.AsyncClient, pragma: str
) -> None:
    assert isinstance(rig.store, SqliteStore)
    database = rig.store.opened()
    database.execute("VACUUM")
    if pragma.startswith("max"):  # and what is left is used up
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        pragma = f"max_page_count = {pages}"
        database.execute("CREATE TRIGGER t AFTER INSERT ON intake BEGIN INSERT INTO due "
                         "VALUES (hex(zeroblob(9999)), '', 1, '', 0); END")  # fmt: skip
    database.execute(f"PRAGMA {pragma}")

    answer = await client.get("/healthz")

    assert (answer.status_code, answer.json()["database_writable"]) == (503, 0)


async def test_asking_leaves_nothing_behind(rig: Rig, client: httpx.AsyncClient) -> None:
    await client.get("/healthz")

    with rig.store.transaction() as work:
        assert work.intake.note_update("health", "probe", 0)


async def test_a_bot_that_hears_nothing_is_not_well(rig: Rig, client: httpx.AsyncClient) -> None:
    rig.poller.last_success = time.monotonic() - DEAF_SECONDS - 1

    answer, metrics = await client.get("/healthz"), await client.get("/metrics")

    assert (answer.status_code, answer.json()["ok"]) == (503, False)
    assert answer.json()["poll_age_seconds"] > DEAF_SECONDS
    assert "\ngemba_up 0\n" in metrics.text


async def test_health_is_asked_for_while_a_batch_is_written(
    rig: Rig, client: httpx.AsyncClient
) -> None:
    writing, written = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with rig.store.transaction():
            writing.set()
            written.wait(5)

    slow = asyncio.create_task(rig.sender.desk.do(write_slowly))
    await asyncio.to_thread(writing.wait, 5)
    asking = asyncio.create_task(client.get("/healthz"))
    await asyncio.sleep(0.05)
    written.set()
    await slow

    assert (await asking).status_code == 200


async def test_a_database_that_hangs_is_told(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_SECONDS", 0.05)
    hanging, desk = threading.Event(), Desk()
    stuck = asyncio.create_task(desk.do(lambda: hanging.wait(5)))
    await asyncio.sleep(0)

    health = await Watch(rig.store, desk, dict, is_hearing=lambda: True).health()
    hanging.set()
    await stuck
    desk.close()

    assert not health.ok


async def test_who_polls_can_be_watched_too(tmp_path: Path) -> None:
    telegram, port = FakeTelegram(), str(free_port())
    async with (
        serving(telegram) as url,
        running(url, tmp_path, "--health", "--listen", "127.0.0.1", PORT=port),
        httpx.AsyncClient() as client,
    ):
        telegram.say(7, "/start")
        await telegram.wait_for_sent(7, 1)
        answer = await client.get(f"http://127.0.0.1:{port}/healthz")

    assert answer.json()["ok"]


async def test_a_port_that_is_taken_is_said_plainly(rig: Rig, watch: Watch) -> None:
    async with serving(FakeTelegram()) as url:
        port = int(url.rpartition(":")[2])

        with pytest.raises(ChannelError, match="set PORT to another"):
            await served(watch.app(), port, "127.0.0.1")
