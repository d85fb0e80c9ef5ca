"""Trying a pattern on the words of a clause, each given by the numbers it satisfies.

A pattern's program becomes linked steps: each knows what comes after it, so that trying one is
following a path and, where it fails, taking the next turn. What is to be preferred is tried first:
the first option, what may be there before what may not, the shortest gap. All gaps are bounded, so
cost grows with the text only, and no gap reaches across a negator: one inside a match always
belongs to the pattern itself.
"""

from collections.abc import Iterable
from typing import Final

from knowledge.matching.compiling import ANY, GAP, GROUP, MAYBE, NEGATOR, Options, Program

#: The numbers that a word satisfies, each a bit: number 11 is bit 3 of byte 1.
Numbers = bytes
Words = list[Numbers]
_FAILED: Final = 0  # no match ends before the first word
_NEGATES: Final = 1 << NEGATOR
_NOWHERE: Final[list[tuple[int, int]]] = []


def numbers_from(numbers: Iterable[int], size: int) -> Numbers:
    """Return *numbers*, all less than *size*, as bits."""
    bits = bytearray((size + 7) // 8)
    for number in numbers:
        bits[number // 8] |= 1 << number % 8
    return bytes(bits)


def end_of_clause(size: int) -> Numbers:
    """Return what stands behind the last word: no part finds it, no gap reaches across it."""
    return numbers_from((ANY, NEGATOR), size)


class Step:
    """One part of a pattern; `after` comes next, and `None` is the end.

    `byte` and `bit` are those of a number that must be satisfied by a word here, by the first word
    behind a gap, or for a choice by an option of one word. `most` is how many words a gap may take,
    `inner` what may be there, and `fork` the options.
    """

    __slots__ = ("after", "bit", "byte", "fork", "inner", "kind", "most")

    def __init__(self, kind: int, number: int, after: "Step | None") -> None:
        self.kind, self.after = kind, after
        self.byte, self.bit = number // 8, 1 << number % 8
        self.most = 0
        self.inner: Step | None = None
        self.fork: Fork | None = None


class Way:
    """An option of a choice; `byte` and `bit` are those of a number with which it may begin."""

    __slots__ = ("bit", "byte", "step")

    def __init__(self, number: int, step: Step | None) -> None:
        self.byte, self.bit = number // 8, 1 << number % 8
        self.step = step


class Fork:
    """Where a choice with options of several words goes on; laid out when first needed.

    `byte` and `bit` are those of a number that a word satisfies with which one of these may begin.
    """

    __slots__ = ("_after", "_options", "_ways", "bit", "byte")

    def __init__(self, options: Options, after: Step | None) -> None:
        self.byte, self.bit = options.begin // 8, 1 << options.begin % 8
        self._options, self._after = options, after
        self._ways: list[Way] = []

    def ways(self) -> list[Way]:
        """Return the options, what is to be preferred first."""
        if not self._ways:
            options, after = self._options, self._after
            pairs = zip(options.firsts, options.programs, strict=True)
            self._ways = [Way(first, steps_of(program, after)) for first, program in pairs]
        return self._ways


def steps_of(program: Program, after: Step | None = None) -> Step | None:
    """Return the first step of *program*, which *after* follows."""
    for kind, value in reversed(program):
        if kind == GROUP:
            after = Step(kind, value, after)
        elif kind == GAP:
            most, first = value
            after = Step(kind, first, after)
            after.most = most
        elif kind == MAYBE:
            inner = steps_of(value, after)
            after = Step(kind, ANY, after)
            after.inner = inner
        else:
            fork = Fork(value, after)
            after = Step(kind, value.word, after)
            after.fork = fork
    return after


def spans(way: Way, words: Words, low: int, high: int) -> list[tuple[int, int]]:
    """Return the places of the pattern that *way* begins, none overlapping.

    Each is its first word, *low* at least and *high* at most, up to its last, and not that.
    *words* end with an `end_of_clause`.
    """
    found = _NOWHERE
    byte, bit, step = way.byte, way.bit, way.step
    start = low
    while start <= high:
        end = end_of(step, words, start) if words[start][byte] & bit else _FAILED
        if end:
            found = [*found, (start, end)]
            start = end
        else:
            start += 1
    return found


def end_of(step: Step | None, words: Words, at: int) -> int:
    """Return where the pattern ends if from *step* on it begins *at* this word, or 0."""
    while step is not None:
        if step.kind == GAP:
            return _behind_gap(step, words, at)
        if step.kind == MAYBE:
            end = end_of(step.inner, words, at)
            if end:
                return end
        else:
            numbers, fork = words[at], step.fork
            if fork is not None and numbers[fork.byte] & fork.bit:
                return _by_option(fork, words, at)
            if not numbers[step.byte] & step.bit:
                return _FAILED
            at += 1
        step = step.after
    return at


def _behind_gap(gap: Step, words: Words, at: int) -> int:
    """Return where the pattern ends if its *gap* begins *at* this word."""
    byte, bit, after = gap.byte, gap.bit, gap.after
    last = at + gap.most
    while True:
        numbers = words[at]
        if numbers[byte] & bit:
            end = end_of(after, words, at)
            if end:
                return end
        if at == last or numbers[0] & _NEGATES:
            return _FAILED
        at += 1


def _by_option(fork: Fork, words: Words, at: int) -> int:
    """Return where the pattern ends if an option begins *at* this word, the first that fits."""
    numbers = words[at]
    for way in fork.ways():
        if numbers[way.byte] & way.bit:
            end = end_of(way.step, words, at)
            if end:
                return end
    return _FAILED
