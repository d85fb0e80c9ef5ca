"""Points into a match: which codes pass, what came near, and the evidence with its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.matching.scale import Scale
from knowledge.matching.values import Asked, Candidate, Evidence, Finding, Match
from knowledge.matching.weighing import COMPLAINT_ASKED

_MOST = 5
Ranked = Sequence[tuple[str, float]]


class Ballot(NamedTuple):
    """The codes of one kind, best first, how many of them pass, and the points they need."""

    order: Ranked
    passed: int
    threshold: float

    def winners(self) -> Ranked:
        """Return the codes that pass, with their points."""
        return self.order[: self.passed]


def ranked(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return codes with their points, best first; ties in the order of the codes."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def inefficiencies_in(order: Ranked, scale: Scale, asked: Asked, tokens: int) -> Ballot:
    """Return which of *order* pass: their own threshold, and a share of the best one's points."""
    threshold = threshold_for(scale, asked, tokens)
    if not order or order[0][1] < threshold:
        return Ballot(order, 0, threshold)
    least = max(threshold, scale.share_of_best * order[0][1])
    passed = sum(points >= least for _, points in order)
    return Ballot(order, min(passed, int(scale.most_findings)), threshold)


def functions_in(order: Ranked, scale: Scale) -> Ballot:
    """Return the best functions; each has some evidence, the interview asks below the threshold."""
    least = scale.share_of_best_function * order[0][1] if order else 0.0
    passed = sum(points >= least for _, points in order[:_MOST])
    return Ballot(order, passed, scale.function_threshold)


def threshold_for(scale: Scale, asked: Asked, tokens: int) -> float:
    """Return the points an inefficiency needs in an answer of so many *tokens* to *asked*."""
    if asked not in COMPLAINT_ASKED:
        return scale.threshold
    if tokens <= scale.brief_tokens:
        return scale.brief_threshold
    return scale.threshold - scale.asked_bonus


def decide(
    inefficiencies: Ballot,
    functions: Ballot,
    evidence_of: Callable[[Iterable[str]], Mapping[str, Sequence[Evidence]]],
) -> Match:
    """Return what the matcher gives back; *evidence_of* lists what spoke for codes."""
    shown = [code for ballot in (inefficiencies, functions) for code, _ in ballot.winners()]
    evidence = evidence_of(shown) if shown else {}
    return Match(
        _findings(inefficiencies, evidence),
        tuple(Candidate(code, round(points, 2)) for code, points in inefficiencies.order[:_MOST]),
        _findings(functions, evidence),
    )


def _findings(ballot: Ballot, evidence: Mapping[str, Sequence[Evidence]]) -> tuple[Finding, ...]:
    found = []
    for at, (code, points) in enumerate(ballot.winners(), start=1):
        spoken = evidence[code]
        best = spoken[0]
        runner_up = ballot.order[at][0] if at < len(ballot.order) else None
        found.append(Finding(
            code, round(points, 2), best.rule, best.start, best.end,
            ballot.threshold, runner_up, tuple(spoken),
        ))  # fmt: skip
    return tuple(found)
