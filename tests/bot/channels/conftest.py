"""A bot on a fake Telegram: real updates, real HTTP, a real database in a temporary folder."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.telegram.calling import Caller
from bot.channels.telegram.connecting import connect
from bot.channels.telegram.intake import Desk, Intake
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.sending import Sender
from bot.setting import Setting
from bot.settings import Settings
from bot.turn import Turns
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
from storage import Store, open_store
from tests.bot.channels.fake_telegram import TOKEN, Call, FakeTelegram, serving


@pytest.fixture(scope="session")
def setting() -> Setting:
    catalogue = load_catalogue()
    return Setting(catalogue, Matcher(catalogue))


@dataclass
class Rig:
    """A bot at work, and the Telegram that it believes it talks to."""

    telegram: FakeTelegram
    bot: Caller
    store: Store
    poller: Poller
    sender: Sender

    async def turn(self) -> None:
        """Fetch once, commit, and send all that waits."""
        await self.poller.once()
        await self.send()

    async def send(self) -> None:
        """Send all that waits and may go, and settle it."""
        sender = self.sender
        while await sender.once() or sender._flying or sender._settled:  # noqa: SLF001  # its clock
            await asyncio.gather(*sender._flying)  # noqa: SLF001

    async def say(self, text: str, chat: int = 7) -> str:
        """Let a person write *text*, and return what the bot answered last."""
        self.telegram.say(chat, text)
        await self.turn()
        return self.last(chat)

    def last(self, chat: int = 7) -> str:
        return str(self.telegram.sent(chat)[-1].data["text"])

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.telegram.calls if call.method == method]


@pytest.fixture
async def rig(tmp_path: Path, setting: Setting) -> AsyncIterator[Rig]:
    telegram = FakeTelegram()
    async with serving(telegram) as url:
        store = open_store(f"sqlite:///{tmp_path}/gemba.db")
        store.migrate()
        bot = connect(Settings(token=TOKEN, api_url=url))
        await bot.initialize()
        desk = Desk()
        turns = Turns(store, setting, b"a secret of the tests" * 2)
        sender = Sender(bot, store, desk, "worker", Pace(overall_rate=1e6))
        intake = Intake(bot, turns, sender)
        yield Rig(telegram, bot, store, Poller(bot, intake, long_poll=0), sender)
        await bot.shutdown()
        desk.close()
        store.close()
