"""`gemba survey`, `invite`, `role` and `audit`, as an operator runs them."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import COMMANDS, LazyGroup
from bot.lifecycle import Duty, close_survey
from bot.managing.inviting import Invitation
from bot.pseudonyms import member_of
from bot.surveys import shipped_text
from storage import AuditRow, MembershipRow, Store, open_store
from tests.bot.channels.fake_telegram import FakeTelegram, serving
from tests.bot.commands.conftest import Run

LAGER = "lager"
TEAMS = "Night 9, Day 12"
#: Commands that open no company's database: nothing to note.
WITHOUT_DATABASE = {"match", "explain", "evaluate", "demo", "doctor", "catalogue check"}


def shown(gemba: Run, survey: str = LAGER) -> dict[str, object]:
    found: dict[str, object] = json.loads(gemba("survey", "show", survey, "--json").out)
    return found


def noted(gemba: Run, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(gemba("audit", "--json", *arguments).out)
    return found


@pytest.fixture
def lager(gemba: Run) -> Run:
    """Open a survey with two teams."""
    gemba("survey", "new", "Lager", "--teams", TEAMS, "--purpose", "find what is slow")
    gemba("survey", "open", LAGER, "--yes")
    return gemba


def test_a_survey_is_planned_with_everything_at_once(gemba: Run) -> None:
    ran = gemba(
        "survey", "new", "Lager, Winter", "--teams", TEAMS, "--jobs", "Clerk 3", "--money",
        "EUR, clerk 38.50", "--closes", "2099-12-24", "--quiet", "20-7 Vienna", "--threshold", "7",
        "--interview", "short", "--reminders", "1", "--trade", "logistics",
    )  # fmt: skip

    plan = shown(gemba, "lager-winter")
    assert ran.code == 0
    assert [plan[name] for name in ("stage", "interview", "threshold", "zone", "reminders")] == [
        "draft", "short", 7, "Europe/Vienna", 1,
    ]  # fmt: skip
    assert plan["rates"] == [["clerk", 38.5]]
    assert "38.50 EUR" in gemba("survey", "show", "lager-winter").out
    assert "21" in gemba("survey", "list").out


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--closes", "soon", "could not read that date"),
        ("--teams", "Night 9, night 3", "is there twice"),
        ("--threshold", "2", "3 or more"),
        ("--interview", "nowhere.yaml", "cannot be read"),
    ],
)
def test_a_plan_with_a_fault_is_not_begun(gemba: Run, option: str, value: str, why: str) -> None:
    ran = gemba("survey", "new", "Lager", option, value)

    assert ran.code == 1
    assert why in ran.err
    assert "Lager" not in gemba("survey", "list").out


def test_an_operator_may_go_down_to_the_floor_and_choose_languages(gemba: Run) -> None:
    options = ("--threshold", "3", "--quotes", "6", "--languages", "en")

    assert gemba("survey", "new", "Lager", *options).code == 0
    assert [shown(gemba)[name] for name in ("threshold", "quote_threshold")] == [3, 6]


def test_an_interview_of_ones_own_is_checked_and_kept(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(shipped_text("short").replace("id: short", "id: ours"), encoding="utf-8")

    assert gemba("survey", "new", "Lager", "--interview", str(file)).code == 0
    assert shown(gemba)["interview"] == "own"


def test_an_interview_that_some_could_not_read_is_refused(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = shipped_text("short").replace("languages: [en]", "languages: [de]")
    file.write_text(text.replace("{en:", "{de:"), encoding="utf-8")

    ran = gemba("survey", "new", "Lager", "--interview", str(file))

    assert ran.code == 1
    assert "needs its texts in 'en' too" in ran.err


def test_a_dead_end_is_said_with_its_line(gemba: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    text = shipped_text("short").replace("scope: task", "scope: person")
    file.write_text(text, encoding="utf-8")

    ran = gemba("survey", "new", "Lager", "--interview", str(file))

    assert ran.code == 1
    assert "asks about no task" in ran.err


def test_a_survey_goes_its_way(lager: Run) -> None:
    assert shown(lager)["stage"] == "open"
    lager("survey", "pause", LAGER)
    assert shown(lager)["stage"] == "paused"
    lager("survey", "resume", LAGER)
    assert lager("survey", "extend", LAGER, "2099-01-31").code == 0
    assert shown(lager)["closes"] == "2099-01-31"

    ran = lager("survey", "close", LAGER, "--yes")
    assert "its key is destroyed" in ran.out
    assert lager("survey", "open", LAGER, "--yes").code == 1


def test_progress_is_told_without_who(lager: Run) -> None:
    ran = lager("survey", "progress", LAGER)

    assert ran.code == 0
    assert "Who answered is shown to nobody" in ran.out
    assert lager("survey", "progress", "nowhere").code == 1


def test_results_are_released_once_after_closing(lager: Run) -> None:
    assert "has not closed" in lager("survey", "release", LAGER, "--yes").err
    lager("survey", "close", LAGER, "--yes")
    assert lager("survey", "release", LAGER, stdin=b"n\n").code == 1

    ran = lager("survey", "release", LAGER, "--note", "We buy a tool.", "--yes")

    assert "We buy a tool." in ran.out
    assert "Everybody whose chat is still known is told" in ran.out
    assert "released before" in lager("survey", "release", LAGER, "--yes").err


def test_whoever_does_not_confirm_changes_nothing(lager: Run) -> None:
    ran = lager("survey", "close", LAGER, stdin=b"n\n")

    assert "nobody can see or delete" in ran.out
    assert shown(lager)["stage"] == "open"


def test_what_people_were_told_is_frozen(lager: Run) -> None:
    ran = lager("survey", "change", LAGER, "--purpose", "something else")

    assert ran.code == 1
    assert "is frozen" in ran.err
    assert lager("survey", "change", LAGER, "--reminders", "0").code == 0


def test_a_draft_is_dropped_and_a_survey_that_is_not_there_is_named(gemba: Run) -> None:
    gemba("survey", "new", "Lager")

    assert gemba("survey", "drop", LAGER, "--yes").code == 0
    ran = gemba("survey", "show", LAGER)
    assert ran.code == 1
    assert "use one of always-on" in ran.err


def test_a_link_leads_to_the_survey_and_a_qr_code_to_the_link(lager: Run, tmp_path: Path) -> None:
    for ending, beginning in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        file = tmp_path / f"night.{ending}"
        ran = lager(
            "invite", "--survey", LAGER, "--team", "night", "--bot", "@gemba", "--qr", str(file)
        )
        assert ran.out.startswith("https://t.me/gemba?start=")
        assert file.read_bytes().startswith(beginning)


def test_many_links_are_made_listed_and_taken_back(lager: Run) -> None:
    ran = lager(
        "invite", "--survey", LAGER, "--single", "--count", "3", "--json", "--bot", "g",
        "--label", "post",
    )  # fmt: skip
    listed = json.loads(lager("invite", "--list", "--json").out)

    assert len(set(json.loads(ran.out))) == 3
    assert [each["label"] for each in listed] == ["post"] * 3
    assert set(listed[0]) == {"survey", *Invitation._fields}
    assert lager("invite", "--revoke", listed[0]["id"]).code == 0
    assert "(over)" in lager("invite", "--list").out
    assert lager("invite", "--revoke", "nonsense").code == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--survey", "nowhere"], 1),
        (["--survey", LAGER, "--team", "nowhere"], 1),
        (["--survey", LAGER, "--job", "boss"], 1),
        (["--role", "lead"], 2),
        (["--qr", "x.txt"], 2),
        (["--qr", "x.png", "--count", "2"], 2),
    ],
)
def test_an_invitation_to_nowhere_is_refused(lager: Run, arguments: list[str], code: int) -> None:
    assert lager("invite", "--bot", "g", *arguments).code == code


def test_nobody_is_invited_to_a_closed_survey(lager: Run) -> None:
    lager("survey", "close", LAGER, "--yes")

    assert "is closed" in lager("invite", "--bot", "g", "--survey", LAGER).err


def test_without_a_name_telegram_is_asked_and_without_a_token_that_is_said(lager: Run) -> None:
    ran = lager("invite", "--role", "owner")

    assert ran.code == 1
    assert "TELEGRAM_BOT_TOKEN" in ran.err


async def test_telegram_says_what_the_bot_is_called(
    gemba: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio  # noqa: PLC0415  # the command is not asynchronous

    from tests.bot.channels.fake_telegram import TOKEN  # noqa: PLC0415

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    async with serving(FakeTelegram()) as url:
        monkeypatch.setenv("TELEGRAM_API_URL", url)
        ran = await asyncio.to_thread(gemba, "invite", "--role", "owner")
    assert ran.out.startswith("https://t.me/gemba_test_bot?start=")

    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    refused = gemba("invite", "--role", "owner")
    assert refused.code == 1
    assert TOKEN not in refused.err


def grant(folder: Path, *people: str) -> None:
    store = open_store(f"sqlite:///{folder}/gemba.db")
    store.migrate()
    with store.transaction() as work:
        for person in people:
            row = MembershipRow(person, "manager", LAGER, "", "Ann of logistics", "2026-11-23")
            work.members.grant(row)
            work.audit.note(AuditRow(person, 5, person, "one", LAGER, "x", "shown"))
    store.close()


def test_roles_are_listed_and_taken_back(gemba: Run, tmp_path: Path) -> None:
    ann, bo = member_of(b"x" * 32, "telegram:1"), member_of(b"x" * 32, "telegram:2")
    grant(tmp_path, ann, bo)

    assert "Ann of logistics" in gemba("role", "list").out
    assert gemba("role", "withdraw", "").code == 1
    assert "0 role" in gemba("role", "withdraw", ann[:8], "--survey", "other").out
    assert "1 role" in gemba("role", "withdraw", ann[:8]).out
    assert [each["person"] for each in json.loads(gemba("role", "list", "--json").out)] == [bo]


def test_the_audit_log_is_filtered_and_names_whom_it_can(gemba: Run, tmp_path: Path) -> None:
    ann = member_of(b"x" * 32, "telegram:1")
    grant(tmp_path, ann)
    gemba("report")

    (entry,) = noted(gemba, "--who", ann[:6])
    assert (entry["label"], entry["code"], entry["about"]) == ("Ann of logistics", "one", "x")
    assert [each["survey"] for each in noted(gemba, "--what", "gemba report")] == ["always-on"]
    recent = noted(gemba, "--survey", LAGER, "--days", "1")
    assert [each["code"] for each in recent] == ["gemba audit"]
    assert len(noted(gemba, "--most", "1")) == 1
    out = gemba("audit").out
    assert f"{ann[:8]} Ann of" in out
    assert "command line" in out


def leaves() -> dict[str, click.Command]:
    """Return every command that can be run, by what is typed."""
    group, context = LazyGroup("gemba"), click.Context(LazyGroup("gemba"))
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        under = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {each}": under[each] for each in under} or {name: command}
    return found


LEAVES = {name: each for name, each in leaves().items() if name not in WITHOUT_DATABASE}
#: How a command is run that wants more than "x" for what it needs.
RUN_AS: dict[str, list[str]] = {
    "backup": ["copy.db"], "import": ["answers.csv"], "invite": ["--bot", "g"],
    "copy": ["--from", "sqlite:///gemba.db", "--to", "sqlite:///x.db"],
    "survey open": [LAGER, "--yes"], "survey close": [LAGER, "--yes"],
    "survey drop": [LAGER, "--yes"],
}  # fmt: skip


def needed(command: click.Command) -> list[str]:
    """Return "x" for everything that *command* cannot be run without."""
    found = []
    for each in command.params:
        if each.required:
            found += ["x"] if isinstance(each, click.Argument) else [each.opts[0], "x"]
    return found


@pytest.mark.parametrize("command", [name for name in LEAVES if name != "run"])
def test_every_command_that_opens_the_database_is_noted(
    command: str, gemba: Run, tmp_path: Path
) -> None:
    (tmp_path / "answers.csv").write_text("text\nI type every order twice\n", encoding="utf-8")
    gemba("survey", "new", "Lager")

    gemba(*command.split(), *RUN_AS.get(command, needed(LEAVES[command])), stdin=b"")

    assert f"gemba {command}" in {each["code"] for each in noted(gemba)}


def test_running_the_bot_is_noted_although_it_fails_to_connect(
    gemba: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")

    assert gemba("run").code == 1
    assert "gemba run" in {each["code"] for each in noted(gemba)}


@pytest.mark.parametrize("command", [name for name in LEAVES if " " in name])
def test_every_subcommand_has_help_with_an_example(gemba: Run, command: str) -> None:
    ran = gemba(*command.split(), "--help")

    assert ran.code == 0
    assert "Example:" in ran.out


def test_whoever_owns_the_terminal_can_be_an_owner_there(gemba: Run) -> None:
    ran = gemba("chat", "--owner", stdin=b"/menu\n1\n")

    assert "You run surveys here" in ran.out
    assert "Always on" in ran.out


INVOICES = "text,team\n" + "".join(
    f"I book invoice {number} twice in two systems,a\nI drive parcel {number} around,a\n"
    for number in range(9)
)


def test_what_managers_know_is_confirmed_on_the_command_line(gemba: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(INVOICES)
    assert "No function can be named" in gemba("survey", "confirm", "always-on").out
    gemba("import", "answers.csv")
    about = ("survey", "confirm", "always-on", "finance_accounting")

    listed = gemba(*about).out
    changed = gemba(*about, "own_trade=no", "supply_market=many")

    assert "own_trade: Do customers come to you" in listed
    assert "    open  (yes: Yes | no: No)" in listed
    assert "    No  (yes: Yes | no: No)" in changed.out
    assert "    Many  (" in gemba(*about).out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("gone",), 1, "is not there"),
        (("always-on", "payroll"), 1, "is not named by enough people"),
        (("always-on", "finance_accounting", "moon=yes"), 1, "is not asked; there are own_trade"),
        (
            ("always-on", "finance_accounting", "own_trade=moon"),
            1,
            "is no answer; there are yes, no",
        ),
        (("always-on", "finance_accounting", "own_trade"), 2, "write QUESTION=ANSWER"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_in_one_line(
    gemba: Run, tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "answers.csv").write_text(INVOICES)
    gemba("import", "answers.csv")

    ran = gemba("survey", "confirm", *arguments)

    assert ran.code == code
    assert says in ran.err


@pytest.fixture
def many(lager: Run, tmp_path: Path) -> Iterator[Store]:
    """Let so many answer that closing is done in parts."""
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    with store.transaction() as work:
        for number in range(450):
            work.answers.add_respondent(LAGER, f"{number * 7919 % 1000:03}", "2026-11-23")
    yield store
    store.close()


def planned(store: Store) -> list[str]:
    with store.transaction() as work:
        return [row.kind for row in work.due.planned_of(LAGER)]


def test_closing_a_large_survey_leaves_nothing_for_a_bot_to_do(lager: Run, many: Store) -> None:
    assert lager("survey", "close", LAGER, "--yes").code == 0

    assert planned(many) == [Duty.LET_GO]


def test_whoever_leaves_the_terminal_leaves_no_survey_half_closed(lager: Run, many: Store) -> None:
    with many.transaction() as work:
        close_survey(work, LAGER, 100)
    assert Duty.LOSE_ORDER in planned(many)

    assert lager("chat", stdin=b"").code == 0

    assert planned(many) == [Duty.LET_GO]
