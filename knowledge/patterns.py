"""The pattern language of the catalogue, read into a tree; imports `knowledge.errors` only.

Patterns are matched on lower-cased, folded words, inside one clause.

| sign             | meaning                                                                  |
| ---------------- | ------------------------------------------------------------------------ |
| `word`           | exactly this word                                                        |
| `word~`          | this word with any ending: `approv~` finds approve, approval, approving   |
| `word*`          | any word of the same stem: `wait*` finds wait, waits, waited, waiting     |
| `(a|b c|d~)`     | one of these; `(a|b)~` and `(a|b)*` put the ending on each                |
| `word?` `(a|b)?` | may be there or not; never inside `(a|b)`, where it would allow nothing    |
| `sign ?off~`     | with a blank between or without: sign off, signoff                        |
| `_`              | a gap of up to 4 words; `_2` of up to 2, `_8` of up to 8                  |
|                  | (at either end of a pattern it means nothing)                            |
| `#`              | any number, in digits or as a word; digits themselves are not allowed    |
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NoReturn

from knowledge.errors import PatternError

DEFAULT_GAP = 4
LONGEST_GAP = 8
_BLANK = re.compile(r"\s+")
_JOINED = re.compile(r"([^\W\d_]+) \?([^\W\d_]+[~*]?)")
_HYPHEN = re.compile(r"(?<!\b\w)(?<!\b(?:re|co|un))(?!(?<=\bon)-board)[-/]")
#: A bracket with plain words only is read in one go: most brackets are long lists of such.
_FLAT = r"\([^()?_#]+\)[~*]?\s*\??"
_SHORTEST_BRACKET = 3
_PLAIN = re.compile(r"[a-z]+[~*]?(?: [a-z]+[~*]?)*")
_SIGN = re.compile(rf"(?:\s*)(?:{_FLAT}|_\d*|#|\(|\)[~*]?\s*\??|\||[^\s()|?~*_#]+[~*]?\s*\??)")


class Ending(StrEnum):
    """How much of a word a pattern fixes."""

    EXACT = ""
    ANY = "~"
    STEM = "*"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, exactly, with any ending, or by its stem."""

    text: str
    ending: Ending


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to *most* words of any kind."""

    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: "tuple[Sequence, ...]"


@dataclass(frozen=True, slots=True)
class Maybe:
    """Something that may be there or not."""

    part: "Word | Number | Choice"


Part = Word | Number | Gap | Choice | Maybe


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that follow one another."""

    parts: tuple[Part, ...]


@lru_cache(maxsize=65536)
def parse(text: str) -> Sequence:
    """Return the tree of the pattern *text*.

    Raises:
        PatternError: it cannot be read; the message says why.
    """
    if is_plain(text):
        return _option_of(text, "")
    reader = _Reader(text, _signs(text))
    tree = reader.sequence()
    if reader.left():
        raise PatternError(text, "closes a bracket that it never opened")
    if _is_empty(tree):
        raise PatternError(text, "fixes no word at all")
    return Sequence(_trimmed(tree.parts))


def _trimmed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return *parts* without gaps at either end: what is beside a pattern is free anyway."""
    first, last = 0, len(parts)
    while isinstance(parts[first], Gap):
        first += 1
    while isinstance(parts[last - 1], Gap):
        last -= 1
    return parts[first:last]


def is_plain(text: str) -> bool:
    """Say whether *text* is nothing but words, so that there is nothing to be wrong with it."""
    return _PLAIN.fullmatch(text) is not None


def normal_form(text: str) -> str:
    """Return the pattern *text* with its blanks in order, so that equal patterns look equal.

    Raises:
        PatternError: it cannot be read; the message says why.
    """
    return " ".join(_signs(text))


def _is_empty(tree: Sequence) -> bool:
    """Say whether *tree* can be satisfied by no word at all."""
    return all(
        isinstance(part, Gap | Maybe)
        or (isinstance(part, Choice) and any(_is_empty(option) for option in part.options))
        for part in tree.parts
    )


def _signs(text: str) -> list[str]:
    stripped = text.strip().lower().replace("\u2019", "'")
    if " ?" in stripped:
        stripped = _JOINED.sub(r"(\1 \2|\1\2)", stripped)
    signs = _SIGN.findall(stripped)
    if sum(map(len, signs)) != len(stripped):
        _tell_sign_out_of_place(text, stripped)
    return [_tidied(sign) for sign in signs]


def _tidied(sign: str) -> str:
    """Return *sign* without the blanks that mean nothing; those between words stay."""
    sign = sign.strip()
    if len(sign) < _SHORTEST_BRACKET or sign[0] != "(":
        return _BLANK.sub("", sign)
    inner, _, closing = sign[1:].rpartition(")")
    options = "|".join(" ".join(option.split()) for option in inner.split("|"))
    return f"({options}){_BLANK.sub('', closing)}"


def _tell_sign_out_of_place(text: str, stripped: str) -> NoReturn:
    at = 0
    while found := _SIGN.match(stripped, at):
        at = found.end()
    raise PatternError(text, f"has a sign out of place: {stripped[at:].strip()[:1]!r}")


class _Reader:
    """Reads signs from left to right; one method for each kind of part."""

    def __init__(self, text: str, signs: list[str]) -> None:
        self._text, self._signs, self._at, self._end = text, signs, 0, len(signs)

    def left(self) -> bool:
        """Say whether there are signs left to read."""
        return self._at < self._end

    def sequence(self) -> Sequence:
        """Return what stands here, up to the next bar or closing bracket."""
        parts: list[Part] = []
        while self._at < self._end and self._signs[self._at][0] not in "|)":
            parts += self._parts()
        if not parts:
            raise PatternError(self._text, "has an empty alternative")
        return Sequence(tuple(parts))

    def _parts(self) -> tuple[Part, ...]:
        sign = self._signs[self._at]
        self._at += 1
        if sign[0] == "(":
            return (self._choice() if len(sign) == 1 else self._flat_choice(sign),)
        if sign[0] == "_":
            return (self._gap(sign),)
        return (Number(),) if sign == "#" else self._words(sign)

    def _gap(self, sign: str) -> Gap:
        most = int(sign[1:] or DEFAULT_GAP)
        if not 0 < most <= LONGEST_GAP:
            raise PatternError(
                self._text, f"has a gap of {most} words, 1 to {LONGEST_GAP} are allowed"
            )
        return Gap(most)

    def _choice(self) -> Part:
        options = [self.sequence()]
        while self.left() and self._signs[self._at] == "|":
            self._at += 1
            options.append(self.sequence())
        if not self.left():
            raise PatternError(self._text, "opens a bracket that it never closes")
        if any(map(_is_empty, options)):
            raise PatternError(self._text, "has an alternative that may be nothing at all")
        closing = self._signs[self._at]
        self._at += 1
        if closing.rstrip("?") != ")":
            options = [_with_ending(each, closing) for each in options]
        choice = Choice(tuple(options))
        return Maybe(choice) if closing.endswith("?") else choice

    def _flat_choice(self, sign: str) -> Part:
        inner, _, closing = sign[1:].rpartition(")")
        options = []
        for text in inner.split("|"):
            option = _option_of(text.strip(), closing.strip()[:1])
            if not option.parts:
                problem = "has an ending without a word" if text.strip() else ""
                raise PatternError(self._text, problem or "has an empty alternative")
            options.append(option)
        choice = Choice(tuple(options))
        return Maybe(choice) if closing.endswith("?") else choice

    def _words(self, sign: str) -> tuple[Part, ...]:
        words = _words_of(sign)
        if not words:
            raise PatternError(self._text, "has an ending without a word")
        return words


@lru_cache(maxsize=65536)
def _words_of(sign: str) -> tuple[Part, ...]:
    """Return the words of *sign*, none if it has none: hyphens split, so `sign-off~` is two."""
    if sign.isalpha():
        return (Word(sign, Ending.EXACT),)
    core = sign.rstrip("?")
    ending = Ending(core[-1]) if core[-1] in "~*" else Ending.EXACT
    texts = [each for each in _HYPHEN.split(core.rstrip("~*")) if each.strip("-/")]
    if not texts:
        return ()
    words = (*(Word(each, Ending.EXACT) for each in texts[:-1]), Word(texts[-1], ending))
    if not sign.endswith("?"):
        return words
    return (Maybe(words[0] if len(words) == 1 else Choice((Sequence(words),))),)


@lru_cache(maxsize=65536)
def _option_of(text: str, closing: str) -> Sequence:
    """Return the plain words *text* of a bracket, with the ending that stands behind it, if any.

    There are no words in it if one of them is nothing but an ending.
    """
    found = [_words_of(each) for each in text.split()]
    if not all(found):
        return Sequence(())
    option = Sequence(tuple(chain.from_iterable(found)))
    return _with_ending(option, f"){closing}") if closing in ("~", "*") and found else option


def _with_ending(option: Sequence, closing: str) -> Sequence:
    """Return *option* with the ending that stands behind its bracket on its last word."""
    last = option.parts[-1]
    if not isinstance(last, Word) or last.ending is not Ending.EXACT:
        return option
    return Sequence((*option.parts[:-1], Word(last.text, Ending(closing[1]))))
