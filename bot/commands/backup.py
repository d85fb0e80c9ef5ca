"""`gemba backup FILE`: a consistent copy of the database while it is in use."""

from pathlib import Path

import click

from bot.commands.opening import open_settings, opened_store


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Copy the database to FILE, and check that the copy can be read.

    \b
    Example:
      gemba backup gemba-2026-11-24.db
    """
    with opened_store(open_settings()) as store:
        store.backup(str(file))
    click.echo(f"Copied to {file}, checked.")
