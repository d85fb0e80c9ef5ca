"""`gemba import FILE`: answers collected elsewhere, matched and stored in one transaction."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.progress import track

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.errors import InputError
from bot.importing.reading import read_table
from bot.importing.rows import NAMES, ImportRow, RowFaultError, columns_of, digest_of, row_of
from bot.importing.storing import store_rows
from bot.lifecycle import ALWAYS_ON
from bot.setting import Setting
from bot.weeks import week_of
from knowledge.matching import Matcher
from storage import Store

_MOST_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=NAME", help="Such as text=Answer.")
@click.option("--skip-bad", is_flag=True, help="Import the good rows although others are bad.")
@click.option("--survey", default=ALWAYS_ON, show_default=True, help="Into which survey.")
def command(file: Path, mapping: tuple[str, ...], skip_bad: bool, survey: str) -> None:  # noqa: FBT001  # click passes flags so
    """Import answers from FILE (.csv, .tsv, .xlsx or .jsonl).

    Columns: text, and optionally team, role, respondent, minutes, per_week. A row without
    respondent counts as a person of its own. The same rows twice change nothing.

    \b
    Example:
      gemba import answers.csv --map text=Comment --map team=Department
    """
    rows, faults = read_rows(file, mapped(mapping))
    if faults and not skip_bad:
        raise InputError(str(file), [*faults[:_MOST_SHOWN], *_more(faults)])
    for fault in faults[:_MOST_SHOWN]:
        click.echo(f"left out: {fault}", err=True)
    settings = open_settings()
    catalogue = open_catalogue(settings)
    with opened_store(settings) as store:
        added = _import(store, Setting(catalogue, Matcher(catalogue)), survey, rows)
    click.echo(f"{added} answers imported from {file}." if added else _NOTHING_NEW)


_NOTHING_NEW = "Nothing to do: these answers were imported before."


def _more(faults: Sequence[str]) -> list[str]:
    """Return what is said below a list of faults."""
    left = len(faults) - _MOST_SHOWN
    hint = "mend them, or use --skip-bad to import the others"
    return [f"and {left} more rows; {hint}" if left > 0 else hint]


def mapped(mapping: Sequence[str]) -> dict[str, str]:
    """Return the columns that `--map` names, ours to theirs; wrong usage raises click's error."""
    found = {}
    for each in mapping:
        ours, sign, theirs = each.partition("=")
        if not sign or ours not in NAMES or not theirs:
            known = ", ".join(NAMES)
            raise click.BadParameter(f"{each!r}: use COLUMN=NAME, where COLUMN is one of {known}")
        found[ours] = theirs
    return found


def read_rows(file: Path, columns: Mapping[str, str]) -> tuple[list[ImportRow], list[str]]:
    """Return the good rows of *file*, and what is wrong with each of the others.

    Raises:
        InputError: the file cannot be read at all, or has no text.
    """
    rows: list[ImportRow] = []
    faults: list[str] = []
    found: dict[str, str] | None = None
    for line in read_table(file):
        try:
            if found is None:
                found = columns_of(line.cells, columns)
        except RowFaultError as error:
            raise InputError(str(file), [str(error)]) from None
        try:
            rows.append(row_of(line, found))
        except RowFaultError as error:
            faults.append(f"row {line.number}: {error}")
    if not rows and not faults:
        raise InputError(str(file), ["has no rows"])
    return rows, faults


def _import(store: Store, setting: Setting, survey: str, rows: Sequence[ImportRow]) -> int:
    week = week_of(time.time())
    with store.transaction() as work:
        row = setting.survey_of(work, survey)
        if work.answers.import_done(digest_of(rows)):
            return 0
        stored = store_rows(work, row.id, rows, setting.matcher, week)
        return sum(1 for _ in track(stored, "Importing", total=len(rows), transient=True))
