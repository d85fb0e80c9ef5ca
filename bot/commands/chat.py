"""`gemba chat`: the interview in the terminal, or its answers from a pipe."""

from dataclasses import replace

import click

from bot.channels.console import CHANNEL, Console
from bot.commands.opening import open_settings, open_turns, opened_store
from bot.lifecycle import Status, finish_closing
from storage import Store


@click.command("chat")
@click.option(
    "--person", default="me", show_default=True, help="Who is talking; each has own data."
)
@click.option("--owner", is_flag=True, help="Be an owner here: whoever has the database is one.")
def command(person: str, owner: bool) -> None:  # noqa: FBT001  # click passes flags so
    """Be interviewed here. Type /help for what you can do, Ctrl-D to leave.

    \b
    Example:
      gemba chat
      printf '/start\\nyes\\n' | gemba chat
    """
    settings = open_settings()
    with opened_store(settings) as store:
        turns = open_turns(settings, store)
        if owner:
            turns = replace(turns, owners=turns.owners | {f"{CHANNEL}:{person}"})
        Console(store, turns, person).run()
        for survey in _closed(store):  # what a bot that runs would go on with by itself
            finish_closing(store, survey)


def _closed(store: Store) -> list[str]:
    with store.transaction() as work:
        return [row.id for row in work.surveys.all() if row.status == Status.CLOSED]
