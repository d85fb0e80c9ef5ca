"""Scores into a match: which codes pass, what came near, and the evidence with its place."""

from collections.abc import Sequence

from knowledge.matching.scale import Scale
from knowledge.matching.values import Asked, Candidate, Evidence, Finding, Match
from knowledge.matching.weighing import Score, Weighed

_MOST_CANDIDATES = 5
_COMPLAINT_ASKED = frozenset((Asked.OBSTACLE, Asked.WHY))
Ranked = Sequence[tuple[str, Score]]
Spans = Sequence[tuple[int, int]]


def ranked(scores: dict[str, Score]) -> list[tuple[str, Score]]:
    """Return codes with their scores, best first; ties in the order of the codes."""
    return sorted(scores.items(), key=lambda item: (-round(item[1].points, 2), item[0]))


def threshold_for(scale: Scale, asked: Asked, tokens: int) -> float:
    """Return the points an inefficiency needs in an answer of so many *tokens* to *asked*."""
    if asked not in _COMPLAINT_ASKED:
        return scale.threshold
    if tokens <= scale.brief_tokens:
        return scale.brief_threshold
    return scale.threshold - scale.asked_bonus


def passing(order: Ranked, threshold: float, scale: Scale) -> int:
    """Return how many of *order* pass: their own threshold, and a share of the best."""
    if not order:
        return 0
    least = max(threshold, scale.share_of_best * order[0][1].points)
    passed = sum(round(score.points, 2) >= least for _, score in order)
    return min(passed, int(scale.most_findings))


class Decision:
    """Turns ranked scores into what the matcher gives back."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Spans) -> None:
        self._spans = spans

    def match(
        self,
        inefficiencies: Ranked,
        passed: int,
        thresholds: tuple[float, float],
        functions: Ranked,
    ) -> Match:
        """Return the match; *thresholds* are those of inefficiencies and of functions."""
        threshold, function_threshold = thresholds
        return Match(
            tuple(self._finding(inefficiencies, place, threshold) for place in range(passed)),
            tuple(
                Candidate(code, round(score.points, 2))
                for code, score in inefficiencies[:_MOST_CANDIDATES]
            ),
            tuple(
                self._finding(functions, place, function_threshold)
                for place in range(min(len(functions), _MOST_CANDIDATES))
            ),
        )

    def _finding(self, order: Ranked, place: int, threshold: float) -> Finding:
        code, score = order[place]
        evidence = sorted(map(self._placed, score.weighed), key=_rank)
        best = evidence[0]
        runner_up = order[place + 1][0] if place + 1 < len(order) else None
        return Finding(
            code, round(score.points, 2), best.rule, best.start, best.end,
            threshold, runner_up, tuple(evidence),
        )  # fmt: skip

    def _placed(self, weighed: Weighed) -> Evidence:
        start, end = self._spans[weighed.start][0], self._spans[weighed.end][1]
        return Evidence(weighed.speaker.id, start, end, round(weighed.points, 2))


def _rank(evidence: Evidence) -> tuple[float, int, str]:
    return -evidence.points, evidence.start, evidence.rule
