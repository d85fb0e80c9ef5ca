"""Loading the catalogue: all YAML files below this folder, then a company's own.

All faults are told at once, each with its file and line. An entry of a later file replaces the one
with the same id or code; cues are added to those that are there.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from knowledge import RELEASE
from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.cross_checking import cross_faults
from knowledge.catalogue.gathering import FileReader, Gathered
from knowledge.catalogue.places import Fault, Place
from knowledge.errors import CatalogueError
from knowledge.plain_yaml import read_yaml

SHIPPED: Final = Path(__file__).parent
_MOST_BYTES: Final = 4 * 2**20


def _read_ours(text: str) -> object:
    """Return what *text* says; files that are shipped need no guard."""
    return yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C


def load_catalogue(*extra: Path, in_full: bool = False) -> Catalogue:
    """Return the shipped catalogue with the files *extra* laid over it, in this order.

    What may be wrong between entries, and in patterns, is looked for if there are files *extra*, or
    *in_full*: for the shipped ones alone a test has done it, and it is two thirds of the time.

    Raises:
        CatalogueError: a file cannot be read or has faults; all of them are listed with their line.
    """
    shipped = sorted(SHIPPED.rglob("*.yaml"))
    return load_files(shipped, extra, is_known_good=not (extra or in_full))


def load_files(
    shipped: list[Path], extra: tuple[Path, ...] = (), *, is_known_good: bool = False
) -> Catalogue:
    """Return the catalogue in the files *shipped*, with the files *extra* laid over it.

    Raises:
        CatalogueError: a file cannot be read or has faults; all of them are listed with their line.
    """
    gathered, digest = Gathered(), hashlib.sha256()
    for path in shipped:
        digest.update(_take(path, gathered, frozenset(gathered.named)))
    for path in extra:
        digest.update(_take(path, gathered, frozenset(), read_yaml))
    faults = gathered.faults if is_known_good else [*gathered.faults, *cross_faults(gathered)]
    if faults:
        raise CatalogueError([str(each) for each in faults])
    return _catalogue(gathered, digest.hexdigest()[:12])


def _take(
    path: Path,
    gathered: Gathered,
    fixed: frozenset[str],
    read: Callable[[str], object] = _read_ours,
) -> bytes:
    """Add what the file at *path* holds, or its faults; return its bytes."""
    try:
        raw = path.read_bytes()
        content = _content(raw, read)
    except OSError as error:
        gathered.faults.append(_fault(path, f"cannot be read ({error.strerror})"))
        return b""
    except UnicodeDecodeError:
        gathered.faults.append(_fault(path, "is not UTF-8 text"))
        return b""
    except yaml.YAMLError as error:
        gathered.faults.append(_yaml_fault(path, error))
        return b""
    if isinstance(content, dict):
        FileReader(path, gathered, fixed).take(content)
    elif content is not None:
        gathered.faults.append(_fault(path, "must be a mapping of sections"))
    return raw


def _content(raw: bytes, read: Callable[[str], object]) -> object:
    """Return what *raw* says in YAML."""
    if len(raw) > _MOST_BYTES:
        raise yaml.YAMLError(f"is larger than {_MOST_BYTES >> 20} MB")
    return read(raw.decode("utf-8"))


def _fault(path: Path, problem: str) -> Fault:
    return Fault(f"{path}:1", "", problem)


def _yaml_fault(path: Path, error: yaml.YAMLError) -> Fault:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        place = f"{path}:{error.problem_mark.line + 1}"
        return Fault(place, "", f"is not YAML: {error.problem}")
    return _fault(path, str(error).partition("\n")[0])


def _catalogue(gathered: Gathered, checksum: str) -> Catalogue:
    sections: Mapping[str, Mapping[str, object]] = {
        name: MappingProxyType(found) for name, found in gathered.entries.items()
    }
    places: Mapping[str, Place] = MappingProxyType(gathered.places)
    return Catalogue(
        version=f"{RELEASE}-{checksum[:6]}",
        checksum=checksum,
        cues=MappingProxyType(gathered.cues),
        language=MappingProxyType(gathered.language),
        folds=MappingProxyType(gathered.folds),
        weighing=MappingProxyType(gathered.weighing),
        places=places,
        **sections,  # type: ignore[arg-type]  # each section holds records of its own model
    )
