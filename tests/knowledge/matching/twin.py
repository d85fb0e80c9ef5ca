"""A slow twin of the matcher's search: patterns as regular expressions over ` word=stem` texts."""

import re
from collections.abc import Iterable

from knowledge.matching.words import NUMBER, Folded, Folder
from knowledge.patterns import Choice, Ending, Gap, Maybe, Number, Part, Sequence, Word


class Twin:
    """Finds patterns in folded words; no gap reaches across one of *negators*."""

    def __init__(self, folder: Folder, negators: Iterable[str]) -> None:
        self._folder = folder
        self._gap = f"(?: (?!(?:{'|'.join(sorted(negators))})=)[^ ]+)"

    def spans(self, tree: Sequence, words: Iterable[Folded]) -> list[tuple[int, int]]:
        """Return the places of *tree*, first word up to last, none overlapping."""
        text = "".join(f" {word.word}={word.stem}" for word in words)
        return [
            (text[: each.start()].count(" "), text[: each.end()].count(" "))
            for each in re.finditer(self._all(tree), text)
        ]

    def _all(self, tree: Sequence) -> str:
        return "".join(map(self._expression, tree.parts))

    def _expression(self, part: Part) -> str:
        match part:
            case Word():
                return self._word(part)
            case Number():
                return f" {NUMBER}=[^ ]+"
            case Maybe():
                return f"(?:{self._expression(part.part)})?"
            case Gap():
                return f"{self._gap}{{0,{part.most}}}?"
            case Choice():
                return f"(?:{'|'.join(map(self._all, part.options))})"

    def _word(self, word: Word) -> str:
        *first, (text, stem) = self._folder.fold(word.text)
        before = "".join(f" {each.word}=[^ ]*" for each in first)
        if word.ending is Ending.STEM:
            return f"{before} [^ =]+={re.escape(stem)}(?![^ ])"
        rest = "=[^ ]*" if word.ending is Ending.EXACT else "[^ ]*"
        return f"{before} {re.escape(text)}{rest}"
