"""The doctor: one line for each thing that may be wrong, with what to do."""

from pathlib import Path

import pytest

from bot.doctoring import Line, State, examine, fleeting
from bot.settings import Settings
from storage import AsideRow, OutboxRow, new_id, open_store

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz012345"
NOW = 1_800_000_000.0


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of an installation that is in order."""
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()
    store.close()
    return Settings(
        token=TOKEN, database_url=f"sqlite:///{tmp_path}/gemba.db", owners=frozenset((7,))
    )


def lines(settings: Settings) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in examine(settings, clock=lambda: NOW):
        found.setdefault(line.subject, []).append(line)
    return found


def test_an_installation_in_order_has_nothing_broken(settings: Settings) -> None:
    assert {line.state for each in lines(settings).values() for line in each} <= {
        State.FINE,
        State.LOOK,  # a test's folder may lie on a disk that does not last
    }
    assert lines(settings)["schema"][0].state is State.FINE


def test_a_missing_token_is_broken() -> None:
    assert lines(Settings(database_url="sqlite:////nowhere/gemba.db"))["configuration"][
        0
    ].found == ("TELEGRAM_BOT_TOKEN is not set: ask @BotFather for a token and export it")


def test_a_file_that_others_can_read_is_broken(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "gemba.db").chmod(0o644)

    line = lines(settings)["file"][0]

    assert line.state is State.BROKEN
    assert "chmod 600" in line.found


def test_a_secret_that_others_can_read_is_broken(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "gemba.db.secret").write_text("x" * 64)
    (tmp_path / "gemba.db.secret").chmod(0o640)

    assert lines(settings)["secret"][0].state is State.BROKEN


def test_an_old_schema_asks_for_migrate(tmp_path: Path) -> None:
    settings = Settings(token=TOKEN, database_url=f"sqlite:///{tmp_path}/new.db")
    open_store(settings.database_url).close()

    assert "gemba migrate" in lines(settings)["schema"][0].found


def test_what_waits_too_long_and_what_was_set_aside_is_listed_without_content(
    settings: Settings,
) -> None:
    store = open_store(settings.database_url)
    with store.transaction() as work:
        work.outbox.enqueue(
            OutboxRow(new_id(), "telegram", "7", "interactive", '"secret words"', int(NOW) - 999)
        )
        work.intake.set_aside(AsideRow("telegram", "55", "KeyError", int(NOW)))
        work.intake.note_update("telegram", "56", int(NOW) + 5000)
    store.close()

    found = lines(settings)

    assert "the oldest for 999 s" in found["outbox"][0].found
    assert found["set aside"] == [Line(State.LOOK, "set aside", "telegram 55: KeyError")]
    assert "5000 s behind" in found["clock"][0].found
    assert "secret words" not in str(found)


def test_looking_makes_no_file(tmp_path: Path) -> None:
    found = lines(Settings(token=TOKEN, database_url=f"sqlite:///{tmp_path}/new.db"))

    assert "gemba migrate makes it" in found["file"][0].found
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_broken(tmp_path: Path) -> None:
    settings = Settings(token=TOKEN, database_url=f"sqlite:///{tmp_path}/no/gemba.db")

    assert lines(settings)["database"][0].state is State.BROKEN


def test_postgres_needs_a_secret_of_its_own() -> None:
    settings = Settings(token=TOKEN, database_url="postgresql://127.0.0.1:1/x")

    assert lines(settings)["secret"][0].state is State.BROKEN


@pytest.mark.parametrize(
    ("kind", "warns"),
    [
        pytest.param("tmpfs", True, id="memory"),
        pytest.param("overlay", True, id="a container's own layer"),
        pytest.param("ext4", False, id="a disk"),
    ],
)
def test_a_disk_that_does_not_last_is_told(tmp_path: Path, kind: str, *, warns: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"root / ext4 rw 0 0\ndisk {tmp_path} {kind} rw 0 0\n")

    assert bool(fleeting(tmp_path / "gemba.db", mounts)) is warns
    assert fleeting(tmp_path / "gemba.db", tmp_path / "missing") == ""
