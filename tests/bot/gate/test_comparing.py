"""Two rounds compared: each meets the rule by itself, and what is told leaves nobody alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.gate.comparing import Subject, compare
from bot.gate.outcomes import Effect
from bot.gate.publishing import publish
from storage import Store, open_store
from tests.bot.rounds import AFTER, BEFORE, WEEK, answered, catalogue, company

REWORK, WAITING = Subject("rework"), Subject("approval_bottleneck")
MUCH = tuple(4 + number / 5 for number in range(14))
LITTLE = tuple(each / 3 for each in MUCH)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


def effect(store: Store, subject: Subject = REWORK, *others: Subject, **status: str) -> Effect:
    with store.transaction() as work:
        before = BEFORE._replace(**status)  # type: ignore[arg-type]  # a status
        return compare(work, before, AFTER, catalogue(), [subject, *others])[subject]


@pytest.mark.parametrize("linked", [True, False])
def test_a_large_drop_is_better_whether_linked_or_not(store: Store, *, linked: bool) -> None:
    with store.transaction() as work:
        company(work, MUCH * 2, LITTLE * 2, linked=linked)

    found = effect(store)

    assert (found.verdict, found.linked, found.why_not) == ("better", linked, "")
    assert found.change is not None
    assert found.percent is not None
    assert found.change.high < 0
    assert found.percent.low <= -65 <= found.percent.high
    assert found.before > found.after > 0
    assert ("members_changed" in found.cautions) is not linked
    assert "regression_to_the_mean" in found.cautions


def test_a_large_rise_is_worse(store: Store) -> None:
    with store.transaction() as work:
        company(work, LITTLE, MUCH, linked=True)

    assert effect(store).verdict == "worse"


def test_the_same_again_cannot_be_told_from_chance(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH, tuple(reversed(MUCH)), linked=True)

    found = effect(store)

    assert (found.verdict, found.why_not) == ("cannot_tell", "")
    assert found.change is not None
    assert found.change.low < 0 < found.change.high


@pytest.mark.parametrize(
    ("before", "after", "linked", "why"),
    [
        pytest.param(MUCH[:4], LITTLE[:4], True, "not_shown", id="four named it before"),
        pytest.param(MUCH, LITTLE[:4], False, "not_shown", id="four name it now, not linked"),
        pytest.param(MUCH[:7], LITTLE[:7], False, "", id="seven, as groups"),
    ],
)
def test_each_round_meets_the_rule_by_itself(
    store: Store, before: Sequence[float], after: Sequence[float], *, linked: bool, why: str
) -> None:
    with store.transaction() as work:
        company(work, before, after, linked=linked)

    found = effect(store)

    assert found.why_not == why
    assert (found.change is None) == bool(why)
    assert (found.people == (0, 0)) == bool(why)


def test_linked_people_are_compared_although_few_still_name_it(store: Store) -> None:
    """The group's figure may not be shown any more; that of the same people may."""
    with store.transaction() as work:
        company(work, MUCH, LITTLE[:4] + (0,) * 10, linked=True)

    found = effect(store)

    assert (found.verdict, found.linked) == ("better", True)


@pytest.mark.parametrize(("others", "linked"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_linked_are_not_told_apart_from_a_few_who_did_not_link(
    store: Store, others: int, *, linked: bool
) -> None:
    """The hours of all, less those of the linked, would be those of the few."""
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=True)
        for number in range(others):
            answered(work, "spring", f"unlinked {number}", 3 + number)
        for number in range(6):
            answered(work, "spring", f"unlinked and content {number}", 0, None)

    assert effect(store).linked is linked


@pytest.mark.parametrize(("late", "linked"), [(0, True), (1, False), (4, False), (8, True)])
def test_the_linked_are_not_told_apart_from_a_few_who_came_after_the_figure(
    store: Store, late: int, *, linked: bool
) -> None:
    """Hours that were shown before the last few came, less those of the linked, would be theirs."""
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=True)
        publish(work, BEFORE, catalogue(), WEEK)
        for number in range(late):
            for survey in ("spring", "autumn"):
                answered(work, survey, f"{survey} late {number}", 3 + number)
                work.links.replace(survey, f"{survey} late {number}", "spring", f"late {number}")
        for number in range(6):
            answered(work, "spring", f"late and content {number}", 0, None)

    assert effect(store).linked is linked


@pytest.mark.parametrize(("missing", "linked"), [(0, True), (1, False), (5, True)])
def test_two_later_rounds_are_not_subtracted(store: Store, missing: int, *, linked: bool) -> None:
    """Who linked the first with the second, less who linked it with the third, would be one."""
    with store.transaction() as work:
        company(work, MUCH * 2, LITTLE * 2, linked=True)
        work.surveys.add(AFTER._replace(id="winter"), "ab" * 32)
        for number in range(missing, len(MUCH * 2) + 8):
            code = "rework" if number < len(MUCH * 2) else "approval_bottleneck"
            answered(work, "winter", f"winter {number}", 2, code)
            work.links.replace("winter", f"winter {number}", "spring", f"token {number}")

    assert effect(store).linked is linked


@pytest.mark.parametrize(("people", "told"), [(8, 8), (9, 8), (10, 10), (14, 10), (15, 15)])
def test_how_many_linked_is_told_in_fives(store: Store, people: int, told: int) -> None:
    with store.transaction() as work:
        company(work, (MUCH * 2)[:people], (LITTLE * 2)[:people], linked=True)

    assert effect(store).people == (told, told)


def test_four_of_four_are_not_compared(store: Store) -> None:
    """That there are hours would say of each of the four that they lose some."""
    three = BEFORE._replace(threshold=3), AFTER._replace(threshold=3)
    with store.transaction() as work:
        for row in three:
            work.surveys.add(row, "ab" * 32)
            for number in range(4):
                answered(work, row.id, f"{row.id} {number}", 3 + number)
        found = compare(work, *three, catalogue(), [REWORK])[REWORK]

    assert found == Effect("rework", "", "cannot_tell", "not_shown")


def test_seven_linked_people_are_compared_as_groups(store: Store) -> None:
    """If seven are better off, all may be; with eight there is room for one who is not."""
    with store.transaction() as work:
        company(work, MUCH[:7], LITTLE[:7], linked=True)

    assert not effect(store).linked


def test_while_a_round_is_open_nothing_is_told(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=True)

    assert effect(store, status="open") == Effect("rework", "", "cannot_tell", "open")


def test_a_comparison_never_changes_again(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=False)
    first = effect(store)
    with store.transaction() as work:
        answered(work, "autumn", "a late import", 39)

    assert effect(store) == first


def test_a_team_is_compared_by_its_own_figures(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH * 2, LITTLE * 2, linked=False)

    found = effect(store, Subject("rework", "day"))

    assert (found.verdict, found.team) == ("better", "day")
    assert effect(store, Subject("rework", "night")).why_not == "not_shown"


def test_the_same_holds_whatever_else_is_asked_in_which_order(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=False)
        pairs = [
            compare(work, BEFORE, AFTER, catalogue(), order)
            for order in ((REWORK, WAITING), (WAITING, REWORK))
        ]

    assert pairs[0] == pairs[1]


def test_what_nothing_was_done_about_is_the_yardstick(store: Store) -> None:
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=False)

    assert "nothing_untouched" not in effect(store).cautions
    assert "nothing_untouched" in effect(store, REWORK, WAITING).cautions
