"""`gemba chat`: the interview in the terminal, or its answers from a pipe."""

import click

from bot.channels.console import Console
from bot.commands.opening import open_settings, open_turns, opened_store


@click.command("chat")
@click.option(
    "--person", default="me", show_default=True, help="Who is talking; each has own data."
)
def command(person: str) -> None:
    """Be interviewed here. Type /help for what you can do, Ctrl-D to leave.

    \b
    Example:
      gemba chat
      printf '/start\\nyes\\n' | gemba chat
    """
    settings = open_settings()
    with opened_store(settings) as store:
        Console(store, open_turns(settings, store), person).run()
