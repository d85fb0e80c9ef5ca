"""A crowd that talks to a bot through a Bot API on loopback, and measures how it is served.

Every person says the next thing as soon as the bot has answered the last one. The server keeps
updates until they are confirmed, as Telegram does, and can add the time that a network costs.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from aiohttp import web

from benchmarks.script import Script

TOKEN = "123456789:benchmark-token-of-the-crowd-00000"  # noqa: S105  # of our own server


@dataclass
class Crowd:
    """People who talk, and the Bot API through which they do."""

    script: Script
    people: int
    delay: float = 0.0
    updates: list[dict[str, object]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    said_at: dict[int, float] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    polled: asyncio.Event = field(default_factory=asyncio.Event)
    is_talking: bool = True
    sent: int = 0
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def begin(self) -> None:
        """Let everybody say their first words."""
        for chat in range(1, self.people + 1):
            self.say(chat)

    def say(self, chat: int) -> None:
        """Let the person *chat* say what comes next in the script."""
        line = self.lines.get(chat, 0)
        self.lines[chat] = line + 1
        text = self.script.line(line, chat)
        number = next(self._ids)
        message: dict[str, object] = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Ann"},
            "from": {"id": chat, "is_bot": False, "first_name": "Ann", "language_code": "en"},
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self.updates.append({"update_id": number, "message": message})
        self.said_at[chat] = time.perf_counter()
        self.arrived.set()

    def heard(self, chat: int) -> None:
        """Note that *chat* was answered; who waited for it goes on talking."""
        asked = self.said_at.pop(chat, None)
        if asked is None:
            return
        self.waits.append(time.perf_counter() - asked)
        if self.is_talking:
            self.say(chat)

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call of the bot."""
        method = request.match_info["method"]
        try:
            data = await _data_of(request)
        except ConnectionError:  # the bot was stopped
            return _result(result=False)
        if method == "getUpdates":
            return _result(await self._polled(data))
        if self.delay:
            await asyncio.sleep(self.delay)
        if method == "getMe":
            return _result({"id": 1, "is_bot": True, "first_name": "B", "username": "bench_bot"})
        if method != "sendMessage":
            return _result(result=True)
        chat = int(str(data["chat_id"]))
        self.sent += 1
        self.heard(chat)
        return _result(
            {
                "message_id": next(self._ids),
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private"},
                "text": str(data["text"]),
            }
        )

    async def _polled(self, data: dict[str, object]) -> list[dict[str, object]]:
        offset, limit = int(str(data.get("offset") or 0)), int(str(data.get("limit") or 100))
        self.polled.set()
        if self.delay:
            await asyncio.sleep(self.delay)
        self.updates = [each for each in self.updates if int(str(each["update_id"])) >= offset]
        if not self.updates:
            self.arrived.clear()
            try:
                await asyncio.wait_for(self.arrived.wait(), float(str(data.get("timeout") or 0)))
            except TimeoutError:
                return []
        return self.updates[:limit]


@asynccontextmanager
async def serving(crowd: Crowd) -> AsyncIterator[str]:
    """Serve the Bot API of *crowd* on a free port of 127.0.0.1 and give its address."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", crowd.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        crowd.arrived.set()
        await runner.cleanup()


async def _data_of(request: web.Request) -> dict[str, object]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return dict(await request.post()) or dict(request.query)


def _result(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})
