"""`gemba initiative`, as a person runs it on a company with two closed rounds."""

import json
import re
from pathlib import Path

import pytest

from storage import open_store
from tests.bot.commands.conftest import Run
from tests.bot.rounds import company

MUCH = tuple(4 + number / 5 for number in range(14))
LITTLE = tuple(each / 3 for each in MUCH)


@pytest.fixture
def rounds(gemba: Run, tmp_path: Path) -> Run:
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()
    with store.transaction() as work:
        company(work, MUCH, LITTLE, linked=True)
    store.close()
    return gemba


def accepted(gemba: Run, *more: str) -> str:
    """Accept the recommendation for rework and return the initiative's id."""
    ran = gemba("initiative", "accept", "rework", "--survey", "spring", "--owner", "Ann Lee", *more)
    assert ran.code == 0, ran.err
    return str(re.findall(r"Taken on as (\w+)", ran.out)[0])


def test_a_recommendation_goes_its_way_from_acceptance_to_done(rounds: Run) -> None:
    it = accepted(rounds, "--goal", "30%", "--due", "2099-03-01")

    assert f"Noted: {it}" in rounds("initiative", "note", it, "form in use", "--value", "12").out
    shown = rounds("initiative", "show", it).out
    assert "Goal: 30 % less" in shown
    assert "Due 2099-03-01" in shown
    assert "form in use (12)" in shown
    assert "State: running" in shown
    assert f"{it} is done." in rounds("initiative", "done", it).out
    assert "State: done" in rounds("initiative", "show", it).out


def test_before_and_after_are_told_with_the_interval_first(rounds: Run) -> None:
    it = accepted(rounds)

    text = rounds("initiative", "check", it).out

    assert re.search(r"Before and after \(“Autumn”\): between \d+ and \d+ % less; from", text)
    assert "Better. The goal is reached." in text
    assert "The same people, 10 or more" in text
    assert text.index("between") < text.index("Better.")


def test_the_list_is_a_table_and_json_has_everything(rounds: Run) -> None:
    it = accepted(rounds)

    listed = rounds("initiative", "list").out
    (found,) = json.loads(rounds("initiative", "list", "--json", "--survey", "spring").out)

    assert it in listed
    assert "Ann Lee" in listed
    assert "better" in listed
    assert (found["id"], found["effect"]["verdict"], found["state"]) == (it, "better", "accepted")
    assert found["effect"]["percent"]["high"] < 0
    assert json.loads(rounds("initiative", "show", it, "--json").out) == found
    assert json.loads(rounds("initiative", "list", "--json", "--survey", "other").out) == []


def test_a_proposal_is_accepted_then_started_then_dropped_for_a_reason(rounds: Run) -> None:
    it = accepted(rounds, "--propose")

    assert f"{it} is accepted." in rounds("initiative", "start", it).out
    assert f"{it} is running." in rounds("initiative", "start", it).out
    assert "needs a reason" in rounds("initiative", "drop", it).err
    assert f"{it} is dropped." in rounds("initiative", "drop", it, "--reason", "no time").out
    assert "State: dropped (no time)" in rounds("initiative", "show", it).out


def test_a_changed_baseline_is_noticed(rounds: Run, tmp_path: Path) -> None:
    it = accepted(rounds)
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.opened().execute("UPDATE initiative SET goal_likely = 1")  # type: ignore[attr-defined]  # SQLite's
    store.close()

    checked = rounds("initiative", "check", it)

    assert checked.code == 1
    assert "has another baseline than was locked" in checked.err
    assert "baseline was changed" in rounds("initiative", "show", it).out
    assert "baseline changed!" in rounds("initiative", "list").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("show", "nonsense"), "is not there: see `gemba initiative list`"),
        (("accept", "rework", "--owner", "A", "--survey", "no"), "is not there: use one of"),
        (("accept", "no", "--owner", "A", "--survey", "spring"), "is not in the report"),
        (("accept", "rework", "--owner", "A", "--goal", "much"), "is not a drop such as 30% or 4h"),
        (("accept", "rework", "--owner", "A", "--due", "soon"), "is not a date such as"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    rounds: Run, arguments: tuple[str, ...], why: str
) -> None:
    ran = rounds("initiative", *arguments)

    assert ran.code == 1
    assert why in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_goal_can_be_in_hours(rounds: Run) -> None:
    assert (
        "Goal: 4 hours a week less"
        in rounds("initiative", "show", accepted(rounds, "--goal", "4h")).out
    )


def test_people_who_lose_as_much_as_ever_make_no_difference(rounds: Run) -> None:
    ran = rounds(
        "initiative", "accept", "approval_bottleneck", "--survey", "spring", "--owner", "Bo"
    )

    assert "no difference; from 3.4 to 3.4 hours" in ran.out
    assert "Too few answers to tell." in ran.out


def test_a_survey_is_asked_again_by_schedule(rounds: Run) -> None:
    planned = rounds("pulse", "start", "spring", "--every", "8", "--rounds", "2").out

    assert "is asked again 2 time(s), every 8 weeks: task, often, takes" in planned
    assert "0 of 2 rounds, every 8 weeks; next: 2" in rounds("pulse", "show", "spring").out
    assert "autumn  Autumn  closed" in rounds("pulse", "show", "spring").out
    found = json.loads(rounds("pulse", "show", "spring", "--json").out)
    assert (found["schedule"]["weeks"], found["rounds"][0][0]) == (8, "autumn")
    assert "is not asked again." in rounds("pulse", "stop", "spring").out
    assert "is not asked again by schedule" in rounds("pulse", "show", "spring").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("start", "no"), "is not there: see `gemba survey list`"),
        (("start", "spring", "--every", "1"), "people tire"),
        (("stop", "spring"), "is not asked again by schedule"),
        (("start", "always-on"), "is not there"),
    ],
)
def test_a_pulse_that_cannot_be_is_refused(
    rounds: Run, arguments: tuple[str, ...], why: str
) -> None:
    ran = rounds("pulse", *arguments)

    assert (ran.code, len(ran.err.strip().splitlines())) == (1, 1)
    assert why in ran.err
