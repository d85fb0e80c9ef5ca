"""The Pareto chart as a PNG for the chat: large letters, few lines, readable on a phone.

Drawn without a screen and without a clock, so the same figures give the same picture.
"""

import io
from collections.abc import Sequence
from textwrap import fill
from typing import Final, Protocol

_INK, _SOFT, _BAR, _RANGE = "#1c2430", "#51606f", "#2f6f8f", "#b5542c"
_MOST_BARS: Final = 7
_WIDTH, _DPI = 7.2, 150
_LETTERS: Final = 15
_LINE_LENGTH: Final = 18


class Hours(Protocol):
    """Hours a week of one problem, as a range."""

    @property
    def name(self) -> str:
        """What the problem is called."""

    @property
    def low(self) -> float:
        """The low end: nine times in ten the truth lies above."""

    @property
    def likely(self) -> float:
        """The most likely hours."""

    @property
    def high(self) -> float:
        """The high end."""


def pareto_png(bars: Sequence[Hours]) -> bytes:
    """Return the chart of *bars*, which come longest first, as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  # slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415

    shown = list(bars[:_MOST_BARS])
    figure = Figure(figsize=(_WIDTH, 1.5 + 0.82 * len(shown)), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(shown))
    likely = [bar.likely for bar in shown]
    errors = [
        [bar.likely - bar.low for bar in shown],
        [bar.high - bar.likely for bar in shown],
    ]
    axes.barh(places, likely, color=_BAR, height=0.62)
    axes.errorbar(likely, places, xerr=errors, fmt="none", ecolor=_RANGE, elinewidth=3, capsize=6)
    for place, bar in zip(places, shown, strict=True):
        words = f" about {bar.likely:.0f}"
        axes.text(bar.high, place, words, va="center", fontsize=_LETTERS, color=_INK)
    axes.set_yticks(
        places, [fill(bar.name, _LINE_LENGTH) for bar in shown], fontsize=_LETTERS, color=_INK
    )
    axes.invert_yaxis()
    axes.set_xlim(0, 1.3 * max(bar.high for bar in shown))
    axes.set_title(
        "Hours lost a week", loc="left", fontsize=_LETTERS + 3, color=_INK, fontweight="bold"
    )
    axes.set_xlabel(
        "bar: most likely · line: nine times in ten it lies within",
        fontsize=_LETTERS - 3,
        color=_SOFT,
    )
    axes.tick_params(axis="x", labelsize=_LETTERS - 3, colors=_SOFT)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
