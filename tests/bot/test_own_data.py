"""One's own data: seen, one answer or all of it deleted, and gone from the disk, too."""

import json
import sqlite3
from pathlib import Path

import pytest

from bot.interview.events import Command, Said
from bot.outgoing import Outgoing
from storage import Store, open_store
from tests.bot.duties.company import NOON, Company

TASK, OBSTACLE = "I enter zebra invoices", "waiting two days for the walrus signature"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    return opened


@pytest.fixture
def company(store: Store) -> Company:
    """Return a company in which one person has said what costs them time, and not finished."""
    found = Company(store)
    found.start()
    found.tell(Said(NOON, TASK))
    found.command(Command.SKIP)
    for text in ("every day", "20 minutes", "half of it", OBSTACLE):
        found.tell(Said(NOON, text))
    return found


def asked(company: Company, command: Command, argument: str = "") -> list[Outgoing]:
    return company.heard(lambda: company.command(command, argument))


def own(company: Company) -> dict[str, object]:
    attachment = asked(company, Command.MYDATA)[0].attachment
    assert attachment is not None
    found: dict[str, object] = json.loads(attachment.content)
    return found


def kept(store: Store) -> set[str]:
    with store.transaction() as work:
        respondents = {row[0] for row in _rows(store, "SELECT id FROM respondent")}
        return {
            answer.question
            for each in respondents
            if (data := work.answers.my_data("always-on", str(each)))
            for answer in data.answers
        }


def _rows(store: Store, query: str) -> list[tuple[object, ...]]:
    assert hasattr(store, "opened")
    return list(store.opened().execute(query))


def test_my_data_is_readable_numbered_and_complete(company: Company) -> None:
    asked(company, Command.LINK)
    asked(company, Command.REMINDERS, "21-7 Madrid")
    shown = asked(company, Command.MYDATA)[0].text

    assert "In the last month" in shown or "What is one thing you do" in shown
    assert f"<b>{TASK}</b>" in shown
    assert "the number of this chat" in shown
    assert "when you want to be written to" in shown
    assert "1 hash" in shown
    whole = own(company)
    assert whole["beside"] == {
        "participation": "started",
        "reachable": True,
        "wishes": {
            "channel": "t", "chat": "7", "zone": "Europe/Madrid",
            "quiet_from": 1260, "quiet_until": 420, "is_silent": 0,
        },
        "links": 1,
    }  # fmt: skip


def number_of(company: Company, question: str) -> str:
    answers = own(company)["answers"]
    assert isinstance(answers, list)
    return str(1 + [each["question"] for each in answers].index(question))


def test_one_answer_is_deleted_with_what_was_concluded_from_it(
    company: Company, store: Store
) -> None:
    before = _rows(store, "SELECT code FROM task")
    asked(company, Command.FORGET, number_of(company, "obstacle"))

    assert before == [("waiting",)]
    assert "obstacle" not in kept(store)
    assert "task" in kept(store)
    assert _rows(store, "SELECT code FROM task") == [(None,)]
    assert not _rows(store, "SELECT code FROM finding WHERE kind = 'inefficiency'")
    assert "walrus" not in _rows(store, "SELECT state FROM conversation")[0][0]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("question", "columns"),
    [("often", "per_week"), ("takes", "minutes"), ("wasted", "wasted")],
)
def test_a_figure_goes_with_its_answer(
    company: Company, store: Store, question: str, columns: str
) -> None:
    query = f"SELECT {columns}_low, {columns}_likely, {columns}_high FROM task"  # noqa: S608
    before = _rows(store, query)
    asked(company, Command.FORGET, number_of(company, question))

    assert None not in before[0]
    assert _rows(store, query) == [(None, None, None)]


@pytest.mark.parametrize("argument", ["0", "99", "nonsense", "-1", "1000000"])
def test_a_number_that_is_none_deletes_nothing(
    company: Company, store: Store, argument: str
) -> None:
    before = kept(store)
    said = asked(company, Command.FORGET, argument)

    assert "no answer with that number" in said[0].text
    assert kept(store) == before


def test_the_interview_goes_on_after_one_answer_was_deleted(company: Company) -> None:
    said = asked(company, Command.FORGET, number_of(company, "task"))

    assert "deleted" in said[0].text
    assert company.waits()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("gemba.db*")}


def forget_everything(company: Company) -> None:
    company.command(Command.FORGET)
    company.tell(Said(NOON, "yes"))


def test_what_was_forgotten_is_in_no_file_and_in_no_later_backup(
    company: Company, store: Store, tmp_path: Path
) -> None:
    for number in range(30):
        company.start(f"other {number}")
        company.tell(Said(NOON, f"I enter plain invoices {number}"), f"other {number}")
    before = files(tmp_path)
    forget_everything(company)
    while_open = files(tmp_path)
    store.backup(str(tmp_path / "copy.db"))
    store.close()
    after = files(tmp_path)

    assert any(b"zebra" in each for each in before.values())
    for found in (*while_open.values(), *after.values(), (tmp_path / "copy.db").read_bytes()):
        assert b"zebra" not in found
        assert b"walrus" not in found
    assert any(b"plain invoices" in each for each in after.values())
    again = sqlite3.connect(tmp_path / "gemba.db")
    assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again.close()


def test_one_forgotten_answer_is_in_no_file_either(
    company: Company, store: Store, tmp_path: Path
) -> None:
    asked(company, Command.FORGET, number_of(company, "obstacle"))
    found = files(tmp_path)
    store.close()

    assert not any(b"walrus" in each for each in (*found.values(), *files(tmp_path).values()))
    assert any(b"zebra" in each for each in found.values())


def test_whoever_reads_at_that_moment_only_delays_it(
    company: Company, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite._AGAIN_SECONDS", 0)
    reader = sqlite3.connect(tmp_path / "gemba.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answer").fetchone()
    forget_everything(company)
    held_back = files(tmp_path)
    reader.execute("COMMIT")
    reader.close()
    with store.transaction():
        pass

    assert any(b"zebra" in each for each in held_back.values())
    assert not any(b"zebra" in each for each in files(tmp_path).values())
    store.close()
