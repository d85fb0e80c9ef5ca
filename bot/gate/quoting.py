"""Which words may be quoted: from ten people on, of authors who agreed, and masked.

Rule 1: quotes are the one thing that is not kept with a release: they are read anew each time, so
that the words of somebody who forgets are gone from every report at once. Only people whom a
release has counted are quoted, and new ones join only when enough authors do.
Rule 2: a quote that goes when somebody forgets would be known for theirs. So when anything changed
of those who were counted, whoever they are, no quote is shown until enough new authors have come,
or the survey has closed.
Rule 3: at most half of what may be quoted is shown, and other ones each time new ones join and when
the survey closes. So it tells nothing that a quote is not there again.
Rule 4: where fewer authors than the threshold are left, none is quoted any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Final

from bot.gate.frozen import Frozen
from bot.gate.releasing import Kind
from bot.gate.rule import Threshold
from bot.lifecycle import Status
from storage import SurveyRow, Work

#: Returns a text without names and numbers, or None if it cannot be made safe.
Mask = Callable[[str], str | None]
MOST: Final = 5


def quotes_of(
    work: Work, survey: SurveyRow, frozen: Frozen, threshold: Threshold, mask: Mask
) -> Mapping[str, tuple[str, ...]]:
    """Return the masked quotes of each inefficiency that may have any, in nobody's order."""
    found = {}
    is_closed = survey.status == Status.CLOSED
    now = cache(lambda release: work.releases.counted(survey.id, release)._asdict())
    for code in frozen.codes(Kind.QUOTE):
        problem, authors = frozen.of(Kind.CODE, code), frozen.of(Kind.QUOTE, code)
        if problem is None or authors is None:
            continue
        rests = threshold.protections.quotes and not is_closed
        if problem.people < threshold.quotes(survey.quote_threshold) or (
            rests and authors.content != now(authors.release)
        ):
            continue
        said = work.releases.quotable(survey.id, code, authors.release)
        people = len({author for author, _ in said})
        if threshold.allows(people):
            draw = f"{authors.release} {is_closed}" if threshold.protections.quotes else ""
            most = min(MOST, people // 2) if threshold.protections.quotes else MOST
            found[code] = _some_of((text for _, text in said), mask, draw, most)
    return found


def _some_of(texts: Iterable[str], mask: Mask, draw: str, most: int) -> tuple[str, ...]:
    """Return *most* of *texts*, chosen by *draw* and masked; no more are masked than are needed."""

    def shuffled(text: str) -> str:
        return sha256(f"{draw} {text}".encode()).hexdigest()

    masked = (text for each in sorted(texts, key=shuffled) if (text := mask(each)))
    some = islice(_distinct(masked), most)
    return tuple(sorted(some, key=shuffled))


def _distinct(texts: Iterable[str]) -> Iterator[str]:
    """Yield each of *texts* the first time it comes."""
    seen: set[str] = set()
    for text in texts:
        if text not in seen:
            seen.add(text)
            yield text
