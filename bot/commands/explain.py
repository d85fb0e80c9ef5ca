"""`gemba explain TEXT`: what matched, by which rule and words, for a person to judge."""

import click
from rich.console import Console
from rich.text import Text

from bot.commands.opening import open_catalogue
from knowledge.catalogue import Catalogue
from knowledge.matching import Finding, Match, Matcher


@click.command("explain")
@click.argument("text")
def command(text: str) -> None:
    """Say what TEXT matches, why, and what came second.

    \b
    Example:
      gemba explain "I wait two weeks for a signature on every order"
    """
    catalogue = open_catalogue()
    match = Matcher(catalogue).match(text)
    console = Console(highlight=False, soft_wrap=True)
    console.print(marked(text, match))
    console.print()
    if not match.inefficiencies:
        console.print(nothing_found(match, catalogue))
    for title, findings in (
        ("Inefficiencies", match.inefficiencies),
        ("Function of the task", match.functions),
    ):
        if findings:
            console.print(f"\n[bold]{title}[/bold]")
        for finding in findings:
            console.print(Text("\n".join(lines_of(finding, text, catalogue))))


def marked(text: str, match: Match) -> Text:
    """Return *text* with the words that led to a finding underlined."""
    shown = Text(text)
    for finding in (*match.inefficiencies, *match.functions[:1]):
        for evidence in finding.evidence:
            shown.stylize("bold underline", evidence.start, evidence.end)
    return shown


def nothing_found(match: Match, catalogue: Catalogue) -> str:
    """Return a sentence that says nothing passed, and what came nearest."""
    if not match.candidates:
        return "No inefficiency: no rule and no cue spoke for one."
    labels = (catalogue.label(each.code) for each in match.candidates[:3])
    near = ", ".join(
        f"{label} ({each.score:g})" for label, each in zip(labels, match.candidates, strict=False)
    )
    return f"No inefficiency passed its threshold. Nearest: {near}."


def lines_of(finding: Finding, text: str, catalogue: Catalogue) -> list[str]:
    """Return *finding* in words: points against threshold, then each evidence with its words."""
    head = (
        f"{catalogue.label(finding.code)} ({finding.code}): "
        f"{finding.score:g} points, {finding.threshold:g} are needed"
    )
    if finding.runner_up is not None:
        head += f"; next came {finding.runner_up}"
    return [
        head,
        *(
            f"  {each.points:+5.1f}  “{text[each.start : each.end]}”  {each.rule}"
            for each in finding.evidence
        ),
    ]
