"""The webhook: 200 only after the commit, and what an operator's monitoring sees."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.channels.telegram.batching import Batcher
from bot.channels.telegram.serving import MOST_BODY, TOKEN_HEADER, Doors, Routes, doors_of
from bot.channels.telegram.watching import Watch
from storage.errors import StorageError
from tests.bot.channels.conftest import Rig

DOORS = doors_of(b"a secret of the tests")
UPDATE: dict[str, Any] = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 7, "type": "private", "first_name": "Ann"},
        "from": {"id": 7, "is_bot": False, "first_name": "Ann"},
        "text": "/start",
    },
}


@pytest.fixture
async def batcher(rig: Rig) -> AsyncIterator[Batcher]:
    made = Batcher(rig.poller.intake)
    task = asyncio.create_task(made.run())
    yield made
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def watch(rig: Rig) -> Watch:
    return Watch(rig.store, rig.sender.desk, dict, is_hearing=lambda: True)


@pytest.fixture
async def client(rig: Rig, batcher: Batcher) -> AsyncIterator[httpx.AsyncClient]:
    routes = Routes(batcher, DOORS, watch(rig))
    transport = httpx.ASGITransport(routes.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as made:
        yield made


async def post(client: httpx.AsyncClient, **changes: Any) -> httpx.Response:  # noqa: ANN401  # as httpx takes them
    wanted = {"json": UPDATE, "headers": {TOKEN_HEADER: DOORS.token}, **changes}
    return await client.post(DOORS.path, **wanted)


async def test_an_update_is_answered_after_its_commit(rig: Rig, client: httpx.AsyncClient) -> None:
    answer = await post(client)

    with rig.store.transaction() as work:
        assert work.outbox.size() == 1
    assert answer.status_code == 200


async def test_many_updates_at_once_are_all_committed(rig: Rig, client: httpx.AsyncClient) -> None:
    updates = [{**UPDATE, "update_id": number} for number in range(30)]

    answers = await asyncio.gather(*(post(client, json=update) for update in updates))

    with rig.store.transaction() as work:
        assert work.outbox.size() == 30
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize("headers", [{}, {TOKEN_HEADER: "guessed"}])
async def test_who_does_not_know_the_token_is_refused(
    rig: Rig, client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await post(client, headers=headers)

    with rig.store.transaction() as work:
        assert work.outbox.size() == 0
    assert answer.status_code == 401


@pytest.mark.parametrize("content", [b"no json", b"[]", b'{"update_id": "x"}', b"[" * 100_000])
async def test_what_is_no_update_is_refused(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await post(client, json=None, content=content)

    assert answer.status_code == 400


async def test_a_body_that_is_too_large_is_refused(client: httpx.AsyncClient) -> None:
    assert (await post(client, json=None, content=b"x" * (MOST_BODY + 1))).status_code == 413


async def test_a_full_backlog_asks_to_come_back_and_takes_what_waits(rig: Rig) -> None:
    batcher = Batcher(rig.poller.intake, asyncio.Queue(maxsize=1))
    transport = httpx.ASGITransport(Routes(batcher, DOORS, watch(rig)).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        waits = asyncio.create_task(post(client))
        while not batcher.waiting():  # noqa: ASYNC110  # until the request is in the queue
            await asyncio.sleep(0)

        answer = await post(client, json={**UPDATE, "update_id": 6})
        running = asyncio.create_task(batcher.run())
        first = await waits
        running.cancel()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert first.status_code == 200


async def test_a_database_that_fails_asks_to_come_back(
    rig: Rig, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise StorageError("down")

    monkeypatch.setattr("bot.turn.Turns.take", fail)

    assert (await post(client)).status_code == 503


def test_the_doors_come_from_the_secret() -> None:
    assert doors_of(b"one") == doors_of(b"one") != doors_of(b"two")
    assert isinstance(DOORS, Doors)
    assert "secret" not in DOORS.path + DOORS.token
