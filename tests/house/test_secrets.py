"""No template lets markup through, and no secret leaves by a log, a message or the process list."""

import ast
import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.bot.channels.fake_telegram import TOKEN, FakeTelegram, serving

ROOT = Path(__file__).parents[2]
SOURCES = [path for name in ("bot", "knowledge", "storage") for path in (ROOT / name).rglob("*.py")]
TEMPLATES = sorted((ROOT / "bot").rglob("*.j2")) + sorted((ROOT / "bot/wording").rglob("*.yaml"))
#: Pictures that we draw ourselves, from numbers and escaped labels.
_OUR_OWN = {"chart", "css"}


def environments(source: str) -> list[ast.Call]:
    """Return every place in *source* that makes a Jinja environment or template."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        in {"Environment", "Template"}
    ]


def escapes(call: ast.Call) -> bool:
    """Say whether *call* turns autoescape on, always or by the ending of a file for HTML."""
    given = {each.arg: each.value for each in call.keywords}
    value = given.get("autoescape")
    if isinstance(value, ast.Constant):
        return value.value is True
    return isinstance(value, ast.Call) and "html.j2" in ast.unparse(value)


def test_every_environment_escapes() -> None:
    calls = [call for path in SOURCES for call in environments(path.read_text(encoding="utf-8"))]

    assert len(calls) >= 2
    assert [ast.unparse(call) for call in calls if not escapes(call)] == []


@pytest.mark.parametrize(
    "source",
    [
        "Environment()",
        "Environment(autoescape=False)",
        "jinja2.Template('x')",
        "Template('{{ x }}')",
    ],
)
def test_an_environment_that_does_not_escape_is_seen(source: str) -> None:
    assert [escapes(call) for call in environments(source)] == [False]


def unescaped(text: str) -> list[str]:
    """Return what *text*, a template, lets through as it is."""
    parts = (part.partition("}}")[0] for part in text.split("{{")[1:])
    names = [part.partition("|")[0].strip() for part in parts if "safe" in part]
    marked = [part for part in ("autoescape false", "Markup(") if part in text]
    return [name for name in names if name.split("(")[0] not in _OUR_OWN] + marked


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_lets_markup_through(path: Path) -> None:
    assert unescaped(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["{{ quote | safe }}", "{% autoescape false %}{{ x }}"])
def test_a_template_that_lets_markup_through_is_seen(text: str) -> None:
    assert unescaped(text)


def command_line(process: int) -> str:
    """Return what the process list shows of *process*."""
    return Path(f"/proc/{process}/cmdline").read_bytes().decode()


async def output_of(environment: dict[str, str], folder: Path, *options: str) -> tuple[str, str]:
    """Return the command line of `gemba run` as the process list has it, and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *options,
        cwd=folder, env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    listed = command_line(process.pid)
    try:
        written, _ = await asyncio.wait_for(process.communicate(), 30)
    except TimeoutError:
        process.kill()
        written, _ = await process.communicate()
    return listed, written.decode()


@pytest.mark.parametrize("log", ["text", "json"])
async def test_neither_token_nor_secret_is_in_process_list_or_log(tmp_path: Path, log: str) -> None:
    secret, password = "s" * 40, "a-password-of-ours"
    telegram = FakeTelegram()
    async with serving(telegram) as url:
        telegram.fail("getMe", 401, "Unauthorized")
        listed, written = await output_of(
            {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": url,
                "GEMBA_SECRET": secret,
                "GEMBA_LOG": log,
                "DATABASE_URL": f"sqlite:///{tmp_path}/gemba.db",
            },
            tmp_path,
        )
    _, unreachable = await output_of(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": "http://127.0.0.1:9",
            "GEMBA_SECRET": secret,
            "DATABASE_URL": f"postgresql://gemba:{password}@127.0.0.1:9/gemba",
        },
        tmp_path,
    )

    assert written
    assert unreachable
    for text in (listed, written, unreachable):
        assert TOKEN not in text
        assert TOKEN.partition(":")[2] not in text
        assert secret not in text
        assert password not in text
