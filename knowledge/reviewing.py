"""Learning from corrections: proposals for the catalogue, as YAML; nothing changes by itself.

Rule 1: a rule is proposed for review when enough people rejected it, and more than confirmed it.
Rule 2: a phrase is proposed only when enough different people used it: no single voice is shown.
Rule 3: people are told in fives, rounded down, so that hardly any answer moves a number.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import yaml

from knowledge.catalogue.content import Catalogue
from knowledge.matching.words import TOKEN, Folder

FEWEST_PEOPLE: Final = 5
_LONGEST: Final = 4
_SHORTEST: Final = 2


class Judgement(NamedTuple):
    """How many people confirmed and rejected what one rule found."""

    rule: str
    confirmed: int
    rejected: int


class Answer(NamedTuple):
    """An answer in which nothing was found, with who gave it (a pseudonym)."""

    person: str
    text: str


class Phrase(NamedTuple):
    """Words that so many people, in fives, used where nothing was found."""

    words: str
    people: int


def often_rejected(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the rules that were rejected more than confirmed, in fives, the worst first."""
    told = (Judgement(each.rule, *map(_in_fives, each[1:])) for each in judgements)
    found = (each for each in told if each.rejected > each.confirmed)
    return tuple(sorted(found, key=lambda each: (each.confirmed - each.rejected, each.rule)))


def frequent_phrases(
    answers: Iterable[Answer], catalogue: Catalogue, fewest_people: int = FEWEST_PEOPLE
) -> tuple[Phrase, ...]:
    """Return phrases that at least *fewest_people* used, most used first; never fewer than 5."""
    folder = Folder(catalogue.folds, catalogue.language.get("spelling", ()))
    common = frozenset(catalogue.language.get("common", ()))
    users: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for answer in answers:
        for phrase in _phrases(_words(answer.text, folder), common):
            users[phrase].add(answer.person)
    fewest = max(fewest_people, FEWEST_PEOPLE)
    people = {phrase: _in_fives(len(used)) for phrase, used in users.items() if len(used) >= fewest}
    found = (
        Phrase(" ".join(phrase), number)
        for phrase, number in people.items()
        if not _is_covered(phrase, people)
    )
    return tuple(sorted(found, key=lambda each: (-each.people, each.words)))


def _in_fives(people: int) -> int:
    return people // FEWEST_PEOPLE * FEWEST_PEOPLE


def proposals(rejected: Sequence[Judgement], phrases: Sequence[Phrase]) -> str:
    """Return what to think about, as YAML."""
    content = {
        "review": [each._asdict() for each in rejected],
        "consider": [
            {"pattern": each.words, "people": each.people, "for": "which code?"} for each in phrases
        ],
    }
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def _words(text: str, folder: Folder) -> list[str]:
    return [word for raw in TOKEN.findall(text) if raw[0].isalpha() for word in folder.words(raw)]


def _phrases(words: Sequence[str], common: frozenset[str]) -> set[tuple[str, ...]]:
    """Return the runs of two to four words that neither begin nor end with a common word."""
    return {
        tuple(words[start : start + length])
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(words) - length + 1)
        if words[start] not in common and words[start + length - 1] not in common
    }


def _is_covered(phrase: tuple[str, ...], people: Mapping[tuple[str, ...], int]) -> bool:
    """Say whether a longer phrase that the same number of people used says more."""
    text = f" {' '.join(phrase)} "
    return any(
        len(other) > len(phrase) and number == people[phrase] and text in f" {' '.join(other)} "
        for other, number in people.items()
    )
