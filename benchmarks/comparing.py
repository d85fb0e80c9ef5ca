"""How often a comparison says "better" or "worse" when nothing changed, and when something did.

Made-up people lose hours as in the estimates: lopsided, a fifth of them nothing. Before and after
each states them anew, with what such statements vary by. The rule is the one that reports use.

    python -m benchmarks comparing
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from knowledge.advice.charting import chart_of
from knowledge.advice.comparing import Change, Verdict, compared, group_change, linked_change
from knowledge.advice.seeing import chance_of_seeing, sight_of

RESULTS: Final = Path(__file__).parent / "results" / "comparing.md"
RUNS: Final = 1000
#: A rate of false alarms near 5 % needs more, to be known within half a point.
UNCHANGED_RUNS: Final = 4000
PEOPLE: Final = (6, 8, 10, 12, 15, 20, 30, 50)
DROPS: Final = (0.0, 0.3, 0.5)
#: Spread of people's hours, and of one person's statements between two rounds (log scale).
_PEOPLE, _STATED, _NOTHING = 0.62, 0.5, 0.2
_WEEKS: Final = 8
Numbers = NDArray[np.float64]


def main(_: Sequence[str] = ()) -> None:
    """Simulate, print the tables, and write them to `benchmarks/results/`."""
    lines = [_HEAD, *_changes(linked=True), "", _GROUPS, *_changes(linked=False), ""]
    lines += [_CHART, *_charts()]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")
    print("\n".join(lines))
    print(f"Written to {RESULTS}")


_HEAD = f"""# How often a comparison says something

{RUNS} comparisons for each figure ({UNCHANGED_RUNS} without a change), at the 5 % level, by
`knowledge/advice/comparing.py`: the interval leaves out "no change", and the test gives at most
5 %. In brackets what `knowledge/advice/seeing.py` says beforehand. The first column of figures is
the rate of false alarms, better and worse together: it should be 5 % or less, and is known within
0.7 points. (The test of signed ranks is exact: its own rate is never above 5 %.)

## The same people, linked

| people who lose hours | no change | 30 % less | 50 % less | will hardly show | will show |
| --- | --- | --- | --- | --- | --- |"""
_GROUPS = """## Groups, of whom it is not known who is who

| people in each round | no change | 30 % less | 50 % less | will hardly show | will show |
| --- | --- | --- | --- | --- | --- |"""
_CHART = f"""## One number a week

Chances that a chart gives any signal within {_WEEKS} weeks.

| weeks before | variation | no change: outside | no change: eight in a row | 30 % less |
| --- | --- | --- | --- | --- |"""


def _changes(*, linked: bool) -> list[str]:
    return [_row(people, linked=linked) for people in PEOPLE]


def _row(people: int, *, linked: bool) -> str:
    cells = []
    for drop in DROPS:
        generator = np.random.default_rng([people, int(100 * drop)])
        runs = RUNS if drop else UNCHANGED_RUNS
        seen = sum(_is_seen(generator, people, drop, linked=linked) for _ in range(runs)) / runs
        said = f" ({chance_of_seeing(people, drop, linked=linked):.0%})" if drop else ""
        cells.append(f"{seen:.1%}" if not drop else f"{seen:.0%}{said}")
    sight = sight_of(people, linked=linked)
    cells += [
        f"below {sight.hardly} %" if sight.hardly else "any",
        f"from {sight.surely} %" if sight.surely else "none",
    ]
    return f"| {people} | " + " | ".join(cells) + " |"


def _is_seen(generator: Generator, people: int, drop: float, *, linked: bool) -> bool:
    change = (_linked if linked else _grouped)(generator, people, 1 - drop)
    found = compared({"it": change})["it"].verdict
    return found is Verdict.BETTER if drop else found is not Verdict.CANNOT_TELL


def _linked(generator: Generator, people: int, left: float) -> Change:
    hours = generator.lognormal(0, _PEOPLE, people)
    before, after = (hours * _stated(generator, people) for _ in range(2))
    return linked_change(list(zip(before, after * left, strict=True)))


def _grouped(generator: Generator, people: int, left: float) -> Change:
    before, after = (
        np.where(generator.random(people) < _NOTHING, 0, generator.lognormal(0, _PEOPLE, people))
        * _stated(generator, people)
        for _ in range(2)
    )
    return group_change(before.tolist(), (after * left).tolist())


def _stated(generator: Generator, people: int) -> Numbers:
    return generator.lognormal(0, _STATED, people)


def _charts() -> list[str]:
    found = []
    for before in (10, 20):
        for variation in (0.15, 0.25, 0.4):
            generator = np.random.default_rng([before, int(100 * variation)])
            same = [_signals(generator, before, variation, 1.0) for _ in range(RUNS)]
            less = [_signals(generator, before, variation, 0.7) for _ in range(RUNS)]
            outside = np.mean([any(not each.startswith("run") for each in run) for run in same])
            row = np.mean([any(each.startswith("run") for each in run) for run in same])
            seen = np.mean([bool(run) for run in less])
            found.append(f"| {before} | {variation:.0%} | {outside:.0%} | {row:.0%} | {seen:.0%} |")
    return found


def _signals(generator: Generator, before: int, variation: float, left: float) -> list[str]:
    weeks = generator.normal(1, variation, before + _WEEKS)
    weeks[before:] *= left
    chart = chart_of(weeks[:before].tolist(), weeks[before:].tolist())
    return [] if chart is None else [signal.value for _, signal in chart.signals]
