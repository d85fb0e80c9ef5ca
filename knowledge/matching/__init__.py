"""Matching: a text in, findings with their evidence out."""

from knowledge.native import switch_to_copy

IS_COMPILED = switch_to_copy(__path__)

from knowledge.matching.matcher import Matcher  # noqa: E402  # from here on compiled, if it can be
from knowledge.matching.values import (  # noqa: E402
    NOTHING,
    Asked,
    Candidate,
    Evidence,
    Finding,
    Match,
)

__all__ = [
    "IS_COMPILED",
    "NOTHING",
    "Asked",
    "Candidate",
    "Evidence",
    "Finding",
    "Match",
    "Matcher",
]
