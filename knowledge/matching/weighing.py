"""Points into findings: how much speaks for each code, and whether that is enough.

Within a clause the strongest rule counts fully, further rules of the same code by a part, and each
distinct cue once. How the clause sounds scales the cues: in a segment that praises they hardly
count, in one that complains fully. Clauses support each other mildly. All numbers are data
(`matching.yaml`), so that they can be tuned without touching code.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Self

from knowledge.matching.finding import Heard, Hit
from knowledge.matching.values import Asked, Candidate, Evidence, Finding, Match

_MOST_CANDIDATES = 5
_COMPLAINT_ASKED = frozenset((Asked.OBSTACLE, Asked.WHY))
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of the weighing; `docs/catalogue.md` explains each."""

    threshold: float = 3.0
    function_threshold: float = 1.0
    further_rules: float = 0.4
    other_clauses: float = 0.35
    neutral_cues: float = 0.85
    praised_cues: float = 0.2
    praised_rules: float = 0.6
    asked_bonus: float = 1.0
    share_of_best: float = 0.45
    most_findings: float = 4
    rule_reach: int = 5
    cue_reach: int = 2

    @classmethod
    def of(cls, weighing: Mapping[str, float]) -> Self:
        """Return the scale with the numbers that the catalogue gives."""
        known = {each.name: each.type for each in fields(cls)}
        return cls(
            **{
                name: int(value) if known[name] is int else value
                for name, value in weighing.items()
                if name in known
            }
        )


@dataclass(slots=True)
class _Tally:
    """What speaks for one code: the points of each clause, and all the evidence."""

    by_clause: list[float] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def total(self, other_clauses: float) -> float:
        best, *rest = sorted(self.by_clause, reverse=True)
        return best + other_clauses * sum(each for each in rest if each > 0)


@dataclass(slots=True)
class Weighing:
    """Adds up what was heard, clause by clause, and says what it amounts to."""

    scale: Scale
    functions: frozenset[str]
    asked: Asked
    _tallies: dict[str, _Tally] = field(default_factory=dict)

    def has_any(self) -> bool:
        """Say whether anything was heard so far."""
        return bool(self._tallies)

    def add(self, heard: Heard) -> None:
        """Add what one clause says."""
        silenced = {
            code
            for hit in heard.hits
            for code in hit.speaker.instead_of
            if self._counts(hit, heard)
        }
        by_code: dict[str, list[tuple[Hit, float]]] = defaultdict(list)
        for hit in heard.hits:
            if hit.speaker.code not in silenced and self._counts(hit, heard):
                by_code[hit.speaker.code].append((hit, self._points(hit, heard)))
        for code, weighed in by_code.items():
            tally = self._tallies.setdefault(code, _Tally())
            tally.by_clause.append(self._clause_points(weighed))
            tally.evidence += [_evidence(hit, points, heard) for hit, points in weighed if points]

    def _counts(self, hit: Hit, heard: Heard) -> bool:
        return not hit.speaker.needs_pain or bool(heard.pained) or self.asked in _COMPLAINT_ASKED

    def _points(self, hit: Hit, heard: Heard) -> float:
        points = hit.speaker.points
        if hit.speaker.code in self.functions or points < 0:
            return points
        segment = heard.layout.segments[hit.start]
        if segment in heard.praised and segment not in heard.pained:
            return points * (
                self.scale.praised_rules if hit.speaker.is_rule else self.scale.praised_cues
            )
        if hit.speaker.is_rule or heard.pained or self.asked in _COMPLAINT_ASKED:
            return points
        return points * self.scale.neutral_cues

    def _clause_points(self, weighed: Sequence[tuple[Hit, float]]) -> float:
        rules = sorted((points for hit, points in weighed if hit.speaker.is_rule), reverse=True)
        cues = sum(points for hit, points in weighed if not hit.speaker.is_rule)
        return sum(rules[:1]) + self.scale.further_rules * sum(rules[1:]) + cues

    def result(self, spans: Spans) -> Match:
        """Return the match; *spans* are the places of the text's tokens."""
        scores = {
            code: round(tally.total(self.scale.other_clauses), 2)
            for code, tally in self._tallies.items()
        }
        ranked = sorted(
            (code for code, score in scores.items() if score > 0 and self._tallies[code].evidence),
            key=lambda code: (-scores[code], code),
        )
        codes = [code for code in ranked if code not in self.functions]
        functions = [code for code in ranked if code in self.functions]
        return Match(
            tuple(
                self._finding(code, codes, scores, spans) for code in self._passing(codes, scores)
            ),
            tuple(Candidate(code, scores[code]) for code in codes[:_MOST_CANDIDATES]),
            tuple(
                self._finding(code, functions, scores, spans)
                for code in functions[:_MOST_CANDIDATES]
            ),
        )

    def _passing(self, ranked: Sequence[str], scores: Mapping[str, float]) -> list[str]:
        bonus = self.scale.asked_bonus if self.asked in _COMPLAINT_ASKED else 0.0
        least = (
            max(self.scale.threshold - bonus, self.scale.share_of_best * scores[ranked[0]])
            if ranked
            else 0.0
        )
        passing = [code for code in ranked if scores[code] >= least]
        return passing[: int(self.scale.most_findings)]

    def _finding(
        self, code: str, ranked: Sequence[str], scores: Mapping[str, float], spans: Spans
    ) -> Finding:
        evidence = sorted(
            (_placed(each, spans) for each in self._tallies[code].evidence),
            key=lambda each: (-each.points, each.start, each.rule),
        )
        best, place = evidence[0], ranked.index(code)
        is_function = code in self.functions
        return Finding(
            code,
            scores[code],
            best.rule,
            best.start,
            best.end,
            self.scale.function_threshold if is_function else self.scale.threshold,
            ranked[place + 1] if place + 1 < len(ranked) else None,
            tuple(evidence),
        )


def _evidence(hit: Hit, points: float, heard: Heard) -> Evidence:
    """Return the evidence of *hit*, with its first and last token for now."""
    tokens = heard.layout.tokens
    return Evidence(hit.speaker.id, tokens[hit.start], tokens[hit.end - 1], round(points, 2))


def _placed(evidence: Evidence, spans: Spans) -> Evidence:
    """Return *evidence* with characters instead of tokens."""
    return evidence._replace(start=spans[evidence.start][0], end=spans[evidence.end][1])
