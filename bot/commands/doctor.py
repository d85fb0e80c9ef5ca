"""`gemba doctor`: what may be wrong with this installation."""

import asyncio
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from time import time
from typing import Final

import click
import httpx

from bot.commands.opening import open_settings
from bot.doctoring import Line, State, examine
from bot.settings import Settings

_SECONDS: Final = 10
_FAR_OFF: Final = 60


@click.command("doctor")
@click.option("--offline", is_flag=True, help="Do not ask Telegram.")
def command(offline: bool) -> None:  # noqa: FBT001  # click passes flags so
    """Check configuration, token, webhook, file, disk, schema, stuck messages and the clock.

    What was set aside is listed by number and error, never with its content. Exits with 1 if
    something is broken.

    \b
    Example:
      gemba doctor
    """
    settings = open_settings()
    lines = list(examine(settings))
    if settings.token is not None and not offline:
        lines += asyncio.run(_telegram(settings))
    for line in lines:
        click.echo(f"{line.state:6}  {line.subject}: {line.found}")
    if any(line.state is State.BROKEN for line in lines):
        raise click.exceptions.Exit(1)


async def _telegram(settings: Settings) -> list[Line]:
    """Return what Telegram says about the token, the webhook, and the time."""
    base = f"{settings.api_url}/bot{settings.token}"
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            me = await client.get(f"{base}/getMe")
            hook = await client.get(f"{base}/getWebhookInfo")
    except httpx.HTTPError as error:  # its text may hold the address, and that the token
        return [Line(State.BROKEN, "telegram", f"cannot be reached ({type(error).__name__})")]
    return list(_said(me, hook, settings))


def _said(me: httpx.Response, hook: httpx.Response, settings: Settings) -> Iterator[Line]:
    if me.status_code != httpx.codes.OK:
        yield Line(State.BROKEN, "token", "Telegram refuses it: copy it again from @BotFather")
        return
    yield Line(State.FINE, "token", f"@{me.json()['result'].get('username')}")
    info = hook.json().get("result", {})
    waiting = info.get("pending_update_count", 0)
    kind = "webhook" if info.get("url") else "polling"
    wanted, found = settings.webhook_url, str(info.get("url") or "")
    is_elsewhere = wanted is not None and not found.startswith(f"{wanted}/")
    advice = ", not at WEBHOOK_URL: start gemba run --webhook" if is_elsewhere else ""
    state = State.LOOK if is_elsewhere or info.get("last_error_message") else State.FINE
    trouble = ", its last delivery failed" if info.get("last_error_message") else ""
    yield Line(state, "updates", f"by {kind}, {waiting} wait at Telegram{advice}{trouble}")
    if "date" in me.headers:
        off = int(time() - parsedate_to_datetime(me.headers["date"]).timestamp())
        state = State.FINE if abs(off) <= _FAR_OFF else State.LOOK
        yield Line(state, "clock", f"{off} s off Telegram's")
