"""The impact-effort chart as inline SVG: what could be freed against what it takes.

Each disc is a recommendation with its rank; colours come from the page's style sheet, and the same
figures stand in the list below. The effort axis is one of doublings, since five days and thirty are
as far apart as thirty and 180.
"""

from collections.abc import Sequence
from itertools import islice
from math import hypot, log2
from statistics import median
from typing import Final, NamedTuple

from markupsafe import Markup

from bot.gate.published import Range, Recommendation

_WIDTH, _HEIGHT, _MARGIN, _EDGE, _RADIUS = 600, 360, 56, 16, 13
_BOTTOM: Final = _HEIGHT - _MARGIN
_LEAST_DAYS: Final = 1.0
#: More would hide each other; all of them stand in the list below.
_MOST_DISCS: Final = 30
Shown = Sequence[tuple[Recommendation, Range]]


class _Axis(NamedTuple):
    """From values to places on the page."""

    low: float
    high: float
    first: float
    last: float

    def at(self, value: float) -> float:
        """Return the place of *value*."""
        return self.first + (value - self.low) / (self.high - self.low) * (self.last - self.first)


def effort_svg(recommendations: Sequence[Recommendation]) -> Markup:
    """Return the chart; empty where fewer than two could be compared.

    The lines are the medians of the list, as in the ranking: top left is what pays first.
    """
    known = ((each, each.freed) for each in recommendations if each.freed is not None)
    shown = list(islice(known, _MOST_DISCS))
    if len(shown) < 2:  # noqa: PLR2004  # one thing has nothing to be compared with
        return Markup()
    across, up = _axes(shown)
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="effort-title">'
        '<title id="effort-title">Hours a week that could be freed, against effort in person-days; '
        "numbers are ranks</title>{}{}{}</svg>"
    ).format(
        _WIDTH, _HEIGHT, _frame(shown, across, up), _ticks(shown, across, up),
        _discs(shown, across, up),
    )  # fmt: skip


def _days(each: Recommendation) -> float:
    return max(_LEAST_DAYS, each.effort_days)


def _axes(shown: Shown) -> tuple[_Axis, _Axis]:
    efforts = [log2(_days(each)) for each, _ in shown]
    most = max(freed.likely for _, freed in shown)
    return (
        _Axis(min(efforts) - 0.5, max(efforts) + 0.5, _MARGIN, _WIDTH - _EDGE),
        _Axis(0.0, 1.12 * most or 1.0, _BOTTOM, _EDGE),
    )


def _discs(shown: Shown, across: _Axis, up: _Axis) -> Markup:
    """Return a disc for each; where one would lie on another, they stand side by side."""
    rows: list[list[tuple[Recommendation, Range]]] = []
    places: list[tuple[float, float]] = []
    for each, freed in shown:
        left, top = across.at(log2(_days(each))), up.at(freed.likely)
        near = (hypot(left - x, top - y) < 2 * _RADIUS for x, y in places)
        row = next((place for place, is_near in enumerate(near) if is_near), len(rows))
        if row == len(rows):
            rows.append([])
            places.append((left, top))
        rows[row].append((each, freed))
    return Markup().join(
        _disc(each, freed, left + (2 * _RADIUS + 2) * (number - (len(row) - 1) / 2), top)
        for row, (left, top) in zip(rows, places, strict=True)
        for number, (each, freed) in enumerate(row)
    )


def _disc(each: Recommendation, freed: Range, left: float, top: float) -> Markup:
    return Markup(
        "<g><title>{}. {}: {:.0f} hours freed, {:.0f} days</title>"
        '<circle class="disc" cx="{:.1f}" cy="{:.1f}" r="{}"/>'
        '<text class="on" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text></g>'
    ).format(
        each.rank, each.name, freed.likely, each.effort_days,
        left, top, _RADIUS, left, top + 5, each.rank,
    )  # fmt: skip


def _frame(shown: Shown, across: _Axis, up: _Axis) -> Markup:
    days, hours = _days_apart(shown), [freed.likely for _, freed in shown]
    left = across.at(log2(_between(days, median(days), up=True)))
    top = up.at(_between(hours, median(hours), up=False))
    return Markup(
        '<path class="axis" d="M{m},{e}V{b}H{r}"/>'
        '<path class="median" d="M{x:.1f},{e}V{b}M{m},{y:.1f}H{r}"/>'
        '<text class="corner" x="{i}" y="32">quick wins</text>'
        '<text class="corner" x="{r}" y="32" text-anchor="end">larger projects</text>'
        '<text class="corner" x="{i}" y="{j}">fill-ins</text>'
        '<text class="corner" x="{r}" y="{j}" text-anchor="end">not now</text>'
    ).format(
        m=_MARGIN, e=_EDGE, b=_BOTTOM, r=_WIDTH - _EDGE, i=_MARGIN + 8, j=_BOTTOM - 10,
        x=left, y=top,
    )  # fmt: skip


def _days_apart(shown: Shown) -> list[float]:
    return [_days(each) for each, _ in shown]


def _between(values: Sequence[float], middle: float, *, up: bool) -> float:
    """Return where to part *values* at their *middle*, which itself lies below (*up*) or above.

    So no disc lies on a line: on which side it belongs can be seen.
    """
    if up:
        return (
            max(value for value in values if value <= middle)
            + min((value for value in values if value > middle), default=middle * 1.4)
        ) / 2
    return (
        min(value for value in values if value >= middle)
        + max((value for value in values if value < middle), default=0.0)
    ) / 2


def _ticks(shown: Shown, across: _Axis, up: _Axis) -> Markup:
    most = max(freed.likely for _, freed in shown)
    days = (
        Markup('<text class="figure" x="{:.1f}" y="{}" text-anchor="middle">{:.0f}</text>').format(
            across.at(log2(each)), _BOTTOM + 20, each
        )
        for each in sorted({_days(each) for each, _ in shown})
    )
    hours = (
        Markup('<text class="figure" x="{}" y="{:.1f}" text-anchor="end">{:.0f}</text>').format(
            _MARGIN - 8, up.at(each) + 5, each
        )
        for each in (0.0, most / 2, most)
    )
    names = Markup(
        '<text class="figure" x="{}" y="{}" text-anchor="middle">effort, person-days</text>'
        '<text class="figure" transform="translate(14 {}) rotate(-90)" text-anchor="middle">'
        "hours freed a week</text>"
    ).format((_MARGIN + _WIDTH) // 2, _HEIGHT - 14, _BOTTOM // 2)
    return Markup().join((*days, *hours, names))
