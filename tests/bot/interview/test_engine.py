"""The interview, question by question."""

import pytest

from bot.interview import records
from bot.interview.events import Chosen, Command, Unsupported
from bot.interview.records import Outcome
from bot.interview.state import Phase, Place
from bot.interview.table import ACTS, LEADS_TO, Act, Trigger
from tests.bot.interview.playing import Talk, context, up_to


def kinds(talk: Talk) -> list[str]:
    return [type(record).__name__ for record in talk.records]


def test_the_first_message_says_what_happens_and_asks_for_consent() -> None:
    talk = Talk()
    talk.say("hello")

    assert talk.state.phase is Phase.CONSENT
    assert "voluntary" in talk.text()
    assert "5 people" in talk.text()


def test_without_consent_nothing_is_kept() -> None:
    talk = Talk()
    talk.say("hello", "no")

    assert talk.records == []
    assert talk.state.phase is Phase.NEW
    assert "Nothing was kept" in talk.text()


def test_pain_before_consent_asks_for_it_and_keeps_nothing() -> None:
    talk = Talk()
    talk.command(Command.PAIN, "I type it twice")

    assert talk.records == []
    assert talk.state.phase is Phase.CONSENT


def test_the_whole_interview_ends_with_thanks_and_a_tip() -> None:
    talk = up_to("nothing")

    assert talk.state.phase is Phase.DONE
    assert "A tip for you" in talk.text()
    assert kinds(talk)[-1] == "Finished"


def test_a_task_takes_at_most_twelve_exchanges() -> None:
    talk = up_to("more")

    of_the_task = [place for place in talk.state.answers if place.task == 1]
    assert len(of_the_task) + 2 <= 12


def test_the_state_is_emptied_when_the_interview_ends() -> None:
    talk = up_to("nothing")

    assert list(talk.state.answers) == [Place(0, "consent")]
    assert talk.state.messages == ()


def test_the_figures_of_a_task_are_kept() -> None:
    talk = up_to("idea")

    closed = [each for each in talk.records if isinstance(each, records.TaskClosed)][-1]
    assert closed.function == "finance_accounting"
    assert closed.code == "duplicate_entry"
    assert closed.per_week is not None
    assert closed.per_week.likely == 10
    assert closed.minutes is not None
    assert closed.minutes.likely == 20
    assert closed.wasted is not None
    assert closed.wasted.likely == 0.5


def test_what_was_found_is_offered_with_the_persons_own_words() -> None:
    talk = up_to("understood")

    assert "“twice”" in talk.text()
    assert [key.option for key in talk.presses()][:3] == [
        "duplicate_entry",
        "outdated_tools",
        "none",
    ]


def test_none_of_these_rejects_what_was_found() -> None:
    talk = up_to("understood").press("none")

    verdicts = {
        each.code: each.verdict for each in talk.records if isinstance(each, records.Judged)
    }
    assert verdicts["duplicate_entry"] == "rejected"
    assert "your own words" in talk.text()


def test_a_button_may_be_followed_by_a_second_one() -> None:
    talk = up_to("understood").press("duplicate_entry")
    assert "as well" in talk.text()

    talk.press("outdated_tools")

    assert talk.state.answers[Place(1, "understood")].choices == (
        "duplicate_entry",
        "outdated_tools",
    )


def test_that_is_all_keeps_the_first_one() -> None:
    talk = up_to("understood").press("duplicate_entry").press("skip")

    assert talk.state.answers[Place(1, "understood")].choices == ("duplicate_entry",)


def test_probes_are_open_questions_about_what_was_confirmed() -> None:
    talk = up_to("probe1")

    assert talk.text().endswith("?")
    assert "duplicate" not in talk.text().lower()


def test_core_work_is_never_asked_about_handing_over() -> None:
    talk = Talk().start()
    talk.say("I wash patients", "1", "daily", "20 mins", "half", "it is slow", "1", "old", "x")

    assert not any(place.question.startswith("suit") for place in talk.state.answers)


def test_a_suitability_answer_is_kept_under_the_criterions_name() -> None:
    talk = up_to("understood").press("duplicate_entry").press("skip")
    talk.say("nobody linked them", "3")

    scored = [
        each
        for each in talk.records
        if isinstance(each, records.Answered) and each.question[:1] in "fr" and each.amount
    ]
    assert any(each.question in talk.context.catalogue.criteria for each in scored)


def test_the_team_is_asked_where_there_are_teams() -> None:
    talk = Talk(context(teams=True)).start()
    assert talk.asked() == "team"

    talk.say("Sales")

    assert records.Placed(team="sales") in talk.records
    assert talk.asked() == "task"


def test_what_is_not_understood_is_asked_again_and_then_offered_on_buttons() -> None:
    talk = up_to("often").say("constantly")
    assert "did not get that" in talk.text()
    assert not any(key.option == "daily" for key in talk.presses())

    talk.say("as it comes")

    assert any(key.option == "daily" for key in talk.presses())


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("I don't know", Outcome.UNKNOWN),
        ("rather not say", Outcome.DECLINED),
        ("no idea", Outcome.UNKNOWN),
    ],
)
def test_not_answering_has_three_outcomes(said: str, outcome: Outcome) -> None:
    talk = up_to("often").say(said)

    assert talk.state.answers[Place(1, "often")].outcome is outcome


def test_skip_leaves_a_question_open() -> None:
    talk = up_to("often").command(Command.SKIP)

    assert talk.state.answers[Place(1, "often")].outcome is Outcome.SKIPPED
    assert talk.asked() == "takes"


def test_the_task_itself_cannot_be_skipped() -> None:
    talk = up_to("task").command(Command.SKIP)

    assert talk.asked() == "task"
    assert "I need this one" in talk.text()


def test_back_asks_the_question_before_once_more() -> None:
    talk = up_to("takes").command(Command.BACK)
    assert talk.asked() == "often"

    talk.say("once a week")

    assert talk.state.answers[Place(1, "often")].amount == (1, 1, 1)


def test_back_at_the_first_question_says_so() -> None:
    talk = up_to("task").command(Command.BACK)

    assert "first question" in talk.text()
    assert talk.asked() == "task"


def test_edit_changes_an_earlier_answer_and_returns() -> None:
    talk = up_to("obstacle").command(Command.EDIT)
    assert talk.state.phase is Phase.CHANGING

    talk.say("3", "once a week")

    assert talk.state.answers[Place(1, "often")].amount == (1, 1, 1)
    assert talk.asked() == "obstacle"


def test_edit_can_leave_all_as_it_is() -> None:
    talk = up_to("obstacle").command(Command.EDIT).say("nothing")

    assert talk.asked() == "obstacle"


def test_an_edited_message_changes_the_answer_it_gave() -> None:
    talk = up_to("obstacle")
    message = next(number for number, place in talk.state.messages if place.question == "often")

    talk.edit(message, "3 times a week")

    assert talk.state.answers[Place(1, "often")].amount == (3, 3, 3)
    assert talk.asked() == "obstacle"


def test_an_edit_of_something_else_changes_nothing() -> None:
    talk = up_to("obstacle")
    before = talk.state.answers

    talk.edit(999, "3 times a week")

    assert talk.state.answers == before


def test_the_summary_can_be_changed() -> None:
    talk = up_to("summary").press("edit").press("3")
    talk.press("none")

    assert talk.asked() == "summary"
    assert talk.state.answers[Place(1, "function")].choices == ("none",)


def test_a_second_task_has_a_number_of_its_own() -> None:
    talk = up_to("more").say("yes", "I pack parcels")

    assert records.TaskOpened(2) in talk.records
    assert talk.state.tasks == 2


def test_pain_takes_one_message_and_asks_two_questions() -> None:
    talk = up_to("nothing").command(Command.PAIN, "I type it twice")
    asked = [talk.asked()]

    talk.say("1")
    asked.append(talk.asked())
    talk.say("2 hours")

    assert asked == ["understood", "weekly"]
    assert talk.state.phase is Phase.DONE
    closed = [each for each in talk.records if isinstance(each, records.TaskClosed)][-1]
    assert closed.minutes is not None
    assert closed.minutes.likely == 120


def test_pain_in_the_middle_returns_to_the_question() -> None:
    talk = up_to("takes").command(Command.PAIN, "I type it twice").say("1", "2 hours")

    assert talk.asked() == "takes"
    assert talk.state.here == Place(1, "takes")


def test_pain_without_words_says_how() -> None:
    talk = up_to("takes").command(Command.PAIN)

    assert "/pain" in talk.text()
    assert talk.asked() == "takes"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Command.HELP, "/forget"),
        (Command.STATUS, "noted so far"),
        (Command.PRIVACY, "at least 5"),
        (Command.MYDATA, "Nothing is kept"),
    ],
)
def test_commands_answer_and_ask_the_question_again(command: Command, said: str) -> None:
    talk = up_to("takes").command(command)

    assert said in talk.text()
    assert talk.asked() == "takes"


def test_forget_asks_first_and_then_deletes() -> None:
    talk = up_to("takes").command(Command.FORGET)
    assert not any(isinstance(each, records.Forgotten) for each in talk.records)

    talk.say("yes")

    assert talk.records[-1] == records.Forgotten()
    assert talk.state.phase is Phase.NEW


def test_forget_may_be_taken_back() -> None:
    talk = up_to("takes").command(Command.FORGET).say("no")

    assert talk.asked() == "takes"


@pytest.mark.parametrize(
    ("option", "phase", "forgotten"),
    [("yes", Phase.DONE, False), ("no", Phase.NEW, True), ("back", Phase.ASKING, False)],
)
def test_cancel_keeps_or_deletes_by_choice(option: str, phase: Phase, *, forgotten: bool) -> None:
    talk = up_to("takes").command(Command.CANCEL).press(option)

    assert talk.state.phase is phase
    assert (records.Forgotten() in talk.records) is forgotten


def test_one_answer_can_be_forgotten_where_it_was_asked_whether_to_forget_all() -> None:
    talk = up_to("takes").command(Command.FORGET).command(Command.FORGET, "1 often")

    assert talk.state.answer(1, "often") is None
    assert "delete everything" in talk.text()
    assert talk.say("no").asked() == "takes"


def test_a_stale_press_is_harmless() -> None:
    talk = up_to("more")
    old = talk.presses()[0]
    talk.say("no")
    before = talk.state.answers

    talk.send(Chosen(0, old))

    assert talk.state.answers == before
    assert "earlier question" in talk.text()


def test_a_picture_gets_a_kind_request_for_text() -> None:
    talk = up_to("takes")
    talk.send(Unsupported(0, "voice"))

    assert "only read text" in talk.text()
    assert talk.asked() == "takes"


def test_a_closed_survey_takes_no_answers_but_still_deletes() -> None:
    talk = Talk(context(is_open=False))
    talk.say("hello")
    assert "no answers at the moment" in talk.text()

    talk.command(Command.FORGET).say("yes")

    assert talk.records == [records.Forgotten()]


def test_the_short_interview_asks_three_questions() -> None:
    talk = Talk(context("short")).start()
    talk.say("I type it twice", "1", "daily", "20 mins")

    assert talk.state.phase is Phase.DONE


def test_every_phase_and_trigger_has_a_row() -> None:
    assert set(ACTS) == {(phase, trigger) for phase in Phase for trigger in Trigger}


def test_every_act_that_moves_says_where_to() -> None:
    still = {Act.RESUME, Act.REPEAT, Act.ASK_TEXT, Act.REVISE, Act.TELL_STATUS, Act.TELL_HELP,
             Act.TELL_PRIVACY, Act.SHOW_DATA, Act.WISH, Act.LINK}  # fmt: skip

    assert set(LEADS_TO) == set(Act) - still


def test_a_very_long_answer_is_kept_in_part_and_that_is_said() -> None:
    talk = up_to("obstacle").say("slow " * 1000)

    kept = talk.state.answers[Place(1, "obstacle")].text
    assert kept is not None
    assert len(kept) == 2000
    assert "first part" in talk.text()
