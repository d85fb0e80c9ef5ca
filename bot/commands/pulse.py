"""`gemba pulse`: a closed survey asked again by schedule, a few questions at a time."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from bot.commands.opening import open_settings, opened_store
from bot.errors import RefusedError
from bot.initiatives.following import later_rounds
from bot.initiatives.pulsing import LEAST_WEEKS, plan_pulse, stop_pulse
from bot.lifecycle import Duty
from storage import SurveyRow, Work


@click.group("pulse")
def command() -> None:
    """Ask a closed survey again: three to five of its questions, word for word.

    Rounds are asked of those whom the survey can still reach, by `gemba run`. What changed is told
    by `gemba initiative show`.

    \b
    Example:
      gemba pulse start warehouse-winter --every 8 --rounds 2
    """


@command.command("start")
@click.argument("survey")
@click.option("--every", "weeks", default=8, show_default=True, help="Weeks between rounds.")
@click.option("--rounds", default=2, show_default=True, help="How many rounds.")
def start(survey: str, weeks: int, rounds: int) -> None:
    """Ask SURVEY again by schedule; the first round begins after the first interval.

    \b
    Example:
      gemba pulse start warehouse-winter --every 8 --rounds 2
    """
    with _working(survey) as (work, row):
        planned = plan_pulse(work, row, weeks=weeks, rounds=rounds, now=int(time.time()))
    asked = planned.questions.replace(",", ", ")
    click.echo(f"{survey} is asked again {rounds} time(s), every {weeks} weeks: {asked}.")
    click.echo(
        f"Nobody is asked more often than every {LEAST_WEEKS} weeks, other surveys included."
    )


@command.command("stop")
@click.argument("survey")
def stop(survey: str) -> None:
    """Ask SURVEY no more; a round that is open closes at its date.

    \b
    Example:
      gemba pulse stop warehouse-winter
    """
    with _working(survey) as (work, _):
        if not stop_pulse(work, survey):
            raise RefusedError(f"survey {survey!r}", "is not asked again by schedule")
    click.echo(f"{survey} is not asked again.")


@command.command("show")
@click.argument("survey")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show(survey: str, as_json: bool) -> None:  # noqa: FBT001  # click passes flags so
    """Show the schedule and the rounds of SURVEY.

    \b
    Example:
      gemba pulse show warehouse-winter
    """
    with _working(survey) as (work, _):
        pulse = work.initiatives.pulse(survey)
        following = work.due.planned(Duty.PULSE, survey)
        rounds = [(row.id, row.name, row.status) for row in later_rounds(work, survey)]
    found = None if pulse is None else pulse._asdict()
    day = (
        None if following is None else datetime.fromtimestamp(following.at, UTC).date().isoformat()
    )
    if as_json:
        click.echo(json.dumps({"schedule": found, "next": day, "rounds": rounds}, indent=2))
        return
    if pulse is None:
        click.echo(f"{survey} is not asked again by schedule.")
    else:
        done = f"{pulse.done} of {pulse.rounds} rounds, every {pulse.weeks} weeks"
        click.echo(f"{done}; next: {day or 'none'}; {pulse.questions.replace(',', ', ')}")
        click.echo(f"Nobody is asked more often than every {LEAST_WEEKS} weeks.")
    for code, name, status in rounds:
        click.echo(f"{code}  {name}  {status}")


@contextmanager
def _working(survey: str) -> Iterator[tuple[Work, SurveyRow]]:
    with opened_store(open_settings()) as store, store.transaction() as work:
        row = work.surveys.get(survey)
        if row is None:
            raise RefusedError(f"survey {survey!r}", "is not there: see `gemba survey list`")
        yield work, row
