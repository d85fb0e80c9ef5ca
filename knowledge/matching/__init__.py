"""Matching: a text in, findings with their evidence out."""

from knowledge.matching.matcher import Matcher
from knowledge.matching.values import NOTHING, Asked, Candidate, Evidence, Finding, Match

__all__ = ["NOTHING", "Asked", "Candidate", "Evidence", "Finding", "Match", "Matcher"]
