"""A manager on Telegram: real updates and a Bot API server, from the first survey to a guest."""

import json
import re
from dataclasses import replace

import pytest

from bot.channels.telegram.connecting import COMMANDS
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import Call

OLGA, ANN, BO = 42, 7, 8


@pytest.fixture
def managed(rig: Rig) -> Rig:
    """Let Olga be an owner."""
    turns = rig.poller.intake.turns
    rig.poller.intake.turns = replace(
        turns, owners=frozenset((f"telegram:{OLGA}",)), link="https://t.me/gemba_test_bot"
    )
    return rig


async def press(rig: Rig, label: str, chat: int = OLGA) -> str:
    """Press the newest button *label* of the chat, and return what the bot said last."""
    data = next(
        key["callback_data"]
        for call in reversed(shown(rig, chat))
        for row in json.loads(str(call.data.get("reply_markup") or '{"inline_keyboard":[]}'))[
            "inline_keyboard"
        ]
        for key in row
        if key["text"] == label
    )
    rig.telegram.press(chat, data)
    await rig.turn()
    last = shown(rig, chat)[-1].data
    return str(last.get("text") or last.get("caption"))


def shown(rig: Rig, chat: int) -> list[Call]:
    """Return all that was sent to the chat, texts and pictures."""
    return [call for call in rig.telegram.calls if str(call.data.get("chat_id")) == str(chat)]


async def survey(rig: Rig) -> None:
    await rig.say("/survey", OLGA)
    await press(rig, "+ New survey")
    for said in ("Lager", "find what is slow", "Night 9\nDay 12"):
        await rig.say(said, OLGA)
    for label in ("No kinds of jobs", "The short one", "In four weeks", "Open …"):
        await press(rig, label)
    assert "(open)" in await press(rig, "Yes, open it")


async def test_a_manager_plans_opens_and_invites_and_a_guest_comes(managed: Rig) -> None:
    await survey(managed)
    await press(managed, "Invite")
    await press(managed, "One link for a team")
    caption = await press(managed, "Night")

    code = re.search(r"start=([\w-]+)", caption)
    assert code is not None
    assert len(managed.calls("sendPhoto")) == 1
    assert "find what is slow" in await managed.say(f"/start {code[1]}", ANN)
    assert "costs you the most time" in await managed.say("yes", ANN)


async def test_whoever_gets_a_role_gets_a_list_of_commands_of_their_own(managed: Rig) -> None:
    await survey(managed)
    await press(managed, "Invite")
    code = re.search(r"start=([\w-]+)", await press(managed, "A manager"))
    assert code is not None
    before = len(managed.calls("setMyCommands"))

    await managed.say(f"/start {code[1]}", BO)

    (call,) = managed.calls("setMyCommands")[before:]
    listed = [each["command"] for each in json.loads(str(call.data["commands"]))]
    assert listed[:3] == ["menu", "survey", "invite"]
    assert set(COMMANDS) <= set(listed)
    assert json.loads(str(call.data["scope"]))["chat_id"] == BO


async def test_a_press_by_somebody_else_is_answered_and_changes_nothing(managed: Rig) -> None:
    await survey(managed)
    managed.telegram.press(ANN, "m:move::lager:close")
    await managed.turn()

    assert "those who run surveys" in managed.last(ANN)
    with managed.store.transaction() as work:
        found = work.surveys.get("lager")
    assert found is not None
    assert found.status == "open"


async def test_every_message_to_a_manager_is_one_that_telegram_takes(managed: Rig) -> None:
    await survey(managed)
    for label in ("More settings", "Quiet hours", "\u2039 Back", "People with roles"):
        await press(managed, label)

    with managed.store.transaction() as work:
        assert work.outbox.size() == 0
        assert work.intake.asides() == []
