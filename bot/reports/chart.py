"""The Pareto chart as inline SVG: no script, readable in print, on a phone and in the dark.

Colours come from the page's style sheet; every bar carries its figures as text beside it, so that
nobody needs to tell colours apart. A screen reader gets the title and the table below the chart.
"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.gate.published import Bar

_WIDTH, _ROW, _TOP = 600, 34, 8
_LETTER, _FIGURES = 8.5, 105
#: As many as fit on a page; all of them stand in the table below.
_MOST_BARS = 25


def pareto_svg(bars: Sequence[Bar]) -> Markup:
    """Return the chart of *bars*, longest first, with the range of each as a thin line."""
    shown = [bar for bar in bars if bar.hours is not None][:_MOST_BARS]
    if not shown:
        return Markup()
    left = 14 + _LETTER * max(len(bar.name) for bar in shown)
    most = max(bar.hours.high for bar in shown if bar.hours is not None)
    scale = max(100.0, _WIDTH - left - _FIGURES) / most
    rows = Markup().join(_row(bar, index, left, scale) for index, bar in enumerate(shown))
    height = _TOP * 2 + _ROW * len(shown)
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="pareto-title">'
        '<title id="pareto-title">Hours lost a week by inefficiency, largest first</title>'
        "{}{}</svg>"
    ).format(_WIDTH, height, rows, _cut(shown))


def _cut(shown: Sequence[Bar]) -> Markup:
    """Return the line below the bars that make up four fifths; none where it would part nothing."""
    vital = sum(bar.is_vital for bar in shown)
    if vital in (0, len(shown)):
        return Markup()
    return Markup('<path class="cut" d="M0,{y}H{w}"/>').format(y=_TOP + vital * _ROW, w=_WIDTH)


def _row(bar: Bar, index: int, left: float, scale: float) -> Markup:
    if bar.hours is None:
        return Markup()
    top = _TOP + index * _ROW
    middle = top + _ROW / 2
    likely, low, high = (
        left + value * scale for value in (bar.hours.likely, bar.hours.low, bar.hours.high)
    )
    return Markup(
        '<text class="name" x="{:.1f}" y="{:.0f}" text-anchor="end">{}</text>'
        '<rect class="bar" x="{:.1f}" y="{:.0f}" width="{:.1f}" height="16" rx="2"/>'
        '<path class="range" d="M{:.1f},{e:.0f}v10m0,-5H{:.1f}m0,-5v10"/>'
        '<text class="figure" x="{:.1f}" y="{:.0f}">{:.0f} h, {:.0f} %</text>'
    ).format(
        left - 10, middle + 5, bar.name,
        left, middle - 8, max(1.0, likely - left),
        low, high,
        high + 8, middle + 5, bar.hours.likely, bar.running, e=middle - 5,
    )  # fmt: skip
