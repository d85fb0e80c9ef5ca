"""`gemba report`: the recommendations for management, in the format that is needed."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.gate.briefing import brief_of
from bot.gate.published import Published
from bot.gate.publishing import EVERYTHING, Viewer, publish
from bot.lifecycle import ALWAYS_ON
from bot.reports import BRIEF_FORMATS, FORMATS, TABLES, render, render_brief, separated
from bot.reports.schema import report_schema
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from storage import SurveyRow, Work

_SHEET = "xlsx"


def _print_schema(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # click's
    if wanted:
        click.echo(json.dumps(report_schema(), indent=2))
        ctx.exit()


@click.command("report")
@click.option(
    "--format", "kind", type=click.Choice([*FORMATS, _SHEET]), default="text", show_default=True
)
@click.option("--survey", default=ALWAYS_ON, show_default=True, help="Which survey.")
@click.option("--team", "teams", multiple=True, help="Only this team's figures; may be repeated.")
@click.option("--table", type=click.Choice(list(TABLES)), help="With csv: which table.")
@click.option("--brief", "function", help="What to ask providers about this function; md or html.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
@click.option(
    "--schema", is_flag=True, is_eager=True, expose_value=False, callback=_print_schema,
    help="Print the JSON Schema of --format json.",
)  # fmt: skip
def command(  # noqa: PLR0913  # one for each option
    *,
    kind: str,
    survey: str,
    teams: Sequence[str],
    table: str | None,
    function: str | None,
    output: Path | None,
) -> None:
    """Print the recommendations, or write them to a file.

    Nothing is shown that fewer people stand behind than the survey's rule says.

    \b
    Example:
      gemba report --format html --output report.html
      gemba report --format csv --table functions
      gemba report --brief payroll --format md
    """
    if table is not None and kind != "csv":
        raise click.UsageError("--table goes with --format csv")
    if function is not None and kind not in BRIEF_FORMATS:
        raise click.UsageError(f"--brief goes with --format {' or '.join(BRIEF_FORMATS)}")
    settings = open_settings()
    catalogue = open_catalogue(settings)
    with opened_store(settings) as store, store.transaction() as work:
        row = _survey(work, catalogue, survey)
        published = publish(work, row, catalogue, week_of(time.time()), _viewer(work, row, teams))
    if function is not None:
        _write(render_brief(brief_of(published, catalogue, function), kind), output)
    else:
        _write(_rendered(published, kind, table), output)


def _survey(work: Work, catalogue: Catalogue, survey: str) -> SurveyRow:
    row = work.surveys.get(survey)
    if row is not None:
        return row
    if survey != ALWAYS_ON:
        raise click.UsageError(f"there is no survey {survey!r}")
    from bot.setting import Setting  # noqa: PLC0415  # it loads the interview, seldom needed here

    return Setting(catalogue).survey_of(work, None)


def _viewer(work: Work, survey: SurveyRow, teams: Sequence[str]) -> Viewer:
    """Return the eyes for which the report is made.

    Raises:
        click.UsageError: the survey has no such team.
    """
    known = {team.code for team in work.surveys.teams(survey.id)}
    for team in teams:
        if team not in known:
            there = f"there are {', '.join(sorted(known))}" if known else "it has no teams"
            raise click.UsageError(f"survey {survey.id!r} has no team {team!r}; {there}")
    return Viewer(frozenset(teams)) if teams else EVERYTHING


def _rendered(published: Published, kind: str, table: str | None) -> str | bytes:
    if kind == _SHEET:
        from bot.reports.spreadsheet import spreadsheet  # noqa: PLC0415  # only where it is wanted

        return spreadsheet(published)
    return render(published, kind) if table is None else separated(published, table)


def _write(made: str | bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(made if isinstance(made, bytes) else made.encode())
        click.echo(f"Written: {output}")
    elif isinstance(made, bytes) and sys.stdout.isatty():
        raise click.UsageError("a spreadsheet is no text: add --output FILE.xlsx")
    else:
        click.echo(made, nl=False)
