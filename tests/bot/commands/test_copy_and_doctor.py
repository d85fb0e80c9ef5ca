"""`gemba copy` and `gemba doctor`, as an operator runs them."""

from pathlib import Path

import httpx
import pytest

from bot.commands.doctor import _said
from bot.doctoring import State
from bot.settings import Settings
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


@pytest.mark.parametrize(
    ("wanted", "found", "advice"),
    [
        pytest.param("https://a.example", "https://a.example/telegram/x", "", id="in order"),
        pytest.param("https://a.example", "https://b.example/telegram/x", "not at", id="elsewhere"),
        pytest.param("https://a.example", "", "not at", id="none"),
        pytest.param(None, "", "", id="polling"),
    ],
)
def test_the_doctor_tells_a_webhook_that_leads_elsewhere(
    wanted: str | None, found: str, advice: str
) -> None:
    me = httpx.Response(200, json={"result": {"username": "gemba"}})
    hook = httpx.Response(200, json={"result": {"url": found, "pending_update_count": 3}})

    line = next(each for each in _said(me, hook, Settings(webhook_url=wanted))
                if each.subject == "updates")  # fmt: skip

    assert (line.state is State.LOOK, "3 wait" in line.found) == (bool(advice), True)
    assert advice in line.found
