"""`gemba survey`: surveys from planning to closing, as in the chat."""

import html
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bot.commands.confirming import confirm_command
from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.commands.watching import progress_command, release_command
from bot.errors import RefusedError
from bot.gate.rule import FLOOR
from bot.lifecycle import finish_closing
from bot.managing.fields import FIELDS, LATER, Fault
from bot.managing.moving import WAYS
from bot.managing.naming import code_of
from bot.managing.plans import Desk, Stage, SurveyPlan
from bot.office import surveying
from bot.places import zone_of
from bot.setting import Setting
from bot.surveys import interview_text
from bot.wording import wording_in
from storage import Work

_TAG: Final = re.compile(r"</?\w+>")
#: The options of `new` and `change`, the fields that they set, and what is shown for help.
_OPTIONS: Final = (
    ("purpose", "TEXT", "Finishes “We ask people about their daily work, to ...”."),
    ("teams", "TEXT", "Such as “Warehouse 24, Customer care 12”, with head counts."),
    ("jobs", "TEXT", "Kinds of jobs, likewise; they put a price on hours."),
    ("interview", "FILE", "full, short, or a YAML file of your own."),
    ("languages", "TEXT", "Which of the interview's languages are used: “en, de”, or all."),
    ("opens", "DATE", "When it opens by itself, once confirmed with `open`; or none."),
    ("closes", "DATE", "When it closes by itself; or none."),
    ("reminders", "N", "0, 1 or 2."),
    ("quiet", "HOURS", "When nobody is written to: “20-8 Europe/Vienna”."),
    ("threshold", "N", "A figure needs so many people; never below 3."),
    ("quotes", "N", "A quote needs so many."),
    ("money", "TEXT", "What an hour costs: “EUR, all 38.50” or “EUR, clerk 38.50”."),
    ("trade", "TEXT", "Functions that are your own trade, separated by “;”."),
)


def _planned(function: Callable[..., None]) -> Callable[..., None]:
    """Give *function* the options that set fields of a plan."""
    for name, metavar, text in reversed(_OPTIONS):
        function = click.option(f"--{name}", metavar=metavar, help=text)(function)
    return function


@click.group("survey")
def command() -> None:
    """Plan, open, watch, extend, pause and close surveys.

    \b
    Example:
      gemba survey new "Warehouse, winter" --teams "Night 9, Day 12" --closes 2026-12-18
      gemba survey open warehouse-winter
    """


@command.command("new")
@click.argument("name")
@_planned
def new(name: str, **fields: str | None) -> None:
    """Plan a survey called NAME; it is a draft until it is opened.

    \b
    Example:
      gemba survey new "Warehouse, winter" --teams "Night 9, Day 12" --purpose "find what is slow"
    """
    with _working() as (work, setting):
        survey = code_of(name, {row.id for row in work.surveys.all()})
        surveying.begin(work, survey, name, time.time())
        _change(work, setting, survey, {"name": name, **fields})
    click.echo(f"Planned: {survey}. Look at it with `gemba survey show {survey}`, then")
    click.echo(f"`gemba survey open {survey}`.")


@command.command("change")
@click.argument("survey")
@click.option("--name", help="What the survey is called.")
@_planned
def change(survey: str, **fields: str | None) -> None:
    """Change the plan of SURVEY; what people were told is frozen once it is open.

    \b
    Example:
      gemba survey change warehouse-winter --closes 2026-12-23
    """
    with _working() as (work, setting):
        _change(work, setting, survey, fields)
    click.echo(f"Changed: {survey}")


@command.command("extend")
@click.argument("survey")
@click.argument("date")
def extend(survey: str, date: str) -> None:
    """Let SURVEY close on DATE, or on none.

    \b
    Example:
      gemba survey extend warehouse-winter 2026-12-23
    """
    with _working() as (work, setting):
        _change(work, setting, survey, {"closes": date})
    click.echo(f"{survey} closes on {date}.")


def _change(work: Work, setting: Setting, survey: str, fields: Mapping[str, str | None]) -> None:
    """Change what is given, or nothing at all if something cannot be used."""
    for name, said in fields.items():
        if said is None:
            continue
        desk = _desk(work, setting, survey, said)
        stage = desk.plan.stage
        if stage is Stage.CLOSED or (stage is not Stage.DRAFT and name not in LATER):
            raise RefusedError(f"{name} of {survey}", "is frozen: people were told it before")
        surveying.alter(work, survey, name, _meant(name, said, desk))


def _meant(name: str, said: str, desk: Desk) -> object:
    """Return what *said* means for the field *name*.

    Raises:
        RefusedError: it cannot be used.
        SurveyError: an interview file has faults.
    """
    if name == "interview" and said not in ("full", "short"):
        text = interview_text(Path(said))
        surveying.read_interview(text, said)
        return text
    found = FIELDS[name].parse(said, desk)
    if isinstance(found, Fault):
        values = {"value": found.value}
        why = wording_in("en").screens.message(found.code, values).strip()
        raise RefusedError(f"--{name} {said!r}", why)
    return found


def _desk(work: Work, setting: Setting, survey: str, said: str = "") -> Desk:
    plan, row = _plan(work, survey), work.surveys.get(survey)
    labels = {code: setting.catalogue.label(code) for code in setting.catalogue.functions}
    today = surveying.today(time.time(), plan.zone).isoformat()
    zone = zone_of(said.strip().partition(" ")[2])
    return Desk(
        plan=plan,
        today=today,
        zone=zone,
        functions=labels,
        languages=surveying.languages_of("" if row is None else row.interview),
        floor=FLOOR,
    )


def _plan(work: Work, survey: str) -> SurveyPlan:
    row = work.surveys.get(survey)
    if row is None:
        known = ", ".join(each.id for each in work.surveys.all())
        raise RefusedError(f"survey {survey!r}", f"is not there: use one of {known}")
    return surveying.plan_of(work, row)


@contextmanager
def _working(survey: str = "") -> Iterator[tuple[Work, Setting]]:
    """Give a transaction on the database, in which the always-on survey exists.

    If *survey* was closed in it, what is left of that is done afterwards: no bot need run.
    """
    settings = open_settings()
    setting = Setting(open_catalogue(settings))
    with opened_store(settings) as store:
        with store.transaction() as work:
            setting.survey_of(work, None)
            yield work, setting
        finish_closing(store, survey)


def _mover(name: str, text: str, confirmed: str = "") -> None:
    """Add the command that moves a survey on by *name*."""

    @command.command(name, help=f"{text}\n\n\b\nExample:\n  gemba survey {name} warehouse-winter")
    @click.argument("survey")
    @click.option("--yes", is_flag=True, help="Do not ask.")
    def move(survey: str, yes: bool) -> None:  # noqa: FBT001  # click passes flags so
        with _working(survey) as (work, _):
            plan = _plan(work, survey)
            if plan.stage not in WAYS[name].before:
                raise RefusedError(f"{name} {survey}", f"is not possible: it is {plan.stage}")
            _refuse_a_past_end(name, plan)
            if confirmed and not yes:
                words = wording_in("en").screens.message(f"sure_{name}", {"plan": plan})
                click.echo(_plain(words))
                click.confirm("Go on?", abort=True)
            after = WAYS[name].after
            if after is None:
                work.surveys.drop(survey)
            else:
                surveying.move(work, survey, after, int(time.time()))
        done = wording_in("en").screens.message(f"done_{name}", {"plan": plan})
        click.echo(_plain(done))


def _refuse_a_past_end(name: str, plan: SurveyPlan) -> None:
    today = surveying.today(time.time(), plan.zone).isoformat()
    if WAYS[name].after is Stage.OPEN and plan.closes is not None and plan.closes < today:
        problem = f"would close at once: its end, {plan.closes}, is over. Extend it first"
        raise RefusedError(f"{name} {plan.id}", problem)


def _plain(text: str) -> str:
    """Return *text* without the chat's markup."""
    return html.unescape(_TAG.sub("", text)).strip()


for _name, _text, _confirmed in (
    ("open", "Open SURVEY; with an opening date it waits for that.", "y"),
    ("pause", "Let SURVEY take no answers for a while.", ""),
    ("resume", "Let a paused SURVEY take answers again.", ""),
    ("close", "Close SURVEY for good and destroy the key of its pseudonyms.", "y"),
    ("drop", "Delete the draft SURVEY.", "y"),
):
    _mover(_name, _text, _confirmed)


command.add_command(confirm_command)
command.add_command(progress_command)
command.add_command(release_command)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_command(as_json: bool) -> None:  # noqa: FBT001
    """List all surveys.

    \b
    Example:
      gemba survey list
    """
    with _working() as (work, _):
        plans = [surveying.plan_of(work, row) for row in work.surveys.all()]
    if as_json:
        click.echo(json.dumps([asdict(plan) for plan in plans], indent=2, ensure_ascii=False))
        return
    table = Table("id", "name", "state", "teams", "people", "closes", box=None, pad_edge=False)
    for plan in plans:
        people = "" if plan.people is None else str(plan.people)
        table.add_row(
            plan.id, plan.name, plan.stage, str(len(plan.teams)), people, plan.closes or ""
        )
    Console(highlight=False).print(table)


@command.command("show")
@click.argument("survey")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(survey: str, as_json: bool) -> None:  # noqa: FBT001
    """Show the plan of SURVEY.

    \b
    Example:
      gemba survey show always-on --json
    """
    with _working() as (work, _):
        plan = _plan(work, survey)
    if as_json:
        click.echo(json.dumps(asdict(plan), indent=2, ensure_ascii=False))
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in _lines(plan):
        table.add_row(name, value)
    Console(highlight=False).print(table)


def _lines(plan: SurveyPlan) -> Iterator[tuple[str, str]]:
    yield "id", plan.id
    yield "name", plan.name
    yield "state", plan.stage + (f", opens by itself on {plan.opens}" if plan.is_due else "")
    yield "purpose", f"We ask people about their daily work, to {plan.purpose}."
    for name, groups in (("teams", plan.teams), ("jobs", plan.jobs)):
        counted = (f"{each.name} ({each.people or '?'}, {each.code})" for each in groups)
        yield name, ", ".join(counted) or "none"
    yield "interview", f"{plan.interview}, in {', '.join(plan.languages)}"
    yield "opens", plan.opens or "when it is opened"
    yield "closes", plan.closes or "when it is closed"
    yield "reminders", f"{plan.reminders}, never from {plan.quiet} o'clock ({plan.zone})"
    yield "shown from", f"{plan.threshold} people on, quotes from {plan.quote_threshold}"
    rates = ", ".join(f"{code or 'others'} {rate:.2f}" for code, rate in plan.rates)
    yield "an hour costs", f"{rates} {plan.currency}" if rates else "not given"
    yield "own trade", ", ".join(plan.trade) or "not named"
