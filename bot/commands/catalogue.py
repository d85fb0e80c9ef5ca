"""`gemba catalogue`: check the catalogue's files, and review its rules against what people said."""

from pathlib import Path

import click

from bot.commands.opening import open_settings, opened_store
from knowledge.catalogue import load_catalogue
from knowledge.checking import check
from knowledge.reviewing import Answer, Judgement, frequent_phrases, often_rejected, proposals


@click.group("catalogue")
def command() -> None:
    """Check the catalogue, and review its rules.

    \b
    Example:
      gemba catalogue check our-own-words.yaml
    """


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_command(files: tuple[Path, ...]) -> None:
    """Find errors, rules that can never win, duplicates, and examples that fail.

    FILES are laid over the shipped catalogue; without any, those of GEMBA_CATALOGUE are.

    \b
    Example:
      gemba catalogue check our-own-words.yaml
    """
    catalogue = load_catalogue(*(files or open_settings().catalogue), in_full=True)
    faults = check(catalogue)
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        click.echo(f"gemba catalogue check: {len(faults)} fault(s), mend them first", err=True)
        raise click.exceptions.Exit(1)
    click.echo(
        f"The catalogue is sound: {len(catalogue.inefficiencies)} inefficiencies, "
        f"{len(catalogue.functions)} functions, {len(catalogue.rules)} rules "
        f"(version {catalogue.version})."
    )


@command.command("review")
def review_command() -> None:
    """List rules that people often reject, and phrases that no rule knows, as proposals in YAML.

    Nothing that fewer than 5 people did or said is listed, and people are told in fives.
    Nothing changes by itself.

    \b
    Example:
      gemba catalogue review > proposals.yaml
    """
    settings = open_settings()
    catalogue = load_catalogue(*settings.catalogue)
    with opened_store(settings) as store, store.transaction() as work:
        judged = [
            Judgement(each.rule, each.confirmed, each.rejected)
            for each in work.figures.judgements()
        ]
        unheard = [Answer(person, text) for person, text in work.figures.unmatched()]
    rejected, phrases = often_rejected(judged), frequent_phrases(unheard, catalogue)
    if not rejected and not phrases:
        click.echo("# Nothing to review: no rule is often rejected, no phrase is used by five.")
        return
    click.echo(proposals(rejected, phrases), nl=False)
