"""`gemba evaluate FILE.jsonl`: how well the matcher does on labelled texts."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.commands.opening import open_matcher
from bot.errors import InputError
from knowledge.errors import LabelError
from knowledge.evaluation import Example, Report, evaluate, example_of


@click.command("evaluate")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(file: Path) -> None:
    """Measure the matcher on FILE, labelled texts as JSON Lines.

    Each line has a "text", and "inefficiencies" (a list of codes), "function", or both. Lines with
    "verbatim" true and false are reported apart as natural and restated.

    \b
    Example:
      gemba evaluate statements.jsonl
    """
    examples = read_examples(file)
    console = Console(highlight=False, soft_wrap=True)
    for report in evaluate(examples, open_matcher().match):
        show(console, report)


def read_examples(file: Path) -> list[Example]:
    """Return the labelled texts of *file*.

    Raises:
        InputError: a line cannot be used; all of them are listed.
    """
    examples, faults = [], []
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                examples.append(_example(line))
            except LabelError as error:
                faults.append(f"line {number}: {error}")
    if faults or not examples:
        raise InputError(str(file), faults[:20] or ["has no labelled texts"])
    return examples


def _example(line: str) -> Example:
    try:
        item = json.loads(line)
    except (RecursionError, ValueError):
        raise LabelError("is not JSON") from None
    if not isinstance(item, dict):
        raise LabelError("is not an object")
    return example_of(item)


def show(console: Console, report: Report) -> None:
    """Print *report*: the codes, then the figures over all of them."""
    console.print(f"\n[bold]{report.group}[/bold]: {report.texts} texts")
    if report.codes:
        console.print(_codes(report))
        micro = report.micro
        console.print(
            f"micro: precision {micro.precision:.2f}, recall {micro.recall:.2f}, "
            f"F1 {micro.f1:.2f}; macro F1 {report.macro_f1:.2f}"
        )
    for title, proportion in (
        ("clean texts kept clean", report.clean_kept),
        ("a right code among the first three", report.right_in_three),
        ("function right", report.function_right),
        ("function right, or the second fair reading", report.function_right_or_alt),
    ):
        if proportion.whole:
            console.print(
                f"{title}: {proportion.share:.2f} ({proportion.part} of {proportion.whole})"
            )


def _codes(report: Report) -> Table:
    table = Table("code", "precision", "recall", "F1", "texts", "found")
    for code, counts in report.codes.items():
        table.add_row(
            code,
            f"{counts.precision:.2f}",
            f"{counts.recall:.2f}",
            f"{counts.f1:.2f}",
            str(counts.hits + counts.misses),
            str(counts.hits + counts.false_alarms),
        )
    return table
