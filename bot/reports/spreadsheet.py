"""A report as an XLSX workbook: typed cells, filters, charts, and a sheet of notes.

Texts are written as texts, whatever they begin with, so opening the file runs nothing. The same
figures give the same bytes: the file's own date is the report's week.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.gate.published import Published
from bot.reports.tables import TABLES, Kind, Table

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NUMBER_FORMATS: Final = {
    Kind.COUNT: "#,##0",
    Kind.HOURS: "#,##0.0",
    Kind.MONEY: "#,##0",
    Kind.SHARE: "0 %",
}
_NARROW, _WIDE, _LONG = 12, 44, 30
_INK, _TINT, _BAR, _PALE = "#1c2430", "#e4edf2", "#2f6f8f", "#a9cbdb"


def spreadsheet(published: Published) -> bytes:
    """Return the whole report as the bytes of an XLSX file."""
    target = io.BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"Recommendations: {published.survey}",
                "comments": "Made by Gemba. What is not shown has too few people behind it.",
                "created": datetime.fromisoformat(published.week),
            }
        )
        heading = book.add_format(
            {
                "bold": True,
                "font_color": _INK,
                "bg_color": _TINT,
                "text_wrap": True,
                "valign": "top",
            }
        )
        formats = {
            kind: book.add_format({"num_format": code, "valign": "top"})
            for kind, code in _NUMBER_FORMATS.items()
        } | {Kind.TEXT: book.add_format({"text_wrap": True, "valign": "top"})}
        for name, made in TABLES.items():
            table = made(published)
            sheet = book.add_worksheet(name.replace("_", " ").capitalize())
            _fill(sheet, table, heading, formats)
            _prepare_print(sheet, published)
            if name == "pareto" and table.rows:
                _pareto_chart(book, sheet, table)
            if name == "recommendations" and table.rows:
                _effort_chart(book, sheet, table)
    return target.getvalue()


def _fill(sheet: Worksheet, table: Table, heading: Format, formats: Mapping[Kind, Format]) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, heading)
        sheet.set_column(place, place, _width(table, place))
    for line, row in enumerate(table.rows, start=1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            if cell is None or cell == "":
                continue
            if column.kind is Kind.TEXT:
                sheet.write_string(line, place, str(cell), formats[column.kind])
            else:
                sheet.write_number(line, place, float(cell), formats[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)


def _width(table: Table, place: int) -> int:
    """Return how wide a column has to be; a long text is wrapped."""
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return _WIDE if longest > _LONG else max(_NARROW, longest + 2)


def _prepare_print(sheet: Worksheet, published: Published) -> None:
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{_footer(published.survey)}&Cweek of {published.week}&R&P of &N")


def _footer(text: str) -> str:
    """Return *text* so that nothing in it is a code of the footer, and short enough for one."""
    return text.replace("&", "&&")[:80]


def _at(table: Table, title: str) -> int:
    return next(place for place, column in enumerate(table.columns) if column.title == title)


def _cells(table: Table, sheet: Worksheet, title: str) -> Sequence[str | int]:
    place = _at(table, title)
    return [sheet.get_name(), 1, place, len(table.rows), place]


def _ranges(table: Table) -> Mapping[str, object]:
    """Return the ranges of the hours as error bars; none where no hours are shown."""
    low, likely, high = (
        _at(table, title) for title in ("Hours a week low", "Hours a week", "Hours a week high")
    )
    return {
        "type": "custom",
        "plus_values": [float(row[high] or 0) - float(row[likely] or 0) for row in table.rows],
        "minus_values": [float(row[likely] or 0) - float(row[low] or 0) for row in table.rows],
        "line": {"color": _INK, "width": 1.5},
    }


def _pareto_chart(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Put the hours of each problem beside the table, with the running share as a line."""
    chart = book.add_chart({"type": "column"})
    names = _cells(table, sheet, "Problem")
    chart.add_series(
        {
            "name": "Hours a week, likely",
            "categories": names,
            "values": _cells(table, sheet, "Hours a week"),
            "fill": {"color": _PALE},
            "border": {"color": _BAR},
            "gap": 40,
            "y_error_bars": _ranges(table),
        }
    )
    line = book.add_chart({"type": "line"})
    line.add_series(
        {
            "name": "Running share",
            "categories": names,
            "values": _cells(table, sheet, "Running share"),
            "y2_axis": True,
            "line": {"color": _INK, "dash_type": "dash"},
            "marker": {"type": "diamond", "size": 6, "fill": {"color": _INK}},
        }
    )
    chart.combine(line)
    chart.set_title({"name": "Where the hours go"})
    chart.set_y_axis({"name": "hours a week"})
    line.set_y2_axis({"min": 0, "max": 1, "num_format": "0 %"})
    chart.set_legend({"position": "bottom"})
    sheet.insert_chart(len(table.rows) + 3, 0, chart, {"x_scale": 1.8, "y_scale": 1.5})


def _effort_chart(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Put what could be freed against the effort below the table."""
    chart = book.add_chart({"type": "scatter"})
    ranks, place = [row[0] for row in table.rows], _at(table, "Hours freed")
    chart.add_series(
        {
            "name": "Hours that could be freed a week",
            "categories": _cells(table, sheet, "Effort, days"),
            "values": _cells(table, sheet, "Hours freed"),
            "marker": {"type": "circle", "size": 8, "fill": {"color": _BAR}},
            "data_labels": {
                "custom": [
                    {"value": str(rank)} if row[place] is not None else {"delete": True}
                    for rank, row in zip(ranks, table.rows, strict=True)
                ],
                "value": True,
                "position": "above",
            },
        }
    )
    chart.set_title({"name": "Impact and effort, by rank"})
    chart.set_x_axis({"name": "effort, person-days"})
    chart.set_y_axis({"name": "hours freed a week"})
    chart.set_legend({"none": True})
    sheet.insert_chart(len(table.rows) + 3, 1, chart, {"x_scale": 1.6, "y_scale": 1.4})
