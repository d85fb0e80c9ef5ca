"""`gemba copy`, killed on the way and run again: everything arrives once, and is verified."""

import asyncio
import os
import signal
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


#: A copy that is killed (SIGKILL) after its first batch, however fast the machine is.
KILLED = """
import os, signal, sys
from storage import open_store
from storage.copying import copy_store

def kill(table, rows):
    if table == "intake":
        os.kill(os.getpid(), signal.SIGKILL)

source, target = map(open_store, sys.argv[1:])
target.migrate()
copy_store(source, target, kill)
"""


async def python(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=dict(os.environ), stdout=asyncio.subprocess.PIPE
    )


async def test_a_copy_that_is_killed_goes_on(source: str, url: str) -> None:
    killed = await python("-c", KILLED, source, url)
    assert await killed.wait() == -signal.SIGKILL
    begun = copied(url)

    again = await python("-m", "bot", "copy", "--from", source, "--to", url)
    told, _ = await again.communicate()

    assert 0 < begun < ROWS
    assert again.returncode == 0
    assert b"Copied and verified" in told
    assert copied(url) == ROWS
