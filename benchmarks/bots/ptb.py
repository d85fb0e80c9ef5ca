"""What a user would write with python-telegram-bot: five questions, state pickled every minute."""

import sys

from telegram import Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

QUESTIONS = 5


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    await update.message.reply_text("Question 1?")
    return 0


def answer(number: int):
    async def heard(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        context.user_data[number] = update.message.text
        await update.message.reply_text(f"Question {number + 2}?")
        return (number + 1) % QUESTIONS

    return heard


def main(url: str, token: str, folder: str) -> None:
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{url}/bot")
        .persistence(PicklePersistence(f"{folder}/state.pickle"))
        .build()
    )
    states = {
        number: [MessageHandler(filters.TEXT & ~filters.COMMAND, answer(number))]
        for number in range(QUESTIONS)
    }
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states=states,
            fallbacks=[CommandHandler("start", start)],
            name="interview",
            persistent=True,
        )
    )
    application.run_polling(timeout=10)


if __name__ == "__main__":
    main(*sys.argv[1:])
