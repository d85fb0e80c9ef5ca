"""Makes the compiled copy of the matcher; `make setup` runs this."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from knowledge import native

#: Left as it is: what it gives back are named tuples, which compiling makes no faster.
_PLAIN: Final = frozenset(("__init__", "values"))
_SETUP: Final = """
import sys
from mypyc.build import mypycify
from setuptools import setup
modules = mypycify(["--ignore-missing-imports", *sys.argv[2:]], group_name="gemba_matching")
setup(name="gemba-matching", ext_modules=modules, script_args=["build_ext", "--inplace"])
"""


def make_copy() -> Path:
    """Return the folder of a copy made from the sources as they are; older copies go.

    Raises:
        OSError: there is no C compiler, or no room.
        subprocess.CalledProcessError: it did not compile; its output says why.
    """
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        raise FileNotFoundError(f"no C compiler ({compiler})")
    folder = native.folder_of_copy()
    with TemporaryDirectory() as room:
        shutil.copytree(native.PACKAGE, Path(room, native.PACKAGE.name))
        modules = [f"{native.PACKAGE.name}/matching/{path.name}" for path in _compiled()]
        command = [sys.executable, "-c", _SETUP, "-", *modules]
        subprocess.run(command, cwd=room, check=True, capture_output=True, text=True)  # noqa: S603  # our own text
        shutil.rmtree(native.COPIES, ignore_errors=True)
        whole = native.COPIES / "new"  # half a copy must never be found
        whole.mkdir(parents=True)
        for path in (*Path(room).glob("*.so"), *Path(room, native.PACKAGE.name).rglob("*.so")):
            shutil.copy(path, whole)
        whole.rename(folder)
    return folder


def _compiled() -> list[Path]:
    sources = sorted((native.PACKAGE / "matching").glob("*.py"))
    return [path for path in sources if path.stem not in _PLAIN]


def main() -> None:
    """Make a copy and say so, or say why there is none: that is no failure."""
    try:
        made = make_copy()
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or str(error)
        print(f"The matcher stays plain Python ({reason.strip().splitlines()[-1]}).")  # noqa: T201
    else:
        print(f"The matcher is compiled: {made.relative_to(native.PACKAGE.parent)}")  # noqa: T201


if __name__ == "__main__":
    main()
