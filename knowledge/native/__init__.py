"""The matcher compiled: the same modules as machine code, for reading texts several times as fast.

Where there is a C compiler, `make setup` has mypyc, which comes with mypy, compile the matcher.
The copy lies beside the packages, under a name made from the very sources that it was made from:
change one of them and the copy is passed over until it is made anew. Without a copy everything
works the same from the sources. `GEMBA_PLAIN=1` passes over it too, as the tests do.

    python -m knowledge.native

Here a copy is found, at every start, so nothing is loaded that only making one needs (`__main__`).
"""

import os
import sys
from hashlib import sha256
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
COPIES: Final = PACKAGE.parent / ".native"
SHARED: Final = "gemba_matching__mypyc"
_MACHINE: Final = EXTENSION_SUFFIXES[0].split(".")[1]


def switch_to_copy(package: list[str]) -> bool:
    """Let the modules of *package*, the path of `knowledge.matching`, be found compiled.

    Return whether there is a copy of these very sources, and whether it could be loaded: one that
    was made on another machine may not.
    """
    if os.environ.get("GEMBA_PLAIN"):
        return False
    folder = str(folder_of_copy())
    spec = PathFinder.find_spec(SHARED, [folder])
    if spec is None or spec.loader is None:
        return False
    try:
        sys.modules[SHARED] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[SHARED])
    except ImportError:
        sys.modules.pop(SHARED, None)
        return False
    package.insert(0, folder)
    return True


def folder_of_copy() -> Path:
    """Return where the copy of the sources as they are now lies, if there is one."""
    sources = [*sorted((PACKAGE / "matching").glob("*.py")), PACKAGE / "patterns.py"]
    key = sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    return COPIES / f"{_MACHINE}-{key}"
