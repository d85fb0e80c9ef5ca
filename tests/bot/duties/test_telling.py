"""When a manager releases the results, everybody who took part is told, once, and no one else."""

import pytest

from bot.duties import Ticking, duties_of
from bot.interview.events import Command, Said, Started
from bot.lifecycle import close_survey
from bot.outgoing import Outgoing
from bot.releasing import is_released, preview_results, release_results
from bot.wording import wording_in
from storage import FindingRow, SurveyRow, TaskRow, Triple, Work
from tests.bot.duties.company import NOON, Company
from tests.bot.duties.surveys import DAY, SETTING, WEEK

SURVEY = "always-on"


def answers(work: Work, count: int, code: str, start: int = 0) -> None:
    """Let *count* people name *code*."""
    hours = Triple(5, 5, 5)
    for number in range(start, start + count):
        who = f"person {number}"
        work.answers.add_respondent(SURVEY, who, WEEK)
        work.answers.open_task(SURVEY, who, 1, source="interview", week=WEEK)
        found = [FindingRow("inefficiency", code, f"{code}.x", 4, 3, 0, 4, None)]
        work.answers.save_findings(SURVEY, who, 1, "obstacle", found)
        work.answers.close_task(TaskRow(SURVEY, who, 1, "sales", code, hours, hours, None))


def survey_of(work: Work) -> SurveyRow:
    row = work.surveys.get(SURVEY)
    assert row is not None
    return row


def release(company: Company, note: str = "") -> int | None:
    with company.store.transaction() as work:
        return release_results(work, survey_of(work), SETTING.catalogue, note, company.now)


def closed(company: Company) -> None:
    with company.store.transaction() as work:
        assert close_survey(work, SURVEY, company.now)


def test_participants_are_told_what_the_gate_shows_and_what_follows(company: Company) -> None:
    with company.store.transaction() as work:
        answers(work, 12, "waiting")
        answers(work, 9, "rework", start=12)
        answers(work, 2, "paper_process", start=21)
    company.start("finished")
    company.finish("finished")
    company.start("stopped half way")
    closed(company)

    assert release(company, "We <b>order</b> a scanner.") == 2
    company.pass_time(DAY)

    assert sorted(company.chats()) == ["finished", "stopped half way"]
    text = company.sent[0][1]
    assert "(12 people)" in text
    assert "(9 people)" in text
    assert "Paper" not in text
    assert "We &lt;b&gt;order&lt;/b&gt; a scanner." in text


def test_with_too_few_answers_there_are_thanks_and_no_figures(company: Company) -> None:
    company.start()
    closed(company)
    release(company)

    company.pass_time(DAY)

    assert "Too few people" in company.sent[0][1]


def test_nobody_is_told_twice_and_a_survey_is_released_once(company: Company) -> None:
    company.start()
    closed(company)

    assert [release(company), release(company)] == [1, None]
    company.pass_time(30 * DAY)

    assert company.chats() == ["7"]
    with company.store.transaction() as work:
        assert is_released(survey_of(work))


def test_an_open_survey_is_not_released(company: Company) -> None:
    company.start()

    assert release(company) is None


def test_who_refused_or_would_rather_not_be_written_to_is_left_out(company: Company) -> None:
    company.tell(Started(NOON), "refuses")
    company.tell(Said(NOON, "no"), "refuses")
    company.start("says stop")
    company.command(Command.STOP, chat="says stop")
    closed(company)

    release(company)
    company.pass_time(DAY)

    assert company.chats() == []


def test_results_wait_for_the_morning(company: Company) -> None:
    company.start()
    company.command(Command.REMINDERS, "9-15")
    closed(company)
    release(company)

    company.pass_time(2 * 60 * 60)
    before = company.chats()
    company.pass_time(60 * 60)

    assert (before, company.chats()) == ([], ["7"])


def test_few_wait_in_the_outbox_at_once(company: Company) -> None:
    with company.store.transaction() as work:
        for number in range(150):
            work.contacts.reach(SURVEY, "t", str(number), language="en", next_at=None)
    closed(company)
    release(company)
    most = 0
    ticking = Ticking(company.store, duties_of(SETTING), clock=lambda: company.now)
    for _ in range(4):
        while ticking.tick():
            with company.store.transaction() as work:
                most = max(most, work.outbox.waiting("broadcast"))
        company.now += 1
        company.receive("broadcast")

    assert most == 60
    assert sorted(company.chats(), key=int) == [str(number) for number in range(150)]


def test_a_manager_sees_beforehand_what_will_be_sent(company: Company) -> None:
    company.start()
    closed(company)
    with company.store.transaction() as work:
        row = survey_of(work)
        reply = preview_results(work, row, SETTING.catalogue, "Soon.", company.now)
        shown = wording_in("en").say(reply, SETTING.context_of(work, row, rotation=0))
    release(company, "Soon.")
    company.pass_time(DAY)

    assert isinstance(shown, Outgoing)
    assert company.sent == [("7", shown.text)]


@pytest.mark.parametrize(("days", "known"), [(179, 1), (181, 0)])
def test_chats_are_let_go_half_a_year_after_closing(
    company: Company, days: int, known: int
) -> None:
    company.start()
    closed(company)

    company.pass_time(days * DAY, step=days * DAY)

    assert release(company) == known
