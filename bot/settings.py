"""What the environment says, read once at the start and then passed down.

Nobody else reads `os.environ`. Secrets stay out of `repr`. Imports `bot.errors` only.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError

_SECRET_BYTES = 32
_TELEGRAM = "https://api.telegram.org"
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_SQLITE = "sqlite:///"
_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment as typed values; see the table in `docs/operating.md`."""

    token: str | None = field(default=None, repr=False)
    api_url: str = _TELEGRAM
    database_url: str = field(default="sqlite:///gemba.db", repr=False)
    secret: str | None = field(default=None, repr=False)
    owners: frozenset[int] = frozenset()
    webhook_url: str | None = None
    port: int = 8080
    catalogue: tuple[Path, ...] = ()
    json_logs: bool = False
    rate: float = 30.0
    fault: str = ""

    def needed_token(self) -> str:
        """Return the bot's token, which only `run` needs.

        Raises:
            SettingsError: it is not set, or does not look like a token.
        """
        if self.token is None:
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN", "is not set: ask @BotFather for a token and export it"
            )
        if _TOKEN.fullmatch(self.token) is None:
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN", "does not look like a token (123456:ABC...): copy it again"
            )
        return self.token

    def secret_path(self) -> Path | None:
        """Return where the secret is kept if the environment gives none: beside the database."""
        if not self.database_url.startswith(_SQLITE):
            return None
        database = Path(self.database_url.removeprefix(_SQLITE))
        return database.with_name(database.name + ".secret")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings that *environ* asks for; an empty variable counts as not set.

    Raises:
        SettingsError: a variable cannot be used; the message names it and says why.
    """
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    return Settings(
        token=given.get("TELEGRAM_BOT_TOKEN"),
        api_url=given.get("TELEGRAM_API_URL", _TELEGRAM).rstrip("/"),
        database_url=_database_url(given.get("DATABASE_URL", "sqlite:///gemba.db")),
        secret=_secret_of(given.get("GEMBA_SECRET")),
        owners=_owners_of(given.get("GEMBA_OWNERS", "")),
        webhook_url=_webhook_of(given.get("WEBHOOK_URL")),
        port=_port_of(given.get("PORT", "8080")),
        catalogue=_paths_of(given.get("GEMBA_CATALOGUE", "")),
        json_logs=given.get("GEMBA_LOG", "text") == "json",
        rate=_rate_of(given.get("GEMBA_RATE", "30")),
        fault=given.get("GEMBA_FAULT", ""),
    )


def keep_secret(settings: Settings) -> bytes:
    """Return the secret that keys pseudonyms and links; make and keep one on first use.

    The file is made with mode 600 in one step, so that two starts at once agree on one secret.

    Raises:
        SettingsError: there is no place to keep it, or the file cannot be written or read.
    """
    if settings.secret is not None:
        return settings.secret.encode()
    path = settings.secret_path()
    if path is None:
        raise SettingsError(
            "GEMBA_SECRET", "is not set: with PostgreSQL there is no file to keep it in, so set it"
        )
    try:
        return _kept(path)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise SettingsError(
            "GEMBA_SECRET", f"is not set and {path} cannot be used: {reason}"
        ) from error


def _kept(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _found(path)
    fresh = secrets.token_hex(_SECRET_BYTES).encode()
    with os.fdopen(handle, "wb") as file:
        file.write(fresh)
    return fresh


def _found(path: Path) -> bytes:
    """Return the secret in the file at *path*, and see to it that only its owner reads it."""
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    secret = path.read_bytes().strip()
    if len(secret) < _SECRET_BYTES:
        raise SettingsError(
            "GEMBA_SECRET", f"is not set and {path} holds none: bring it back from a backup"
        )
    return secret


def _database_url(text: str) -> str:
    if text.startswith("postgres://"):  # what several platforms still hand out
        return "postgresql://" + text.removeprefix("postgres://")
    if not text.startswith((_SQLITE, "postgresql://")):
        raise SettingsError(
            "DATABASE_URL",
            "must begin with sqlite:/// or postgresql://, such as sqlite:///gemba.db",
        )
    return text


def _secret_of(text: str | None) -> str | None:
    if text is not None and len(text) < _SECRET_BYTES:
        raise SettingsError("GEMBA_SECRET", f"is too short: use {_SECRET_BYTES} characters or more")
    return text


def _owners_of(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        raise SettingsError(
            "GEMBA_OWNERS", "must be Telegram user ids (numbers), separated by commas"
        ) from None


def _webhook_of(text: str | None) -> str | None:
    if text is not None and not text.startswith(("https://", "http://127.0.0.1")):
        raise SettingsError(
            "WEBHOOK_URL", "must begin with https://: Telegram accepts nothing else"
        )
    return None if text is None else text.rstrip("/")


def _port_of(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= _HIGHEST_PORT:
        raise SettingsError("PORT", f"must be a number from 1 to {_HIGHEST_PORT}, not {text!r}")
    return int(text)


def _rate_of(text: str) -> float:
    if not text.isdigit():
        raise SettingsError("GEMBA_RATE", f"must be messages a second, or 0 for any, not {text!r}")
    return float(text)


def _paths_of(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)
