"""Logs: codes and ids, never what a person said, and never the token.

Rule 1: of an exception its kind and where it was raised, never its text: that may quote a person.
Rule 2: the HTTP library logs addresses, and a Bot API address holds the token: it is kept quiet.
"""

import json
import logging
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType

_QUIET = ("httpx", "httpcore", "telegram", "uvicorn.access", "asyncio")


Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def outline(error: BaseException) -> str:
    """Return the kind of *error* and where it was raised, innermost last; never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{Path(each.filename).name}:{each.lineno}" for each in frames)
    return " ".join((type(error).__name__, *places))


class TextFormatter(logging.Formatter):
    """Lines for people; of an exception only its outline."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as text, with nothing that another handler made of its exception."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Failure) -> str:  # noqa: N802  # the library's name
        """Return the outline of the exception in *ei*."""
        return "" if ei[1] is None else outline(ei[1])


class JsonFormatter(logging.Formatter):
    """One object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as a line of JSON; of an exception only its outline."""
        entry = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info is not None and record.exc_info[1] is not None:
            entry["error"] = outline(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)


def set_up_logs(*, as_json: bool, level: int) -> None:
    """Send logs to standard error, as text or as JSON Lines."""
    handler = logging.StreamHandler(sys.stderr)
    text = TextFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if as_json else text)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
