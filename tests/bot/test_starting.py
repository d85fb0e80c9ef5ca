"""A quick start: what takes long is loaded in one go, and only by whom it is needed."""

import gc
import subprocess
import sys

import pytest

from bot.setting import Setting
from bot.starting import clean_seldom, loading
from knowledge.catalogue import load_catalogue


def test_nothing_is_collected_while_loading_and_all_is_kept_apart_afterwards() -> None:
    kept_before = gc.get_freeze_count()

    with loading():
        was_collecting = gc.isenabled()
        made = [[] for _ in range(1000)]  # type: ignore[var-annotated]  # anything that stays

    assert not was_collecting
    assert gc.isenabled()
    assert gc.get_freeze_count() >= kept_before + len(made)
    gc.unfreeze()


def test_what_fails_while_loading_leaves_the_collector_on() -> None:
    with pytest.raises(ValueError, match="no catalogue"), loading():
        raise ValueError("no catalogue")

    assert gc.isenabled()
    gc.unfreeze()


def test_a_settings_matcher_is_made_once() -> None:
    setting = Setting(load_catalogue())

    assert setting.made is None
    assert setting.matcher is setting.matcher
    gc.unfreeze()


@pytest.mark.parametrize("module", ["bot.commands.run", "bot.commands.chat"])
def test_the_bot_loads_nothing_that_only_reports_need(module: str) -> None:
    code = f"import {module}, sys; print(*sorted(sys.modules))"
    loaded = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    heavy = {"numpy", "matplotlib", "sqlite_utils", "openpyxl", "xlsxwriter", "psycopg", "uvicorn"}
    assert heavy & set(loaded.stdout.split()) == set()


def test_a_bot_at_work_cleans_up_seldom() -> None:
    before, usual = gc.get_threshold(), (700, 10, 10)
    gc.set_threshold(*usual)  # another test may have run a bot in this process
    clean_seldom()
    found = gc.get_threshold()
    gc.set_threshold(*before)

    assert found[0] > 10 * usual[0]
    assert found[1:] == usual[1:]
