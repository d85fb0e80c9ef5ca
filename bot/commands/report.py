"""`gemba report`: the recommendations for management, in the format that is needed."""

import time
from pathlib import Path

import click

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.gate.publishing import publish
from bot.reports import FORMATS, render
from bot.setting import ALWAYS_ON, Setting
from bot.weeks import week_of
from knowledge.matching import Matcher


@click.command("report")
@click.option(
    "--format", "kind", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option("--survey", default=ALWAYS_ON, show_default=True, help="Which survey.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
def command(kind: str, survey: str, output: Path | None) -> None:
    """Print the recommendations, or write them to a file.

    Nothing is shown that fewer people stand behind than the survey's rule says.

    \b
    Example:
      gemba report --format html --output report.html
    """
    settings = open_settings()
    catalogue = open_catalogue(settings)
    with opened_store(settings) as store, store.transaction() as work:
        row = work.surveys.get(survey)
        if row is None and survey != ALWAYS_ON:
            raise click.UsageError(f"there is no survey {survey!r}")
        row = row or Setting(catalogue, Matcher(catalogue)).survey_of(work, None)
        published = publish(work, row, catalogue, week_of(time.time()))
    text = render(published, kind)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        click.echo(f"Written: {output}")
