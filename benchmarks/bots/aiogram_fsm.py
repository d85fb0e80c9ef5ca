"""What a user would write with aiogram: five questions, state in memory."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message

QUESTIONS = 5


async def start(message: Message, state: FSMContext) -> None:
    await state.set_data({"asked": 1})
    await message.answer("Question 1?")


async def heard(message: Message, state: FSMContext) -> None:
    data = await state.get_data()
    asked = data.get("asked", 0)
    await state.set_data({**data, f"answer {asked}": message.text, "asked": asked % QUESTIONS + 1})
    await message.answer(f"Question {asked + 1}?")


async def main(url: str, token: str, folder: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(heard)
    await dispatcher.start_polling(Bot(token, session=session), polling_timeout=10)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
