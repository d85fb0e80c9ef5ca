"""Calls of the Bot API: the library's `Bot`, over aiohttp instead of httpx.

The library keeps its own interface for what carries its calls; ours is aiohttp, because httpx looks
through all of its connections at every call, and at 64 in flight that was half of the bot's time
(`docs/decisions.md`). What a status means, and which error it becomes, stays the library's.
"""

import json
from typing import Final, NamedTuple, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

Json = dict[str, object]
#: Far more than are ever in flight, so that nobody waits for a connection.
_CONNECTIONS: Final = 512
_SECONDS: Final = 5.0
_SECONDS_FOR_A_FILE: Final = 20.0
_JSON: Final = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """Carries the library's calls over one aiohttp session, whose connections stay open."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take."""
        return _SECONDS

    async def initialize(self) -> None:
        """Open the session; one that is open stays."""
        if self._session is not None:
            return
        is_secure = self._address.scheme == "https"
        # The certificates that the library would trust itself: its own, or the system's by setting.
        trusted = httpx.create_ssl_context() if is_secure else True
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS, ssl=trusted),
            headers={"User-Agent": self.USER_AGENT},
            cookie_jar=aiohttp.DummyCookieJar(),
            proxy=_proxy_for(self._address.scheme, self._address.netloc),
        )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917  # the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # aiohttp has none
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  # nobody waits
    ) -> tuple[int, bytes]:
        """Return the status and the body of one call.

        Raises:
            TimedOut: no answer came in time.
            NetworkError: there was no connection, or it broke.
        """
        if self._session is None:
            raise NetworkError("the connection is closed")
        has_file = request_data is not None and request_data.contains_files
        limits = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_or(connect_timeout, _SECONDS),
            sock_read=_or(read_timeout, _SECONDS_FOR_A_FILE if has_file else _SECONDS),
        )
        body, kind = _body_of(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=kind, timeout=limits
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error


class _Ready(NamedTuple):
    """The parameters of a call, JSON already; the library hands them on to `AiohttpRequest`."""

    json_payload: bytes
    contains_files: bool = False


class Caller(Bot):
    """The library's bot, with short ways for what happens at every turn.

    They leave out only the objects that nobody would look at: an answer's `Message`, an update's
    `Update`. Parameters, requests and errors are the library's.
    """

    async def fetch(
        self, offset: int | None, *, limit: int, wait: int, allowed: list[str]
    ) -> list[Json]:
        """Return the updates from *offset* on as JSON, after *wait* seconds at most.

        Raises:
            TelegramError: as `get_updates`.
        """
        data = {"offset": offset, "limit": limit, "timeout": wait, "allowed_updates": allowed}
        found = await self._post("getUpdates", data, read_timeout=wait + 10)
        return cast("list[Json]", found)

    async def say(self, chat: str, text: str, parse_mode: str | None, keyboard: object) -> None:
        """Send a message whose *keyboard* is JSON already, or None.

        Raises:
            TelegramError: as `send_message`.
        """
        markup = None if keyboard is None else json.dumps(keyboard)
        data = {"chat_id": chat, "text": text, "parse_mode": parse_mode, "reply_markup": markup}
        body = json.dumps({name: value for name, value in data.items() if value is not None})
        ready = cast("RequestData", _Ready(body.encode()))
        await self.request.post(f"{self.base_url}/sendMessage", ready)


def _proxy_for(scheme: str, host: str) -> str | None:
    """Return the environment's proxy, found once; aiohttp would look for it at every call."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _or(given: object, otherwise: float) -> float | None:
    """Return the seconds *given*, None for no limit; the library's "not given" is *otherwise*."""
    if given is None:
        return None
    return float(given) if isinstance(given, int | float) else otherwise


def _body_of(data: RequestData | None) -> "tuple[aiohttp.FormData | bytes | None, dict[str, str]]":
    """Return *data* as JSON, or as a form if it has files; and the header that says so."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return data.json_payload, _JSON
    form = aiohttp.FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form, {}
