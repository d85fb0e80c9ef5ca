"""Loading the catalogue: all YAML files below this folder, then a company's own.

All faults are told at once.

A later entry with an id that is there already replaces it. Lines are looked up only when there are
faults, because finding them costs more than loading.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import BaseModel, ValidationError

from knowledge.catalogue import records
from knowledge.catalogue.content import Catalogue
from knowledge.catalogue.cross_checking import cross_faults
from knowledge.catalogue.lines import line_of
from knowledge.errors import CatalogueError

SHIPPED = Path(__file__).parent
MOST_BYTES = 4 * 2**20
_MODELS: Mapping[str, type[BaseModel]] = {
    "inefficiencies": records.Inefficiency,
    "functions": records.Function,
    "remedies": records.Remedy,
    "rules": records.Rule,
    "sources": records.Source,
    "figures": records.Figure,
    "heuristics": records.Heuristic,
    "wastes": records.Waste,
    "criteria": records.Criterion,
    "verdicts": records.VerdictRule,
    "vetoes": records.Veto,
}
_KEYS: Mapping[object, str] = {True: "yes", False: "no"}
_LISTS = frozenset(("find", "unless", "yes", "no"))
_PLAIN = ("cues", "language", "folds", "weighing")


@dataclass(slots=True)
class _Gathered:
    """What was read so far, and what was wrong with it."""

    entries: dict[str, dict[str, BaseModel]] = field(
        default_factory=lambda: {section: {} for section in _MODELS}
    )
    cues: dict[str, dict[float, tuple[str, ...]]] = field(default_factory=dict)
    language: dict[str, tuple[str, ...]] = field(default_factory=dict)
    folds: dict[str, str] = field(default_factory=dict)
    weighing: dict[str, float] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def load_catalogue(*extra: Path) -> Catalogue:
    """Return the shipped catalogue with the files *extra* laid over it, in this order.

    Raises:
        CatalogueError: a file cannot be read or has faults; all of them are listed with their line.
    """
    gathered, digest = _Gathered(), hashlib.sha256()
    for path in (*_shipped(), *extra):
        text = _read(path, gathered.faults)
        digest.update(text.encode())
        _take_file(path, text, gathered)
    if not gathered.faults:
        gathered.faults += cross_faults(gathered.entries, gathered.cues, gathered.places)
    if gathered.faults:
        raise CatalogueError(gathered.faults)
    return _catalogue(gathered, digest.hexdigest()[:12])


@cache
def _shipped() -> tuple[Path, ...]:
    return tuple(sorted(SHIPPED.rglob("*.yaml")))


def _read(path: Path, faults: list[str]) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            faults.append(f"{path}: is larger than {MOST_BYTES >> 20} MB")
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path}: cannot be read ({type(error).__name__})")
        return ""


def _take_file(path: Path, text: str, gathered: _Gathered) -> None:
    if "&" in text and "*" in text and "<<" in text:  # anchors that multiply: never needed here
        gathered.faults.append(f"{path}: uses YAML merges, write the entries out")
        return
    try:
        content = yaml.load(text, yaml.CSafeLoader)  # the safe loader, in C
    except yaml.YAMLError as error:
        gathered.faults.append(_yaml_fault(path, error))
        return
    if content is None:
        return
    if not isinstance(content, dict):
        gathered.faults.append(f"{path}:1: must be a mapping of sections")
        return
    _File(path, text, gathered).take(content)


def _yaml_fault(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = 1 if mark is None else mark.line + 1
    return f"{path}:{line}: is not YAML: {getattr(error, 'problem', None) or 'cannot be read'}"


@dataclass(frozen=True, slots=True)
class _File:
    """One file while its sections are taken apart."""

    path: Path
    text: str
    gathered: _Gathered

    def take(self, content: Mapping[object, object]) -> None:
        for section, entries in content.items():
            if section in _MODELS:
                self._take_records(str(section), entries)
            elif section == "cues":
                self._take_cues(entries)
            elif section in _PLAIN:
                self._take_plain(str(section), entries)
            else:
                self._fault([section], f"unknown section {section!r}")

    def _take_records(self, section: str, entries: object) -> None:
        if not isinstance(entries, list):
            self._fault([section], "must be a list")
            return
        model, known = _MODELS[section], self.gathered.entries[section]
        for index, entry in enumerate(entries):
            try:
                record = model.model_validate(_listed(entry))
            except ValidationError as error:
                for each in error.errors():
                    path = [section, index, *each["loc"]]
                    self._fault(path, f"{'.'.join(map(str, each['loc']))}: {each['msg']}")
                continue
            name = _name_of(record)
            known[name] = record
            self.gathered.places[name] = f"{self.path}#{section}.{index}"

    def _take_cues(self, entries: object) -> None:
        if not isinstance(entries, dict):
            self._fault(["cues"], "must give for each code its points and patterns")
            return
        for code, by_points in entries.items():
            if not isinstance(by_points, dict):
                self._fault(["cues", code], "must be points: patterns separated by ;")
                continue
            self.gathered.cues[str(code)] = merged = dict(self.gathered.cues.get(str(code), {}))
            for points, patterns in by_points.items():
                if not isinstance(points, int | float) or not isinstance(patterns, str):
                    self._fault(["cues", code, points], "must be points: patterns separated by ;")
                    continue
                found = tuple(each.strip() for each in patterns.split(";") if each.strip())
                merged[float(points)] = (*merged.get(float(points), ()), *found)

    def _take_plain(self, section: str, entries: object) -> None:
        if not isinstance(entries, dict):
            self._fault([section], "must be a mapping")
            return
        for name, value in entries.items():
            self._take_plain_entry(section, str(name), value)

    def _take_plain_entry(self, section: str, name: str, value: object) -> None:
        if section == "weighing" and isinstance(value, int | float):
            self.gathered.weighing[name] = float(value)
        elif section == "folds" and isinstance(value, str):
            self.gathered.folds[name] = value
        elif section == "language" and isinstance(value, str):
            found = tuple(each.strip() for each in value.split(";") if each.strip())
            self.gathered.language[name] = found
        else:
            self._fault([section, name], f"has a value that cannot be used: {value!r}")

    def _fault(self, path: Sequence[object], problem: str) -> None:
        self.gathered.faults.append(f"{self.path}:{line_of(self.text, path)}: {problem}")


def _listed(entry: object) -> object:
    """Return *entry* with single texts where lists are meant, as lists: easier to write by hand.

    YAML 1.1 reads the bare keys `yes` and `no` as true and false; they are put right here.
    """
    if not isinstance(entry, dict):
        return entry
    named = {_KEYS.get(name, name): value for name, value in entry.items()}
    return {
        name: [value] if name in _LISTS and isinstance(value, str) else value
        for name, value in named.items()
    }


def _name_of(record: BaseModel) -> str:
    name: str = getattr(record, "id", None) or record.code  # type: ignore[attr-defined]  # one of both
    return name


def _catalogue(gathered: _Gathered, checksum: str) -> Catalogue:
    sections = {name: MappingProxyType(found) for name, found in gathered.entries.items()}
    return Catalogue(
        version=f"{_release()}-{checksum[:6]}",
        checksum=checksum,
        cues=MappingProxyType(gathered.cues),
        language=MappingProxyType(gathered.language),
        folds=MappingProxyType(gathered.folds),
        weighing=MappingProxyType(gathered.weighing),
        places=MappingProxyType(gathered.places),
        **sections,  # type: ignore[arg-type]  # each section holds records of its own model
    )


def _release() -> str:
    try:
        return version("gemba")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def sections() -> Iterable[str]:
    """Return the names of all sections that a catalogue file may have."""
    return (*_MODELS, *_PLAIN)
