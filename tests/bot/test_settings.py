"""What the environment says, and what it may not say."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import Settings, keep_secret, read_settings

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read_settings({}) == Settings()


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"TELEGRAM_BOT_TOKEN": "  ", "PORT": ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("TELEGRAM_API_URL", "http://127.0.0.1:9/", "api_url", "http://127.0.0.1:9"),
        ("DATABASE_URL", "sqlite:///x.db", "database_url", "sqlite:///x.db"),
        ("DATABASE_URL", "postgres://u@h/d", "database_url", "postgresql://u@h/d"),
        ("DATABASE_URL", "postgresql://u@h/d", "database_url", "postgresql://u@h/d"),
        ("GEMBA_OWNERS", "12, 34", "owners", frozenset({12, 34})),
        ("WEBHOOK_URL", "https://bot.example/", "webhook_url", "https://bot.example"),
        ("PORT", "443", "port", 443),
        ("GEMBA_CATALOGUE", "a.yaml:b.yaml", "catalogue", (Path("a.yaml"), Path("b.yaml"))),
        ("GEMBA_LOG", "json", "json_logs", True),
    ],
)
def test_a_variable_becomes_a_typed_value(
    name: str, value: str, field: str, expected: object
) -> None:
    assert getattr(read_settings({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://h/d"),
        ("GEMBA_OWNERS", "ann"),
        ("GEMBA_SECRET", "short"),
        ("WEBHOOK_URL", "http://bot.example"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


@pytest.mark.parametrize("token", [None, "abc", "12:short"])
def test_run_needs_a_token_that_looks_like_one(token: str | None) -> None:
    with pytest.raises(SettingsError, match="TELEGRAM_BOT_TOKEN"):
        Settings(token=token).needed_token()


def test_a_good_token_is_given_back() -> None:
    assert Settings(token=TOKEN).needed_token() == TOKEN


@given(st.text(min_size=32, max_size=64))
def test_secrets_stay_out_of_repr(secret: str) -> None:
    settings = Settings(token=TOKEN, secret=secret, database_url="postgresql://u:pw@h/d")

    assert TOKEN not in repr(settings)
    assert repr(secret) not in repr(settings)
    assert "pw" not in repr(settings)


def test_a_secret_is_made_once_and_kept_for_the_owner_only(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/gemba.db")

    first, second = keep_secret(settings), keep_secret(settings)

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "gemba.db.secret").stat().st_mode) == 0o600


def test_a_secret_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/gemba.db")
    first = keep_secret(settings)
    (tmp_path / "gemba.db.secret").chmod(0o644)

    assert keep_secret(settings) == first
    assert stat.S_IMODE((tmp_path / "gemba.db.secret").stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"short", b" \n"])
def test_a_secret_that_is_none_is_refused_and_not_used(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "gemba.db.secret").write_bytes(content)

    with pytest.raises(SettingsError, match="holds none"):
        keep_secret(Settings(database_url=f"sqlite:///{tmp_path}/gemba.db"))


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/gemba.db", secret="x" * 32)

    assert keep_secret(settings) == b"x" * 32
    assert not list(tmp_path.iterdir())


def test_with_postgresql_the_secret_must_be_given() -> None:
    with pytest.raises(SettingsError, match="GEMBA_SECRET"):
        keep_secret(Settings(database_url="postgresql://h/d"))


def test_a_secret_that_cannot_be_kept_is_said_plainly(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/missing/gemba.db")

    with pytest.raises(SettingsError, match="No such file"):
        keep_secret(settings)
