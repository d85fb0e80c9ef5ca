"""`gemba match`: JSON Lines in, findings out, in the same order.

For other programs and for measuring; `gemba explain` shows the same to a person.
"""

import json
import sys

import click

from bot.commands.opening import open_matcher
from knowledge.matching import Finding, Match, Matcher


class BadLineError(ValueError):
    """A line of the input is not an object with a text."""


@click.command("match")
def command() -> None:
    """Match each line of standard input, an object with "id" and "text".

    \b
    Example:
      echo '{"id": 1, "text": "I type every order twice"}' | gemba match
    """
    bad = 0
    matcher = open_matcher()
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            click.echo(matched_line(matcher, line))
        except BadLineError as error:
            bad += 1
            click.echo(f"gemba match: line {number}: {error}", err=True)
    if bad:
        raise click.exceptions.Exit(1)


def matched_line(matcher: Matcher, line: bytes) -> str:
    """Return what *matcher* finds in the text of *line*, as one line of JSON.

    Raises:
        BadLineError: the line is not a JSON object with a text.
    """
    try:
        item = json.loads(line)
    except (RecursionError, ValueError):
        raise BadLineError("is not JSON, left out") from None
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise BadLineError('has no "text" of type string, left out')
    found = as_json(matcher.match(item["text"]))
    return json.dumps({"id": item.get("id")} | found, ensure_ascii=False)


def as_json(match: Match) -> dict[str, object]:
    """Return *match* as the values that `gemba match` prints, all lists ranked."""
    return {
        "inefficiencies": [
            _found(finding) | {"runner_up": finding.runner_up} for finding in match.inefficiencies
        ],
        "candidates": [{"code": each.code, "score": each.score} for each in match.candidates],
        "functions": [_found(finding) for finding in match.functions],
    }


def _found(finding: Finding) -> dict[str, str | float | None]:
    return {
        "code": finding.code,
        "score": finding.score,
        "rule": finding.rule,
        "start": finding.start,
        "end": finding.end,
    }
