"""`gemba survey progress` and `release`: how a survey goes, and telling people what came of it."""

import html
import re
import time
from typing import Final

import click

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.errors import RefusedError
from bot.releasing import is_released, preview_results, release_results
from bot.setting import Setting
from bot.wording import DEFAULT, wording_in
from storage import SurveyRow, Work

_TAG: Final = re.compile(r"</?\w+>")


@click.command("progress")
@click.argument("survey")
def progress_command(survey: str) -> None:
    """Say how many answered SURVEY, by team, and where people stop; never who.

    \b
    Example:
      gemba survey progress warehouse-winter
    """
    from bot.gate.progressing import progress  # noqa: PLC0415  # numpy, unneeded otherwise
    from bot.reports import render_progress  # noqa: PLC0415

    settings = open_settings()
    setting = Setting(open_catalogue(settings))
    with opened_store(settings) as store, store.transaction() as work:
        row = _row(work, survey)
        interview = setting.context_of(work, row, rotation=0).survey
        going = progress(work, row, setting.catalogue, interview)
    click.echo(render_progress(going), nl=False)


@click.command("release")
@click.argument("survey")
@click.option("--note", default="", help="What follows from it, in your own words.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def release_command(survey: str, note: str, yes: bool) -> None:  # noqa: FBT001  # click passes flags so
    """Tell everybody who took part in SURVEY what came of it, once, after it has closed.

    \b
    Example:
      gemba survey release warehouse-winter --note "We buy a signing tool in March."
    """
    settings, now = open_settings(), int(time.time())
    setting = Setting(open_catalogue(settings))
    with opened_store(settings) as store, store.transaction() as work:
        row = _row(work, survey)
        if row.status != "closed":
            raise RefusedError(survey, "has not closed: until then the figures may change")
        if is_released(row):
            raise RefusedError(survey, "was released before: people are told once")
        reply = preview_results(work, row, setting.catalogue, note, now)
        said = wording_in(DEFAULT).say(reply, setting.context_of(work, row, rotation=0)).text
        click.echo(html.unescape(_TAG.sub("", said)))
        if not yes:
            click.confirm("\nTell everybody?", abort=True)
        release_results(work, row, setting.catalogue, note, now)
    click.echo(
        "\nEverybody whose chat is still known is told, outside their quiet hours, while the bot "
        "runs. How many that are is not said: who came and did not finish would be known by it."
    )


def _row(work: Work, survey: str) -> SurveyRow:
    row = work.surveys.get(survey)
    if row is None:
        raise RefusedError(f"survey {survey!r}", "is not there: gemba survey list")
    return row
