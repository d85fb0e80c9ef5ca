"""`gemba invite`: links and QR codes to a survey, to a team of it, or to a role."""

import json
import time
from pathlib import Path
from typing import Final

import click
import httpx
import segno
from rich.console import Console
from rich.table import Table

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.errors import RefusedError
from bot.lifecycle import ALWAYS_ON
from bot.managing.inviting import DAYS, DAYS_OF_ROLE, Invite
from bot.managing.roles import Role
from bot.office import inviting
from bot.office.case import Case
from bot.setting import Setting
from bot.settings import Settings, keep_secret
from storage import SurveyRow, Work

_DAY_SECONDS: Final = 86400
_SECONDS: Final = 10
_ROLES: Final = [role.value for role in Role if role is not Role.LEAD]


@click.command("invite")
@click.option("--survey", default=ALWAYS_ON, show_default=True, help="To which survey.")
@click.option("--team", default="", help="The code of a team; a manager's link is then for it.")
@click.option("--job", default="", help="The code of a kind of job.")
@click.option("--role", type=click.Choice(_ROLES), default="employee", show_default=True)
@click.option("--single", is_flag=True, help="Each link for one person; always so for roles.")
@click.option("--count", type=click.IntRange(1, 1000), default=1, help="How many links.")
@click.option("--days", type=click.IntRange(1, 366), help="How long it holds.")
@click.option("--label", default="", help="For whom, for your own list.")
@click.option("--qr", type=click.Path(dir_okay=False, path_type=Path), help="FILE.png or .svg.")
@click.option("--bot", "name", help="The bot's name; otherwise Telegram is asked.")
@click.option("--list", "as_list", is_flag=True, help="List the invitations instead.")
@click.option("--revoke", metavar="ID", help="Take an invitation back instead.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(**options: object) -> None:
    """Make links that lead into a survey and team, or give a role.

    A bot cannot write to people first: hand the link out by mail, or the QR code on a notice
    board. Of a link only a digest is kept, so it cannot be shown again.

    \b
    Example:
      gemba invite --survey warehouse-winter --team night --qr night.svg
      gemba invite --role owner
    """
    settings = open_settings()
    given = _Given(options)
    if given.text("revoke"):
        _revoke(settings, given.text("revoke"))
    elif options["as_list"]:
        _list(settings, as_json=bool(options["as_json"]))
    else:
        _invite(settings, given)


class _Given:
    """The options as they were given."""

    def __init__(self, options: dict[str, object]) -> None:
        self._options = options

    def text(self, name: str) -> str:
        """Return the option *name*; nothing if it was not given."""
        return str(self._options[name] or "")

    def number(self, name: str, otherwise: int) -> int:
        """Return the option *name*, or *otherwise* if it was not given."""
        return int(self.text(name) or otherwise)

    def is_set(self, name: str) -> bool:
        """Say whether the flag *name* was given."""
        return bool(self._options[name])


def _invite(settings: Settings, given: _Given) -> None:
    file = Path(given.text("qr")) if given.text("qr") else None
    count = given.number("count", 1)
    if file is not None and (count > 1 or file.suffix not in (".png", ".svg")):
        raise click.UsageError("--qr takes one link, and a file that ends in .png or .svg")
    address = f"https://t.me/{given.text('name').lstrip('@') or _bot_name(settings)}"
    codes = [inviting.fresh_code() for _ in range(count)]
    with opened_store(settings) as store, store.transaction() as work:
        case = _case(work, settings)
        for code in codes:
            inviting.keep(case, _wanted(case, code, given))
    links = [f"{address}?start={code}" for code in codes]
    click.echo(json.dumps(links) if given.is_set("as_json") else "\n".join(links))
    if file is not None:
        segno.make(links[0], error="m").save(str(file), scale=10)
        click.echo(f"Written: {file}", err=True)
    click.echo("Keep them now: they are not shown again.", err=True)


def _wanted(case: Case, code: str, given: _Given) -> Invite:
    """Return the invitation that the options ask for.

    Raises:
        RefusedError: there is no such survey, team or kind of job, or the survey is closed.
    """
    role = Role(given.text("role"))
    row = case.work.surveys.get(given.text("survey"))
    if role is not Role.OWNER:
        _check(case.work, row, given)
    days = given.number("days", DAYS.get(role, DAYS_OF_ROLE))
    return Invite(
        code=code,
        survey="" if row is None or role is Role.OWNER else row.id,
        role=role,
        team=given.text("team"),
        job=given.text("job"),
        label=given.text("label"),
        is_shared=role is Role.EMPLOYEE and not given.is_set("single"),
        expires=case.now + days * _DAY_SECONDS,
    )


def _check(work: Work, row: SurveyRow | None, given: _Given) -> None:
    if row is None:
        raise RefusedError(f"survey {given.text('survey')!r}", "is not there: gemba survey list")
    if row.status == "closed":
        raise RefusedError(f"survey {row.id!r}", "is closed: nobody can come to it any more")
    for name, known in (("team", work.surveys.teams(row.id)), ("job", work.surveys.roles(row.id))):
        codes = [each.code for each in known]
        if given.text(name) and given.text(name) not in codes:
            listed = ", ".join(codes) or "none"
            raise RefusedError(f"--{name} {given.text(name)!r}", f"is not there: use {listed}")


def _case(work: Work, settings: Settings) -> Case:
    setting = Setting(open_catalogue(settings))
    setting.survey_of(work, None)
    return Case(work, setting, keep_secret(settings), now=int(time.time()))


def _bot_name(settings: Settings) -> str:
    """Return what Telegram calls the bot of our token.

    Raises:
        SettingsError: there is no token.
        RefusedError: Telegram cannot be asked.
    """
    token = settings.needed_token()
    try:
        answer = httpx.get(f"{settings.api_url}/bot{token}/getMe", timeout=_SECONDS)
        return str(answer.json()["result"]["username"])
    except (httpx.HTTPError, ValueError, KeyError):  # its text may hold the address: the token
        raise RefusedError("the bot's name", "is not known: give it with --bot NAME") from None


def _revoke(settings: Settings, invitation: str) -> None:
    with opened_store(settings) as store, store.transaction() as work:
        if not work.members.revoke(invitation):
            raise RefusedError(f"invitation {invitation!r}", "is not there: gemba invite --list")
    click.echo(f"Taken back: {invitation}")


def _list(settings: Settings, *, as_json: bool) -> None:
    """List invitations; whether an employee used one is nobody's business."""
    with opened_store(settings) as store, store.transaction() as work:
        case = _case(work, settings)
        rows = [(row.survey, inviting.shown(row, case.now)) for row in work.members.invitations()]
    if as_json:
        listed = [{"survey": survey, **each._asdict()} for survey, each in rows]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    table = Table("id", "survey", "role", "team", "until", "for", "label", box=None, pad_edge=False)
    for survey, each in rows:
        until = f"{each.day} (over)" if each.is_over else each.day
        uses = "many" if each.is_shared else "one"
        table.add_row(each.id, survey or "all", each.role, each.team, until, uses, each.label)
    Console(highlight=False).print(table)
