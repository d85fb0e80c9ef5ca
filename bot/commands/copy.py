"""`gemba copy`: a company from one database to another, verified."""

import sys

import click
from rich.progress import Progress

from bot.commands.opening import note_use
from bot.settings import read_settings
from storage import Store, open_store
from storage.copying import Copied, copy_store, size_of


@click.command("copy")
@click.option("--from", "source", required=True, help="Where the company is now.")
@click.option("--to", "target", required=True, help="Where it goes: empty, or begun before.")
def command(source: str, target: str) -> None:
    """Copy a company from SQLite to PostgreSQL, or back, and verify every table.

    Stop the bot first. A copy that was broken off goes on when it is started again.

    \b
    Example:
      gemba copy --from sqlite:///gemba.db --to postgresql://user@host/gemba
    """
    if _address(source) == _address(target):
        raise click.UsageError("--from and --to are the same database")
    before = _opened(source)
    try:
        note_use(before)
        after = _opened(target)
        try:
            done = _copied(before, after)
        finally:
            after.close()
    finally:
        before.close()
    rows = sum(each.rows for each in done)
    click.echo(f"Copied and verified {rows} rows in {len(done)} tables.")
    click.echo("Next: set DATABASE_URL to the new address, keep GEMBA_SECRET, start the bot.")


def _opened(url: str) -> Store:
    """Return the migrated store at *url*, read as DATABASE_URL is."""
    store = open_store(_address(url))
    store.migrate()
    return store


def _address(url: str) -> str:
    return read_settings({"DATABASE_URL": url}).database_url


def _copied(before: Store, after: Store) -> tuple[Copied, ...]:
    with Progress(transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("copying", total=size_of(before))

        def show(table: str, rows: int) -> None:
            bar.update(task, description=f"copying {table}", advance=rows)

        return copy_store(before, after, show)
