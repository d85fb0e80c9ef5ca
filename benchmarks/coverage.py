"""How often the truth lies in the interval that an estimate promises: nominal nine times in ten.

Made-up groups lose hours in six ways, from even to very lopsided. People are drawn from a group,
each states how often and how long with the error of self-reports, and the estimate is compared with
what the whole group really loses. As in a report, a figure counts only if five people stand behind
it.

    python -m benchmarks coverage
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from knowledge.advice import Hours, total

RESULTS: Final = Path(__file__).parent / "results" / "coverage.md"
RUNS: Final = 6000
LEAST: Final = 5
ANSWERED: Final = (5, 6, 8, 12, 20, 40)
#: A large group, and one of which most can answer.
SIZES: Final = (2000, 50)
_LOW, _LIKELY, _HIGH = 0.5, 1.0, 2.0
_MEAN = (_LOW + 4 * _LIKELY + _HIGH) / 6
_RELATIVE = (_MEAN - _LOW) * (_HIGH - _MEAN) / 7 / _MEAN**2
#: Relative variance of the product of two statements, how often and how long.
_ERROR = (1 + _RELATIVE) ** 2 - 1
Numbers = NDArray[np.float64]


class Group(NamedTuple):
    """A way in which hours are lost: in words, and how to draw a group of that kind."""

    name: str
    draw: Callable[[Generator, int], Numbers]


class Covered(NamedTuple):
    """How often the truth was in the interval, and the median width of that, in truths."""

    share: float
    width: float


def _with_zeros(values: Numbers, generator: Generator, share: float) -> Numbers:
    return np.where(generator.random(len(values)) < share, 0.0, values)


def _lopsided(generator: Generator, size: int, zeros: float, spread: float) -> Numbers:
    return _with_zeros(generator.lognormal(0.4, spread, size), generator, zeros)


def _lumpy(generator: Generator, size: int) -> Numbers:
    return generator.choice(
        np.array([0, 0.5, 1, 2, 5, 10]), size, p=[0.2, 0.25, 0.25, 0.15, 0.1, 0.05]
    )


GROUPS: Final = (
    Group("even", lambda generator, size: generator.gamma(4, 1, size)),
    Group("lopsided, 20 % lose nothing", lambda generator, n: _lopsided(generator, n, 0.2, 0.8)),
    Group("lopsided, 50 % lose nothing", lambda generator, n: _lopsided(generator, n, 0.5, 0.8)),
    Group("lopsided, 80 % lose nothing", lambda generator, n: _lopsided(generator, n, 0.8, 0.8)),
    Group("lumpy, one in twenty loses most", _lumpy),
    Group(
        "very lopsided, 20 % lose nothing", lambda generator, n: _lopsided(generator, n, 0.2, 1.2)
    ),
)


def main(_: Sequence[str] = ()) -> None:
    """Simulate, print the table, and write it to `benchmarks/results/`."""
    lines = [
        "| hours in the group | head count | "
        + " | ".join(f"{n} answered" for n in ANSWERED)
        + " |",
        "| --- | --- |" + " --- |" * len(ANSWERED),
    ]
    for group in GROUPS:
        for size in SIZES:
            cells = [_cell(group, size, answered) for answered in ANSWERED]
            lines.append(f"| {group.name} | {size} | " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([_HEAD, *lines, ""]), encoding="utf-8")
    print(f"Written to {RESULTS}")


_HEAD = f"""# How often the truth lies in the interval

Nominal 90 %. {RUNS} groups for each cell: the standard error of a share of 85 % is
{(0.85 * 0.15 / RUNS) ** 0.5:.1%}, of 95 % {(0.95 * 0.05 / RUNS) ** 0.5:.1%}. In brackets the median
width of the interval as a multiple of the truth. `-`: hardly ever would {LEAST} people stand behind
the figure, so it is not shown.
"""


def _cell(group: Group, size: int, answered: int) -> str:
    found = covered(group, size, answered, RUNS)
    return "-" if found is None else f"{found.share:.1%} ({found.width:.1f})"


def covered(group: Group, size: int, answered: int, runs: int) -> Covered | None:
    """Return how often the truth was held in *runs*; None if figures would hardly ever be shown."""
    generator = np.random.default_rng(answered)
    held, widths = 0, []
    for _ in range(runs):
        drawn = _drawn(group, size, answered, generator)
        if drawn is None:
            return None
        truth, hours = drawn
        span = total(hours, size)
        held += int(span.low <= truth <= span.high)
        widths.append((span.high - span.low) / truth)
    return Covered(held / runs, float(np.median(widths)))


def _drawn(
    group: Group, size: int, answered: int, generator: Generator
) -> tuple[float, Hours] | None:
    """Return the truth of a group and what was stated; None if too few ever lose anything."""
    for _ in range(50):
        truth = group.draw(generator, size)
        asked = generator.choice(truth, answered, replace=False)
        if np.count_nonzero(asked) >= LEAST:
            stated = asked * _errors(generator, answered) * _errors(generator, answered)
            return float(truth.sum()), Hours(stated, stated**2 * _ERROR)
    return None


def _errors(generator: Generator, size: int) -> Numbers:
    """Return factors by which statements err: beta-PERT from half to double, right on average."""
    alpha = 1 + 4 * (_LIKELY - _LOW) / (_HIGH - _LOW)
    beta = 1 + 4 * (_HIGH - _LIKELY) / (_HIGH - _LOW)
    return (_LOW + (_HIGH - _LOW) * generator.beta(alpha, beta, size)) / _MEAN
