"""Calls over aiohttp: what Telegram gets, and what the bot is told, is as the library has it."""

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.constants import ParseMode
from telegram.error import NetworkError, TimedOut

from bot.channels.telegram.asking import PARSE_MODE, keyboard_of
from bot.channels.telegram.calling import AiohttpRequest, Caller
from bot.channels.telegram.connecting import connect
from bot.outgoing import Key
from bot.settings import Settings
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import TOKEN, FakeTelegram, serving

KEYS = ((Key("Yes", "s.q.1.yes"), Key("No", "s.q.1.no")), (Key("Report", link="https://a.b/c"),))
MARKUP = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Yes", callback_data="s.q.1.yes"),
            InlineKeyboardButton("No", callback_data="s.q.1.no"),
        ],
        [InlineKeyboardButton("Report", url="https://a.b/c")],
    ]
)


@pytest.mark.parametrize("keys", [(), KEYS], ids=["no buttons", "buttons and a link"])
async def test_a_message_said_the_short_way_is_the_librarys(
    rig: Rig, keys: tuple[tuple[Key, ...], ...]
) -> None:
    text = "<b>Ünder</b> &amp; more"
    await rig.bot.say("7", text, PARSE_MODE, keyboard_of(keys))
    markup = MARKUP if keys else None
    await rig.bot.send_message("7", text, parse_mode=ParseMode.HTML, reply_markup=markup)

    ours, theirs = rig.calls("sendMessage")
    assert ours.data == theirs.data


def test_a_keyboard_is_the_json_of_the_librarys() -> None:
    assert keyboard_of(KEYS) == MARKUP.to_dict()


async def test_updates_fetched_the_short_way_are_the_librarys(rig: Rig) -> None:
    rig.telegram.say(7, "/start")
    rig.telegram.send_photo(8)
    ours = await rig.bot.fetch(1, limit=1, wait=0, allowed=["message"])
    theirs = await rig.bot.get_updates(1, limit=1, timeout=0, allowed_updates=["message"])

    assert [each["update_id"] for each in ours] == [each.update_id for each in theirs]


async def test_a_file_goes_out_with_its_name(rig: Rig) -> None:
    await rig.bot.send_document("7", InputFile(b"what I said", filename="mine.json"))

    assert rig.calls("sendDocument")[0].data["document"] == ("mine.json", b"what I said")


async def test_an_answer_that_does_not_come_is_a_time_out(rig: Rig) -> None:
    with pytest.raises(TimedOut):
        await rig.bot.get_updates(timeout=5, read_timeout=-4.9)


async def test_a_server_that_is_away_is_a_network_error(rig: Rig) -> None:
    gone = AiohttpRequest("http://127.0.0.1:1")
    await gone.initialize()

    with pytest.raises(NetworkError, match="ClientConnectorError"):
        await gone.post("http://127.0.0.1:1/bot")
    await gone.shutdown()


async def test_nothing_is_called_over_a_closed_connection() -> None:
    with pytest.raises(NetworkError, match="closed"):
        await AiohttpRequest("http://127.0.0.1:1").post("http://127.0.0.1:1/bot")


async def test_a_proxy_of_the_environment_carries_the_calls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telegram = FakeTelegram()
    async with serving(telegram) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        async with connect(Settings(token=TOKEN, api_url="http://api.invalid")) as bot:
            await bot.say("7", "Hello", None, None)

    assert isinstance(bot, Caller)
    assert [call.data["text"] for call in telegram.sent(7)] == ["Hello"]


async def test_the_environment_may_exempt_a_host_from_the_proxy(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    async with connect(Settings(token=TOKEN, api_url=rig.telegram.url)) as bot:
        await bot.say("7", "Hello", None, None)

    assert [call.data["text"] for call in rig.telegram.sent(7)] == ["Hello"]


async def test_a_secure_address_is_checked_by_trusted_certificates() -> None:
    secure = AiohttpRequest("https://127.0.0.1:1")
    await secure.initialize()
    await secure.initialize()

    with pytest.raises(NetworkError):
        await secure.post("https://127.0.0.1:1/bot")
    await secure.shutdown()
