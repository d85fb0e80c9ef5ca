"""Codes made from names, for links and tables: short, in plain letters, each once; pure."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

LONGEST_CODE: Final = 16
_OTHER = re.compile(r"[^a-z0-9]+")
_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def code_of(name: str, taken: Collection[str] = ()) -> str:
    """Return a code that speaks of *name* and is not among those *taken*."""
    spelled = unicodedata.normalize("NFC", name.casefold()).translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    code = _OTHER.sub("-", plain).strip("-")[:LONGEST_CODE].strip("-") or "x"
    number, found = 1, code
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = code[: LONGEST_CODE - len(ending)].strip("-") + ending
    return found
