"""Tables of four formats become the same rows."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.errors import InputError
from bot.importing import reading
from bot.importing.reading import Line, read_table


def _write(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def _workbook(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["team", "text"], ["care", "too many calls"], [None, None]):
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [
        ("a.csv", "team,text\ncare,too many calls\n", 2),
        ("a.csv", "\ufeffteam;text\ncare;too many calls\n", 2),
        ("a.tsv", "team\ttext\ncare\ttoo many calls\n", 2),
        ("a.jsonl", '\n{"team": "care", "text": " too many calls", "codes": ["x"]}\n', 2),
    ],
)
def test_each_format_gives_the_same_row(
    tmp_path: Path, name: str, content: str, number: int
) -> None:
    path = _write(tmp_path / name, content)

    assert list(read_table(path)) == [Line(number, {"team": "care", "text": "too many calls"})]


def test_a_spreadsheet_gives_the_same_row(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx")

    assert list(read_table(path)) == [Line(2, {"team": "care", "text": "too many calls"})]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.pdf", "x", "use .csv"),
        ("a.csv", 'text\n"never closed\n', "line"),
        ("a.jsonl", "{}\nnot json\n", "line 2: is not JSON"),
        ("a.jsonl", "[1]\n", "line 1: is not an object"),
        ("a.xlsx", "no zip", "not a spreadsheet"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, name: str, content: str, fault: str
) -> None:
    path = _write(tmp_path / name, content)

    with pytest.raises(InputError, match=fault):
        list(read_table(path))


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        list(read_table(tmp_path / "none.csv"))


def test_text_that_is_not_utf8_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nB\xfcro\n")

    with pytest.raises(InputError, match="UTF-8"):
        list(read_table(path))


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_UNPACKED", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "0" * 2000)

    with pytest.raises(InputError, match="unpacks to more"):
        list(read_table(path))


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 3)

    with pytest.raises(InputError, match="larger"):
        list(read_table(_write(tmp_path / "a.csv", "text\nx\n")))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", b"text\n" + b"x" * 2_000_000, id="a field of two megabytes"),
        pytest.param("a.csv", b'text\n"never closed' + b"\n" * 200_000, id="a quote without end"),
        pytest.param("a.jsonl", b"[" * 200_000, id="brackets without end"),
        pytest.param("a.jsonl", b'{"text": ' + b"[" * 200_000, id="brackets inside"),
    ],
)
def test_a_file_made_to_hurt_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError):
        list(read_table(tmp_path / name))


def test_a_formula_is_a_text_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\n=HYPERLINK(1)\n", encoding="utf-8")

    assert [line.cells["text"] for line in read_table(tmp_path / "a.csv")] == ["=HYPERLINK(1)"]
