"""The Pareto chart as a PNG for the chat: large letters, few lines, readable on a phone.

Drawn without a screen and without a clock, so the same figures give the same picture.
"""

import io
from collections.abc import Sequence
from textwrap import fill
from typing import Final

from bot.gate.published import Bar

_INK, _SOFT, _BAR, _EDGE = "#1c2430", "#51606f", "#a9cbdb", "#2f6f8f"
_MOST_BARS: Final = 7
_WIDTH, _DPI = 7.2, 150
_LETTERS: Final = 15
_LINE_LENGTH: Final = 18


def pareto_png(bars: Sequence[Bar]) -> bytes:
    """Return the chart of those of *bars* that have hours, longest first as they come, as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  # slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415

    shown = [(bar.name, bar.hours) for bar in bars if bar.hours is not None][:_MOST_BARS]
    figure = Figure(figsize=(_WIDTH, 1.5 + 0.82 * len(shown)), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(shown))
    likely = [hours.likely for _, hours in shown]
    errors = [
        [hours.likely - hours.low for _, hours in shown],
        [hours.high - hours.likely for _, hours in shown],
    ]
    axes.barh(places, likely, color=_BAR, edgecolor=_EDGE, height=0.62)
    axes.errorbar(likely, places, xerr=errors, fmt="none", ecolor=_INK, elinewidth=3, capsize=6)
    for place, (_, hours) in zip(places, shown, strict=True):
        words = f" about {hours.likely:.0f}"
        axes.text(hours.high, place, words, va="center", fontsize=_LETTERS, color=_INK)
    axes.set_yticks(
        places, [fill(name, _LINE_LENGTH) for name, _ in shown], fontsize=_LETTERS, color=_INK
    )
    axes.invert_yaxis()
    axes.set_xlim(0, 1.3 * max(hours.high for _, hours in shown))
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
