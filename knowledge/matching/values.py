"""What the matcher gives back; frozen, and imports nothing of ours."""

from enum import StrEnum
from typing import Final, NamedTuple


class Asked(StrEnum):
    """The question that a text answers; it says how a bare mention is to be read."""

    OPEN = "open"
    TASK = "task"
    OBSTACLE = "obstacle"
    WHY = "why"
    IDEA = "idea"


class Evidence(NamedTuple):
    """One rule or cue that spoke for a code: its points, and where its words stand in the text."""

    rule: str
    start: int
    end: int
    points: float


class Finding(NamedTuple):
    """A code that passed its threshold, with the strongest evidence first."""

    code: str
    score: float
    rule: str
    start: int
    end: int
    threshold: float
    runner_up: str | None
    evidence: tuple[Evidence, ...]


class Candidate(NamedTuple):
    """A code with any evidence, also below its threshold."""

    code: str
    score: float


class Match(NamedTuple):
    """All that was found in one text, each list ranked, best first."""

    inefficiencies: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    functions: tuple[Finding, ...]


NOTHING = Match((), (), ())

#: What making a named tuple comes to in the end: a text takes twenty, so the way there counts.
new: Final = tuple.__new__
