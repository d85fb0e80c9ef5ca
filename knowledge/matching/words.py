"""Words as the rules see them: lower case, one spelling, contractions expanded, with their stems.

The same folding is applied to texts and to patterns, so that either may be written either way.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]  # it ships no types

NUMBER: Final = "#"
TOKEN: Final = re.compile(
    r"[a-zA-Z]+(?![\w'\u2019-])"  # most words, found fast
    r"|\d+(?:[.,:]\d+)*(?:\s?%|(?:st|nd|rd|th|[a-zA-Z])(?![^\W_]))?"  # 10, 1,5, 30 %, 10x, 2nd
    r"|(?:[^\W\d_]|[Rr]e|[Cc]o|[Uu]n|[Oo]n(?=-board))-[^\W\d_]+"  # e-mail, re-enter: one word
    r"|\w+(?:['\u2019]\w+)*"
    r"|[.!?;:\n…]+|[,()\[\]/–—&+]",  # noqa: RUF001  # dashes as people type them
)
_REPEATED = re.compile(r"([a-z])\1{2,}")
_ENDINGS: Final = (
    ("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"),
)  # fmt: skip
_MOST_REMEMBERED: Final = 200_000
_stemmer = snowballstemmer.stemmer("english")


class Folded(NamedTuple):
    """One word after folding, and its stem."""

    word: str
    stem: str


@lru_cache(maxsize=_MOST_REMEMBERED)
def stem_of(word: str) -> str:
    """Return the Snowball stem of *word*."""
    stem: str = _stemmer.stemWord(word)
    return stem


class Folder:
    """Folds words by the catalogue's own tables: whole words first, then spelling by beginning."""

    def __init__(self, folds: Mapping[str, str], spelling: Sequence[str]) -> None:
        self._folds = {word: tuple(folded.split()) for word, folded in folds.items()}
        self._american = dict(each.split(">") for each in spelling if each.count(">") == 1)
        self._british = re.compile("|".join(map(re.escape, self._american)) or "(?!)")
        self._known: dict[str, tuple[str, ...]] = {}

    def fold(self, raw: str) -> tuple[Folded, ...]:
        """Return the words that *raw* stands for, with their stems: two for a contraction."""
        return tuple(Folded(word, stem_of(word)) for word in self.words(raw))

    def words(self, raw: str) -> tuple[str, ...]:
        """Return the words that *raw* stands for: usually one, two for a contraction."""
        words = self._known.get(raw)
        if words is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            words = self._known[raw] = self._folded(raw.lower().replace("\u2019", "'"))
        return words

    def _folded(self, word: str) -> tuple[str, ...]:
        known = self._folds.get(word)
        if known is not None:
            return known
        if word[0].isdigit():
            return (NUMBER,)
        return self._expanded(_REPEATED.sub(r"\1", word).replace("-", ""))

    def _expanded(self, word: str) -> tuple[str, ...]:
        for ending, meaning in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending):
                return (self._spelled(word.removesuffix(ending)), meaning)
        base, mark, _ = word.partition("'")
        return (self._spelled(base if mark and base else word),)

    def _spelled(self, word: str) -> str:
        known = self._folds.get(word)
        if known is not None and len(known) == 1:
            return known[0]
        begun = self._british.match(word)
        return word if begun is None else self._american[begun.group()] + word[begun.end() :]
