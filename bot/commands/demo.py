"""`gemba demo`: the whole way once, without token, server or network."""

import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import click
from rich.progress import track

from bot.commands.opening import open_catalogue, open_settings
from bot.demo.company import Company, made_up_company
from bot.demo.playing import Player
from bot.gate.briefing import READY, brief_of
from bot.gate.published import Published
from bot.gate.publishing import publish
from bot.lifecycle import ALWAYS_ON
from bot.office.confirming import confirm, confirming_of
from bot.reports import render, render_brief
from bot.reports.spreadsheet import spreadsheet
from bot.setting import QUOTE_THRESHOLD, THRESHOLD, Setting, add_teams
from bot.turn import Turns
from bot.weeks import week_of
from knowledge.catalogue import Catalogue
from knowledge.matching import Matcher
from storage import Store, SurveyRow, open_store

#: A key that anybody can read is good enough for people who do not exist, and lets every demo say
#: the same. Pseudonyms decide who is asked which question about handing over; this one was chosen
#: so that each is asked of five accountants at least, which chance would do in a larger company.
_KEY: Final = sha256(b"nobody of Quayside Kitchens exists 778").hexdigest()
_FILES: Final = {
    "report.html": "the report a manager would get; print it, or open it on a phone",
    "brief.html": "what providers would be asked about {function}",
    "recommendations.xlsx": "the figures for a spreadsheet",
    "recommendations.json": "the figures for other programs",
    "gemba.db": "the database behind all of it",
}


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where to write; files of an earlier demo there are replaced.",
)
def command(folder: Path) -> None:
    """Interview the employees of a made-up company and write what its managers would get.

    \b
    Example:
      gemba demo --folder demo
    """
    catalogue = open_catalogue(open_settings())
    folder.mkdir(parents=True, exist_ok=True)
    database = fresh_file(folder / "gemba.db")
    store = open_store(f"sqlite:///{database}")
    try:
        store.migrate()
        play(store, catalogue, made_up_company())
        published = _published(store, catalogue)
    finally:
        store.close()
    click.echo(render(published, "text"))
    function = write_files(published, catalogue, folder)
    click.echo(f"Everything above is made up. Written to {folder}/:")
    for name, what in _FILES.items():
        click.echo(f"  {name:<21} {what.format(function=function)}")
    click.echo(
        "Next: open the report in a browser; be interviewed yourself with `make chat`;\n"
        f"or ask the database: DATABASE_URL=sqlite:///{database} gemba report --format md"
    )


def fresh_file(path: Path) -> Path:
    """Return *path* with the files of an earlier demo removed."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path


def play(store: Store, catalogue: Catalogue, company: Company) -> None:
    """Set up the survey of *company*, interview everybody in it, and let its managers confirm."""
    now = int(time.time())
    survey = SurveyRow(
        ALWAYS_ON, company.name, company.purpose, "open", "", THRESHOLD,
        QUOTE_THRESHOLD, week_of(now), company.plan.dumps(),
    )  # fmt: skip
    with store.transaction() as work:
        work.surveys.add(survey, _KEY)
        add_teams(work, survey.id, list(company.teams))
        for role in company.roles:
            work.surveys.add_role(survey.id, role)
    turns = Turns(store, Setting(catalogue, Matcher(catalogue)), _KEY.encode())
    people = len(company.employees)
    click.echo(f"{company.name}, a wholesaler, asks {people} of its people.")
    played = Player(store, turns, now).play(company)
    exchanges = sum(track(played, description="Interviewing", total=people, transient=True))
    click.echo(f"{people} interviews, {exchanges / people:.0f} exchanges each.")
    _confirm(store, catalogue, company)
    click.echo(f"Its managers answered questions about {len(company.confirmed)} functions.\n")


def _confirm(store: Store, catalogue: Catalogue, company: Company) -> None:
    """Answer what managers are asked about handing over, as they would in the chat."""
    for code, answers in company.confirmed.items():
        with store.transaction() as work:
            survey = work.surveys.get(ALWAYS_ON)
            assert survey is not None  # noqa: S101  # it was added above
            function = confirming_of(work, survey, catalogue, int(time.time())).function(code)
            assert function is not None  # noqa: S101  # enough made-up people name it
            confirm(work, survey, function, answers)


def _published(store: Store, catalogue: Catalogue) -> Published:
    with store.transaction() as work:
        survey = work.surveys.get(ALWAYS_ON)
        assert survey is not None  # noqa: S101  # it was added above
        return publish(work, survey, catalogue, week_of(time.time()))


def write_files(published: Published, catalogue: Catalogue, folder: Path) -> str:
    """Write the report, the figures and a brief; return what the brief is about."""
    ready = next(each for each in published.functions if each.decision.verdict == READY)
    brief = brief_of(published, catalogue, ready.code)
    texts: Mapping[str, str] = {
        "report.html": render(published, "html"),
        "brief.html": render_brief(brief, "html"),
        "recommendations.json": render(published, "json"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "recommendations.xlsx").write_bytes(spreadsheet(published))
    return ready.name.lower()
