"""Repair of misspelt words against the catalogue's own vocabulary.

Rule 1: a word that is English is never touched, so that no real word becomes another.
Rule 2: the allowed distance grows with the length: 1 from five letters, 2 from eight, none below.
Rule 3: the first letter must be right; people seldom miss it, and it keeps strangers apart.
Distances are counted with RapidFuzz (optimal string alignment: a swap of two letters counts once),
and only between single words, never over sentences.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST, _LONG = 5, 8
_WORDS = "frequency_dictionary_en_82_765.txt"


@cache
def english() -> frozenset[str]:
    """Return the English words that are known, lower case; read once, when first needed."""
    text = files("symspellpy").joinpath(_WORDS).read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


class Repair:
    """Finds the word of the vocabulary that a misspelt word was meant to be."""

    def __init__(self, is_named: Callable[[str], bool], modern: frozenset[str]) -> None:
        self._is_named, self._modern = is_named, modern
        self._by_letter: dict[str, list[str]] | None = None

    def repaired(self, word: str) -> str:
        """Return the word of the vocabulary that is nearest to *word*, or *word* itself."""
        if len(word) < _SHORTEST or not word.isalpha() or self._is_known(word):
            return word
        if self._by_letter is None:
            known = self._modern | english()
            self._by_letter = _grouped(each for each in known if self._is_named(each))
        found = process.extractOne(
            word,
            self._by_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=1 if len(word) < _LONG else 2,
        )
        return word if found is None else found[0]

    def _is_known(self, word: str) -> bool:
        return word in self._modern or word in english()


def _grouped(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words that are long enough, sorted, by their first letter."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _SHORTEST and word.isalpha():
            grouped[word[0]].append(word)
    return grouped
