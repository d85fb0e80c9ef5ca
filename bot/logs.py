"""Logs: codes and ids, never what a person said, and never the token.

The HTTP library logs addresses, and a Bot API address holds the token, so it is kept quiet.
"""

import json
import logging
import sys
import time

_QUIET = ("httpx", "httpcore", "telegram", "uvicorn.access", "asyncio")


class JsonFormatter(logging.Formatter):
    """One object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return *record* as a line of JSON; of an exception only its kind, never its text."""
        entry = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info is not None and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
        return json.dumps(entry, ensure_ascii=False)


def set_up_logs(*, as_json: bool, level: int) -> None:
    """Send logs to standard error, as text or as JSON Lines."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if as_json else text)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
