"""Advice: figures in, estimates, decisions and recommendations out; pure and seeded."""

from knowledge.advice.decision import Case, Decision, case_of, decide
from knowledge.advice.estimate import Hours, are_priced, by_person, rounded, total
from knowledge.advice.recommending import Problem, Reach, Recommendation, problem_of, recommend
from knowledge.advice.shapes import Loss, Score, Span
from knowledge.advice.stating import Stated, weekly_hours

__all__ = [
    "Case",
    "Decision",
    "Hours",
    "Loss",
    "Problem",
    "Reach",
    "Recommendation",
    "Score",
    "Span",
    "Stated",
    "are_priced",
    "by_person",
    "case_of",
    "decide",
    "problem_of",
    "recommend",
    "rounded",
    "total",
    "weekly_hours",
]
