"""Advice: figures in, estimates, decisions and recommendations out; pure and seeded."""

from knowledge.advice.deciding import Decision, decide
from knowledge.advice.decision import Case, case_of
from knowledge.advice.estimate import Hours, are_priced, by_person, coarse, rounded, total
from knowledge.advice.ranking import Quadrant, vital_few
from knowledge.advice.recommending import (
    Problem,
    Reach,
    Recommendation,
    cost_of,
    function_of,
    problem_of,
    recommend,
)
from knowledge.advice.shapes import Loss, Score, Span
from knowledge.advice.stating import Statements, stated, timed
from knowledge.advice.vetoing import Confirmed, confirmed, open_questions

__all__ = [
    "Case",
    "Confirmed",
    "Decision",
    "Hours",
    "Loss",
    "Problem",
    "Quadrant",
    "Reach",
    "Recommendation",
    "Score",
    "Span",
    "Statements",
    "are_priced",
    "by_person",
    "case_of",
    "coarse",
    "confirmed",
    "cost_of",
    "decide",
    "function_of",
    "open_questions",
    "problem_of",
    "recommend",
    "rounded",
    "stated",
    "timed",
    "total",
    "vital_few",
]
