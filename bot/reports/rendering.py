"""From published figures to a finished report, in any of its formats; the same figures in each.

Templates lie in `templates/`; HTML is escaped by default, and a missing value is an error.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from bot.gate.describing import in_sentence
from bot.gate.published import Progress, Published, Range, Recommendation
from bot.reports.chart import pareto_svg
from bot.reports.delimited import separated
from bot.reports.effort import effort_svg
from bot.reports.heat import heat_of

_ONE_IN_200 = 0.005
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def render(published: Published, kind: str) -> str:
    """Return the report in the format *kind*, one of `FORMATS`; equal data give equal bytes."""
    return FORMATS[kind](published)


def render_progress(progress: Progress, language: str = "en") -> str:
    """Return how a survey goes as plain text, the questions in *language*."""
    return template("progress.txt.j2").render(progress=progress, language=language)


def template(name: str) -> Template:
    """Return the template *name*, with our filters."""
    return _environment.get_template(name)


def about(value: float) -> str:
    """Return *value* as a person would say it: no more digits than an estimate can bear."""
    if value >= 10:  # noqa: PLR2004  # two digits before the point are enough
        return f"{value:,.0f}"
    return f"{value:.1f}".removesuffix(".0")


def between(span: Range) -> str:
    """Return a range in words: "about 30, between 20 and 50"."""
    return f"about {about(span.likely)}, between {about(span.low)} and {about(span.high)}"


def equals(recommendations: Sequence[Recommendation]) -> str:
    """Return the ranks of which each is about equal to the next: "1 to 3, 5 and 6"; or nothing."""
    runs: list[list[int]] = []
    for each in recommendations:
        if runs and runs[-1][-1] in each.equal_to:
            runs[-1].append(each.rank)
        else:
            runs.append([each.rank])
    joined = [run for run in runs if len(run) > 1]
    return ", ".join(
        f"{run[0]} and {run[1]}" if len(run) == 2 else f"{run[0]} to {run[-1]}"  # noqa: PLR2004
        for run in joined
    )


def percent(share: float) -> str:
    """Return a share (0 to 1) in per cent, without decimals."""
    return f"{share * 100:.0f} %"


def chance(share: float) -> str:
    """Return how often something came of simulations: that it never did does not rule it out."""
    return "under 1 %" if share < _ONE_IN_200 else percent(share)


def _from_template(name: str) -> Callable[[Published], str]:
    def rendered(published: Published) -> str:
        return template(name).render(
            report=published,
            chart=partial(pareto_svg, published.pareto),
            effort=partial(effort_svg, published.recommendations),
            heat=partial(heat_of, published),
        )

    return rendered


def _json(published: Published) -> str:
    """Return the report with each line of a list on a line of its own: long lists stay quick."""
    entries = {name: _entry(value) for name, value in asdict(published).items()}
    return "{\n" + ",\n".join(f'  "{name}": {said}' for name, said in entries.items()) + "\n}\n"


def _entry(value: object) -> str:
    if isinstance(value, list | tuple) and value and not hasattr(value, "_asdict"):
        rows = [json.dumps(_plain(each), ensure_ascii=False) for each in value]
        return "[\n    " + ",\n    ".join(rows) + "\n  ]"
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: object) -> object:
    """Return *value* with named tuples as objects, so that a reader of the JSON needs no legend."""
    if hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


_environment.filters |= {"about": about, "between": between, "percent": percent, "equals": equals}
_environment.filters |= {"in_sentence": in_sentence, "chance": chance}
FORMATS: Mapping[str, Callable[[Published], str]] = {
    "text": _from_template("report.txt.j2"),
    "md": _from_template("report.md.j2"),
    "html": _from_template("report.html.j2"),
    "json": _json,
    "csv": separated,
}
