"""A survey asked again: by schedule, in few words, of nobody too often."""

import json
from collections.abc import Iterator

import pytest
import yaml

from bot.errors import RefusedError, SurveyError
from bot.initiatives.following import later_rounds
from bot.initiatives.pulsing import begin_round, plan_pulse, stop_pulse
from bot.lifecycle import Duty, close_survey
from bot.setting import PURPOSE
from bot.surveys import shipped, shipped_text
from bot.surveys.loading import parse_survey
from bot.surveys.repeating import interview_again, questions_again
from storage import DueRow, PulseRow, Store, SurveyRow, TeamRow, Work
from tests.bot.duties.company import NOON, Company
from tests.bot.duties.surveys import add_survey, status_of

DAY = 24 * 60 * 60
WEEK = 7 * DAY


@pytest.fixture
def work(store: Store) -> Iterator[Work]:
    with store.transaction() as opened:
        yield opened


def closed(work: Work, interview: str = "") -> SurveyRow:
    """Set up a survey that has closed, with a team and two people who can be reached."""
    settings = '{"zone": "Europe/Berlin", "told": ["x"], "closes": "2026-11-23"}'
    work.surveys.add(
        SurveyRow("s", "Spring", PURPOSE, "open", interview, 5, 10, "2026-10-05", settings),
        "ab" * 32,
    )
    work.surveys.add_team("s", TeamRow("day", "Day", 20))
    work.surveys.add_role("s", TeamRow("clerk", "Clerk", 9))
    for chat in ("7", "8"):
        work.contacts.reach("s", "t", chat, language="en", next_at=None)
    close_survey(work, "s", NOON)
    row = work.surveys.get("s")
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("full", ("task", "often", "takes", "wasted", "obstacle")),
        ("short", ("obstacle", "often", "takes")),
    ],
)
def test_three_to_five_questions_are_asked_again_word_for_word(
    name: str, expected: tuple[str, ...]
) -> None:
    before = shipped(name)
    after = parse_survey(interview_again(shipped_text(name), name), name)

    assert questions_again(before) == expected
    kept = {each.id for each in after.questions}
    assert set(expected) <= kept
    assert [each for each in before.questions if each.id in kept] == list(after.questions)
    assert not {"probe1", "suit1", "idea", "quote", "role"} & kept


def test_the_full_interview_is_what_an_empty_one_means() -> None:
    assert interview_again("", "s") == interview_again(shipped_text("full"), "s")


def test_without_how_often_and_how_long_nothing_can_be_asked_again() -> None:
    content = yaml.safe_load(shipped_text("short"))
    content["questions"] = [each for each in content["questions"] if each["id"] != "takes"]

    with pytest.raises(SurveyError, match="has 2 questions that can be asked again"):
        interview_again(yaml.safe_dump(content), "own")


def test_a_round_is_the_survey_again_and_closes_by_itself(work: Work) -> None:
    survey = closed(work)
    begun = begin_round(work, survey, PulseRow("s", 8, 7, "task", 2), NOON)

    assert (begun.id, begun.name, begun.status) == ("s-r2", "Spring (2)", "open")
    assert (begun.purpose, begun.threshold) == (survey.purpose, survey.threshold)
    assert json.loads(begun.settings) == {
        "zone": "Europe/Berlin", "follows": "s", "closes": "2026-11-30",
    }  # fmt: skip
    assert work.surveys.teams("s-r2") == work.surveys.teams("s")
    assert work.surveys.roles("s-r2") == work.surveys.roles("s")
    assert work.surveys.key("s-r2") is not None
    assert work.due.planned(Duty.CLOSE, "s-r2") is not None


@pytest.mark.parametrize(
    ("weeks", "rounds", "why"),
    [
        pytest.param(3, 1, "not more often than every 4 weeks", id="too often"),
        pytest.param(4, 7, "at most 6 times", id="too many"),
        pytest.param(8, 0, "at most 6 times", id="none"),
        pytest.param(13, 2, "half a year after closing", id="when nobody can be reached"),
    ],
)
def test_nobody_is_tired_out(work: Work, weeks: int, rounds: int, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        plan_pulse(work, closed(work), weeks=weeks, rounds=rounds, now=NOON)


def test_an_open_survey_is_not_asked_again(work: Work) -> None:
    add_survey(work, "s")
    row = work.surveys.get("s")
    assert row is not None

    with pytest.raises(RefusedError, match="must have closed"):
        plan_pulse(work, row, weeks=8, rounds=1, now=NOON)


def test_rounds_come_when_due_and_each_reaches_everybody(company: Company) -> None:
    with company.store.transaction() as work:
        plan_pulse(work, closed(work), weeks=8, rounds=2, now=NOON)

    company.pass_time(17 * WEEK, DAY)

    assert sorted(company.chats()) == ["7", "7", "8", "8"]
    assert "Did it help? 5 of the questions from then" in company.sent[0][1]
    with company.store.transaction() as work:
        assert [row.id for row in later_rounds(work, "s")] == ["s-r2", "s-r3"]
        assert work.initiatives.pulse("s") == PulseRow(
            "s", 8, 7, "task,often,takes,wasted,obstacle", 2, 2
        )
    assert status_of(company.store, "s-r2") == "closed"


def test_what_is_stopped_does_not_come(company: Company) -> None:
    with company.store.transaction() as work:
        plan_pulse(work, closed(work), weeks=8, rounds=2, now=NOON)
        assert stop_pulse(work, "s")
        assert not stop_pulse(work, "s")

    company.pass_time(9 * WEEK, DAY)

    assert company.sent == []


def test_a_schedule_that_was_lost_does_nothing(company: Company) -> None:
    with company.store.transaction() as work:
        work.due.plan(DueRow(Duty.PULSE, "nonsense", NOON))

    company.pass_time(DAY, DAY)

    assert company.sent == []


def test_a_round_waits_until_people_have_heard_what_is_on_its_way(company: Company) -> None:
    with company.store.transaction() as work:
        plan_pulse(work, closed(work), weeks=8, rounds=1, now=NOON)
        work.due.plan(DueRow(Duty.RELEASE, "s", NOON + 8 * WEEK + 100 * DAY))

    company.pass_time(8 * WEEK + 2 * DAY, DAY)

    assert company.sent == []


@pytest.mark.parametrize(
    ("week", "asked"),
    [
        pytest.param("2026-12-14", ["7", "8"], id="five weeks before"),
        pytest.param("2027-01-04", ["8"], id="two weeks before"),
    ],
)
def test_who_was_asked_by_another_survey_lately_is_spared(
    company: Company, week: str, asked: list[str]
) -> None:
    with company.store.transaction() as work:
        plan_pulse(work, closed(work), weeks=8, rounds=1, now=NOON)
        work.surveys.add(SurveyRow("o", "Other", "see", "open", "", 5, 10, week), "ab" * 32)
        work.contacts.reach("o", "t", "7", language="en", next_at=None)

    company.pass_time(9 * WEEK, DAY)

    assert sorted(company.chats()) == asked


def test_who_said_stop_is_not_asked(company: Company) -> None:
    with company.store.transaction() as work:
        plan_pulse(work, closed(work), weeks=8, rounds=1, now=NOON)
        work.contacts.leave_all("t", "8")

    company.pass_time(9 * WEEK, DAY)

    assert company.chats() == ["7"]
