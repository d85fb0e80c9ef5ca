"""Tables from CSV, TSV, XLSX and JSON Lines, as numbered rows of text by column name.

Nothing is interpreted here. Limits guard against files made to be large: a spreadsheet is a zip,
and a small zip can unpack to gigabytes.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.errors import InputError

MOST_BYTES = 200 * 2**20
MOST_UNPACKED = 500 * 2**20
_XLSX_EPOCH_ROWS = 2  # the first row holds the names, so data begin on row 2
Cells = Mapping[str, str]


class Line(NamedTuple):
    """One row of a table: its number as a person sees it in the file, and its cells."""

    number: int
    cells: Cells


def read_table(path: Path) -> Iterator[Line]:
    """Yield the rows of the table in *path*, whose ending tells the format.

    Raises:
        InputError: the file cannot be read, is too large, or is not what its ending says.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(str(path), [f"ends in {path.suffix!r}: use {', '.join(_READERS)}"])
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(str(path), [f"is larger than {MOST_BYTES >> 20} MB: split it"])
        yield from reader(path)
    except OSError as error:
        raise InputError(str(path), [error.strerror or "cannot be read"]) from error
    except UnicodeDecodeError:
        raise InputError(str(path), ["is not UTF-8 text: save it as UTF-8"]) from None


def _read_csv(path: Path) -> Iterator[Line]:
    yield from _read_delimited(path, _delimiter_of(path))


def _read_tsv(path: Path) -> Iterator[Line]:
    yield from _read_delimited(path, "\t")


def _delimiter_of(path: Path) -> str:
    """Return the sign that the first line uses most: spreadsheets of many countries write `;`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    return max(",;\t", key=first.count)


def _read_delimited(path: Path, delimiter: str) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield Line(reader.line_num, _texts(cells))
        except csv.Error as error:
            raise InputError(str(path), [f"line {reader.line_num}: {error}"]) from error


def _texts(cells: Mapping[object, object]) -> Cells:
    """Return the cells that have a column name, as stripped text."""
    return {
        str(name).strip(): "" if value is None else str(value).strip()
        for name, value in cells.items()
        if name is not None
    }


def _read_jsonl(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield Line(number, _json_cells(path, number, line))


def _json_cells(path: Path, number: int, line: str) -> Cells:
    try:
        item = json.loads(line)
    except (RecursionError, ValueError):
        raise InputError(str(path), [f"line {number}: is not JSON"]) from None
    if not isinstance(item, dict):
        raise InputError(str(path), [f"line {number}: is not an object with columns"])
    return _texts({name: value for name, value in item.items() if not isinstance(value, list)})


def _read_xlsx(path: Path) -> Iterator[Line]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to import, and only needed here

    try:
        _refuse_bomb(path)
        book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        names = [str(name or "") for name in next(rows, ())]
        for number, values in enumerate(rows, start=_XLSX_EPOCH_ROWS):
            cells = _texts(dict(zip(names, values, strict=False)))
            if any(cells.values()):
                yield Line(number, cells)
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise InputError(str(path), ["is not a spreadsheet that can be read"]) from error


def _refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > MOST_UNPACKED:
        raise InputError(str(path), [f"unpacks to more than {MOST_UNPACKED >> 20} MB: split it"])


_READERS: dict[str, Callable[[Path], Iterator[Line]]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".xlsx": _read_xlsx,
    ".jsonl": _read_jsonl,
}
