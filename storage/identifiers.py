"""Identifiers made by the application (UUIDv7, RFC 9562), so that no database sequence is needed.

They sort by the time they were made, which keeps inserts at the end of an index.
"""

import secrets
import time

_VERSION, _VARIANT = 0x7000, 0x8000


def new_id() -> str:
    """Return a fresh UUIDv7 as 32 hexadecimal digits."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high = (milliseconds & (1 << 48) - 1) << 16 | _VERSION | random >> 62
    low = _VARIANT << 48 | random & (1 << 62) - 1
    return f"{high << 64 | low:032x}"
