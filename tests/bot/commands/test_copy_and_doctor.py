"""`gemba copy` and `gemba doctor`, as an operator runs them."""

from pathlib import Path

import pytest

from tests.bot.commands.conftest import Run


def test_a_company_is_copied_and_verified(gemba: Run, tmp_path: Path) -> None:
    gemba("chat", stdin=b"/start\nyes\nI pack parcels\n")
    there = f"sqlite:///{tmp_path}/there.db"

    ran = gemba("copy", "--from", f"sqlite:///{tmp_path}/gemba.db", "--to", there)

    assert ran.code == 0
    assert "Copied and verified" in ran.out
    assert (tmp_path / "there.db").read_bytes().count(b"I pack parcels")


def test_a_copy_from_nowhere_is_one_line(gemba: Run) -> None:
    ran = gemba("copy", "--from", "mysql://h/d", "--to", "sqlite:///x.db")

    assert (ran.code, ran.err.count("\n")) == (1, 1)


def test_the_doctor_exits_with_1_if_something_is_broken(
    gemba: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = gemba("doctor")

    assert ran.code == 1
    assert "broken  configuration: TELEGRAM_BOT_TOKEN is not set" in ran.out

    token = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:1")
    gemba("migrate")
    unreachable, offline = gemba("doctor"), gemba("doctor", "--offline")

    assert "broken  telegram: cannot be reached (ConnectError)" in unreachable.out
    assert token not in unreachable.out + unreachable.err
    assert offline.code == 0
