"""The whole catalogue as one value; imports only its records."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.catalogue.codes import FUNCTIONS
from knowledge.catalogue.decision_records import Confirmation, Criterion, VerdictRule, Veto
from knowledge.catalogue.places import Place
from knowledge.catalogue.records import (
    Figure,
    Function,
    Heuristic,
    Inefficiency,
    Remedy,
    Rule,
    Source,
    Waste,
)

Cues = Mapping[str, Mapping[float, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is known: records by their id, rules and cues, language and weighing.

    `cues` gives for each code its patterns by points. `places` says where each record stands
    (file:line) for messages. Equal files give an equal `checksum`.
    """

    version: str
    checksum: str
    inefficiencies: Mapping[str, Inefficiency]
    functions: Mapping[str, Function]
    remedies: Mapping[str, Remedy]
    rules: Mapping[str, Rule]
    cues: Cues
    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    heuristics: Mapping[str, Heuristic]
    wastes: Mapping[str, Waste]
    criteria: Mapping[str, Criterion]
    verdicts: Mapping[str, VerdictRule]
    vetoes: Mapping[str, Veto]
    confirmations: Mapping[str, Confirmation]
    language: Mapping[str, tuple[str, ...]]
    folds: Mapping[str, str]
    weighing: Mapping[str, float]
    places: Mapping[str, Place]

    def label(self, code: str) -> str:
        """Return the plain words for *code*, as on a button; the code itself if it has none."""
        record = self.inefficiencies.get(code) or self.functions.get(code)
        return code if record is None else record.label

    def remedies_for(self, code: str) -> tuple[Remedy, ...]:
        """Return the remedies for the inefficiency *code*, in the fixed order of steps."""
        return tuple(each for each in self.remedies.values() if each.code == code)

    def is_function(self, code: str) -> bool:
        """Say whether *code* is a function rather than an inefficiency."""
        return code in self.functions or code in FUNCTIONS
