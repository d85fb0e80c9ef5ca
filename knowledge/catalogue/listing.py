"""The catalogue as a page for people: `docs/catalogue.md`, generated from `page.md` and the data.

A test fails when the page is out of date.
"""

from collections.abc import Iterator
from pathlib import Path

from knowledge import patterns
from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.records import Function, Inefficiency, Remedy

_PAGE = Path(__file__).parent / "page.md"
_MARK = "<!-- patterns -->"


def document(catalogue: Catalogue) -> str:
    """Return the whole page for *catalogue*."""
    signs = "".join((patterns.__doc__ or "").partition("| sign")[1:]).strip()
    head = _PAGE.read_text(encoding="utf-8").replace(_MARK, f"```text\n{signs}\n```")
    lines = [*_inefficiencies(catalogue), *_functions(catalogue), *_sources(catalogue)]
    return head + "\n" + "\n".join(lines) + "\n"


def _inefficiencies(catalogue: Catalogue) -> Iterator[str]:
    yield "## The inefficiencies"
    for entry in catalogue.inefficiencies.values():
        yield from _inefficiency(entry)
        for remedy in catalogue.remedies_for(entry.code):
            yield _remedy(remedy)


def _inefficiency(entry: Inefficiency) -> Iterator[str]:
    yield f"\n### `{entry.code}`: {entry.name}\n"
    yield f"{entry.definition} On buttons: “{entry.label}”."
    for other in entry.not_when:
        yield f"Not when {other.when}: `{other.code}`."
    yield "\n| step | remedy | effort | usually saves, per cent | grade |"
    yield "| --- | --- | --- | --- | --- |"


def _remedy(remedy: Remedy) -> str:
    saves = f"{remedy.saves.low:g} to {remedy.saves.high:g}, likely {remedy.saves.likely:g}"
    grade = "our assumption" if remedy.grade == "D" else remedy.grade
    return f"| {remedy.step.value} | {remedy.title} | {remedy.effort} | {saves} | {grade} |"


def _functions(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## The functions\n"
    yield "| code | covers | providers usually take | stays |\n| --- | --- | --- | --- |"
    for entry in catalogue.functions.values():
        yield _function(entry)


def _function(entry: Function) -> str:
    taken = ", ".join(entry.provider_scope) or "nothing"
    return f"| `{entry.code}` | {entry.covers} | {taken} | {', '.join(entry.retained)} |"


def _sources(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## Sources\n"
    for source in catalogue.sources.values():
        note = f"; {source.caveat}" if source.caveat else ""
        yield f"- `{source.id}` {source.citation} (grade {source.grade}{note})"
