"""`gemba report` in its formats, for single teams, and as a brief."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from bot.gate.published import Decision
from tests.bot.commands.conftest import Run

ROWS = "text,team,minutes,per_week\n" + "".join(
    f"I book invoice {number} twice in two systems,{team},30,5\n"
    f"I drive parcel {number} around,{team},30,5\n"
    for team in ("care", "yard")
    for number in range(9)
)


@pytest.fixture
def filled(gemba: Run, tmp_path: Path) -> Run:
    file = tmp_path / "answers.csv"
    file.write_text(ROWS)
    assert gemba("import", str(file)).code == 0
    return gemba


def test_a_spreadsheet_is_written_to_a_file_or_a_pipe(filled: Run, tmp_path: Path) -> None:
    ran = filled("report", "--format", "xlsx", "--output", str(tmp_path / "r.xlsx"))

    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "r.xlsx").read_bytes()))
    assert ran.code == 0
    assert book["Recommendations"]["A1"].value == "Rank"


def test_any_table_can_be_had_as_csv(filled: Run) -> None:
    assert filled("report", "--format", "csv").out.startswith("Rank,Code,")
    assert filled("report", "--format", "csv", "--table", "teams").out.startswith("Code,Team,")


def test_a_report_can_be_limited_to_a_team(filled: Run) -> None:
    ran = filled("report", "--format", "csv", "--table", "teams", "--team", "care")

    assert "care" in ran.out
    assert "yard" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--team", "moon"), "has no team 'moon'; there are care, yard"),
        (("--table", "teams"), "--table goes with --format csv"),
        (("--brief", "payroll"), "--brief goes with --format md or html"),
        (("--format", "csv", "--table", "stars"), "'stars' is not one of"),
    ],
)
def test_what_does_not_fit_together_is_wrong_usage(
    filled: Run, arguments: tuple[str, ...], says: str
) -> None:
    ran = filled("report", *arguments)

    assert ran.code == 2
    assert says in ran.err


def test_without_a_verdict_to_hand_over_a_brief_is_refused_in_one_line(filled: Run) -> None:
    ran = filled("report", "--brief", "payroll", "--format", "md")

    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "no brief for Payroll" in ran.err


def test_a_brief_is_printed_for_a_function_that_is_ready(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = Decision("outsource_now", "Outsource now", "It fits.")
    monkeypatch.setattr("bot.gate.listing.function_decision", lambda _: ready)

    ran = filled("report", "--brief", "finance_accounting", "--format", "md")

    assert ran.code == 0, ran.err
    assert ran.out.startswith("# Request for information: ")


def test_the_schema_is_printed_without_a_database(gemba: Run, tmp_path: Path) -> None:
    ran = gemba("report", "--schema")

    assert json.loads(ran.out)["title"] == "A report of Gemba"
    assert not (tmp_path / "gemba.db").exists()
