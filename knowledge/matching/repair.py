"""Repair of misspelt words against the catalogue's own vocabulary.

Rule 1: a word that is English is never touched, so that no real word becomes another.
Rule 2: the allowed distance grows with the length: 1 from five letters, 2 from eight, none below.
Rule 3: the first letter must be right; people seldom miss it, and it keeps strangers apart.
Distances are counted with RapidFuzz (optimal string alignment: a swap of two letters counts once),
and only between single words, never over sentences.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST: Final = 5
_LONG: Final = 8
_WORDS: Final = "frequency_dictionary_en_82_765.txt"


@cache
def english() -> frozenset[str]:
    """Return the English words that are known, lower case; read once, when first needed."""
    return frozenset(_by_frequency())


@cache
def _by_frequency() -> tuple[str, ...]:
    """Return the English words, the most frequent first."""
    text = files("symspellpy").joinpath(_WORDS).read_text(encoding="utf-8-sig")
    return tuple(text.split()[::2])  # each line is a word and its frequency


@cache
def _by_letter() -> Mapping[str, list[str]]:
    """Return the English words that are long enough by their first letter, frequent ones first."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in _by_frequency():
        if len(word) >= _SHORTEST - 1:
            grouped[word[0]].append(word)
    return grouped


class Repair:
    """Finds the word of the vocabulary that a misspelt word was meant to be."""

    def __init__(self, is_named: Callable[[str], bool], modern: frozenset[str]) -> None:
        self._is_named, self._modern = is_named, modern

    def repaired(self, word: str) -> str:
        """Return the word of the vocabulary that is nearest to *word*, or *word* itself."""
        if len(word) < _SHORTEST or not word.isalpha() or self._is_known(word):
            return word
        near = process.extract(
            word,
            [*_by_letter().get(word[0], ()), *sorted(self._modern)],
            scorer=OSA.distance,
            score_cutoff=1 if len(word) < _LONG else 2,
            limit=None,
        )
        meant = (
            (distance, place, each)
            for each, distance, place in near
            if each[0] == word[0] and self._is_named(each)
        )
        return min(meant, default=(0, 0, word))[2]

    def _is_known(self, word: str) -> bool:
        return word in self._modern or word in english()
