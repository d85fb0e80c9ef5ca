"""The matcher compiled: the same modules as machine code, for reading texts several times as fast.

Where there is a C compiler, `make setup` has mypyc, which comes with mypy, compile the matcher.
The copy lies beside the packages, under a name made from the very sources that it was made from:
change one of them and the copy is passed over until it is made anew. Without a copy everything
works the same from the sources. `GEMBA_PLAIN=1` passes over it too, as the tests do.

    python -m knowledge.native
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from hashlib import sha256
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

PACKAGE: Final = Path(__file__).parent
COPIES: Final = PACKAGE.parent / ".native"
SHARED: Final = "gemba_matching__mypyc"
#: Left as it is: what it gives back are named tuples, which compiling makes no faster.
_PLAIN: Final = frozenset(("__init__", "values"))
_SETUP: Final = """
import sys
from mypyc.build import mypycify
from setuptools import setup
modules = mypycify(["--ignore-missing-imports", *sys.argv[2:]], group_name="gemba_matching")
setup(name="gemba-matching", ext_modules=modules, script_args=["build_ext", "--inplace"])
"""


def switch_to_copy(package: list[str]) -> bool:
    """Let the modules of *package*, the path of `knowledge.matching`, be found compiled.

    Return whether there is a copy of these very sources, and whether it could be loaded: one that
    was made on another machine may not.
    """
    if os.environ.get("GEMBA_PLAIN") or not has_copy():
        return False
    folder = str(_folder())
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


def has_copy() -> bool:
    """Say whether there is a copy of the sources as they are."""
    return _folder().is_dir()


def make_copy() -> Path:
    """Return the folder of a copy made from the sources as they are; older copies go.

    Raises:
        OSError: there is no C compiler, or no room.
        subprocess.CalledProcessError: it did not compile; its output says why.
    """
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        raise FileNotFoundError(f"no C compiler ({compiler})")
    folder = _folder()
    with TemporaryDirectory() as room:
        shutil.copytree(PACKAGE, Path(room, PACKAGE.name))
        modules = [f"{PACKAGE.name}/matching/{path.name}" for path in _compiled()]
        command = [sys.executable, "-c", _SETUP, "-", *modules]
        subprocess.run(command, cwd=room, check=True, capture_output=True, text=True)  # noqa: S603  # our own text
        shutil.rmtree(COPIES, ignore_errors=True)
        whole = COPIES / "new"  # half a copy must never be found
        whole.mkdir(parents=True)
        for path in (*Path(room).glob("*.so"), *Path(room, PACKAGE.name).rglob("*.so")):
            shutil.copy(path, whole)
        whole.rename(folder)
    return folder


def _folder() -> Path:
    """Return where the copy of the sources as they are now lies, if there is one."""
    sources = [*sorted((PACKAGE / "matching").glob("*.py")), PACKAGE / "patterns.py"]
    key = sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    return COPIES / f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}-{key}"


def _compiled() -> list[Path]:
    return [path for path in sorted((PACKAGE / "matching").glob("*.py")) if path.stem not in _PLAIN]


def main() -> None:
    """Make a copy and say so, or say why there is none: that is no failure."""
    try:
        made = make_copy()
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or str(error)
        print(f"The matcher stays plain Python ({reason.strip().splitlines()[-1]}).")  # noqa: T201
    else:
        print(f"The matcher is compiled: {made.relative_to(PACKAGE.parent)}")  # noqa: T201


if __name__ == "__main__":
    main()
