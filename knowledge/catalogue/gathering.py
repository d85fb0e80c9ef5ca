"""Taking one catalogue file apart into records, cues and language; collects faults, never raises.

YAML 1.1 reads the bare keys `yes` and `no` as true and false; they are put right here. A single
text where a list of texts is meant counts as a list of one: easier to write by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.catalogue import decision_records, records
from knowledge.catalogue.places import Fault, Place
from knowledge.catalogue.shaping import ShapeError, shaped

MODELS: Mapping[str, type[object]] = {
    "inefficiencies": records.Inefficiency,
    "functions": records.Function,
    "remedies": records.Remedy,
    "rules": records.Rule,
    "sources": records.Source,
    "figures": records.Figure,
    "heuristics": records.Heuristic,
    "wastes": records.Waste,
    "criteria": decision_records.Criterion,
    "verdicts": decision_records.VerdictRule,
    "vetoes": decision_records.Veto,
    "confirmations": decision_records.Confirmation,
}
_KEYS: Mapping[object, str] = {True: "yes", False: "no"}
_LISTS = frozenset(("find", "unless", "yes", "no"))


@dataclass(slots=True)
class Gathered:
    """What was read so far, where it stands, and what was wrong with it.

    `named` holds the names of all records, also of faulty ones, so that one fault is told once.
    """

    entries: dict[str, dict[str, object]] = field(
        default_factory=lambda: {section: {} for section in MODELS}
    )
    cues: dict[str, dict[float, tuple[str, ...]]] = field(default_factory=dict)
    language: dict[str, tuple[str, ...]] = field(default_factory=dict)
    folds: dict[str, str] = field(default_factory=dict)
    weighing: dict[str, float] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FileReader:
    """Takes the sections of one file; names in `fixed` may not be taken by a second record."""

    path: Path
    gathered: Gathered
    fixed: frozenset[str]

    def take(self, content: Mapping[object, object]) -> None:
        """Add all that *content* holds."""
        takers = {
            "cues": self._take_cues,
            "language": self._take_language,
            "folds": self._take_folds,
            "weighing": self._take_weighing,
        }
        for section, entries in content.items():
            name = str(section)
            if name in MODELS:
                self._take_records(name, entries)
            elif name in takers:
                takers[name](entries)
            else:
                self._fault((section,), name, "is no section of a catalogue file")

    def _take_records(self, section: str, entries: object) -> None:
        if not isinstance(entries, list):
            self._fault((section,), section, "must be a list")
            return
        taken: set[str] = set()
        for number, entry in enumerate(entries):
            name = _name_of(entry)
            self.gathered.named.add(name)
            if name in taken or name in self.fixed:
                self._fault((section, number), name, "is there twice")
            taken.add(name)
            self._take_record(section, number, entry, name)

    def _take_record(self, section: str, number: int, entry: object, name: str) -> None:
        try:
            record = shaped(MODELS[section], _listed(entry))
        except ShapeError as error:
            for keys, text in error.problems:
                problem = f"{'.'.join(map(str, keys))}: {text}" if keys else text
                self._fault((section, number, *keys), name, problem)
            return
        self.gathered.entries[section][name] = record
        self.gathered.places[name] = Place(self.path, (section, number))

    def _take_cues(self, entries: object) -> None:
        for code, by_points in self._items(("cues",), entries):
            merged = self.gathered.cues.setdefault(code, {})
            self.gathered.places.setdefault(f"{code}.cues", Place(self.path, ("cues", code)))
            for points, patterns in self._pairs(("cues", code), by_points):
                if not isinstance(points, int | float) or not isinstance(patterns, str):
                    self._fault(("cues", code, points), code, "give points: patterns with ;")
                    continue
                merged[float(points)] = (*merged.get(float(points), ()), *_split(patterns))

    def _take_language(self, entries: object) -> None:
        for name, value in self._items(("language",), entries):
            if isinstance(value, str):
                self.gathered.language[name] = _split(value)
            else:
                self._fault(("language", name), name, "must be a text with ; between patterns")

    def _take_folds(self, entries: object) -> None:
        for name, value in self._items(("folds",), entries):
            if isinstance(value, str) and value.strip():
                self.gathered.folds[name.lower()] = value.lower()
            else:
                self._fault(("folds", name), name, "must give the words it stands for")

    def _take_weighing(self, entries: object) -> None:
        for name, value in self._items(("weighing",), entries):
            if isinstance(value, int | float):
                self.gathered.weighing[name] = float(value)
            else:
                self._fault(("weighing", name), name, "must be a number")

    def _items(self, trail: tuple[object, ...], entries: object) -> Iterator[tuple[str, object]]:
        for name, value in self._pairs(trail, entries):
            yield str(name), value

    def _pairs(self, trail: tuple[object, ...], entries: object) -> Iterator[tuple[object, object]]:
        if isinstance(entries, dict):
            yield from entries.items()
        else:
            self._fault(trail, str(trail[-1]), "must be a mapping")

    def _fault(self, trail: tuple[object, ...], name: str, problem: str) -> None:
        self.gathered.faults.append(Fault(str(Place(self.path, trail)), name, problem))


def _split(patterns: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in patterns.split(";") if each.strip())


def _name_of(entry: object) -> str:
    if not isinstance(entry, dict):
        return ""
    return str(entry.get("id") or entry.get("code") or "")


def _listed(entry: object) -> object:
    if not isinstance(entry, dict):
        return entry
    named = {_KEYS.get(name, name): value for name, value in entry.items()}
    return {
        name: [value] if name in _LISTS and isinstance(value, str) else value
        for name, value in named.items()
    }
