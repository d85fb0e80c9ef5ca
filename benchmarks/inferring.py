"""What an attacker concludes besides subtracting: from what begins, changes, vanishes or is said.

Each rule knows how the gate decides, and whom each release counted. It wins if it is certain of
nearly all of some people, and right.
"""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from benchmarks.organisation import LOOSE, Asked, Figure, Key, Person

THRESHOLD: Final = 5
#: So many people must be left of whom nothing is known for certain.
SLACK: Final = 3
#: What an hour of anybody costs, on average over the kinds of job, and weeks of a year.
AVERAGE_RATE: Final = 500_000.5
WEEKS: Final = 44
_RATE_APART: Final = 2


class Inference(NamedTuple):
    """A conclusion: of what, and how many people it leaves in doubt."""

    what: str
    doubtful: float


class _Moment(NamedTuple):
    """A figure that one release has changed, and of whom it spoke before."""

    people: frozenset[Person]
    before: frozenset[Person]
    new: frozenset[Person]


def inferences(
    asked: Sequence[Asked],
    figures_of: Callable[[Asked], Iterable[Figure]],
    named: Callable[[Person, str], bool],
) -> list[Inference]:
    """Return everything that follows from *asked* although nothing can be subtracted."""
    whole = [each for each in asked if each.output and each.viewer.teams is None]
    return [
        *_beginnings(asked, figures_of, named),
        *_changes(whole),
        *_mostly(whole),
        *_rates(whole),
        *_missing_quotes(whole),
        *_contradictions(asked, figures_of),
    ]


def _beginnings(
    asked: Iterable[Asked],
    figures_of: Callable[[Asked], Iterable[Figure]],
    named: Callable[[Person, str], bool],
) -> Iterator[Inference]:
    """Yield what figures that were not there, or did not change, say of those who are new."""
    last: dict[Key, tuple[int, float, frozenset[Person]]] = {}
    for each in asked:
        for what, team, value in figures_of(each):
            kind, _, code = what.partition(" ")
            key = kind, code, team
            if kind not in ("code", "function") or key not in each.known.since:
                continue
            since = each.known.since[key]
            told, known = last.get(key, (0, 0.0, frozenset[Person]()))[1:], each.known
            if last.get(key, (0,))[0] == since or since not in known.counted:
                continue
            moment = _moment(known.counted, since, team, told[1])
            last[key] = since, value, known.spoken_of[key]
            doubtful = _doubtful(moment, value - told[0], what, named)
            if doubtful < SLACK:
                yield Inference(f"begun {what}", doubtful)


def _moment(
    counted: Mapping[int, frozenset[Person]], since: int, team: str, told: frozenset[Person]
) -> _Moment:
    earlier = frozenset[Person]().union(*(who for number, who in counted.items() if number < since))
    here = frozenset(who for who in counted[since] if team in ("", who.team))
    return _Moment(here, (here & earlier) - told, here - earlier)


def _doubtful(
    moment: _Moment, more: float, what: str, named: Callable[[Person, str], bool]
) -> float:
    """Return of how many new people it stays open whether they named it, or did not.

    That nothing was told of ten people and more says that at most four named it, or at most four
    did not; who sees the number afterwards may know which.
    """
    before, new = len(moment.before), len(moment.new)
    few = THRESHOLD - 1
    if before < 2 * THRESHOLD:
        return SLACK
    true = sum(named(who, what) for who in moment.before)
    may_be_few, may_be_nearly_all = more - new <= few, more >= before - few
    if may_be_few and not may_be_nearly_all and true <= few:
        return new - (more - few)
    if may_be_nearly_all and not may_be_few and before - true <= few:
        return new - (before + new - more - few)
    return SLACK


def _changes(whole: Iterable[Asked]) -> Iterator[Inference]:
    """Yield what hours say of those who are new, only because they changed."""
    last: dict[Key, tuple[int, object]] = {}
    for each in whole:
        for key, hours in _hours_in(json.loads(each.output)):
            since = each.known.since.get(key, 0)
            before, value = last.get(key, (0, None))
            if since in each.known.counted and hours not in (value, None) and since != before:
                counted = each.known.counted
                earlier = frozenset[Person]().union(
                    *(who for number, who in counted.items() if number <= before)
                )
                new = [who for who in counted[since] - earlier if key[2] in ("", who.team)]
                if len(new) - THRESHOLD < SLACK:
                    yield Inference(f"changed {' '.join(key)}", len(new) - THRESHOLD)
            last[key] = since, hours


def _hours_in(output: Mapping[str, list[dict[str, str]]]) -> Iterator[tuple[Key, object]]:
    for item in output["recommendations"]:
        yield ("hours", item["code"], ""), item["hours"]
    for item in output["cells"]:
        yield ("hours", item["code"], item["team"]), item["hours"]
    for item in output["functions"]:
        yield ("function_hours", item["code"], ""), item["hours"]


def _mostly(whole: Iterable[Asked]) -> Iterator[Inference]:
    """Yield where "mostly logistics" says so of nearly all who lose hours to a problem."""
    for each in whole:
        for item in json.loads(each.output)["recommendations"]:
            since = each.known.since["code", item["code"], ""]
            if not item["where"].startswith("mostly") or since not in each.known.counted:
                continue
            lose = [
                who
                for who in each.known.counted[since]
                if min(who.codes, default="") == item["code"]
            ]
            said = max(THRESHOLD, len(lose) // 2 + 1)
            if len(lose) - said < SLACK:
                yield Inference(f"mostly {item['code']}", len(lose) - said)


def _rates(whole: Iterable[Asked]) -> Iterator[Inference]:
    """Yield where money tells in which kind of job hours are lost: an hour of few costs a lot."""
    for each in whole:
        for item in json.loads(each.output)["recommendations"]:
            if not item["money"] or not item["hours"]["likely"]:
                continue
            rate = item["money"]["likely"] / item["hours"]["likely"] / WEEKS / AVERAGE_RATE
            losing = [who for who in each.people if min(who.codes, default="") == item["code"]]
            bosses = sum(who.job == "boss" for who in losing)
            if not 1 / _RATE_APART < rate < _RATE_APART and bosses < THRESHOLD:
                yield Inference("money by job", bosses)


def _missing_quotes(whole: Sequence[Asked]) -> Iterator[Inference]:
    """Yield where the quotes of who has just forgotten are the ones that are not there any more."""
    for before, after in itertools.pairwise(whole):
        gone = before.people - after.people
        was, now = (_quotes_in(each) for each in (before, after))
        if gone and not after.people - before.people and was - now and now:
            yield Inference("quote", 0)


def _quotes_in(asked: Asked) -> set[str]:
    items = json.loads(asked.output)["recommendations"]
    return {quote for item in items for quote in item["quotes"]}


def _contradictions(
    asked: Iterable[Asked], figures_of: Callable[[Asked], Iterable[Figure]]
) -> Iterator[Inference]:
    """Yield numbers that one output tells and another does not, of the same people."""
    told: dict[tuple[str, str, int], float] = {}
    numbers: set[int] = {THRESHOLD, 2 * THRESHOLD}
    for each in asked:
        if each.output:
            numbers |= set(_numbers_in(json.loads(each.output)))
        for what, team, value in figures_of(each):
            kind, _, code = what.partition(" ")
            if what == LOOSE:
                if value not in numbers:
                    yield Inference(f"{each.name} tells {value}", 0)
                continue
            since = each.known.since.get((kind, code, team))
            if since is not None and told.setdefault((what, team, since), value) != value:
                yield Inference(f"{each.name} contradicts {what} {team}", 0)


def _numbers_in(value: object) -> Iterator[int]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _numbers_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers_in(each)
    elif isinstance(value, int):
        yield value
