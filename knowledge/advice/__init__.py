"""Advice: figures in, estimates, decisions and recommendations out; pure and seeded."""

from knowledge.advice.decision import Case, Decision, case_of, decide
from knowledge.advice.estimate import by_person, rounded, total, weekly_hours
from knowledge.advice.recommending import Problem, Reach, Recommendation, problem_of, recommend
from knowledge.advice.shapes import Loss, Score, Span

__all__ = [
    "Case",
    "Decision",
    "Loss",
    "Problem",
    "Reach",
    "Recommendation",
    "Score",
    "Span",
    "by_person",
    "case_of",
    "decide",
    "problem_of",
    "recommend",
    "rounded",
    "total",
    "weekly_hours",
]
