"""Making the library's `Bot` for us: our Bot API server, our time-outs, our list of commands."""

from typing import Final

from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.calling import AiohttpRequest, Caller
from bot.errors import ChannelError
from bot.settings import Settings

COMMANDS: Final = {
    "task": "Talk through one of your tasks",
    "pain": "Report one thing that costs you time",
    "back": "Go back one question",
    "skip": "Skip this question",
    "edit": "Change an earlier answer",
    "status": "Where you are in the interview",
    "privacy": "Who sees what",
    "mydata": "See everything kept about you",
    "reminders": "When I may write to you",
    "link": "Compare this survey with the next one",
    "stop": "No more messages on my own",
    "forget": "Delete what you said",
    "cancel": "Stop the interview",
    "help": "What you can do here",
    "start": "Begin",
}


def connect(settings: Settings) -> Caller:
    """Return the bot of the token in *settings*; nothing is sent yet.

    Raises:
        SettingsError: there is no token, or it does not look like one.
        ChannelError: the library refuses the token.
    """
    try:
        return Caller(
            settings.needed_token(),
            base_url=f"{settings.api_url}/bot",
            base_file_url=f"{settings.api_url}/file/bot",
            request=AiohttpRequest(settings.api_url),
            get_updates_request=AiohttpRequest(settings.api_url),
        )
    except InvalidToken:
        raise _refused() from None


async def introduce(bot: Caller) -> None:
    """Log in and tell Telegram our commands.

    Raises:
        ChannelError: the token is wrong, or Telegram cannot be reached.
    """
    try:
        await bot.initialize()
        await bot.set_my_commands([BotCommand(name, text) for name, text in COMMANDS.items()])
    except InvalidToken:
        raise _refused() from None
    except TelegramError as error:
        raise ChannelError(
            f"Telegram cannot be reached ({type(error).__name__}): check the network and "
            "TELEGRAM_API_URL, then start again"
        ) from None


def _refused() -> ChannelError:
    return ChannelError("Telegram refuses TELEGRAM_BOT_TOKEN: copy it again from @BotFather")
