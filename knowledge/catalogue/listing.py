"""The catalogue as a page for people: `docs/catalogue.md`, generated; pure.

A test fails when the page is out of date.
"""

from collections.abc import Iterator

from knowledge import patterns
from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.records import Function, Inefficiency, Remedy

_HEAD = """# The catalogue

Generated from `knowledge/catalogue/`; a test fails when this page is out of date.

Everything that Gemba knows about work is YAML. A company adds its own words, codes and remedies in a file
of the same form and names it in `GEMBA_CATALOGUE`; an entry with an id that is there already replaces it.
`gemba catalogue check FILE` finds all faults at once, each with its line: unknown codes, broken patterns,
rules that can never win, duplicates, and rules that fail on their own examples.

## A rule

```yaml
rules:
  - id: waiting.paint_shop                  # the code, a dot, a name that never changes
    find:                                   # one pattern or several: any of them
      - '(wait|queue)* _ paint (shop|line)'
    unless: ['wait for approval']           # in the same clause: the rule is silent
    weight: 4                               # points; 3 are needed, so 4 is enough alone
    yes: [We queue for the paint shop.]     # must be found
    no: [The paint shop is new.]            # must not be found
cues:
  waiting:
    2: paint queue; drying rack             # points, then patterns: words that speak for it a little
```

`needs: pain` makes a rule count only where something sounds like a complaint, or the person was asked what
gets in the way; `instead_of: [code]` silences another code in the same clause.

## Patterns

"""
_AFTER_PATTERNS = """
Texts and patterns are folded in the same way: lower case, American spelling, contractions in full (`don't` is
`do not`), hyphens apart. A clause ends at a full stop, a semicolon, and before "but", "however" and the like.
What is denied, over, imagined, somebody else's or praised is cancelled by the matcher; rules need not say so.
Misspelt words are mended against the catalogue's own words, never across a word that is English.

## Points

A code's points are its strongest rule, a part of further rules, and its cues, each once; all numbers are in
`knowledge/catalogue/matching.yaml`. From the threshold on it is a finding; below, the interview may still offer it.

## Grades

A measured or peer-reviewed, B official or academic survey, C vendor or consultancy, D our own assumption. What
remedies save is mostly D; a report says so wherever it shows a figure.
"""


def document(catalogue: Catalogue) -> str:
    """Return the whole page for *catalogue*."""
    table = (patterns.__doc__ or "").partition("| sign")
    lines = [*_inefficiencies(catalogue), *_functions(catalogue), *_sources(catalogue)]
    head = f"{_HEAD}```text\n{table[1]}{table[2].strip()}\n```\n{_AFTER_PATTERNS}\n"
    return head + "\n".join(lines) + "\n"


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
    yield "\n| step | remedy | effort | usually saves, per cent | grade |\n| --- | --- | --- | --- | --- |"


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
