"""Points into a match: which codes pass, what came near, and the evidence with its place."""

from knowledge.matching.scale import Scale, in_hundredths
from knowledge.matching.values import Candidate, Evidence, Finding, Match, new

_MOST = 5
#: Minus the points, and the code: sorts best first, ties in the order of the codes.
Ranked = list[tuple[float, str]]


class Ballot:
    """The codes of one kind, best first, how many of them pass, and the points they need."""

    __slots__ = ("order", "passed", "threshold")

    def __init__(self, order: Ranked, passed: int, threshold: float) -> None:
        self.order, self.passed, self.threshold = order, passed, threshold

    def winners(self) -> Ranked:
        """Return the codes that pass, with minus their points."""
        return self.order[: self.passed]


def inefficiencies_in(order: Ranked, scale: Scale, threshold: float) -> Ballot:
    """Return which of *order* pass: *threshold*, and a share of the best one's points."""
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


def threshold_for(scale: Scale, tokens: int, *, is_complaint: bool) -> float:
    """Return the points an inefficiency needs in a text of so many *tokens*.

    *is_complaint*: the person was asked what gets in the way.
    """
    if not is_complaint:
        return scale.threshold
    if tokens <= scale.brief_tokens:
        return scale.brief_threshold
    return scale.threshold - scale.asked_bonus


def decide(inefficiencies: Ballot, functions: Ballot, evidence: dict[str, list[Evidence]]) -> Match:
    """Return what the matcher gives back; *evidence* lists what spoke for the codes that won."""
    best = inefficiencies.order[:_MOST]
    return Match(
        _findings(inefficiencies, evidence),
        tuple([new(Candidate, (code, in_hundredths(-minus))) for minus, code in best]),
        _findings(functions, evidence),
    )


def _findings(ballot: Ballot, evidence: dict[str, list[Evidence]]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    order, threshold = ballot.order, ballot.threshold
    for at, (minus, code) in enumerate(ballot.winners(), start=1):
        spoken = evidence[code]
        rule, start, end, _ = spoken[0]
        runner_up = order[at][1] if at < len(order) else None
        told = (rule, start, end, threshold, runner_up, tuple(spoken))
        found.append(new(Finding, (code, in_hundredths(-minus), *told)))
    return tuple(found)
