"""`gemba migrate`: the database to today's schema; what a platform runs before a release."""

import click

from bot.commands.opening import open_settings, opened_store


@click.command("migrate")
def command() -> None:
    """Bring the database to today's schema; doing it again changes nothing.

    A copy of an SQLite file is made first. A file of a newer Gemba is refused.

    \b
    Example:
      DATABASE_URL=sqlite:///gemba.db gemba migrate
    """
    with opened_store(open_settings()) as store:
        click.echo(f"The database has schema {store.version()}.")
