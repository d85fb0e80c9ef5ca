"""Word evidence: how strongly each word speaks for a code, learnt from the catalogue's own lists.

People seldom use the very phrase of a rule, but they use its words. A word that stands in the
rules, cues and examples of few codes speaks a little for these: the logarithm of how much more
often it stands there than in the lists of the others (naive Bayes, smoothed). Nothing is learnt
from anybody's answers, and equal catalogues learn equal weights.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Final

from knowledge.catalogue.content import Catalogue
from knowledge.matching.scale import Scale
from knowledge.matching.speaking import Speaker
from knowledge.matching.words import Folder, stem_of

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LEAST_SMOOTHING: Final = 0.01
Lists = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """For each stem the codes that it speaks for, with points, best first."""

    by_stem: Mapping[str, tuple[tuple[str, float], ...]]
    functions: frozenset[str]

    @classmethod
    def of(cls, catalogue: Catalogue, folder: Folder, scale: Scale) -> "WordEvidence":
        """Return what the lists of *catalogue* teach, apart for inefficiencies and functions."""
        lists = _lists(catalogue, folder)
        common = {stem_of(word) for word in catalogue.language.get("common", ())}
        found: dict[str, tuple[tuple[str, float], ...]] = {}
        for is_function in (False, True):
            kind = {
                code: words for code, words in lists.items()
                if catalogue.is_function(code) is is_function
            }  # fmt: skip
            for stem, weighed in _weigh(kind, scale):
                if stem not in common:
                    found[stem] = (*found.get(stem, ()), *weighed)
        return cls(found, frozenset(filter(catalogue.is_function, lists)))

    def speakers(self, stem: str) -> Iterator[Speaker]:
        """Yield who speaks when a word of this *stem* is heard."""
        for code, points in self.by_stem.get(stem, ()):
            is_task = code in self.functions
            yield Speaker(
                f"{code}.word.{stem}",
                code,
                points,
                is_scaled=not is_task,
                is_task=is_task,
                is_learnt=True,
            )


def _lists(catalogue: Catalogue, folder: Folder) -> Lists:
    """Return for each code how often each stem stands in its lists, each list entry once."""
    lists: dict[str, Counter[str]] = {}
    for code, text in _texts(catalogue):
        lists.setdefault(code, Counter()).update(_stems(text, folder))
    return lists


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield all that the catalogue writes about a code: patterns, examples, what it means."""
    for rule in catalogue.rules.values():
        yield from ((rule.code, text) for text in (*rule.find, *rule.yes))
    for code, by_points in catalogue.cues.items():
        for points, patterns in by_points.items():
            if points > 0:
                yield from ((code, pattern) for pattern in patterns)
    for inefficiency in catalogue.inefficiencies.values():
        yield inefficiency.code, inefficiency.definition
    for function in catalogue.functions.values():
        yield from ((function.code, text) for text in (function.covers, *function.provider_scope))


def _stems(text: str, folder: Folder) -> set[str]:
    return {stem_of(word) for raw in _WORD.findall(text.lower()) for word in folder.words(raw)}


def _weigh(lists: Lists, scale: Scale) -> Iterator[tuple[str, tuple[tuple[str, float], ...]]]:
    """Yield each stem with the codes that it speaks for clearly enough, best first."""
    if len(lists) < 2:  # noqa: PLR2004  # nothing to tell apart
        return
    totals = {code: sum(words.values()) for code, words in lists.items()}
    whole, smooth = sum(totals.values()), max(scale.learnt_smoothing, _LEAST_SMOOTHING)
    by_stem: dict[str, list[tuple[str, int]]] = {}
    for code in sorted(lists):
        for stem, number in lists[code].items():
            by_stem.setdefault(stem, []).append((code, number))
    for stem, found in by_stem.items():
        everywhere = sum(number for _, number in found) + smooth * (len(lists) - 1)
        weighed = []
        for code, here in found:
            share = (here + smooth) / (totals[code] + 1)
            other = (everywhere - here) / (whole - totals[code] + 1)
            weighed.append((code, log(share / other)))
        yield stem, tuple(_strongest(weighed, scale))


def _strongest(weighed: Iterable[tuple[str, float]], scale: Scale) -> list[tuple[str, float]]:
    """Return the codes with enough evidence, in points, strongest first."""
    kept = [
        (code, round(min(odds, scale.learnt_most) * scale.learnt_points, 3))
        for code, odds in weighed
        if odds >= scale.learnt_least
    ]
    return sorted(kept, key=lambda each: (-each[1], each[0]))[: int(scale.learnt_codes)]
