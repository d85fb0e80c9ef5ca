"""Whose words may be quoted, and how."""

import pytest

from bot.gate.publishing import EVERYTHING, Gate, Viewer
from bot.gate.rule import ALL
from storage import AnswerRow, FindingRow, JudgedRow, Store, SurveyRow, TaskRow, Work
from tests.bot.gate.conftest import SURVEY, WEEK, catalogue


def answers(work: Work, mark: str, people: int, *, code: str | None, agreed: bool) -> None:
    """Let *people* answer in words of their own."""
    for number in range(people):
        name = f"{mark}{number}"
        work.answers.add_respondent("s", name, WEEK)
        work.answers.open_task("s", name, 1, source="interview", week=WEEK)
        said = f"said by {name}"
        work.answers.save(
            AnswerRow("s", name, 1, "obstacle", "answered", said, None, None, None, "", 1, WEEK)
        )
        if code is not None:
            found = FindingRow("inefficiency", code, f"{code}.cue.x", 4, 3, 0, 4, None)
            work.answers.save_findings("s", name, 1, "obstacle", [found])
        work.answers.close_task(TaskRow("s", name, 1, None, code, None, None, None))
        work.answers.allow_quotes("s", name, allowed=agreed)


def quoted(
    store: Store,
    viewer: Viewer = EVERYTHING,
    gate: Gate | None = None,
    survey: SurveyRow = SURVEY,
) -> set[str]:
    asking = gate or Gate(mask=str.upper)
    with store.transaction() as work:
        shown = asking.publish(work, survey, catalogue(), WEEK, viewer)
    return {quote for each in shown.recommendations for quote in each.quotes}


def test_masked_words_of_authors_who_agreed_are_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) < {f"SAID BY YES{number}" for number in range(5)}
    assert len(quoted(store)) == 2


def test_whoever_said_what_it_was_is_quoted_on_nothing_else(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)
        for number in range(7):
            also = FindingRow("inefficiency", "waiting", "waiting.cue.x", 2, 2, 0, 4, None)
            work.answers.save_findings("s", f"yes{number}", 1, "task", [also])
            work.answers.judge(
                JudgedRow("s", f"yes{number}", 1, "inefficiency", "waiting", "confirmed")
            )

    assert quoted(store) < {f"SAID BY YES{number}" for number in range(7, 12)}
    assert len(quoted(store)) == 2


def test_nobody_is_quoted_on_what_fewer_than_ten_named(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 9, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) == set()


def test_nobody_is_quoted_where_fewer_than_five_agreed(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 4, code="rework", agreed=True)
        answers(work, "no", 9, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store) == set()


def test_without_a_mask_nobody_is_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, gate=Gate(mask=None)) == set()
    assert quoted(store)


def test_what_cannot_be_masked_is_not_quoted(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, gate=Gate(mask=lambda _: None)) == set()


def test_who_forgets_is_not_quoted_any_more(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 10, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)
    before = quoted(store)
    with store.transaction() as work:
        for quote in before:
            work.answers.forget("s", quote.rpartition(" ")[2].lower())

    assert not before & quoted(store)


def test_the_last_few_authors_are_not_quoted_when_the_others_forget(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)
    assert len(quoted(store)) == 2
    with store.transaction() as work:
        work.answers.forget("s", "yes0")

    assert quoted(store) == set()


def test_the_last_few_authors_are_not_quoted_when_others_take_their_yes_back(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 5, code="rework", agreed=True)
        answers(work, "no", 5, code="rework", agreed=False)
        answers(work, "other", 9, code=None, agreed=True)
    assert len(quoted(store)) == 2
    with store.transaction() as work:
        work.answers.allow_quotes("s", "yes0", allowed=False)

    assert quoted(store) == set()


@pytest.fixture
def said(store: Store) -> Store:
    """A survey in which twelve are quoted on rework, and twelve others on waiting."""
    with store.transaction() as work:
        answers(work, "r", 12, code="rework", agreed=True)
        answers(work, "w", 12, code="waiting", agreed=True)
        answers(work, "other", 9, code=None, agreed=False)
    assert len(quoted(store)) == 10
    return store


def author_of(quote: str) -> str:
    return quote.rpartition(" ")[2].lower()


@pytest.mark.parametrize("who", ["r0", "w0", "other0"])
def test_whoever_forgets_all_quotes_rest_so_that_none_is_known_for_theirs(
    said: Store, who: str
) -> None:
    with said.transaction() as work:
        work.answers.forget("s", who)

    assert quoted(said) == set()


def test_without_that_the_missing_quote_is_known_for_who_forgot(said: Store) -> None:
    weakened = Gate(ALL._replace(quotes=False), str.upper)
    before = quoted(said, gate=weakened)
    gone = author_of(min(before))
    with said.transaction() as work:
        work.answers.forget("s", gone)

    assert {author_of(each) for each in before - quoted(said, gate=weakened)} == {gone}


@pytest.mark.parametrize("change", ["an answer", "a yes", "a no", "what it was"])
def test_who_changes_their_mind_is_not_known_by_their_quote_either(
    said: Store, change: str
) -> None:
    with said.transaction() as work:
        if change == "an answer":
            work.answers.forget_answer("s", "r0", 1, "obstacle")
        elif change == "what it was":
            work.answers.judge(JudgedRow("s", "r0", 1, "inefficiency", "rework", "confirmed"))
        else:
            who = "other0" if change == "a yes" else "r0"
            work.answers.allow_quotes("s", who, allowed=change == "a yes")

    assert quoted(said) == set()


def test_quotes_come_back_with_enough_new_authors_and_are_drawn_anew(said: Store) -> None:
    before = quoted(said)
    with said.transaction() as work:
        work.answers.forget("s", "r0")
        answers(work, "new", 7, code="rework", agreed=True)
        answers(work, "none", 7, code=None, agreed=False)

    after = {author_of(each)[0] for each in quoted(said)}

    assert after <= {"r", "n"}
    assert not before >= quoted(said)


def test_quotes_come_back_when_the_survey_closes_and_nobody_can_forget(said: Store) -> None:
    with said.transaction() as work:
        work.answers.forget("s", "r0")

    found = quoted(said, survey=SURVEY._replace(status="closed"))

    assert len(found) == 10
    assert "SAID BY R0" not in found


def test_quotes_are_not_for_single_teams(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "yes", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert quoted(store, Viewer(frozenset({"care"}))) == set()


def test_only_as_many_texts_are_masked_as_are_quoted(store: Store) -> None:
    asked: list[str] = []

    def noting(text: str) -> str:
        asked.append(text)
        return text.upper()

    with store.transaction() as work:
        answers(work, "yes", 30, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    assert len(quoted(store, gate=Gate(mask=noting))) == 5
    assert len(asked) == 5


def test_quotes_are_masked_unless_a_test_says_otherwise(store: Store) -> None:
    with store.transaction() as work:
        answers(work, "Maria K", 12, code="rework", agreed=True)
        answers(work, "other", 9, code=None, agreed=True)

    found = quoted(store, gate=Gate())
    assert len(found) > 0
    assert not any("Maria" in each for each in found)
