"""Trying a pattern's program on the words of a clause, each given by the numbers it satisfies.

What is to be preferred is tried first: the first option, what may be there before what may not, the
shortest gap. All gaps are bounded, so cost grows with the text only, and no gap reaches across a
negator: one inside a match always belongs to the pattern itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from knowledge.matching.compiling import ANY, CHOICE, GAP, GROUP, MAYBE, NEGATOR, Options, Program

Numbers = frozenset[int]
Words = Sequence[Numbers]
#: Stands behind the last word of a clause: no part finds it, and no gap reaches across it.
END: Final[Numbers] = frozenset((ANY, NEGATOR))
_FAILED: Final = 0  # no match ends before the first word


def spans(program: Program, first: int, words: Words) -> list[tuple[int, int]]:
    """Return the places of *program*, first word up to last, none overlapping.

    *first* is a number that every word satisfies with which it may begin; *words* end with `END`.
    """
    found, free = [], 0
    for start, numbers in enumerate(words):
        if first in numbers and start >= free:
            end = end_of(program, words, start)
            if end:
                found.append((start, end))
                free = end
    return found


def end_of(program: Program, words: Words, at: int, part: int = 0) -> int:
    """Return where *program*, from its *part* on, ends if it begins *at* this word, or 0."""
    while part < len(program):
        kind, value = program[part]
        part += 1
        if kind == GROUP:
            if value not in words[at]:
                return _FAILED
            at += 1
        elif kind == GAP:
            return _behind_gap(program, words, at, part)
        elif kind == CHOICE and value.begin not in words[at]:
            if value.word not in words[at]:
                return _FAILED
            at += 1
        else:
            return _first_end(program, words, _ends(kind, value, words, at), part)
    return at


def _behind_gap(program: Program, words: Words, at: int, part: int) -> int:
    """Return where *program* ends if its *part* comes after a gap that begins *at* this word."""
    most, first = program[part - 1][1]
    for start in range(at, at + most + 1):
        if first in words[start]:
            end = end_of(program, words, start, part)
            if end:
                return end
        if NEGATOR in words[start]:
            break
    return _FAILED


def _first_end(program: Program, words: Words, starts: Iterator[int], part: int) -> int:
    """Return where *program* ends if its *part* begins at one of *starts*, the first that fits."""
    for start in starts:
        end = end_of(program, words, start, part)
        if end:
            return end
    return _FAILED


def _ends(kind: int, value: Any, words: Words, at: int) -> Iterator[int]:  # noqa: ANN401  # by kind
    """Yield where a part may end that begins *at* this word, what is to be preferred first."""
    if kind == GROUP:
        if value in words[at]:
            yield at + 1
    elif kind == CHOICE:
        yield from _ends_of_options(value, words, at)
    elif kind == MAYBE:
        yield from _all_ends(value, words, at)
        yield at
    else:
        yield at
        for end in range(at + 1, at + 1 + value[0]):
            if NEGATOR in words[end - 1]:
                break
            yield end


def _ends_of_options(options: Options, words: Words, at: int) -> Iterator[int]:
    """Yield where a choice may end that begins *at* this word, by the order of its options."""
    starting = options.starting()
    likely = {
        option.order: option
        for atom in [each for each in starting if each in words[at]]
        for option in starting[atom]
    }
    for order in sorted(likely):
        _, is_plain, program = likely[order]
        if is_plain:
            end = end_of(program, words, at)
            if end:
                yield end
        else:
            yield from _all_ends(program, words, at)


def _all_ends(program: Program, words: Words, at: int) -> Iterator[int]:
    """Yield where *program* may end, what is to be preferred first."""
    if not program:
        yield at
        return
    for end in _ends(*program[0], words, at):
        yield from _all_ends(program[1:], words, end)
