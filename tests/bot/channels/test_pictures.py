"""Pictures, files and lists of commands on their way to Telegram; presses on their way back."""

import json

from telegram import Update

from bot.channels.telegram.translating import CHANNEL, arrival_of, arrival_of_update
from bot.incoming import Elsewhere, Incoming, Pressed
from bot.managing.links import Link
from bot.outgoing import Attachment, Key, Outgoing
from storage import OutboxRow, new_id
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import FakeTelegram

PNG = Attachment.of("qr.png", b"\x89PNG\r\n\x1a\n")
KEYS = ((Key("Back", "m:menu:"),),)


async def send(rig: Rig, message: Outgoing) -> None:
    with rig.store.transaction() as work:
        work.outbox.enqueue(OutboxRow(new_id(), CHANNEL, "7", "interactive", message.dumps(), 0))
    await rig.send()


async def test_a_picture_carries_its_text_and_its_buttons(rig: Rig) -> None:
    await send(rig, Outgoing("Scan <b>this</b>", KEYS, picture=PNG))

    (call,) = rig.calls("sendPhoto")
    assert call.data["caption"] == "Scan <b>this</b>"
    assert json.loads(str(call.data["reply_markup"]))["inline_keyboard"][0][0]["text"] == "Back"
    assert rig.calls("sendMessage") == []


async def test_a_long_text_follows_its_picture(rig: Rig) -> None:
    await send(rig, Outgoing("x" * 1100, KEYS, picture=PNG))

    assert "caption" not in rig.calls("sendPhoto")[0].data
    assert rig.last() == "x" * 1100


async def test_a_list_of_commands_is_for_the_one_chat(rig: Rig) -> None:
    await send(rig, Outgoing("Welcome", commands=(("survey", "Run surveys"),)))

    (call,) = rig.calls("setMyCommands")
    assert json.loads(str(call.data["scope"])) == {"type": "chat", "chat_id": 7}


async def test_a_list_of_commands_that_is_refused_holds_up_nothing(rig: Rig) -> None:
    rig.telegram.fail("setMyCommands", 400, "Bad Request: chat not found")

    await send(rig, Outgoing("Welcome", commands=(("survey", "Run surveys"),)))

    assert rig.last() == "Welcome"
    with rig.store.transaction() as work:
        assert work.outbox.size() == 0


def test_a_press_on_a_screen_is_read_both_ways() -> None:
    telegram = FakeTelegram()
    telegram.press(7, "m:survey:abcde:lager")
    raw = telegram.updates[0]

    quickly, by_library = arrival_of(raw, 5), arrival_of_update(Update.de_json(raw, None), 5)

    assert quickly == by_library
    assert isinstance(quickly, Incoming)
    assert quickly.event == Pressed(5, Link("survey", ("lager",), "abcde"))


def test_a_press_on_a_screen_in_a_group_is_sent_to_private() -> None:
    telegram = FakeTelegram()
    telegram.press(-7, "m:survey::lager")
    telegram.updates[0]["callback_query"]["message"]["chat"]["type"] = "group"  # type: ignore[index]

    assert isinstance(arrival_of(telegram.updates[0], 5), Elsewhere)


def test_everything_that_goes_with_a_message_comes_back() -> None:
    message = Outgoing("x", KEYS, Attachment("a", "b"), PNG, (("survey", "Run"),))

    assert Outgoing.loads(message.dumps()) == message
    assert PNG.data().startswith(b"\x89PNG")
