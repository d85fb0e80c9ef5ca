"""The webhook's route for updates, beside what an operator's monitoring asks for.

`POST /telegram/<path>` answers 200 only after the commit, 503 with `Retry-After` when it cannot
take more, 401 to whoever does not know the secret token. The path and the token come from the
secret, so they need no setting of their own and change with it.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram.batching import BacklogFullError, Batcher
from bot.channels.telegram.calling import Json
from bot.channels.telegram.watching import Watch
from bot.faults import Point, passing
from storage.errors import StorageError

MOST_BODY = 2**20
RETRY_SECONDS = 5
TOKEN_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


class Doors(NamedTuple):
    """Where Telegram delivers and how it shows who it is."""

    path: str
    token: str


def doors_of(secret: bytes) -> Doors:
    """Return the webhook's path and secret token, both made from *secret*."""
    path = hmac.new(secret, b"webhook path", hashlib.sha256).hexdigest()[:32]
    token = hmac.new(secret, b"webhook token", hashlib.sha256).hexdigest()
    return Doors(f"/telegram/{path}", token)


@dataclass(frozen=True, slots=True)
class Routes:
    """The handlers of the webhook's server."""

    batcher: Batcher
    doors: Doors
    watch: Watch

    def app(self) -> Starlette:
        """Return the application that uvicorn serves."""
        door = Route(self.doors.path, self.receive, methods=["POST"])
        return Starlette(routes=[door, *self.watch.routes()])

    async def receive(self, request: Request) -> Response:
        """Take one update; 200 means that its effects are on disk."""
        given = request.headers.get(TOKEN_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.doors.token.encode()):
            return PlainTextResponse("unknown", status_code=401)
        body = await _limited_body(request)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        passing(Point.AFTER_RECEIVE)
        update = _update_of(body)
        if update is None:
            return PlainTextResponse("not an update", status_code=400)
        return await self._taken(update)

    async def _taken(self, update: Json) -> Response:
        try:
            await self.batcher.put(update)
        except (BacklogFullError, StorageError):
            headers = {"Retry-After": str(RETRY_SECONDS)}
            return PlainTextResponse("later", status_code=503, headers=headers)
        passing(Point.BEFORE_ACKNOWLEDGING)
        return PlainTextResponse("ok")


async def _limited_body(request: Request) -> bytes | None:
    """Return the body; None if it is larger than anything that Telegram sends."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            return None
    return body


def _update_of(body: bytes) -> Json | None:
    """Return the update in *body*; None if it has no number by which it could be taken."""
    try:
        found = json.loads(body)
    except (RecursionError, ValueError):
        return None
    is_update = isinstance(found, dict) and isinstance(found.get("update_id"), int)
    return found if is_update else None
