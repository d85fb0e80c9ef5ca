"""Which words may be quoted: from ten people on, of authors who agreed, and masked.

Quotes are the one thing that is not kept with a release: they are read anew each time, so that the
words of somebody who forgets are gone from every report at once. But only people whom a release has
counted are quoted, and new ones join only when enough authors do. Where so many forget or take
their yes back that fewer authors than the threshold are left, none of them is quoted any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Final

from bot.gate.frozen import Frozen
from bot.gate.releasing import Kind
from bot.gate.rule import Threshold
from storage import SurveyRow, Work

#: Returns a text without names and numbers, or None if it cannot be made safe.
Mask = Callable[[str], str | None]
MOST: Final = 5


def quotes_of(
    work: Work, survey: SurveyRow, frozen: Frozen, threshold: Threshold, mask: Mask
) -> Mapping[str, tuple[str, ...]]:
    """Return the masked quotes of each inefficiency that may have any, in nobody's order."""
    found = {}
    for code in frozen.codes(Kind.QUOTE):
        problem, authors = frozen.of(Kind.CODE, code), frozen.of(Kind.QUOTE, code)
        if problem is None or authors is None:
            continue
        if problem.people >= threshold.quotes(survey.quote_threshold):
            said = work.releases.quotable(survey.id, code, authors.release)
            if threshold.allows(len({author for author, _ in said})):
                found[code] = _some_of((text for _, text in said), mask)
    return found


def _some_of(texts: Iterable[str], mask: Mask) -> tuple[str, ...]:
    """Return some of *texts*, masked; only as many are masked as are needed."""
    masked = (text for each in sorted(texts, key=_shuffled) if (text := mask(each)))
    some = islice(_distinct(masked), MOST)
    return tuple(sorted(some, key=_shuffled))


def _distinct(texts: Iterable[str]) -> Iterator[str]:
    """Yield each of *texts* the first time it comes."""
    seen: set[str] = set()
    for text in texts:
        if text not in seen:
            seen.add(text)
            yield text


def _shuffled(text: str) -> str:
    return sha256(text.encode()).hexdigest()
