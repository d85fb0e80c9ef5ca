"""One table of a report as comma-separated values, for whatever reads them next; pure.

UTF-8, one heading line, numbers with a point. A text that a spreadsheet would take for a formula
gets an apostrophe in front, so that opening the file runs nothing.
"""

import csv
import io
from typing import Final

from bot.gate.published import Published
from bot.reports.tables import TABLES, Cell

FIRST: Final = "recommendations"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def separated(published: Published, table: str = FIRST) -> str:
    """Return the table *table*, one of `TABLES`, as CSV."""
    made = TABLES[table](published)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([column.title for column in made.columns])
    writer.writerows([_safe(cell) for cell in row] for row in made.rows)
    return target.getvalue()


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        cell = f"'{cell}"
    if isinstance(cell, str):
        return cell.replace("\r", " ")  # a bare one would end the row for some readers
    return f"{cell:.6g}" if isinstance(cell, float) else cell
