"""The bot on Telegram: from an update to an answer, exactly once."""

import json
from typing import Any

import pytest

from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import Call


def buttons_of(call: Call) -> dict[str, str]:
    """Return the buttons of a message: label to callback data."""
    markup: Any = json.loads(str(call.data.get("reply_markup", '{"inline_keyboard": []}')))
    return {key["text"]: key["callback_data"] for row in markup["inline_keyboard"] for key in row}


async def test_a_person_is_greeted_and_asked_for_consent(rig: Rig) -> None:
    answer = await rig.say("/start")

    assert "voluntary" in answer
    assert list(buttons_of(rig.telegram.sent(7)[-1])) == ["Yes, let's start", "No, thanks"]


async def test_a_pressed_button_is_taken_and_its_spinner_stopped(rig: Rig) -> None:
    await rig.say("/start")
    yes = buttons_of(rig.telegram.sent(7)[-1])["Yes, let's start"]

    rig.telegram.press(7, yes)
    await rig.turn()
    await rig.turn()

    assert "again and again" in rig.last()
    assert len(rig.calls("answerCallbackQuery")) == 1


async def test_a_press_that_comes_twice_is_harmless(rig: Rig) -> None:
    await rig.say("/start")
    yes = buttons_of(rig.telegram.sent(7)[-1])["Yes, let's start"]

    rig.telegram.press(7, yes)
    rig.telegram.press(7, yes)
    await rig.turn()

    assert "earlier question" in str(rig.telegram.sent(7)[-2].data["text"])
    assert "again and again" in rig.last()


async def test_updates_are_acknowledged_only_after_the_commit(rig: Rig) -> None:
    rig.telegram.say(7, "/start")

    await rig.poller.once()
    confirmed_before = rig.telegram.confirmed
    await rig.poller.once()

    assert confirmed_before == 0
    assert rig.telegram.confirmed > 0


async def test_an_update_that_is_offered_again_changes_nothing(rig: Rig) -> None:
    await rig.say("/start")
    await rig.say("yes")
    sent = len(rig.telegram.sent())

    rig.telegram.say(7, "I pack parcels")
    waiting = list(rig.telegram.updates)
    await rig.turn()
    rig.poller.offset = None
    rig.telegram.updates = waiting
    await rig.turn()

    assert len(rig.telegram.sent()) == sent + 1


async def test_what_a_person_types_is_escaped(rig: Rig) -> None:
    for text in ("/start", "yes", "I <b>pack</b> parcels & <i>label them", "daily"):
        await rig.say(text)

    await rig.say("/edit")

    assert "&lt;b&gt;pack&lt;/b&gt; parcels &amp; &lt;i&gt;label them" in rig.last()


async def test_an_edited_message_changes_that_answer(rig: Rig) -> None:
    await rig.say("/start")
    await rig.say("yes")
    message = rig.telegram.say(7, "I pack parcels")
    await rig.turn()

    rig.telegram.edit(7, message, "I pack pallets")
    await rig.turn()
    await rig.say("/edit")

    assert "Changed." in [str(call.data["text"]) for call in rig.telegram.sent(7)]
    assert "I pack pallets" in rig.last()


async def test_a_photo_gets_a_kind_request_for_text(rig: Rig) -> None:
    await rig.say("/start")
    await rig.say("yes")

    rig.telegram.send_photo(7)
    await rig.turn()

    assert "only read text" in str(rig.telegram.sent(7)[-2].data["text"])
    assert "again and again" in rig.last()


async def test_in_a_group_there_is_one_line_and_nothing_is_kept(rig: Rig) -> None:
    rig.telegram.say(-100, "/start", kind="group")
    rig.telegram.say(-100, "my boss never listens", kind="group")
    await rig.turn()

    with rig.store.transaction() as work:
        kept = work.intake.conversation("telegram", "-100")
    assert len(rig.telegram.sent(-100)) == 1
    assert "only talk in private" in rig.last(-100)
    assert kept is None


async def test_who_blocks_the_bot_gets_nothing_more(rig: Rig) -> None:
    rig.telegram.say(7, "/start")
    rig.telegram.block(7)

    await rig.turn()

    assert rig.telegram.sent(7) == []


async def test_retry_after_is_obeyed_for_that_chat_only(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30)
    rig.telegram.say(7, "/start")
    rig.telegram.say(8, "/start")

    await rig.turn()

    assert len(rig.telegram.sent()) == 1
    with rig.store.transaction() as work:
        assert work.outbox.size() == 1


async def test_a_message_that_telegram_cannot_parse_is_sent_as_plain_text(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 400, "Bad Request: can't parse entities")

    await rig.say("/start")

    assert "parse_mode" not in rig.telegram.sent(7)[-1].data


async def test_a_chat_that_is_gone_is_dropped_quietly(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
    rig.telegram.say(7, "/start")

    await rig.turn()

    with rig.store.transaction() as work:
        assert work.outbox.size() == 0


async def test_a_server_error_is_tried_again_later(rig: Rig) -> None:
    rig.telegram.fail("sendMessage", 502, "Bad Gateway")
    rig.telegram.say(7, "/start")

    await rig.turn()

    with rig.store.transaction() as work:
        assert work.outbox.size() == 1


async def test_a_second_poller_is_reported_and_tried_again(
    rig: Rig, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = []

    async def no_wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("bot.channels.telegram.polling.asyncio.sleep", no_wait)
    rig.telegram.fail("getUpdates", 409, "Conflict: terminated by other getUpdates request")

    await rig.poller.once()

    assert "another process polls with this token" in caplog.text
    assert len(waits) == 1
