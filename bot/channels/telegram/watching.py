"""What an operator's monitoring asks for: can the bot do its work, and the figures behind it.

`GET /healthz` answers 200 or 503 with JSON, `GET /metrics` in the text form that Prometheus reads.
Nothing personal is in either.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.telegram.intake import Desk
from storage import Store
from storage.errors import StorageError

#: A database that takes longer to answer does not do its work.
_SECONDS: Final = 5.0
Figures = dict[str, float]


class Health(NamedTuple):
    """How the bot is: whether it can do its work, and figures for monitoring."""

    ok: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Watch:
    """Says how the bot is: it is well if its database takes a write and it hears Telegram.

    *activity* gives the figures of what runs in this process; *is_hearing* says whether the last
    poll is recent (by webhook: always, because it is Telegram that calls).
    """

    store: Store
    desk: Desk
    activity: Callable[[], Figures]
    is_hearing: Callable[[], bool]

    async def health(self) -> Health:
        """Return how the bot is now."""
        figures = self.activity()
        try:
            async with asyncio.timeout(_SECONDS):
                figures |= await self.desk.do(self._waiting)
        except (StorageError, TimeoutError):
            return Health(ok=False, figures=figures | {"database_writable": 0.0})
        return Health(ok=self.is_hearing(), figures=figures | {"database_writable": 1.0})

    def _waiting(self) -> Figures:
        """Return what waits in the outbox, after a write that shows whether there is room."""
        with self.store.transaction() as work:
            work.intake.prove_writable()
            size, oldest = work.outbox.size(), work.outbox.oldest()
        age = 0.0 if oldest is None else max(0.0, time.time() - oldest)
        return {"outbox_messages": float(size), "outbox_age_seconds": age}

    async def healthz(self, request: Request) -> Response:  # noqa: ARG002  # starlette's signature
        """Say whether the bot can do its work: 200 or 503, with the figures behind it."""
        health = await self.health()
        body = {"ok": health.ok, "at": int(time.time()), **health.figures}
        return JSONResponse(body, status_code=200 if health.ok else 503)

    async def metrics(self, request: Request) -> Response:  # noqa: ARG002  # starlette's signature
        """Return the figures for Prometheus."""
        health = await self.health()
        figures = health.figures | {"up": float(health.ok)}
        lines = [
            f"# TYPE gemba_{name} {_type_of(name)}\ngemba_{name} {value:.16g}\n"
            for name, value in sorted(figures.items())
        ]
        return PlainTextResponse("".join(lines), media_type="text/plain; version=0.0.4")

    def routes(self) -> list[Route]:
        """Return where both are asked for."""
        return [Route("/healthz", self.healthz), Route("/metrics", self.metrics)]

    def app(self) -> Starlette:
        """Return an application that answers nothing else, for a bot that polls."""
        return Starlette(routes=self.routes())


def _type_of(name: str) -> str:
    return "counter" if name.endswith("_total") else "gauge"
