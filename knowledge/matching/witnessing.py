"""The evidence for the codes that are shown: which rule or cue, how many points, which words.

It is listed from what `weighing` counted, so nothing is shown that was not added up.
"""

from collections.abc import Iterable, Sequence

from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Speaker
from knowledge.matching.values import Evidence
from knowledge.matching.weighing import Counted

Spans = Sequence[tuple[int, int]]
#: Minus the points, the first token, the speaker, the last token: sorts strongest and first first.
Spoken = tuple[float, int, str, int]


def everything(
    codes: Iterable[str], clauses: Sequence[Counted], scale: Scale
) -> dict[str, list[Spoken]]:
    """Return all that spoke for or against each of *codes*, strongest first."""
    found = _listed(codes, clauses, scale)
    for spoken in found.values():
        spoken.sort()
    return found


def strongest(
    codes: Iterable[str], clauses: Sequence[Counted], scale: Scale
) -> dict[str, list[Spoken]]:
    """Return what spoke most strongly for each of *codes*, and nothing else of it."""
    return {code: [min(spoken)] for code, spoken in _listed(codes, clauses, scale).items()}


def shown(spoken: Spoken, spans: Spans) -> Evidence:
    """Return *spoken* as people see it; *spans* are the places of the text's tokens."""
    points, first, name, last = spoken
    return Evidence(name, spans[first][0], spans[last][1], round(-points, 2))


def _brought(speaker: Speaker, place: int, share: float, scale: Scale) -> float:
    """Return the points that *speaker*'s one word brought at *place*."""
    if speaker.is_scaled:
        return speaker.points * share
    if speaker.is_task:
        return speaker.points * (1.0 / (1.0 + scale.later_tasks * place))
    return speaker.points


def _listed(
    codes: Iterable[str], clauses: Sequence[Counted], scale: Scale
) -> dict[str, list[Spoken]]:
    found: dict[str, list[Spoken]] = {code: [] for code in codes}
    for clause in clauses:
        heard = [code for code in found if code not in clause.silenced]
        for place, said, share in clause.words:
            for code in heard:
                speaker = said.speakers.get(code)
                if speaker is not None:
                    brought = _brought(speaker, place, share, scale)
                    found[code].append((-brought, place, speaker.id, place))
        for points, speaker, first, last in clause.phrases:
            if speaker.code in heard:
                found[speaker.code].append((-points, first, speaker.id, last))
    return found
