"""What corrections and unmatched answers propose; nothing that fewer than five people said."""

import yaml

from knowledge.catalogue import Catalogue
from knowledge.reviewing import (
    Answer,
    Judgement,
    Phrase,
    frequent_phrases,
    often_rejected,
    proposals,
)


def said(text: str, people: int) -> list[Answer]:
    return [Answer(f"p{number}", text) for number in range(people)]


def test_rules_are_listed_that_are_rejected_more_than_confirmed() -> None:
    judgements = [
        Judgement("a.often", 1, 9),
        Judgement("a.seldom", 0, 2),
        Judgement("a.liked", 9, 4),
        Judgement("a.worse", 0, 14),
    ]

    assert [each.rule for each in often_rejected(judgements)] == ["a.worse", "a.often"]


def test_four_people_who_reject_a_rule_are_not_told_of() -> None:
    assert often_rejected([Judgement("a.few", 0, 4)]) == ()


def test_one_more_person_is_not_seen_in_the_counts(small: Catalogue) -> None:
    assert often_rejected([Judgement("a", 1, 6)]) == often_rejected([Judgement("a", 2, 7)])
    fewer, more = (said("shadow ledger", people) for people in (6, 7))
    assert frequent_phrases(fewer, small) == frequent_phrases(more, small)


def test_a_phrase_counts_from_five_people_on(small: Catalogue) -> None:
    answers = [*said("the shadow ledger grows", 5), *said("a secret hatch", 4)]

    assert frequent_phrases(answers, small) == (Phrase("shadow ledger grows", 5),)


def test_nobody_can_ask_for_fewer_than_five(small: Catalogue) -> None:
    assert frequent_phrases(said("secret hatch", 4), small, fewest_people=1) == ()


def test_one_person_counts_once(small: Catalogue) -> None:
    assert frequent_phrases([Answer("p", "secret hatch")] * 9, small) == ()


def test_a_shorter_phrase_is_shown_where_more_people_used_it(small: Catalogue) -> None:
    others = [Answer(f"q{number}", "Shadow ledger") for number in range(5)]
    answers = [*said("shadow ledger grows", 5), *others]

    assert frequent_phrases(answers, small) == (
        Phrase("shadow ledger", 10),
        Phrase("shadow ledger grows", 5),
    )


def test_proposals_are_yaml(small: Catalogue) -> None:
    text = proposals([Judgement("a.b", 0, 9)], [Phrase("shadow ledger", 6)])

    assert yaml.safe_load(text) == {
        "review": [{"rule": "a.b", "confirmed": 0, "rejected": 9}],
        "consider": [{"pattern": "shadow ledger", "people": 6, "for": "which code?"}],
    }
