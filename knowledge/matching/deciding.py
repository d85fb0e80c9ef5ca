"""Points into a match: which codes pass, what came near, and the evidence with its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.matching.scale import Scale
from knowledge.matching.values import Asked, Candidate, Evidence, Finding, Match
from knowledge.matching.weighing import COMPLAINT_ASKED

_MOST = 5
#: Minus the points, and the code: sorts best first, ties in the order of the codes.
Ranked = Sequence[tuple[float, str]]


class Ballot(NamedTuple):
    """The codes of one kind, best first, how many of them pass, and the points they need."""

    order: Ranked
    passed: int
    threshold: float

    def winners(self) -> Ranked:
        """Return the codes that pass, with minus their points."""
        return self.order[: self.passed]


def inefficiencies_in(order: Ranked, scale: Scale, asked: Asked, tokens: int) -> Ballot:
    """Return which of *order* pass: their own threshold, and a share of the best one's points."""
    threshold = threshold_for(scale, asked, tokens)
    if not order or -order[0][0] < threshold:
        return Ballot(order, 0, threshold)
    least = max(threshold, scale.share_of_best * -order[0][0])
    return Ballot(order, _passed(order[: int(scale.most_findings)], least), threshold)


def functions_in(order: Ranked, scale: Scale) -> Ballot:
    """Return the best functions; each has some evidence, the interview asks below the threshold."""
    least = scale.share_of_best_function * -order[0][0] if order else 0.0
    return Ballot(order, _passed(order[:_MOST], least), scale.function_threshold)


def _passed(order: Ranked, least: float) -> int:
    """Return how many of *order* have *least* points: those after the first with fewer do not."""
    for number, (minus, _) in enumerate(order):
        if -minus < least:
            return number
    return len(order)


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
    shown = [code for _, code in (*inefficiencies.winners(), *functions.winners())]
    evidence = evidence_of(shown) if shown else {}
    return Match(
        _findings(inefficiencies, evidence),
        tuple([Candidate(code, round(-minus, 2)) for minus, code in inefficiencies.order[:_MOST]]),
        _findings(functions, evidence),
    )


def _findings(ballot: Ballot, evidence: Mapping[str, Sequence[Evidence]]) -> tuple[Finding, ...]:
    found = []
    order, _, threshold = ballot
    for at, (minus, code) in enumerate(ballot.winners(), start=1):
        spoken = evidence[code]
        rule, start, end, _ = spoken[0]
        runner_up = order[at][1] if at < len(order) else None
        found.append(
            Finding(code, round(-minus, 2), rule, start, end, threshold, runner_up, tuple(spoken))
        )
    return tuple(found)
