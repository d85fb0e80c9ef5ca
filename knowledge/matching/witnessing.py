"""The evidence for the codes that are shown: which rule or cue, how many points, which words.

It is listed from what `weighing` counted, so nothing is shown that was not added up.
"""

from knowledge.matching.scale import Scale, in_hundredths
from knowledge.matching.speaking import Speaker
from knowledge.matching.values import Evidence, new
from knowledge.matching.weighing import Counted

#: Minus the points, the first token, the speaker, the last token: sorts strongest and first first.
Spoken = tuple[float, int, str, int]


class Witness:
    """Lists what spoke in a text: all of it, or without *in_full* only what spoke most strongly."""

    __slots__ = ("_clauses", "_in_full", "_scale")

    def __init__(self, clauses: list[Counted], scale: Scale, *, in_full: bool) -> None:
        self._clauses, self._scale, self._in_full = clauses, scale, in_full

    def evidence(self, codes: list[str], spans: list[tuple[int, int]]) -> dict[str, list[Evidence]]:
        """Return what spoke for or against each of *codes*, strongest first.

        *spans* are the places of the text's tokens.
        """
        shown: dict[str, list[Evidence]] = {}
        for code, spoken in self._listed(codes).items():
            if self._in_full:
                spoken.sort()
            else:
                spoken = [min(spoken)]  # noqa: PLW2901  # the rest of it is not wanted
            shown[code] = [_shown(each, spans) for each in spoken]
        return shown

    def _listed(self, codes: list[str]) -> dict[str, list[Spoken]]:
        found: dict[str, list[Spoken]] = {code: [] for code in codes}
        for clause in self._clauses:
            for word in clause.words:
                place = word.place
                for code, speaker in word.said.speakers.items():
                    if code in found and code not in clause.silenced:
                        brought = _brought(speaker, place, word.share, self._scale)
                        found[code].append((-brought, place, speaker.id, place))
            for each in clause.phrases:
                speaker, code = each.speaker, each.speaker.code
                if code in found and code not in clause.silenced:
                    found[code].append((-each.points, each.first, speaker.id, each.last))
        return found


def _shown(spoken: Spoken, spans: list[tuple[int, int]]) -> Evidence:
    """Return *spoken* as people see it."""
    points, first, name, last = spoken
    return new(Evidence, (name, spans[first][0], spans[last][1], in_hundredths(-points)))


def _brought(speaker: Speaker, place: int, share: float, scale: Scale) -> float:
    """Return the points that *speaker*'s one word brought at *place*."""
    if speaker.is_scaled:
        return speaker.points * share
    if speaker.is_task:
        return speaker.points * scale.fade(place)
    return speaker.points
