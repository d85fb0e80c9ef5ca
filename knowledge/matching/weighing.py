"""Points into scores: how much of what was heard speaks for each code.

Rule 1: within a clause the strongest rule of a code counts fully, further ones by a part.
Rule 2: each distinct cue counts once in a clause, and a word once for a code.
Rule 3: how a segment sounds scales what it says: praise makes a mention a weak complaint.
Rule 4: clauses support each other mildly.
All numbers are data (`matching.yaml`), so that they can be tuned without touching code. Points are
added up here; `witnessing` lists the evidence for them, only for the codes that are shown.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from knowledge.matching.hearing import Heard
from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Said, Speaker
from knowledge.matching.tokens import Hit
from knowledge.matching.values import Asked

_NOTHING: Final = 0.005  # what would be shown as 0 points
COMPLAINT_ASKED: Final = frozenset((Asked.OBSTACLE, Asked.WHY))


class Weighed(NamedTuple):
    """A speaker, the first and last token of the text it found, and the points it brought."""

    points: float
    speaker: Speaker
    first: int
    last: int


class Counted(NamedTuple):
    """What counts of a clause: words with their place and share, phrases, codes it silences."""

    words: Sequence[tuple[int, Said, float]]
    phrases: Sequence[Weighed]
    silenced: frozenset[str]


class Weighing:
    """Adds up what was heard, clause by clause; `counted` has for each clause what counted."""

    __slots__ = ("_is_calm", "_is_complaint", "_points", "_scale", "counted")

    def __init__(self, scale: Scale, asked: Asked) -> None:
        self._scale = scale
        self._is_complaint = asked in COMPLAINT_ASKED
        self._is_calm = False
        self._points: dict[str, list[float]] = {}
        self.counted: list[Counted] = []

    def add_all(self, heard: Sequence[Heard]) -> None:
        """Add what the clauses of a text say."""
        self._is_calm = not self._is_complaint and not any(each.pained for each in heard)
        for each in heard:
            self._add(each)

    def _add(self, heard: Heard) -> None:
        pained = self._is_complaint or bool(heard.pained)
        usual = 1.0 if pained else self._scale.neutral_cues
        if self._is_calm:
            usual = self._scale.calm_cues
        words = self._words(heard, usual)
        sums = self._sums(words)
        phrases: Sequence[Weighed] = ()
        silenced = _NO_CODE
        if heard.hits:
            phrases = self._phrases(heard, usual, pained=pained)
            silenced = silenced.union(*(each.speaker.instead_of for each in phrases))
            self._add_phrases(phrases, sums)
        self.counted.append(Counted(words, phrases, silenced))
        for code, points in sums.items():
            if code not in silenced:
                known = self._points.get(code)
                if known is None:
                    self._points[code] = [points]
                else:
                    known.append(points)

    def _words(self, heard: Heard, usual: float) -> list[tuple[int, Said, float]]:
        """Return the words that count, each speaker once, with what they count where they stand."""
        words = []
        seen: set[str] = set()
        for place, said in heard.words:
            if not seen.isdisjoint(said.names):
                said = said.without(seen)  # noqa: PLW2901  # the rest of it
            seen |= said.names
            share = usual
            if heard.praised and heard.only_praises(heard.segment(place)):
                share = self._scale.praised_cues
            words.append((place, said, share))
        return words

    def _sums(self, words: Iterable[tuple[int, Said, float]]) -> dict[str, float]:
        """Return the points that single words bring, by code.

        What was only learnt of words comes to less than a limit, however many there are.
        """
        sums: dict[str, float] = {}
        learnt: dict[str, float] = {}
        later, limit = self._scale.later_tasks, self._scale.learnt_limit
        for place, (_, own, little, tasks, little_of_tasks, against, _), share in words:
            for code, points in own:
                sums[code] = sums.get(code, 0.0) + points * share
            for code, points in little:
                learnt[code] = learnt.get(code, 0.0) + points * share
            for code, points in against:
                sums[code] = sums.get(code, 0.0) + points
            fade = 1.0 / (1.0 + later * place)
            for code, points in tasks:
                sums[code] = sums.get(code, 0.0) + points * fade
            for code, points in little_of_tasks:
                learnt[code] = learnt.get(code, 0.0) + points * fade
        for code, points in learnt.items():
            sums[code] = sums.get(code, 0.0) + points * limit / (points + limit)
        return sums

    def _phrases(self, heard: Heard, usual: float, *, pained: bool) -> Sequence[Weighed]:
        """Return the rules and longer cues that count, each once."""
        found: dict[str, Weighed] = {}
        for hit in heard.hits:
            speaker, start, end = hit
            if speaker.needs_pain and not pained:
                continue
            weighed = Weighed(
                speaker.points * self._share(hit, heard, usual), speaker, start, end - 1
            )
            known = found.get(speaker.id)
            if known is None or _is_better(weighed, known):
                found[speaker.id] = weighed
        return tuple(found.values())

    def _share(self, hit: Hit, heard: Heard, usual: float) -> float:
        """Return how much of its points *hit* brings where it stands."""
        speaker = hit.speaker
        if speaker.is_task:
            return 1.0 / (1.0 + self._scale.later_tasks * hit.start)
        if not speaker.is_scaled:
            return 1.0
        praises = bool(heard.praised) and heard.only_praises(heard.segment(hit.start))
        if speaker.is_rule:
            calm = self._scale.calm_rules if self._is_calm else 1.0
            return self._scale.praised_rules if praises else calm
        return self._scale.praised_cues if praises else usual

    def _add_phrases(self, phrases: Sequence[Weighed], sums: dict[str, float]) -> None:
        """Add the points of rules and longer cues to *sums*."""
        best: dict[str, float] = {}
        for points, speaker, _, _ in phrases:
            code = speaker.code
            if not speaker.is_rule:
                sums[code] = sums.get(code, 0.0) + points
                continue
            known = best.get(code, 0.0)
            best[code] = max(known, points)
            further = self._scale.further_rules * min(known, points)
            sums[code] = sums.get(code, 0.0) + further
        for code, points in best.items():
            sums[code] += points

    def scores(self) -> list[tuple[float, str]]:
        """Return minus its points and each code for which more speaks than against it, sorted."""
        found = []
        for code, points in self._points.items():
            total = points[0] if len(points) == 1 else self._together(points)
            if total > _NOTHING:
                found.append((-total, code))
        found.sort()
        return found

    def _together(self, points: list[float]) -> float:
        """Return what clauses with *points* come to: the best fully, each further one less."""
        points.sort(reverse=True)
        total, share = points[0], self._scale.other_clauses
        for each in points[1:]:
            if each <= 0 or share < _NOTHING:
                break
            total += share * each
            share *= self._scale.other_clauses
        return total


_NO_CODE: Final[frozenset[str]] = frozenset()


def _is_better(one: Weighed, other: Weighed) -> bool:
    """Say whether *one* shows better than *other* what the same speaker found: more, or sooner."""
    return (one.points, -one.first, one.last) > (other.points, -other.first, other.last)
