"""`gemba survey confirm`: what managers know about a function before it is handed over."""

import time
from collections.abc import Iterator, Sequence

import click

from bot.commands.opening import open_catalogue, open_settings, opened_store
from bot.errors import RefusedError
from bot.managing.confirming import Confirming, Function
from bot.setting import Setting


@click.command("confirm")
@click.argument("survey")
@click.argument("function", required=False)
@click.argument("answers", nargs=-1, metavar="[QUESTION=ANSWER]...")
def confirm_command(survey: str, function: str | None, answers: Sequence[str]) -> None:
    """Answer the questions that decide whether FUNCTION can be handed over, or list them.

    \b
    Example:
      gemba survey confirm warehouse-winter payroll own_trade=no supply_market=many
    """
    from bot.office.confirming import confirm, confirming_of  # noqa: PLC0415  # it loads numpy

    settings, now = open_settings(), int(time.time())
    setting = Setting(open_catalogue(settings))
    with opened_store(settings) as store, store.transaction() as work:
        setting.survey_of(work, None)
        row = work.surveys.get(survey)
        if row is None:
            raise RefusedError(f"survey {survey!r}", "is not there: see `gemba survey list`")
        data = confirming_of(work, row, setting.catalogue, now)
        if function is not None and answers:
            confirm(work, row, _function(data, function), _parsed(answers))
            row = work.surveys.get(survey) or row
            data = confirming_of(work, row, setting.catalogue, now)
    shown = data.functions if function is None else (_function(data, function),)
    click.echo("\n\n".join("\n".join(_lines(each)) for each in shown) or _nothing())


def _nothing() -> str:
    return "No function can be named yet: too few people named one."


def _function(data: Confirming, code: str) -> Function:
    found = data.function(code)
    if found is None:
        there = ", ".join(each.code for each in data.functions) or "none yet"
        problem = f"is not named by enough people, or is your own trade; there are: {there}"
        raise RefusedError(f"function {code!r}", problem)
    return found


def _parsed(answers: Sequence[str]) -> dict[str, str]:
    found = {}
    for each in answers:
        question, sign, option = each.partition("=")
        if not sign:
            raise click.UsageError(f"{each!r} is no answer: write QUESTION=ANSWER")
        found[question] = option
    return found


def _lines(function: Function) -> Iterator[str]:
    yield f"{function.name} ({function.code}): {function.decision}"
    yield f"  {function.reason}"
    for each in function.questions:
        options = " | ".join(f"{option.id}: {option.label}" for option in each.options)
        yield f"  {each.id}: {each.text}"
        yield f"    {each.answer or 'open'}  ({options})"
