"""What it takes to write a report of a thousand recommendations, beyond working it out.

The recommendations of a made-up survey, again and again under other ranks. Each format is timed
beside the plain JSON of the same values, in turn, best of some rounds.

    python -m benchmarks rendering
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from benchmarks.made_up import SURVEY, WEEK, fill
from bot.gate.published import Published
from bot.gate.publishing import publish
from bot.reports import FORMATS, render
from bot.reports.spreadsheet import spreadsheet
from knowledge.catalogue import load_catalogue
from storage import open_store

RESULTS: Final = Path(__file__).parent / "results" / "rendering.md"
RECOMMENDATIONS: Final = 1000
_PEOPLE: Final = 5000
_ROUNDS: Final = 3


def _large() -> Published:
    """Return a report of a thousand recommendations."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/gemba.db")
        store.migrate()
        fill(Path(folder) / "gemba.db", catalogue, _PEOPLE)
        with store.transaction() as work:
            survey = work.surveys.get(SURVEY)
            assert survey is not None  # noqa: S101  # it was filled above
            made = publish(work, survey, catalogue, WEEK)
        store.close()
    many = islice(cycle(made.recommendations), RECOMMENDATIONS)
    recommendations = tuple(
        replace(each, rank=rank, equal_to=()) for rank, each in enumerate(many, start=1)
    )
    pareto = tuple(islice(cycle(made.pareto), RECOMMENDATIONS))
    return replace(made, recommendations=recommendations, pareto=pareto)


def _seconds(make: Callable[[], object]) -> float:
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


def main(_: Sequence[str] = ()) -> None:
    """Measure each format, print the table, and write it to `benchmarks/results/`."""
    published = _large()
    makers: dict[str, Callable[[], object]] = {
        kind: (lambda kind=kind: render(published, kind)) for kind in FORMATS
    } | {"xlsx": lambda: spreadsheet(published)}
    spent = {kind: float("inf") for kind in makers}
    for _round in range(_ROUNDS):
        for kind, make in makers.items():
            spent[kind] = min(spent[kind], _seconds(make))
    lines = [
        "# Writing a report",
        "",
        f"{RECOMMENDATIONS:,} recommendations; best of {_ROUNDS}, beyond working the figures out.",
        "",
        "| format | seconds | to plain JSON |",
        "| --- | ---: | ---: |",
        *(f"| {kind} | {took:.2f} | {took / spent['json']:.1f} |" for kind, took in spent.items()),
    ]
    print("\n".join(lines[4:]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
