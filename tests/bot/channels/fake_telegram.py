"""A Bot API server on loopback, as far as the bot needs it: strict where Telegram is strict.

It keeps updates until they are confirmed, as Telegram does; refuses texts and buttons that Telegram
would refuse; and fails on demand. Tests talk to it as people would: `say`, `press`, `edit`.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import web

TOKEN = "123456789:test-token-of-the-fake-server-000000"
BOT_NAME = "gemba_test_bot"
#: Seconds that a test waits for another process before it fails: the machine may be busy.
PATIENCE = 60.0
_ALLOWED_TAGS = {"b", "i", "code", "blockquote", "pre", "u", "s", "a"}
Json = dict[str, object]


@dataclass(frozen=True)
class Call:
    """One request that the bot made."""

    method: str
    data: Json
    at: float


@dataclass
class Failure:
    """How the next call of a method is refused."""

    status: int
    description: str
    retry_after: int | None = None


class _Tags(HTMLParser):
    """Finds out whether markup is what Telegram's HTML mode accepts, and what remains of it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.visible = ""
        self.wrong = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong |= tag not in _ALLOWED_TAGS or bool(attrs)
        self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.wrong |= not self.stack or self.stack.pop() != tag

    def handle_data(self, data: str) -> None:
        self.visible += data


@dataclass
class FakeTelegram:
    """The server's state: updates that wait, calls that came, failures to come."""

    calls: list[Call] = field(default_factory=list)
    updates: list[Json] = field(default_factory=list)
    failures: dict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    called: asyncio.Condition = field(default_factory=asyncio.Condition)
    hangs: set[str] = field(default_factory=set)
    heard: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    confirmed: int = 0
    pollers: int = 0
    url: str = ""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    # What people do

    def say(self, chat: int, text: str, *, kind: str = "private") -> int:
        """Let the person *chat* send *text*; return the message's id."""
        message = self._message(chat, kind) | {"text": text}
        return self._offer("message", message)

    def send_photo(self, chat: int) -> int:
        photo: list[object] = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
        return self._offer("message", {**self._message(chat, "private"), "photo": photo})

    def send_file(self, chat: int, content: bytes, *, size: int | None = None) -> int:
        """Let the person send a file; *size* is what Telegram says of it, where that is no truth.

        With a size below 0 it says nothing before it is asked.
        """
        name = f"f{next(self._ids)}"
        self.files[name] = content
        document: Json = {"file_id": name, "file_unique_id": name, "file_name": "ours.yaml"}
        said = len(content) if size is None else size
        known = {"file_size": said} if said >= 0 else {}
        self.sizes[name] = known or {"file_size": len(content)}
        message = self._message(chat, "private") | {"document": {**document, **known}}
        return self._offer("message", message)

    def edit(self, chat: int, message: int, text: str) -> None:
        edited = self._message(chat, "private") | {"message_id": message, "text": text}
        self._offer("edited_message", edited | {"edit_date": int(time.time())})

    def press(self, chat: int, data: str) -> None:
        query: Json = {
            "id": str(next(self._ids)),
            "from": _person(chat),
            "chat_instance": "1",
            "message": self._message(chat, "private") | {"text": "?"},
            "data": data,
        }
        self._offer("callback_query", query)

    def block(self, chat: int) -> None:
        bot = {"id": 1, "is_bot": True, "first_name": "Gemba"}
        change = {
            "chat": {"id": chat, "type": "private"},
            "from": _person(chat),
            "date": int(time.time()),
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
        }
        self._offer("my_chat_member", change)

    def fail(
        self, method: str, status: int, description: str, retry_after: int | None = None
    ) -> None:
        """Refuse the next call of *method*."""
        self.failures[method].append(Failure(status, description, retry_after))

    # What the bot did

    def sent(self, chat: int | None = None) -> list[Call]:
        """Return the messages that were sent, to *chat* only if given."""
        return [
            call
            for call in self.calls
            if call.method == "sendMessage" and chat in (None, int(str(call.data["chat_id"])))
        ]

    async def wait_for_sent(self, chat: int, count: int) -> list[Call]:
        """Return the messages to *chat* once there are at least *count*."""
        async with asyncio.timeout(PATIENCE), self.called:
            await self.called.wait_for(lambda: len(self.sent(chat)) >= count)
        return self.sent(chat)

    async def wait_for_all(self, count: int) -> None:
        """Return once there are at least *count* messages, to whomever."""
        async with asyncio.timeout(PATIENCE), self.called:
            await self.called.wait_for(lambda: len(self.sent()) >= count)

    # The server

    async def handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        data = await _data_of(request)
        if request.match_info["token"] != TOKEN:
            return _refusal(Failure(401, "Unauthorized"))
        self.heard.add(method)
        answer = None if method in self.hangs else await self._answer(method, data)
        async with self.called:
            self.called.notify_all()
        if answer is None:  # until the other side gives up
            await asyncio.sleep(60)
        return answer or web.Response(status=504)

    async def download(self, request: web.Request) -> web.Response:
        """Give out a file under the path that `getFile` told."""
        path = request.match_info["path"]
        if (
            request.match_info["token"] != TOKEN
            or path.removeprefix("documents/") not in self.files
        ):
            return _refusal(Failure(404, "Not Found"))
        self.downloads.append(path)
        if self.failures["download"]:
            return _refusal(self.failures["download"].popleft())
        return web.Response(body=self.files[path.removeprefix("documents/")])

    async def _answer(self, method: str, data: Json) -> web.Response:
        if self.failures[method]:
            return _refusal(self.failures[method].popleft())
        if method == "getUpdates":
            return await self._get_updates(data)
        refused = _refused(method, data)
        if refused is not None:
            return _refusal(refused)
        self.calls.append(Call(method, data, time.monotonic()))
        return _result(self._result_of(method, data))

    def _result_of(self, method: str, data: Json) -> object:
        if method == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "Gemba", "username": BOT_NAME}
        if method in {"sendMessage", "sendDocument", "sendPhoto"}:
            return self._message(int(str(data["chat_id"])), "private") | {
                "text": data.get("text", "")
            }
        if method == "getFile":
            name = str(data["file_id"])
            known = {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}
            return {**known, **self.sizes[name]}
        if method == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return True

    async def _get_updates(self, data: Json) -> web.Response:
        """Answer a poll; a newer poll cuts it off, as Telegram does it."""
        self.pollers += 1
        mine = self.pollers
        self.arrived.set()
        await asyncio.sleep(0)
        offset = int(str(data.get("offset", 0)))
        self.confirmed = max(self.confirmed, offset - 1)
        self.updates = [each for each in self.updates if int(str(each["update_id"])) >= offset]
        if not self.updates:
            self.arrived.clear()
            await _wait_quietly(self.arrived, float(str(data.get("timeout", 0))))
        if mine != self.pollers:
            return _refusal(Failure(409, "Conflict: terminated by other getUpdates request"))
        return _result(self.updates[: int(str(data.get("limit", 100)))])

    def _offer(self, kind: str, content: Json) -> int:
        self.updates.append({"update_id": next(self._ids), kind: content})
        self.arrived.set()
        return int(str(content.get("message_id", 0)))

    def _message(self, chat: int, kind: str) -> Json:
        return {
            "message_id": next(self._ids),
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind, "first_name": "Ann", "title": "A group"},
            "from": _person(chat),
        }


@asynccontextmanager
async def serving(fake: FakeTelegram) -> AsyncIterator[str]:
    """Serve *fake* on a free port of 127.0.0.1; give its address, as for TELEGRAM_API_URL."""
    app = web.Application(client_max_size=2**24)
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    app.router.add_route("GET", "/file/bot{token}/{path:.+}", fake.download)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    fake.url = f"http://127.0.0.1:{port}"
    try:
        yield fake.url
    finally:
        fake.arrived.set()
        await runner.cleanup()


async def _wait_quietly(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


async def _data_of(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    fields = (await request.post()).items()
    return {name: _plain(value) for name, value in fields}


def _plain(value: object) -> object:
    """Return a field's value; of a file its name and content, because it is closed afterwards."""
    return (value.filename, value.file.read()) if isinstance(value, web.FileField) else value


def _refused(method: str, data: Json) -> Failure | None:
    """Return how Telegram would refuse this call; None if it would not."""
    if method == "setMyCommands":
        commands = json.loads(str(data["commands"]))
        wrong = any(not 1 <= len(each["description"]) <= 256 for each in commands)
        return Failure(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID") if wrong else None
    if method == "getFile" and not data.get("file_id"):
        return Failure(400, "Bad Request: file_id is empty")
    if method != "sendMessage":
        return None
    text = str(data.get("text", ""))
    if data.get("parse_mode") == "HTML":
        tags = _Tags()
        tags.feed(text)
        tags.close()
        if tags.wrong or tags.stack:
            return Failure(400, "Bad Request: can't parse entities: unsupported tag")
        text = tags.visible
    return _refused_text(text) or _refused_keyboard(data.get("reply_markup"))


def _refused_text(text: str) -> Failure | None:
    if not text.strip():
        return Failure(400, "Bad Request: message text is empty")
    too_long = len(text.encode("utf-16-le")) // 2 > 4096
    return Failure(400, "Bad Request: message is too long") if too_long else None


def _refused_keyboard(markup: object) -> Failure | None:
    rows = json.loads(str(markup))["inline_keyboard"] if markup else []
    for key in itertools.chain.from_iterable(rows):
        if not key["text"] or len(key.get("callback_data", "x").encode()) not in range(1, 65):
            return Failure(400, "Bad Request: BUTTON_DATA_INVALID")
    return None


def _result(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(failure: Failure) -> web.Response:
    body: Json = {"ok": False, "error_code": failure.status, "description": failure.description}
    if failure.retry_after is not None:
        body["parameters"] = {"retry_after": failure.retry_after}
    return web.json_response(body, status=failure.status)


def _person(chat: int) -> Json:
    return {"id": abs(chat), "is_bot": False, "first_name": "Ann", "language_code": "en"}
