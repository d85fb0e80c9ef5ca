"""Points into scores: how much of what was heard speaks for each code.

Rule 1: within a clause the strongest rule of a code counts fully, further ones by a part.
Rule 2: each distinct cue counts once in a clause, and a word once for a code.
Rule 3: how a segment sounds scales what it says: praise makes a mention a weak complaint.
Rule 4: clauses support each other mildly.
All numbers are data (`matching.yaml`), so that they can be tuned without touching code.
"""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.matching.hearing import Heard, Hit
from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Speaker
from knowledge.matching.values import Asked

_COMPLAINT_ASKED = frozenset((Asked.OBSTACLE, Asked.WHY))


class Weighed(NamedTuple):
    """A speaker, the tokens of the text it found, and the points it brought."""

    points: float
    speaker: Speaker
    start: int
    end: int


class Score(NamedTuple):
    """The points of a code, and what brought them."""

    points: float
    weighed: Sequence[Weighed]


class Weighing:
    """Adds up what was heard, clause by clause."""

    __slots__ = ("_asked_for_pain", "_clauses", "_functions", "_scale")

    def __init__(self, scale: Scale, functions: frozenset[str], asked: Asked) -> None:
        self._scale, self._functions = scale, functions
        self._asked_for_pain = asked in _COMPLAINT_ASKED
        self._clauses: dict[str, list[Score]] = {}

    def add(self, heard: Heard) -> None:
        """Add what one clause says."""
        by_code: dict[str, dict[str, Weighed]] = {}
        silenced: set[str] = set()
        pained = self._asked_for_pain or bool(heard.pained)
        for hit in heard.hits:
            speaker = hit.speaker
            if speaker.needs_pain and not pained:
                continue
            if speaker.instead_of:
                silenced.update(speaker.instead_of)
            found = by_code.setdefault(speaker.code, {})
            if speaker.id not in found:
                found[speaker.id] = Weighed(
                    self._points(hit, heard, pained=pained),
                    speaker,
                    heard.first + hit.start,
                    heard.first + hit.end - 1,
                )
        for code, weighed in by_code.items():
            if code not in silenced:
                score = self._clause_score(list(weighed.values()))
                self._clauses.setdefault(code, []).append(score)

    def _points(self, hit: Hit, heard: Heard, *, pained: bool) -> float:
        speaker = hit.speaker
        if speaker.points < 0 or speaker.code in self._functions:
            return speaker.points
        if heard.praised:
            segment = heard.segment(hit)
            if segment in heard.praised and segment not in heard.pained:
                scale = self._scale
                return speaker.points * (
                    scale.praised_rules if speaker.is_rule else scale.praised_cues
                )
        if pained or speaker.is_rule:
            return speaker.points
        return speaker.points * self._scale.neutral_cues

    def _clause_score(self, weighed: list[Weighed]) -> Score:
        if len(weighed) == 1:
            return Score(weighed[0].points, weighed)
        weighed.sort(key=_strength)
        rules = cues = 0.0
        further = 1.0
        taken: set[int] = set()
        for each in weighed:
            if each.speaker.is_rule:
                rules += further * each.points
                further = self._scale.further_rules
            elif each.start not in taken:
                cues += each.points
                taken.add(each.start)
        return Score(rules + cues, weighed)

    def scores(self) -> dict[str, Score]:
        """Return the score of each code for which anything speaks more than against it."""
        found = {}
        for code, scores in self._clauses.items():
            score = scores[0] if len(scores) == 1 else self._together(scores)
            if score.points > 0:
                found[code] = score
        return found

    def _together(self, scores: list[Score]) -> Score:
        scores.sort(key=lambda score: -score.points)
        rest = sum(score.points for score in scores[1:] if score.points > 0)
        weighed = [each for score in scores for each in score.weighed]
        return Score(scores[0].points + self._scale.other_clauses * rest, weighed)


def _strength(weighed: Weighed) -> tuple[float, int, str]:
    return -weighed.points, weighed.start, weighed.speaker.id
