"""The documents say what the code does."""

from pathlib import Path

import pytest

from bot.cli import COMMANDS
from bot.interview.diagram import document
from bot.interview.events import Command
from knowledge.catalogue import load_catalogue
from knowledge.catalogue.listing import document as catalogue_page

ROOT = Path(__file__).parents[2]
VARIABLES = (
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "GEMBA_SECRET", "GEMBA_OWNERS",
    "WEBHOOK_URL", "PORT", "GEMBA_CATALOGUE", "GEMBA_LOG", "GEMBA_RATE",
)  # fmt: skip


def test_the_diagram_of_the_interview_is_up_to_date() -> None:
    assert (ROOT / "docs/interview.md").read_text(encoding="utf-8") == document()


def test_the_page_of_the_catalogue_is_up_to_date() -> None:
    page = (ROOT / "docs/catalogue.md").read_text(encoding="utf-8")

    assert page == catalogue_page(load_catalogue())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`gemba {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_in_the_operating_guide(name: str) -> None:
    assert name in (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    assert name in (ROOT / "bot/settings.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", Command)
def test_every_chat_command_is_told_by_help(command: Command) -> None:
    wording = (ROOT / "bot/wording/en.yaml").read_text(encoding="utf-8")

    assert f"/{command.value}" in wording
