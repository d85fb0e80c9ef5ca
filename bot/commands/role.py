"""`gemba role`: who may do what, and taking it back."""

import json

import click
from rich.console import Console
from rich.table import Table

from bot.commands.opening import open_settings, opened_store
from bot.errors import RefusedError

_SHOWN = 8


@click.group("role")
def command() -> None:
    """List who may do what, and take roles back. They are given with `gemba invite`.

    \b
    Example:
      gemba role list
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_command(as_json: bool) -> None:  # noqa: FBT001  # click passes flags so
    """List roles: people under pseudonyms, and what their invitation said of them.

    Owners named in GEMBA_OWNERS are not listed.

    \b
    Example:
      gemba role list --json
    """
    with opened_store(open_settings()) as store, store.transaction() as work:
        rows = work.members.all()
    if as_json:
        click.echo(json.dumps([row._asdict() for row in rows], indent=2, ensure_ascii=False))
        return
    table = Table("person", "role", "survey", "team", "label", "since", box=None, pad_edge=False)
    for row in rows:
        person = row.person[:_SHOWN]
        table.add_row(person, row.role, row.survey or "all", row.team, row.label, row.week)
    Console(highlight=False).print(table)


@command.command("withdraw")
@click.argument("person")
@click.option("--survey", help="Only in this survey.")
def withdraw(person: str, survey: str | None) -> None:
    """Take all roles from PERSON, named by the beginning of the pseudonym.

    \b
    Example:
      gemba role withdraw a4c80eaa
    """
    with opened_store(open_settings()) as store, store.transaction() as work:
        meant = [row for row in work.members.all() if row.person.startswith(person)]
        if len({row.person for row in meant}) != 1:
            raise RefusedError(f"person {person!r}", "is not there, or not the only one so called")
        taken = [row for row in meant if survey in (None, row.survey)]
        for row in taken:
            work.members.withdraw(row)
    click.echo(f"{len(taken)} role(s) taken back.")
