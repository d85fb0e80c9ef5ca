"""`gemba match`: JSON Lines in, findings out, in the same order.

For other programs and for measuring; `gemba explain` shows the same to a person.
"""

import json
import sys
from collections.abc import Iterator
from typing import Final, Protocol, cast

import click

from bot.commands.opening import open_matcher
from knowledge.matching import Finding, Match, Matcher

_READ_AT_ONCE: Final = 1 << 16  # bytes
_written = json.JSONEncoder(ensure_ascii=False).encode


class Arriving(Protocol):
    """Bytes that arrive: those that are there are given at once."""

    def read1(self, size: int = -1, /) -> bytes:
        """Return at most *size* bytes, none at the end; waits only if there are none yet."""
        ...


class BadLineError(ValueError):
    """A line of the input is not an object with a text."""


@click.command("match")
def command() -> None:
    """Match each line of standard input, an object with "id" and "text".

    \b
    Example:
      echo '{"id": 1, "text": "I type every order twice"}' | gemba match
    """
    bad = number = 0
    matcher = open_matcher()
    for lines in arriving(cast("Arriving", sys.stdin.buffer)):
        found = []
        for line in lines:
            number += 1
            if not line.strip():
                continue
            try:
                found.append(matched_line(matcher, line))
            except BadLineError as error:
                bad += 1
                click.echo(f"gemba match: line {number}: {error}", err=True)
        if found:
            click.echo("\n".join(found))
    if bad:
        raise click.exceptions.Exit(1)


def arriving(stream: Arriving) -> Iterator[list[bytes]]:
    """Yield the lines of *stream* as they arrive, those together that came together.

    Who writes a line and waits gets its answer; who sends a file pays for one write for many.
    """
    rest = b""
    while came := stream.read1(_READ_AT_ONCE):
        *lines, rest = (rest + came).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


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
    found = as_json(matcher.match(item["text"], in_full=False))
    return _written({"id": item.get("id")} | found)


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
