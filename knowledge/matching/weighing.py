"""Points into scores: how much of what was heard speaks for each code.

Rule 1: within a clause the strongest rule of a code counts fully, further ones by a part.
Rule 2: each distinct cue counts once in a clause, and a word once for a code.
Rule 3: how a segment sounds scales what it says: praise makes a mention a weak complaint.
Rule 4: clauses support each other mildly.
All numbers are data (`matching.yaml`), so that they can be tuned without touching code. Points are
added up here; the evidence for them is listed only for the codes that are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from knowledge.matching.hearing import Heard
from knowledge.matching.scale import Scale
from knowledge.matching.searching import Hit
from knowledge.matching.speaking import Speaker
from knowledge.matching.values import Asked, Evidence

Spans = Sequence[tuple[int, int]]
#: Minus the points, the first token, the speaker, the last token: sorts strongest and first first.
Spoken = tuple[float, int, str, int]
_NOTHING: Final = 0.005  # what would be shown as 0 points
COMPLAINT_ASKED: Final = frozenset((Asked.OBSTACLE, Asked.WHY))


class Weighed(NamedTuple):
    """A speaker, the first and last token of the text it found, and the points it brought."""

    points: float
    speaker: Speaker
    first: int
    last: int


class _Clause(NamedTuple):
    """A clause with its phrases weighed; *scales* says how much a cue counts in each segment."""

    heard: Heard
    scales: Sequence[float]
    phrases: Sequence[Weighed]
    silenced: frozenset[str]


class Weighing:
    """Adds up what was heard, clause by clause."""

    __slots__ = ("_clauses", "_is_calm", "_is_complaint", "_points", "_scale")

    def __init__(self, scale: Scale, asked: Asked) -> None:
        self._scale = scale
        self._is_complaint = asked in COMPLAINT_ASKED
        self._is_calm = False
        self._clauses: list[_Clause] = []
        self._points: dict[str, list[float]] = {}

    def add_all(self, heard: Sequence[Heard]) -> None:
        """Add what the clauses of a text say."""
        self._is_calm = not self._is_complaint and not any(each.pained for each in heard)
        for each in heard:
            self._add(each)

    def _add(self, heard: Heard) -> None:
        pained = self._is_complaint or bool(heard.pained)
        clause = self._clause(heard, pained=pained)
        self._clauses.append(clause)
        sums = _words(clause, self._scale)
        if clause.phrases:
            self._add_phrases(clause, sums)
        for code, points in sums.items():
            if code not in clause.silenced:
                self._points.setdefault(code, []).append(points)

    def _clause(self, heard: Heard, *, pained: bool) -> _Clause:
        usual = 1.0 if pained else self._scale.neutral_cues
        if self._is_calm:
            usual = self._scale.calm_cues
        segments = range(len(heard.commas) + 1)
        scales: Sequence[float] = (usual,) * len(segments)
        if heard.praised:
            praised = self._scale.praised_cues
            scales = [praised if heard.only_praises(each) else usual for each in segments]
        if not heard.hits:
            return _Clause(heard, scales, (), frozenset())
        phrases = self._phrases(heard, scales, pained=pained)
        silenced = [code for each in phrases for code in each.speaker.instead_of]
        return _Clause(heard, scales, phrases, frozenset(silenced))

    def _phrases(self, heard: Heard, scales: Sequence[float], *, pained: bool) -> list[Weighed]:
        """Return the rules and longer cues that count, each once."""
        found: dict[str, Weighed] = {}
        for hit in heard.hits:
            speaker = hit.speaker
            if speaker.needs_pain and not pained:
                continue
            first, last = heard.first + hit.start, heard.first + hit.end - 1
            points = speaker.points * self._share(hit, heard, scales)
            weighed = Weighed(points, speaker, first, last)
            known = found.get(speaker.id)
            if known is None or _is_better(weighed, known):
                found[speaker.id] = weighed
        return list(found.values())

    def _share(self, hit: Hit, heard: Heard, scales: Sequence[float]) -> float:
        """Return how much of its points *hit* brings where it stands."""
        speaker = hit.speaker
        if speaker.is_task:
            return 1.0 / (1.0 + self._scale.later_tasks * (heard.first + hit.start))
        if not speaker.is_scaled:
            return 1.0
        segment = heard.segment(hit.start)
        if not speaker.is_rule:
            return scales[segment]
        if heard.only_praises(segment):
            return self._scale.praised_rules
        return self._scale.calm_rules if self._is_calm else 1.0

    def _add_phrases(self, clause: _Clause, sums: dict[str, float]) -> None:
        """Add the points of rules and longer cues to *sums*."""
        best: dict[str, float] = {}
        for points, speaker, _, _ in clause.phrases:
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

    def scores(self) -> dict[str, float]:
        """Return the points of each code for which more speaks than against it."""
        found = {}
        for code, points in self._points.items():
            total = points[0] if len(points) == 1 else self._together(points)
            if total > _NOTHING:
                found[code] = total
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

    def evidence(self, codes: Iterable[str], spans: Spans) -> dict[str, list[Evidence]]:
        """Return all that spoke for or against each of *codes*, strongest first.

        Each speaker counts once in a clause. *spans* are the places of the text's tokens.
        """
        found: dict[str, list[Spoken]] = {code: [] for code in codes}
        for clause in self._clauses:
            self._list_words(clause, found)
            _list_phrases(clause, found)
        return {
            code: [_shown(each, spans) for each in sorted(all_)] for code, all_ in found.items()
        }

    def strongest(self, codes: Iterable[str], spans: Spans) -> dict[str, list[Evidence]]:
        """Return what spoke most strongly for each of *codes*, and nothing else of it."""
        found: dict[str, list[Spoken]] = {code: [] for code in codes}
        for clause in self._clauses:
            self._list_words(clause, found)
            _list_phrases(clause, found)
        return {code: [_shown(min(all_), spans)] for code, all_ in found.items()}

    def _list_words(self, clause: _Clause, found: Mapping[str, list[Spoken]]) -> None:
        """Add to *found* the single words that spoke in *clause*, by code."""
        seen: set[str] = set()
        heard, shares = clause.heard, _shares(clause, self._scale)
        for (place, token), share, fade in zip(heard.words, *shares, strict=True):
            for name, code, points, is_scaled, is_task, _ in token.singles:
                if code not in found or name in seen or code in clause.silenced:
                    continue
                seen.add(name)
                brought = points * share if is_scaled else points * fade if is_task else points
                found[code].append((-brought, heard.first + place, name, heard.first + place))


def _list_phrases(clause: _Clause, found: Mapping[str, list[Spoken]]) -> None:
    """Add to *found* the rules and longer cues that spoke in *clause*, by code."""
    for points, speaker, first, last in clause.phrases:
        if speaker.code in found and speaker.code not in clause.silenced:
            found[speaker.code].append((-points, first, speaker.id, last))


def _shown(spoken: Spoken, spans: Spans) -> Evidence:
    points, first, name, last = spoken
    return Evidence(name, spans[first][0], spans[last][1], round(-points, 2))


def _is_better(one: Weighed, other: Weighed) -> bool:
    """Say whether *one* shows better than *other* what the same speaker found: more, or sooner."""
    return (one.points, -one.first, one.last) > (other.points, -other.first, other.last)


def _words(clause: _Clause, numbers: Scale) -> dict[str, float]:
    """Return the points that single words bring, by code.

    What was only learnt of words comes to less than a limit, however many there are.
    """
    sums: dict[str, float] = {}
    learnt: dict[str, float] = {}
    seen: set[str] = set()
    heard = clause.heard
    for (_, token), share, fade in zip(heard.words, *_shares(clause, numbers), strict=True):
        for name, code, points, is_scaled, is_task, is_learnt in token.singles:
            if name in seen:
                continue
            seen.add(name)
            brought = points * share if is_scaled else points * fade if is_task else points
            if is_learnt:
                learnt[code] = learnt.get(code, 0.0) + brought
            else:
                sums[code] = sums.get(code, 0.0) + brought
    limit = numbers.learnt_limit
    for code, points in learnt.items():
        sums[code] = sums.get(code, 0.0) + points * limit / (points + limit)
    return sums


def _shares(clause: _Clause, numbers: Scale) -> tuple[list[float], list[float]]:
    """Return how much each word counts where it stands: as a complaint, and as a task's name."""
    heard, scales, later = clause.heard, clause.scales, numbers.later_tasks
    places = [place for place, _ in heard.words]
    fades = [1.0 / (1.0 + later * (heard.first + place)) for place in places]
    if not heard.commas:
        return [scales[0]] * len(places), fades
    return [scales[heard.segment(place)] for place in places], fades
