"""The numbers of the weighing, as the catalogue gives them (`matching.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True, slots=True)
class Scale:
    """How much counts for how much; `matching.yaml` explains each number."""

    threshold: float = 3.0
    function_threshold: float = 1.0
    later_tasks: float = 0.06
    further_rules: float = 0.4
    other_clauses: float = 0.35
    neutral_cues: float = 0.9
    calm_cues: float = 0.7
    calm_rules: float = 0.9
    praised_cues: float = 0.2
    praised_rules: float = 0.6
    asked_bonus: float = 1.0
    brief_threshold: float = 1.0
    brief_tokens: float = 3.0
    share_of_best: float = 0.45
    share_of_best_function: float = 0.25
    most_findings: float = 4.0
    rule_reach: float = 5.0
    cue_reach: float = 2.0
    learnt_points: float = 0.3
    learnt_least: float = 1.0
    learnt_most: float = 4.0
    learnt_codes: float = 3.0
    learnt_limit: float = 1.0
    learnt_smoothing: float = 0.2

    def fade(self, place: int) -> float:
        """Return how much what names a task counts at *place* in the text: the later, the less."""
        return 1.0 / (1.0 + self.later_tasks * place)

    @classmethod
    def of(cls, weighing: Mapping[str, float]) -> Self:
        """Return the scale with the numbers that the catalogue gives; others are left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in weighing.items() if name in known})


def in_hundredths(points: float) -> float:
    """Return *points* to two places, as they are shown; `round` takes ten times as long."""
    if points < 0:
        return -in_hundredths(-points)
    return int(points * 100.0 + 0.5) / 100.0
