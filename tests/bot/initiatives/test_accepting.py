"""From recommendation to initiative: locked once, moved on by rules, compared when measured."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import RefusedError
from bot.gate.publishing import publish
from bot.initiatives.accepting import Offer, Wish, accept, aim_for, chosen_in
from bot.initiatives.baseline import digest_of, is_intact
from bot.initiatives.course import NEXT, State, add_note, move
from bot.initiatives.following import Standing, comparison_of, standing_of
from bot.initiatives.telling import tell_participants
from bot.lifecycle import Duty
from storage import InitiativeRow, Store, Work, open_store
from tests.bot.rounds import BEFORE, NOW, WEEK, catalogue, company, taken_on

MUCH = tuple(4 + number / 5 for number in range(14))
LITTLE = tuple(each / 3 for each in MUCH)
DAY = 24 * 60 * 60


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def work(store: Store) -> Iterator[Work]:
    with store.transaction() as opened:
        company(opened, MUCH, LITTLE, linked=True)
        yield opened


def standing(work: Work, row: InitiativeRow) -> Standing:
    spring = work.surveys.get("spring")
    assert spring is not None
    return standing_of(work, row, comparison_of(work, spring, catalogue()))


def test_what_was_known_and_promised_is_locked(work: Work) -> None:
    row = taken_on(work, goal=25)

    known = json.loads(row.baseline)
    assert (known["code"], known["people"], known["answered"]) == ("rework", 14, 30)
    assert known["promised"]["goal"][1] == row.goal_likely == 25
    assert known["grade"] in "ABCD"
    assert row.digest == digest_of(row.baseline)
    assert work.initiatives.get(row.id) == row
    assert is_intact(work, row)


@pytest.mark.parametrize(
    "changes",
    [
        {"baseline": '{"people": 3}'},
        {"digest": "0" * 64},
        {"goal_likely": 5.0},
        {"due_on": "2030-01-01"},
        {"check_on": "2030-01-01"},
        {"team": "night"},
        {"kpi": "something easier"},
        {"unit": "hours"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_of_it_is_changed_is_noticed(work: Work, changes: dict[str, object]) -> None:
    row = taken_on(work)._replace(**changes)  # type: ignore[arg-type]  # any of its fields

    assert not is_intact(work, row)
    found = standing(work, row)
    assert not found.is_intact
    assert found.effect is None


def test_a_baseline_that_was_changed_together_with_its_digest_is_noticed(work: Work) -> None:
    """Whoever can write to the table can work out a digest; the audit log has the first one."""
    row = taken_on(work)
    forged = row.baseline.replace('"people": 14', '"people": 99')

    assert forged != row.baseline
    assert not is_intact(work, row._replace(baseline=forged, digest=digest_of(forged)))


def test_a_goal_is_proposed_from_the_remedy(work: Work) -> None:
    row = taken_on(work)
    published = publish(work, BEFORE, catalogue(), WEEK)
    aim = aim_for(chosen_in(published, "rework"), catalogue())

    assert (row.goal_low, row.goal_likely, row.goal_high) == aim.percent
    assert row.title == chosen_in(published, "rework").lead


def test_a_goal_can_be_in_hours(work: Work) -> None:
    row = taken_on(work, goal=4, unit="hours")

    assert (row.unit, row.goal_likely) == ("hours", 4)
    assert row.goal_low < row.goal_high


def test_dates_follow_from_the_remedy_if_nobody_says_otherwise(work: Work) -> None:
    row = taken_on(work)

    assert "2026-11-18" < row.due_on < row.check_on


@pytest.mark.parametrize(
    ("code", "wish", "why"),
    [
        pytest.param("nonsense", {}, "is not in the report", id="not recommended"),
        pytest.param("rework", {"owner": "  "}, "needs an owner", id="nobody"),
        pytest.param("rework", {"goal": 0}, "is not possible", id="no drop"),
        pytest.param("rework", {"goal": 101}, "is not possible", id="more than all"),
        pytest.param("rework", {"due_on": date(2026, 1, 1)}, "after today", id="in the past"),
        pytest.param(
            "rework",
            {"due_on": date(2027, 3, 1), "check_on": date(2027, 2, 1)},
            "the check not before",
            id="checked before it is done",
        ),
    ],
)
def test_what_cannot_be_accepted_says_why(
    work: Work, code: str, wish: dict[str, object], why: str
) -> None:
    with pytest.raises(RefusedError, match=why):
        taken_on(work, code, **wish)
    assert work.initiatives.of("spring") == []


def test_a_recommendation_is_taken_on_once_until_it_is_over(work: Work) -> None:
    row = taken_on(work)
    with pytest.raises(RefusedError, match=f"taken on already, as {row.id}"):
        taken_on(work)

    move(work, row, State.DROPPED, "no time")

    assert taken_on(work).id != row.id


def test_an_id_is_used_once(work: Work) -> None:
    taken_on(work, id="one")

    with pytest.raises(RefusedError, match="is there already"):
        taken_on(work, "approval_bottleneck", id="one")


def test_of_nothing_decided_nobody_is_told(work: Work) -> None:
    assert tell_participants(work, BEFORE, catalogue(), NOW) == 0
    taken_on(work, is_proposed=True)
    assert tell_participants(work, BEFORE, catalogue(), NOW) == 0


def test_hours_that_nobody_stated_cannot_be_a_goal(work: Work) -> None:
    published = publish(work, BEFORE, catalogue(), WEEK)
    silent = [replace(each, hours=None) for each in published.recommendations]
    offer = Offer(BEFORE, replace(published, recommendations=tuple(silent)), catalogue())

    with pytest.raises(RefusedError, match="too few people stated"):
        accept(work, offer, "rework", Wish(owner="Ann", unit="hours"), NOW)


def test_without_a_remedy_nothing_can_be_aimed_for(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.initiatives.accepting.remedies_for", lambda *_: ())

    with pytest.raises(RefusedError, match="has no remedy"):
        taken_on(work)


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_states_follow_by_the_table_and_nothing_else(
    work: Work, before: State, after: State
) -> None:
    row = taken_on(work)
    work.initiatives.move(row.id, row.state, before, "")
    row = row._replace(state=before)

    if after in NEXT[before]:
        assert move(work, row, after, "because").state == after
        assert work.initiatives.get(row.id) == row._replace(state=after, reason="because")
    else:
        with pytest.raises(RefusedError, match=f"is {before}"):
            move(work, row, after, "because")


def test_dropping_needs_a_reason(work: Work) -> None:
    row = taken_on(work)

    with pytest.raises(RefusedError, match="needs a reason"):
        move(work, row, State.DROPPED, "  ")


def test_two_people_cannot_undo_one_another(work: Work) -> None:
    row = taken_on(work)
    move(work, row, State.DONE)

    with pytest.raises(RefusedError, match="changed meanwhile"):
        move(work, row, State.DROPPED, "why not")


def test_the_first_note_says_that_it_runs(work: Work) -> None:
    row = taken_on(work)
    note = add_note(work, row, "  half of\n it ", NOW, 4.5)

    assert (note.text, note.value) == ("half of it", 4.5)
    found = work.initiatives.get(row.id)
    assert found is not None
    assert found.state == State.RUNNING
    assert standing(work, found).notes == (note,)


def test_notes_say_something_about_what_was_not_dropped(work: Work) -> None:
    row = taken_on(work)
    with pytest.raises(RefusedError, match="needs a text or a figure"):
        add_note(work, row, " ", NOW)
    assert add_note(work, move(work, row, State.DONE), "more", NOW).text == "more"
    other = taken_on(work, "approval_bottleneck")
    with pytest.raises(RefusedError, match="was dropped"):
        add_note(work, move(work, other, State.DROPPED, "no time"), "more", NOW)


def test_what_was_dropped_reminds_nobody_and_what_is_done_of_the_check(work: Work) -> None:
    row, other = taken_on(work), taken_on(work, "approval_bottleneck")

    move(work, row, State.DONE)
    move(work, other, State.DROPPED, "no time")

    planned = work.due.planned(Duty.NUDGE, row.id)
    assert planned is not None
    assert planned.state == "check"
    assert work.due.planned(Duty.NUDGE, other.id) is None


def test_what_is_done_after_the_check_reminds_nobody(work: Work) -> None:
    row = taken_on(work)
    work.due.finish(Duty.NUDGE, row.id)

    move(work, row, State.DONE)

    assert work.due.planned(Duty.NUDGE, row.id) is None


def test_what_was_reached_is_told_beside_the_goal(work: Work) -> None:
    modest, bold = taken_on(work, goal=40), None
    found = standing(work, modest)

    assert found.effect is not None
    assert (found.effect.verdict, found.round_name) == ("better", "Autumn")
    assert found.reached is True
    move(work, modest, State.DROPPED, "again, bolder")
    bold = taken_on(work, goal=95)
    assert standing(work, bold).reached is False


def test_what_cannot_be_told_has_reached_nothing_and_missed_nothing(work: Work) -> None:
    row = taken_on(work)
    work.surveys.set_status("autumn", "open")

    found = standing(work, row)

    assert found.effect is not None
    assert found.effect.why_not == "open"
    assert found.reached is None


@pytest.mark.parametrize(("hours", "reached"), [(100, True), (120, False)])
def test_a_goal_in_hours_is_reached_by_the_same_share_of_them(
    work: Work, hours: float, *, reached: bool
) -> None:
    """About 170 hours were lost; 65 % of these are about 110."""
    row = taken_on(work, goal=hours, unit="hours")

    assert standing(work, row).reached is reached


def test_before_there_is_a_later_round_it_is_said_what_would_show(work: Work) -> None:
    autumn = work.surveys.get("autumn")
    assert autumn is not None
    work.surveys.change(autumn._replace(settings="{}"))

    found = standing(work, taken_on(work))

    assert found.effect is None
    linked, groups = found.sights
    assert (linked.people, groups.people) == (14, 30)
    assert linked.hardly is not None
    assert groups.hardly is not None
    assert linked.hardly < groups.hardly


def test_weekly_figures_have_limits_from_before_it_was_due(work: Work) -> None:
    row = taken_on(work, due_on=date(2027, 3, 1), check_on=date(2027, 6, 1))
    assert standing(work, row).chart is None
    weeks = [*(10.0, 11.0) * 5, 2.0]
    add_note(work, row, "no figure this week", NOW)
    for number, value in enumerate(weeks):
        late = 60 * DAY if number == len(weeks) - 1 else 0
        found = work.initiatives.get(row.id)
        assert found is not None
        add_note(work, found, "", NOW + 7 * DAY * number + late, value)

    chart = standing(work, row).chart

    assert chart is not None
    assert chart.is_enough
    assert [signal for _, signal in chart.signals] == ["below"]


def test_the_row_that_is_kept_names_a_proposal_as_such(work: Work) -> None:
    assert taken_on(work, is_proposed=True).state == State.PROPOSED
