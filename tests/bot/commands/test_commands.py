"""The command line: what it prints, what it says when something is wrong, how it exits."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.commands.match import arriving
from tests.bot.commands.conftest import Run

ROOT = Path(__file__).parents[3]
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(gemba: Run, command: str) -> None:
    ran = gemba(command, "--help")

    assert ran.code == 0
    assert "Example:" in ran.out


def test_help_lists_every_command(gemba: Run) -> None:
    ran = gemba("--help")

    assert all(command in ran.out for command in COMMANDS)
    assert "  gemba demo  " in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "gemba: No such command 'nonsense'; see gemba --help"),
        (["report", "--format", "doc"], "gemba report: Invalid value for '--format'"),
        (["explain"], "gemba explain: Missing argument 'TEXT'; see gemba explain --help"),
        (["survey", "show"], "gemba survey show: Missing argument"),
        (
            ["copy", "--from", "sqlite:///a.db", "--to", "sqlite:///a.db"],
            "gemba copy: --from and --to are the same database",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_exits_with_2(
    gemba: Run, arguments: list[str], says: str
) -> None:
    ran = gemba(*arguments)

    assert ran.code == 2
    assert ran.err.startswith(says)
    assert ran.err.count("\n") == 1


def test_a_group_alone_tells_what_it_can_do(gemba: Run) -> None:
    ran = gemba("survey")

    assert ran.code == 2
    assert "Commands:" in ran.out + ran.err


def test_match_prints_one_line_for_each_in_order(gemba: Run) -> None:
    lines = [{"id": 1, "text": "I type every order twice"}, {"id": "b", "text": "All good here"}]

    ran = gemba("match", stdin="\n".join(json.dumps(each) for each in lines).encode())

    found = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert [each["id"] for each in found] == [1, "b"]
    assert found[0]["inefficiencies"][0]["code"] == "duplicate_entry"
    assert set(found[0]["inefficiencies"][0]) == {
        "code", "score", "rule", "start", "end", "runner_up",
    }  # fmt: skip
    assert found[1]["inefficiencies"] == []


def test_match_answers_a_line_before_the_next_one_comes() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "match"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in (1, 2):
            running.stdin.write(json.dumps({"id": number, "text": "I wait"}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_lines_arrive_whole_however_they_are_cut(size: int) -> None:
    class Trickle:
        def __init__(self, given: bytes) -> None:
            self._given = io.BytesIO(given)

        def read1(self, _: int = -1, /) -> bytes:
            return self._given.read(size)

    lines = [b'{"id": 1}', b"", b"caf\xc3\xa9", b"the last has no end"]

    arrived = [each for some in arriving(Trickle(b"\n".join(lines))) for each in some]

    assert arrived == lines


def test_match_names_bad_lines_and_goes_on(gemba: Run) -> None:
    ran = gemba("match", stdin=b'no json\n\n{"id": 2}\n{"id": 3, "text": "hello"}\n')

    assert ran.code == 1
    assert "line 1" in ran.err
    assert "line 3" in ran.err
    assert json.loads(ran.out)["id"] == 3


def test_explain_shows_rule_words_and_points(gemba: Run) -> None:
    ran = gemba("explain", "I type the same order in twice, into two systems")

    assert "duplicate_entry" in ran.out
    assert "points" in ran.out


def test_explain_says_when_nothing_passed(gemba: Run) -> None:
    assert "No inefficiency" in gemba("explain", "The sun is shining").out


def test_evaluate_prints_the_figures(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    rows = [
        {
            "text": "I type every order twice into two systems",
            "inefficiencies": ["duplicate_entry"],
            "verbatim": True,
        },
        {"text": "Nice colleagues", "inefficiencies": [], "verbatim": False},
        {"text": "Prepare invoices", "function": "finance_accounting"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)))

    ran = gemba("evaluate", str(file))

    assert ran.code == 0
    assert "natural" in ran.out
    assert "restated" in ran.out
    assert "micro: precision" in ran.out


@pytest.mark.parametrize("content", ["", "no json", '["x"]', '{"inefficiencies": []}'])
def test_evaluate_says_what_is_wrong_with_a_file(gemba: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(content)

    assert gemba("evaluate", str(file)).code == 1


def test_the_shipped_catalogue_is_sound(gemba: Run) -> None:
    ran = gemba("catalogue", "check")

    assert ran.code == 0, ran.err
    assert "18 inefficiencies" in ran.out


def test_a_broken_catalogue_is_named_with_its_line(
    gemba: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("rules:\n  - id: nonsense\n")
    monkeypatch.setenv("GEMBA_CATALOGUE", str(file))

    ran = gemba("match", stdin=b"")

    assert ran.code == 1
    assert f"{file}:2" in ran.err


def test_demo_shows_everything_that_a_manager_can_get_and_says_it_is_made_up(
    gemba: Run, tmp_path: Path
) -> None:
    ran = gemba("demo")

    assert ran.code == 0, ran.err
    assert "77 interviews" in ran.out
    assert "Everything above is made up" in ran.out
    for name in ("report.html", "brief.html", "recommendations.xlsx", "gemba.db"):
        assert name in ran.out
        assert (tmp_path / "demo" / name).exists()
    page = (tmp_path / "demo/report.html").read_text()
    assert "(made up)" in page
    for part in ("Where the hours go", "What pays", "Where it is felt", "own words", "Evidence"):
        assert part in page
    assert "(made up)" in (tmp_path / "demo/brief.html").read_text()


def test_demo_reaches_different_decisions_and_is_the_same_each_time(
    gemba: Run, tmp_path: Path
) -> None:
    gemba("demo")
    first = json.loads((tmp_path / "demo/recommendations.json").read_text())
    gemba("demo")
    second = json.loads((tmp_path / "demo/recommendations.json").read_text())

    decided = {each["code"]: each["decision"]["verdict"] for each in first["functions"]}
    assert decided == {
        "finance_accounting": "outsource_now",
        "logistics": "keep",
        "customer_service": "improve_then_outsource",
        "sales": "look_closer",
    }
    found = {each["decision"]["verdict"] for each in first["recommendations"]}
    assert {"improve_inside", "automate", "train"} <= found
    assert second == first | {"week": second["week"]}  # a Monday may lie between the two


def test_report_prints_or_writes(gemba: Run, tmp_path: Path) -> None:
    assert "Too few people" in gemba("report").out

    ran = gemba("report", "--format", "html", "--output", str(tmp_path / "r.html"))

    assert ran.code == 0
    assert (tmp_path / "r.html").exists()


def test_report_of_a_survey_that_is_not_there_is_wrong_usage(gemba: Run) -> None:
    assert gemba("report", "--survey", "nope").code == 2


CSV = "text,team,minutes,per_week\nI type every order twice into two systems,care,30,5\n"


def test_import_stores_answers_once(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(CSV + CSV.splitlines()[1] + "\n")

    first, second = gemba("import", str(file)), gemba("import", str(file))

    assert "2 answers imported" in first.out
    assert "imported before" in second.out


def test_import_of_a_bad_row_imports_nothing_unless_told(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(CSV + ",care,30,5\n")

    refused = gemba("import", str(file))
    taken = gemba("import", str(file), "--skip-bad")

    assert refused.code == 1
    assert "row 3: the text is empty" in refused.err
    assert "1 answers imported" in taken.out
    assert "left out: row 3" in taken.err


def test_import_maps_columns(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("Antwort\nI wait for parts all day\n")

    assert gemba("import", str(file)).code == 1
    assert gemba("import", str(file), "--map", "text=Antwort").code == 0
    assert gemba("import", str(file), "--map", "words=Antwort").code == 2


def test_import_of_a_table_without_rows_says_so(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("text\n")

    assert "has no rows" in gemba("import", str(file)).err


def test_nine_people_imported_make_a_recommendation(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = CSV.splitlines()[1]
    file.write_text("\n".join([CSV.splitlines()[0], *([rows] * 9)]))
    gemba("import", str(file))

    ran = gemba("report")

    assert "1. Duplicate entry" in ran.out


def test_migrate_and_backup(gemba: Run, tmp_path: Path) -> None:
    assert "schema" in gemba("migrate").out
    assert "checked" in gemba("backup", str(tmp_path / "copy.db")).out
    assert (tmp_path / "copy.db").exists()


def test_chat_takes_its_answers_from_a_pipe(gemba: Run) -> None:
    ran = gemba("chat", stdin=b"yes\nI pack parcels\n/mydata\n")

    assert ran.code == 0
    assert "I pack parcels" in ran.out


def test_the_interview_in_the_readme_is_what_happens(gemba: Run) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = readme.partition("## What an interview looks like")[2].split("```")[1]
    said = [line[2:] for line in sample.splitlines() if line.startswith("> ")]
    shown = [line for line in sample.splitlines() if line and not line.startswith("> ")]

    told = gemba("chat", stdin="\n".join(["yes", *said, ""]).encode()).out.splitlines()

    assert len(shown) > len(said) > 1
    assert [line for line in told if line in shown] == shown


def test_run_without_a_token_says_what_to_do(gemba: Run) -> None:
    ran = gemba("run")

    assert ran.code == 1
    assert "@BotFather" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_run_with_an_unreachable_api_says_so(gemba: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")

    ran = gemba("run")

    assert ran.code == 1
    assert "cannot be reached" in ran.err
    assert TOKEN not in ran.err + ran.out


def test_run_by_webhook_needs_an_address(gemba: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)

    ran = gemba("run", "--webhook")

    assert ran.code == 1
    assert "WEBHOOK_URL" in ran.err


def test_a_foreign_database_file_is_left_alone(gemba: Run, tmp_path: Path) -> None:
    (tmp_path / "gemba.db").write_text("a letter to my mother, long enough to be no header " * 20)

    ran = gemba("report")

    assert ran.code == 1
    assert "left alone" in ran.err


def test_a_bug_is_told_by_its_place_and_without_its_text(
    gemba: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("what a person said")

    monkeypatch.setattr("bot.commands.migrate.opened_store", broken)

    ran = gemba("migrate")

    assert ran.code == 3
    assert "please report this line: KeyError" in ran.err
    assert "test_commands.py:" in ran.err
    assert "what a person said" not in ran.err


def test_python_m_bot_is_the_same() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "gemba" in done.stdout
