"""Imported answers lie beside those of a chat, and leave interviews alone."""

from bot.gate.publishing import publish
from bot.importing.reading import Line
from bot.importing.rows import row_of
from bot.importing.storing import store_rows
from bot.weeks import week_of
from storage import TeamRow
from tests.bot.office.playing import Play


def imported(play: Play, *teams: str) -> list[TeamRow]:
    lines = [
        Line(number, {"text": f"I type every order twice, {number}", "team": team})
        for number, team in enumerate(teams)
    ]
    rows = [row_of(line, {"text": "text", "team": "team"}) for line in lines]
    with play.store.transaction() as work:
        play.turns.setting.survey_of(work, None)
        list(store_rows(work, "always-on", rows, play.turns.setting.matcher, "2026-11-23"))
        return work.surveys.teams("always-on")


def test_a_team_of_any_name_can_be_chosen_in_an_interview(owner: Play) -> None:
    imported(owner, "Customer Service & Co", "Büro (Süd)")
    ann = owner.as_("ann")
    ann.say("/start")
    ann.say("yes")

    assert "Customer Service & Co" in ann.labels
    assert "again and again" in ann.press("Customer Service & Co")


def test_a_team_is_known_by_its_name_or_its_code(owner: Play) -> None:
    first = imported(owner, "Customer Service")

    assert first == [TeamRow("customer-service", "Customer Service", None)]
    assert imported(owner, "Customer Service", "customer-service") == first


def test_a_report_says_that_some_answers_were_collected_elsewhere(owner: Play) -> None:
    owner.say("/survey")  # the always-on survey exists from now on
    before = method(owner)

    imported(owner, "Customer Service")

    (line,) = (each for each in method(owner) if each not in before)
    assert line.startswith("Some answers were collected elsewhere and imported.")


def method(owner: Play) -> tuple[str, ...]:
    with owner.store.transaction() as work:
        survey = work.surveys.get("always-on")
        assert survey is not None
        week = week_of(owner.clock[0])
        return publish(work, survey, owner.turns.setting.catalogue, week).method
