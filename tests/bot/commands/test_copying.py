"""`gemba copy`, killed on the way and run again: everything arrives once, and is verified."""

import asyncio
import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage import open_store
from storage.copying import TABLES
from tests.storage.conftest import path, postgres, postgres_url, url

__all__ = ["path", "postgres", "postgres_url", "url"]  # fixtures
ROOT = Path(__file__).parents[3]
ROWS = 30_000
INTAKE = next(table for table in TABLES if table.name == "intake")


@pytest.fixture
def source(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/source.db"
    with closing(open_store(address)) as store:
        store.migrate()
        with store.tables() as tables:
            tables.add(INTAKE, (("t", f"{number:06}", number) for number in range(ROWS)))
    return address


def copied(target: str) -> int:
    with closing(open_store(target)) as store:
        if not store.version():
            return 0
        with store.tables() as tables:
            return tables.count(INTAKE)


async def copying(source: str, target: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "copy", "--from", source, "--to", target,
        cwd=ROOT, env=dict(os.environ), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def test_a_copy_that_is_killed_goes_on(source: str, url: str) -> None:
    killed = await copying(source, url)
    async with asyncio.timeout(60):
        while not copied(url):  # noqa: ASYNC110  # another process writes it
            await asyncio.sleep(0.01)
    killed.kill()
    await killed.wait()
    begun = copied(url)

    again = await copying(source, url)
    told, _ = await again.communicate()

    assert 0 < begun < ROWS
    assert again.returncode == 0
    assert b"Copied and verified" in told
    assert copied(url) == ROWS
