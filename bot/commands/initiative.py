"""`gemba initiative`: what was decided on recommendations, how it goes, and whether it helped."""

import html
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.errors import RefusedError
from bot.initiatives.accepting import Wish, accept
from bot.initiatives.course import State, add_note, move
from bot.lifecycle import ALWAYS_ON
from bot.managing.decided import Initiative
from bot.office.deciding import decided, offer_of, shown
from bot.setting import Setting
from bot.wording import wording_in
from knowledge.catalogue import Catalogue
from storage import InitiativeRow, SurveyRow, Work

_TAG: Final = re.compile(r"</?\w+>")
_GOAL: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|h|hours?)?")
_VERDICTS: Final = {
    "better": "better",
    "worse": "worse",
    "cannot_tell": "too few answers to tell",
    "not_yet": "not measured again",
    "changed": "baseline changed!",
}


@click.group("initiative")
def command() -> None:
    """Take recommendations on, note how it goes, and see whether it got better.

    \b
    Example:
      gemba initiative accept rework --owner "Ann Lee" --goal 30%
      gemba initiative list
    """


@command.command("accept")
@click.argument("code")
@click.option("--owner", required=True, help="Who sees to it.")
@click.option("--survey", default=ALWAYS_ON, show_default=True, help="Whose results it is from.")
@click.option("--goal", metavar="DROP", help="Such as 30% or 4h a week; else what is usual.")
@click.option("--due", metavar="DATE", help="When it shall be done; else when it usually helps.")
@click.option("--check", metavar="DATE", help="When to measure again.")
@click.option("--team", default="", help="Only in this team, by its code.")
@click.option("--propose", is_flag=True, help="Only propose it; `start` accepts it.")
def accept_command(code: str, survey: str, **said: str) -> None:
    """Take on the recommendation CODE of a survey's report; what is known now is locked.

    \b
    Example:
      gemba initiative accept rework --owner "Ann Lee" --goal 30% --due 2027-03-01
    """
    number, unit = _goal(said["goal"])
    wish = Wish(
        owner=said["owner"],
        goal=number,
        unit=unit,
        due_on=_date("--due", said["due"]),
        check_on=_date("--check", said["check"]),
        team=said["team"],
        is_proposed=bool(said["propose"]),
    )
    now = int(time.time())
    with _working() as (work, catalogue):
        row = _survey(work, survey)
        teams = frozenset((wish.team,)) if wish.team else None
        offer = offer_of(work, row, catalogue, now, teams)
        kept = accept(work, offer, code, wish, now)
        text = _words(shown(work, kept, catalogue))
    click.echo(f"{text}\n\nTaken on as {kept.id}. What is known now is locked: {kept.digest[:12]}")


@command.command("list")
@click.option("--survey", help="Only of this survey.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_command(survey: str | None, as_json: bool) -> None:  # noqa: FBT001  # click passes flags so
    """List all initiatives.

    \b
    Example:
      gemba initiative list
    """
    with _working() as (work, catalogue):
        surveys = [row for row in work.surveys.all() if survey in (None, row.id)]
        found = [it for row in surveys for it in decided(work, row, catalogue).initiatives]
    if as_json:
        click.echo(_json([_plain(each) for each in found]))
        return
    table = Table("id", "what", "who", "state", "due", "before and after", box=None, pad_edge=False)
    for each in found:
        verdict = _VERDICTS[each.verdict]
        table.add_row(each.id, each.title, each.owner, each.state, each.due, verdict)
    Console(highlight=False).print(table)


def _shower(name: str, text: str) -> None:
    """Add the command *name* that shows one initiative."""

    @command.command(name, help=f"{text}\n\n\b\nExample:\n  gemba initiative {name} 4f2a91")
    @click.argument("initiative")
    @click.option("--json", "as_json", is_flag=True, help="As JSON.")
    def show(initiative: str, as_json: bool) -> None:  # noqa: FBT001
        with _working() as (work, catalogue):
            found = shown(work, _row(work, initiative), catalogue)
        if name == "check" and not found.is_intact:
            raise RefusedError(
                f"initiative {initiative}",
                f"has another baseline than was locked ({found.digest[:12]}): nothing is compared",
            )
        click.echo(_json(_plain(found)) if as_json else _words(found))


_shower("show", "Show INITIATIVE: goal, notes, before and after.")
_shower("check", "Compare before and after INITIATIVE; fails if the baseline was changed.")


@command.command("note")
@click.argument("initiative")
@click.argument("text", default="")
@click.option("--value", type=float, help="The figure of its indicator, one a week.")
def note(initiative: str, text: str, value: float | None) -> None:
    """Note how INITIATIVE goes; the first note says that it runs.

    \b
    Example:
      gemba initiative note 4f2a91 "the new form is in use" --value 12
    """
    with _working() as (work, _):
        add_note(work, _row(work, initiative), text, int(time.time()), value)
    click.echo(f"Noted: {initiative}")


def _mover(name: str, text: str, state: State) -> None:
    """Add the command *name* that moves an initiative on."""

    @command.command(name, help=f"{text}\n\n\b\nExample:\n  gemba initiative {name} 4f2a91")
    @click.argument("initiative")
    @click.option("--reason", default="", help="Why.")
    def moved(initiative: str, reason: str) -> None:
        with _working() as (work, _):
            row = _row(work, initiative)
            is_proposal = row.state == State.PROPOSED and state is State.RUNNING
            after = move(work, row, State.ACCEPTED if is_proposal else state, reason)
        click.echo(f"{initiative} is {after.state}.")


_mover("start", "Accept INITIATIVE if it was proposed, or say that it runs.", State.RUNNING)
_mover("done", "Say that INITIATIVE is done.", State.DONE)
_mover("drop", "Drop INITIATIVE; that needs a --reason.", State.DROPPED)


@contextmanager
def _working() -> Iterator[tuple[Work, Catalogue]]:
    settings = open_settings()
    catalogue = open_catalogue(settings)
    with opened_store(settings) as store, store.transaction() as work:
        Setting(catalogue).survey_of(work, None)
        yield work, catalogue


def _survey(work: Work, survey: str) -> SurveyRow:
    row = work.surveys.get(survey)
    if row is None:
        known = ", ".join(each.id for each in work.surveys.all())
        raise RefusedError(f"survey {survey!r}", f"is not there: use one of {known}")
    return row


def _row(work: Work, initiative: str) -> InitiativeRow:
    row = work.initiatives.get(initiative)
    if row is None:
        raise RefusedError(
            f"initiative {initiative!r}", "is not there: see `gemba initiative list`"
        )
    return row


def _goal(said: str | None) -> tuple[float | None, str]:
    """Return the number and the unit that *said* means."""
    found = _GOAL.fullmatch(said.strip().lower()) if said else None
    if said and found is None:
        raise RefusedError(f"--goal {said!r}", "is not a drop such as 30% or 4h")
    if found is None:
        return None, "percent"
    return float(found[1].replace(",", ".")), "percent" if found[2] in (None, "%") else "hours"


def _date(name: str, said: str | None) -> date | None:
    try:
        return None if said is None else datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007  # a day
    except ValueError:
        raise RefusedError(f"{name} {said!r}", "is not a date such as 2027-03-01") from None


def _words(found: Initiative) -> str:
    text = wording_in("en").screens.message("initiative", {"it": found})
    lines = [line.strip() for line in html.unescape(_TAG.sub("", text)).strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join([f"{found.id}  {kept[0]}", *kept[1:]])


def _plain(found: Initiative) -> Mapping[str, object]:
    return {name: _fields(value) for name, value in asdict(found).items()}


def _fields(value: object) -> object:
    """Return *value* with named fields as JSON has them."""
    if hasattr(value, "_asdict"):
        return {name: _fields(each) for name, each in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_fields(each) for each in value]
    assert not is_dataclass(value)  # noqa: S101  # asdict has resolved them
    return value


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
