"""Logs carry codes and ids."""

import json
import logging
import sys

import pytest

from bot.logs import JsonFormatter, TextFormatter, set_up_logs


def failed() -> logging.LogRecord:
    try:
        int("my boss shouts")
    except ValueError:
        return logging.LogRecord("gemba", 40, "x.py", 1, "set aside %s", ("7",), sys.exc_info())
    raise AssertionError


def test_a_line_of_json_names_the_error_and_its_place_and_not_its_text() -> None:
    line = json.loads(JsonFormatter().format(failed()))

    assert line.pop("error").startswith("ValueError test_logs.py:")
    assert line | {"at": ""} == {
        "at": "",
        "level": "error",
        "logger": "gemba",
        "event": "set aside 7",
    }


def test_a_line_of_text_has_no_traceback_that_quotes() -> None:
    line = TextFormatter().format(failed())

    assert line.splitlines()[0] == "set aside 7"
    assert line.splitlines()[1].startswith("ValueError test_logs.py:")
    assert "boss" not in line


@pytest.mark.parametrize("as_json", [True, False])
def test_the_library_that_logs_addresses_is_kept_quiet(*, as_json: bool) -> None:
    set_up_logs(as_json=as_json, level=logging.INFO)

    assert logging.getLogger("httpx").level == logging.WARNING
