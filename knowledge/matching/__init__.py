"""Matching: a text in, findings with their evidence out."""

from knowledge.matching.matcher import Matcher
from knowledge.matching.values import Asked, Candidate, Evidence, Finding, Match

__all__ = ["Asked", "Candidate", "Evidence", "Finding", "Match", "Matcher"]
