"""`gemba demo`: the whole way once, without token, server or network."""

import time
from pathlib import Path

import click
from rich.progress import track

from bot.commands.opening import open_catalogue, open_settings
from bot.demo.company import Company, made_up_company
from bot.demo.playing import Player
from bot.gate.publishing import publish
from bot.pseudonyms import fresh_key
from bot.reports import render
from bot.setting import ALWAYS_ON, QUOTE_THRESHOLD, THRESHOLD, Setting, add_teams
from bot.turn import Turns
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from knowledge.matching import Matcher
from storage import Store, SurveyRow, open_store


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where to write; files of an earlier demo there are replaced.",
)
def command(folder: Path) -> None:
    """Interview 40 made-up employees and write the report a manager would get.

    \b
    Example:
      gemba demo --folder demo
    """
    catalogue = open_catalogue(open_settings())
    folder.mkdir(parents=True, exist_ok=True)
    database = fresh_file(folder / "gemba.db")
    company = made_up_company()
    store = open_store(f"sqlite:///{database}")
    try:
        store.migrate()
        play(store, catalogue, company)
        write_reports(store, catalogue, folder)
    finally:
        store.close()
    click.echo(
        f"\nWritten to {folder}/: report.html, recommendations.json, gemba.db\n"
        f"Next: open {folder}/report.html in a browser; be interviewed yourself with `make chat`;\n"
        f"or ask the database: DATABASE_URL=sqlite:///{database} gemba report --format md"
    )


def fresh_file(path: Path) -> Path:
    """Return *path* with the files of an earlier demo removed."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path


def play(store: Store, catalogue: Catalogue, company: Company) -> None:
    """Set up the survey of *company* and interview everybody in it."""
    now = int(time.time())
    survey = SurveyRow(
        ALWAYS_ON, company.name, company.purpose, "open", "", THRESHOLD,
        QUOTE_THRESHOLD, week_of(now),
    )  # fmt: skip
    with store.transaction() as work:
        work.surveys.add(survey, fresh_key())
        add_teams(work, survey.id, list(company.teams))
    turns = Turns(store, Setting(catalogue, Matcher(catalogue)), fresh_key().encode())
    people = len(company.employees)
    click.echo(f"{company.name}, a made-up wholesaler, asks {people} of its people.")
    played = Player(store, turns, now).play(company)
    exchanges = sum(track(played, description="Interviewing", total=people, transient=True))
    click.echo(f"{people} interviews, {exchanges / people:.0f} exchanges each.\n")


def write_reports(store: Store, catalogue: Catalogue, folder: Path) -> None:
    """Print the summary, and write the report and the recommendations."""
    with store.transaction() as work:
        survey = work.surveys.get(ALWAYS_ON)
        assert survey is not None  # noqa: S101  # it was added above
        published = publish(work, survey, catalogue, week_of(time.time()))
    click.echo(render(published, "text"), nl=False)
    (folder / "report.html").write_text(render(published, "html"), encoding="utf-8")
    (folder / "recommendations.json").write_text(render(published, "json"), encoding="utf-8")
