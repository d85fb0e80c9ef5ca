"""Points into scores: how much of what was heard speaks for each code.

Rule 1: within a clause the strongest rule of a code counts fully, further ones by a part.
Rule 2: each distinct cue counts once in a clause, and a word once for a code.
Rule 3: how a segment sounds scales what it says: praise makes a mention a weak complaint.
Rule 4: clauses support each other mildly.
All numbers are data (`matching.yaml`), so that they can be tuned without touching code. Points are
added up here; `witnessing` lists the evidence for them, only for the codes that are shown.
"""

from typing import Final

from knowledge.matching.hearing import Heard
from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Codes, Points, Said, Speaker
from knowledge.matching.tokens import Hit

_NOTHING: Final = 0.005  # what would be shown as 0 points


class Weighed:
    """A speaker, the first and last token of the text it found, and the points it brought."""

    __slots__ = ("first", "last", "points", "speaker")

    def __init__(self, points: float, speaker: Speaker, first: int, last: int) -> None:
        self.points, self.speaker, self.first, self.last = points, speaker, first, last


class Uttered:
    """What a word says by itself, where it stands, and the share that counts of it there."""

    __slots__ = ("place", "said", "share")

    def __init__(self, place: int, said: Said, share: float) -> None:
        self.place, self.said, self.share = place, said, share


class Counted:
    """What counts of a clause: words with their place and share, phrases, codes it silences."""

    __slots__ = ("phrases", "silenced", "words")

    def __init__(
        self, words: list[Uttered], phrases: list[Weighed], silenced: frozenset[str]
    ) -> None:
        self.words, self.phrases, self.silenced = words, phrases, silenced


class Weighing:
    """Adds up what was heard, clause by clause; `counted` has for each clause what counted."""

    __slots__ = ("_codes", "_is_calm", "_is_complaint", "_points", "_scale", "counted")

    def __init__(self, codes: Codes, scale: Scale, *, is_complaint: bool) -> None:
        self._codes, self._scale, self._is_complaint = codes, scale, is_complaint
        self._is_calm = False
        self._points: dict[int, list[float]] = {}
        self.counted: list[Counted] = []

    def add_all(self, heard: list[Heard]) -> None:
        """Add what the clauses of a text say."""
        pained = [each for each in heard if each.pained]
        self._is_calm = not self._is_complaint and not pained
        for each in heard:
            if each.words or each.hits:
                self._add(each)

    def _add(self, heard: Heard) -> None:
        pained = self._is_complaint or bool(heard.pained)
        usual = 1.0 if pained else self._scale.neutral_cues
        if self._is_calm:
            usual = self._scale.calm_cues
        words = self._words(heard, usual)
        sums = self._sums(words)
        phrases: list[Weighed] = []
        silenced = _NO_CODE
        if heard.hits:
            phrases = self._phrases(heard, usual, pained=pained)
            self._add_phrases(phrases, sums)
            silenced = self._silence(phrases, sums)
        self.counted.append(Counted(words, phrases, silenced))
        for number, points in enumerate(sums):
            if points != 0.0:
                known = self._points.get(number)
                if known is None:
                    self._points[number] = [points]
                else:
                    known.append(points)

    def _words(self, heard: Heard, usual: float) -> list[Uttered]:
        """Return the words that count, each speaker once, with what they count where they stand."""
        words: list[Uttered] = []
        seen: set[str] = set()
        for place, said in heard.words:
            if not seen.isdisjoint(said.names):
                said = said.without(seen)  # noqa: PLW2901  # the rest of it
            seen |= said.names
            share = usual
            if heard.praised and heard.only_praises(heard.segment(place)):
                share = self._scale.praised_cues
            words.append(Uttered(place, said, share))
        return words

    def _sums(self, words: list[Uttered]) -> list[float]:
        """Return the points that single words bring, by the numbers of codes.

        What was only learnt of words comes to less than a limit, however many there are.
        """
        sums = [0.0] * len(self._codes.names)
        learnt: list[float] = []
        limit = self._scale.learnt_limit
        for word in words:
            said, share = word.said, word.share
            _add_all(sums, said.own, share)
            _add_all(sums, said.against, 1.0)
            fade = self._scale.fade(word.place)
            _add_all(sums, said.tasks, fade)
            if said.learnt or said.learnt_tasks:
                if not learnt:
                    learnt = [0.0] * len(sums)
                _add_all(learnt, said.learnt, share)
                _add_all(learnt, said.learnt_tasks, fade)
        for number, points in enumerate(learnt):
            if points != 0.0:
                sums[number] += points * limit / (points + limit)
        return sums

    def _phrases(self, heard: Heard, usual: float, *, pained: bool) -> list[Weighed]:
        """Return the rules and longer cues that count, each once."""
        found: dict[str, Weighed] = {}
        for hit in heard.hits:
            speaker = hit.speaker
            if speaker.needs_pain and not pained:
                continue
            points = speaker.points * self._share(hit, heard, usual)
            weighed = Weighed(points, speaker, hit.start, hit.end - 1)
            known = found.get(speaker.id)
            if known is None or _is_better(weighed, known):
                found[speaker.id] = weighed
        return list(found.values())

    def _share(self, hit: Hit, heard: Heard, usual: float) -> float:
        """Return how much of its points *hit* brings where it stands."""
        speaker = hit.speaker
        if speaker.is_task:
            return self._scale.fade(hit.start)
        if not speaker.is_scaled:
            return 1.0
        praises = bool(heard.praised) and heard.only_praises(heard.segment(hit.start))
        if speaker.is_rule:
            calm = self._scale.calm_rules if self._is_calm else 1.0
            return self._scale.praised_rules if praises else calm
        return self._scale.praised_cues if praises else usual

    def _add_phrases(self, phrases: list[Weighed], sums: list[float]) -> None:
        """Add the points of rules and longer cues to *sums*."""
        best: dict[int, float] = {}
        for each in phrases:
            points, number = each.points, self._codes.numbers[each.speaker.code]
            if not each.speaker.is_rule:
                sums[number] += points
                continue
            known = best.get(number, 0.0)
            best[number] = max(known, points)
            sums[number] += self._scale.further_rules * min(known, points)
        for number, points in best.items():
            sums[number] += points

    def _silence(self, phrases: list[Weighed], sums: list[float]) -> frozenset[str]:
        """Take from *sums* what *phrases* were said instead of, and return those codes."""
        silenced = _NO_CODE
        for each in phrases:
            if each.speaker.instead_of:
                silenced = silenced.union(each.speaker.instead_of)
        for code in silenced:
            number = self._codes.numbers.get(code)
            if number is not None:
                sums[number] = 0.0
        return silenced

    def scores(self) -> list[tuple[float, str]]:
        """Return minus its points and each code for which more speaks than against it, sorted."""
        found = []
        names = self._codes.names
        for number, points in self._points.items():
            total = points[0] if len(points) == 1 else self._together(points)
            if total > _NOTHING:
                found.append((-total, names[number]))
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


def _add_all(sums: list[float], said: Points, share: float) -> None:
    """Add to *sums*, by the numbers of codes, the *share* of what is *said*."""
    for number, points in said:
        sums[number] += points * share


def _is_better(one: Weighed, other: Weighed) -> bool:
    """Say whether *one* shows better than *other* what the same speaker found: more, or sooner."""
    return (one.points, -one.first, one.last) > (other.points, -other.first, other.last)
