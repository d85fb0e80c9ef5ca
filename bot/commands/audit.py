"""`gemba audit`: who did or saw what, and when; never the content."""

import json
import time
from datetime import UTC, datetime
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bot.commands.opening import open_settings, opened_store
from storage import AuditRow

_DAY_SECONDS: Final = 86400
_SHOWN: Final = 8


@click.command("audit")
@click.option("--days", type=click.IntRange(1), help="Only of the last days.")
@click.option("--who", default="", help="Only of one person, by the beginning of the pseudonym.")
@click.option("--what", default="", help="Only of one screen or command, such as “gemba report”.")
@click.option("--survey", default="", help="Only about one survey.")
@click.option("--most", type=click.IntRange(1), default=100, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(  # noqa: PLR0913, PLR0917  # click passes each option by itself
    days: int | None,
    who: str,
    what: str,
    survey: str,
    most: int,
    as_json: bool,  # noqa: FBT001
) -> None:
    """List who did or saw what, and when, newest first.

    People stand under pseudonyms; `gemba role list` says what their invitations called them. What
    employees do in interviews is never noted.

    \b
    Example:
      gemba audit --days 7 --what "gemba report"
    """
    since = 0 if days is None else int(time.time()) - days * _DAY_SECONDS
    with opened_store(open_settings()) as store, store.transaction() as work:
        rows = work.audit.entries(since=since, person=who, code=what, survey=survey, most=most)
        labels = {row.person: row.label for row in work.members.all() if row.label}
    if as_json:
        listed = [row._asdict() | {"label": labels.get(row.person, "")} for row in rows]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    table = Table("when (UTC)", "who", "what", "survey", "about", "how", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*_cells(row, labels.get(row.person, "")))
    Console(highlight=False).print(table)


def _cells(row: AuditRow, label: str) -> tuple[str, ...]:
    when = datetime.fromtimestamp(row.at, UTC).strftime("%Y-%m-%d %H:%M")
    is_person = " " not in row.person
    who = f"{row.person[:_SHOWN]} {label}".strip() if is_person else row.person
    return when, who, row.code, row.survey, row.about, row.outcome
