"""`gemba run`: the bot on Telegram, by polling or by webhook."""

import asyncio
import logging

import click

from bot.channels.telegram.running import run_polling
from bot.commands.opening import open_settings, open_turns, opened_store
from bot.doctoring import fleeting
from bot.faults import arm
from bot.logs import set_up_logs
from bot.settings import Settings, keep_secret
from bot.starting import clean_seldom


@click.command("run")
@click.option("--webhook", is_flag=True, help="Listen for Telegram's calls instead of polling.")
@click.option("--health", is_flag=True, help="While polling, too: /healthz, /metrics on PORT.")
@click.option("--listen", default="0.0.0.0", show_default=True, help="Address for both.")  # noqa: S104  # a platform's router must reach it
def command(webhook: bool, health: bool, listen: str) -> None:  # noqa: FBT001  # click passes flags so
    """Run the bot until SIGTERM or Ctrl-C.

    \b
    Example:
      TELEGRAM_BOT_TOKEN=123:abc gemba run
      WEBHOOK_URL=https://bot.example PORT=8080 gemba run --webhook
    """
    settings = open_settings()
    settings.needed_token()
    if settings.fault:
        arm(settings.fault)
    set_up_logs(as_json=settings.json_logs, level=logging.INFO)
    _warn_of_a_disk_that_does_not_last(settings)
    clean_seldom()
    with opened_store(settings) as store:
        turns = open_turns(settings, store)
        if webhook:
            from bot.channels.telegram.listening import run_webhook  # noqa: PLC0415  # a whole server

            asyncio.run(run_webhook(settings, store, turns, keep_secret(settings), listen))
        else:
            place = listen if health else None
            asyncio.run(run_polling(settings, store, turns, place))


def _warn_of_a_disk_that_does_not_last(settings: Settings) -> None:
    path = settings.secret_path()  # beside the database, where that is a file
    warning = "" if path is None else fleeting(path)
    if warning:
        logging.getLogger("gemba").warning(warning)
