"""Logs carry codes and ids."""

import json
import logging

import pytest

from bot.logs import JsonFormatter, set_up_logs


def test_a_line_of_json_names_the_error_and_not_its_text() -> None:
    failure = (ValueError, ValueError("my boss shouts"), None)
    record = logging.LogRecord("gemba", 40, "x.py", 1, "set aside %s", ("7",), failure)

    line = JsonFormatter().format(record)

    assert json.loads(line) | {"at": ""} == {
        "at": "",
        "level": "error",
        "logger": "gemba",
        "event": "set aside 7",
        "error": "ValueError",
    }


@pytest.mark.parametrize("as_json", [True, False])
def test_the_library_that_logs_addresses_is_kept_quiet(*, as_json: bool) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up_logs(as_json=as_json, level=logging.INFO)

        assert logging.getLogger("httpx").level == logging.WARNING
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
