"""What was decided, in the chat: taken on, noted, ended, told; and who may."""

import re

import pytest

from bot.duties import House, Ticking, duties_of
from bot.lifecycle import Duty
from bot.managing.initiatives import figure_in
from bot.managing.links import Link
from bot.managing.plans import Drop
from bot.office.carrying_out import carry_out
from bot.office.case import Case
from bot.outgoing import Outgoing
from bot.pseudonyms import member_of
from storage import DueRow, InitiativeRow, MembershipRow, WishesRow
from tests.bot.office.playing import CHANNEL, SECRET, Play, granted
from tests.bot.rounds import company

MUCH = tuple(4 + number / 5 for number in range(14))
LITTLE = tuple(each / 3 for each in MUCH)
DAY = 24 * 60 * 60
#: An interview that asks for no time.
WITHOUT_TIME = """
id: own
questions:
  - {id: consent, kind: choice, scope: person, hook: consent, skippable: false,
     text: {en: Start?},
     options: [{code: "yes", label: {en: "Yes"}}, {code: "no", label: {en: "No"}}]}
  - {id: pain, kind: text, scope: task, asked: obstacle, text: {en: What is slow?}}
"""
TAKE = Link("take", ("spring", "rework")).encode()


@pytest.fixture
def manager(owner: Play) -> Play:
    """Let Ann manage the survey of spring, which has closed, and a later one."""
    with owner.store.transaction() as work:
        company(work, MUCH, LITTLE, linked=True)
    ann = MembershipRow(member_of(SECRET, "test:ann"), "manager", "spring", "", "Ann Lee", "w")
    granted(owner, ann)
    return owner.as_("ann")


def kept(play: Play) -> InitiativeRow:
    with play.store.transaction() as work:
        (row,) = work.initiatives.of("spring")
    return row


def taken_on(play: Play) -> InitiativeRow:
    play.press_data(TAKE)
    play.press("40 %")
    play.press("In 8 weeks")
    play.press("I see to it")
    return kept(play)


def later(play: Play, days: int) -> list[str]:
    """Let days go by; return what the bot says on its own, with the chat it says it to."""
    said = []
    house = House(play.turns.link, play.turns.secret, play.turns.owners_as_members)
    duties = duties_of(play.turns.setting, house)
    for _ in range(days):
        play.clock[0] += DAY
        while Ticking(play.store, duties, clock=lambda: play.clock[0]).tick():
            pass
        with play.store.transaction() as work:
            while rows := work.outbox.claim(CHANNEL, 10**10, 100, "test"):
                for row in rows:
                    work.outbox.delete(row.id)
                    said.append(f"{row.chat}: {Outgoing.loads(row.payload).text}")
    return said


def test_three_presses_take_a_recommendation_on(manager: Play) -> None:
    asked = manager.press_data(TAKE)
    assert "20 to 70 % less, likely 40 % (measured elsewhere, grade A)" in asked
    assert "with 14 people a change under" in asked
    said = manager.press("40 %")
    assert "Until when" in said
    assert "will hardly show" not in said
    assert "Who sees to it?" in manager.press("In 8 weeks")

    said = manager.press("I see to it")

    row = kept(manager)
    assert "Taken on. What is known now and what you promise is locked." in said
    assert f"Locked; fingerprint {row.digest[:12]}" in said
    assert "Sees to it: Ann Lee" in said
    assert (row.code, row.goal_likely, row.team, row.chat) == ("rework", 40, "", "ann")


def test_the_way_there_is_a_button_of_the_recommendation(manager: Play) -> None:
    manager.press_data(Link("rec", ("spring", "rework")).encode())

    assert "What is realistic" in manager.press("Take this on")


def test_an_analyst_reads_and_decides_nothing(manager: Play) -> None:
    granted(
        manager, MembershipRow(member_of(SECRET, "test:cy"), "analyst", "spring", "", "Cy", "w")
    )
    analyst = manager.as_("cy")
    analyst.press_data(Link("rec", ("spring", "rework")).encode())

    assert "Take this on" not in analyst.labels


def test_everything_can_be_typed_instead(manager: Play) -> None:
    manager.press_data(TAKE)
    assert "A number from 1 to 100, please" in manager.say("a lot")
    assert "Goal: 30 % less. So small a change will hardly show" in manager.say("30 %")
    assert "A date after today, please" in manager.say("soon")
    date = re.findall(r"\d{4}-\d\d-\d\d", manager.say("2020-01-01"))[0]
    assert "Who sees to it?" in manager.say(date)
    assert "A name of up to 60" in manager.say("x" * 61)
    manager.say("Bo of the day shift")

    row = kept(manager)
    assert (row.owner, row.goal_likely, row.due_on) == ("Bo of the day shift", 30, date)


def test_what_is_taken_on_already_is_shown_instead(manager: Play) -> None:
    taken_on(manager)

    said = manager.press_data(TAKE)

    assert "That is taken on already" in said
    assert "Sees to it: Ann Lee" in said


@pytest.mark.parametrize("code", ["nonsense", "paper_process"])
def test_what_is_not_recommended_cannot_be_taken_on(manager: Play, code: str) -> None:
    assert "not in the report" in manager.press_data(Link("take", ("spring", code)).encode())


def test_the_list_leads_to_one_with_before_and_after(manager: Play) -> None:
    row = taken_on(manager)

    listed = manager.say("/initiatives")
    said = manager.press(row.title)

    assert "Ann Lee, due" in listed
    assert "better" in listed
    assert re.search(r"between \d+ and \d+ % less; from 6.2 to 2.1 hours a week per person", said)
    assert "<b>Better.</b>" in said
    assert any(label.endswith("Back") for label in manager.labels)


def test_nothing_decided_says_where_to_begin(manager: Play) -> None:
    assert "Nothing yet. Open a recommendation" in manager.say("/initiatives spring")


def test_a_note_keeps_the_words_and_the_figure(manager: Play) -> None:
    row = taken_on(manager)
    manager.press("Note how it goes")
    said = manager.say("12 this week, the new form is in use")

    assert "Noted." in said
    assert ": 12 this week, the new form is in use\n" in said
    assert kept(manager).state == "running"
    with manager.store.transaction() as work:
        (note,) = work.initiatives.notes(row.id)
    assert note.value == 12


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("12", 12),
        ("4,5 hours", 4.5),
        ("-3 less", -3),
        ("half done", None),
        ("2026-11-27 begun", None),
        ("3rd try", None),
        ("10:30 meeting", None),
    ],
)
def test_a_figure_is_a_number_at_the_beginning(said: str, value: float | None) -> None:
    assert figure_in(said) == (said, value)


def test_done_is_final_but_can_be_noted_on(manager: Play) -> None:
    taken_on(manager)
    manager.press("It is done")

    assert kept(manager).state == "done"
    assert manager.labels == ["Note how it goes", "\u2039 Back"]
    manager.press("Note how it goes")
    assert "4 this week" in manager.say("4 this week")


def test_what_is_done_is_reminded_of_at_the_check_alone(manager: Play) -> None:
    taken_on(manager)
    manager.press("It is done")

    (said,) = later(manager, 600)

    assert "the day to check" in said


def test_who_has_no_name_here_is_asked_for_one(manager: Play) -> None:
    owner = manager.as_("owner")
    owner.press_data(TAKE)
    owner.press("40 %")

    asked = owner.press("In 8 weeks")

    assert "Write a name. Those who were asked can be told it." in asked
    assert "I see to it" not in owner.labels
    assert "Sees to it: Bo Li" in owner.say("Bo Li")


def test_those_who_heard_of_it_hear_that_it_is_dropped_and_why(manager: Play) -> None:
    row = taken_on(manager)
    with manager.store.transaction() as work:
        work.contacts.reach("spring", CHANNEL, "e1", language="en", next_at=None)
    told_all(manager)
    first = later(manager, 2)
    manager.press_data(Link("initiative", ("spring", row.id)).encode())
    manager.press("Drop it")
    manager.say("we buy a new system instead")

    told_all(manager)

    assert len(first) == 1
    (said,) = later(manager, 2)
    assert f"“{row.title}” is not done after all. The reason: we buy a new system instead" in said
    manager.say("/initiatives spring")
    assert "nothing to tell" in manager.press("Tell those who were asked")


def told_all(manager: Play) -> None:
    manager.say("/initiatives spring")
    manager.press("Tell those who were asked")
    manager.press("Yes, tell them")


def test_dropping_asks_why(manager: Play) -> None:
    taken_on(manager)
    assert "Why is" in manager.press("Drop it")

    assert "State: dropped (no money this year)" in manager.say("no money this year")
    assert kept(manager).reason == "no money this year"


def test_a_button_of_an_old_message_changes_nothing(manager: Play) -> None:
    row = taken_on(manager)
    old = Link("move_on", ("spring", row.id, "done"), "old12").encode()
    over = Link("note", ("spring", row.id)).encode()

    assert "older message" in manager.press_data(old)
    assert kept(manager).state == "accepted"
    manager.press("Drop it")
    manager.say("no time")
    assert "older message" in manager.press_data(over)


@pytest.mark.parametrize("screen", ["initiative", "note", "move_on"])
def test_what_is_not_there_leads_back_to_the_list(manager: Play, screen: str) -> None:
    said = manager.press_data(Link(screen, ("spring", "nonsense")).encode())

    assert "no such initiative" in said


@pytest.mark.parametrize("screen", ["initiatives", "tell_me", "tell_all", "take"])
def test_a_survey_that_is_not_there_is_answered(owner: Play, screen: str) -> None:
    said = owner.press_data(Link(screen, ("nonsense",)).encode())

    assert "no such survey" in said or "not in the report" in said


def test_a_lead_sees_and_takes_on_what_the_own_team_has(manager: Play) -> None:
    whole = taken_on(manager)
    bo = MembershipRow(member_of(SECRET, "test:bo"), "manager", "spring", "day", "Bo", "w")
    granted(manager, bo)
    lead = manager.as_("bo")

    assert whole.title not in lead.say("/initiatives spring")
    lead.press_data(TAKE)
    lead.press(next(label for label in lead.labels if label.endswith("%")))
    lead.press("In 4 weeks")
    said = lead.press("I see to it")

    assert "in Day shift" in said
    with lead.store.transaction() as work:
        assert {row.team for row in work.initiatives.of("spring")} == {"", "day"}


def test_whoever_took_it_on_is_reminded_three_times(manager: Play) -> None:
    row = taken_on(manager)

    said = later(manager, 600)

    assert [each.partition(" ")[0] for each in said] == ["ann:"] * 3
    assert "In a week" in said[0]
    assert "Today" in said[1]
    assert "the day to check" in said[2]
    assert all(row.title in each for each in said)


def test_nobody_is_reminded_of_what_is_over_or_no_longer_theirs(manager: Play) -> None:
    taken_on(manager)
    person = member_of(SECRET, "test:ann")
    with manager.store.transaction() as work:
        work.members.withdraw(MembershipRow(person, "manager", "spring", "", "Ann Lee", "w"))

    assert later(manager, 600) == []


def test_how_things_stand_comes_by_schedule_until_it_is_not_wanted(manager: Play) -> None:
    taken_on(manager)
    manager.say("/initiatives spring")
    assert "every 4 weeks" in manager.press("Tell me every 4 weeks")

    said = [each for each in later(manager, 58) if "how things stand" in each]

    assert len(said) == 2
    assert "Ann Lee, accepted" in said[0]
    assert "better than before" in said[0]
    manager.say("/initiatives spring")
    assert "not tell you by schedule" in manager.press("Do not tell me any more")
    assert not [each for each in later(manager, 40) if "how things stand" in each]


def test_who_lost_the_role_hears_nothing_more(manager: Play) -> None:
    manager.press_data(Link("tell_me", ("spring", "28")).encode())
    person = member_of(SECRET, "test:ann")
    with manager.store.transaction() as work:
        work.members.withdraw(MembershipRow(person, "manager", "spring", "", "Ann Lee", "w"))

    assert later(manager, 30) == []
    with manager.store.transaction() as work:
        assert work.initiatives.subscription("spring", person) is None


def test_an_owner_is_told_although_no_role_is_kept(manager: Play) -> None:
    owner = manager.as_("owner")
    owner.press_data(Link("tell_me", ("spring", "28")).encode())

    assert [each.partition(":")[0] for each in later(owner, 29)] == ["owner"]


def test_those_who_were_asked_hear_what_comes_of_it_once(manager: Play) -> None:
    row = taken_on(manager)
    with manager.store.transaction() as work:
        for chat in ("e1", "e2"):
            work.contacts.reach("spring", CHANNEL, chat, language="en", next_at=None)
    manager.say("/initiatives spring")
    assert row.title in manager.press("Tell those who were asked")
    assert "On its way" in manager.press("Yes, tell them")

    said = later(manager, 2)

    assert sorted(each.partition(":")[0] for each in said) == ["e1", "e2"]
    assert "You said:</b> rework" in said[0]
    assert f"{row.title}. Ann Lee sees to it" in said[0]
    assert f"checked on {row.check_on}" in said[0]
    manager.say("/initiatives spring")
    assert "nothing to tell" in manager.press("Tell those who were asked")


def test_people_are_not_told_while_the_survey_is_open(manager: Play) -> None:
    taken_on(manager)
    with manager.store.transaction() as work:
        work.surveys.set_status("spring", "open")
    manager.say("/initiatives spring")

    assert "nothing to tell" in manager.press("Tell those who were asked")
    yes = Link("tell_all", ("spring", "yes"), "old12").encode()
    assert "older message" in manager.press_data(yes)


def test_a_survey_is_asked_again_by_schedule_and_not_any_more(manager: Play) -> None:
    manager.say("/initiatives spring")
    asked = manager.press("Ask again")
    assert "• How often do you do it?" in asked
    assert "more often than every 4 weeks" in asked

    assert "Planned: every 8 weeks, 2 times." in manager.press("Twice, every 8 weeks")
    assert "Asked again every 8 weeks." in "".join(each.text for each in manager.heard)
    assert "Planned: every 8 weeks, 2 in all, 0 done." in manager.press("Ask again")
    assert "It is not asked again." in manager.press("Do not ask again")


def test_what_cannot_be_asked_again_offers_nothing(manager: Play) -> None:
    with manager.store.transaction() as work:
        work.surveys.set_status("spring", "open")
        spring = work.surveys.get("spring")
        assert spring is not None
        work.surveys.change(spring._replace(interview=WITHOUT_TIME))
    manager.say("/initiatives spring")

    asked = manager.press("Ask again")

    assert "At the moment nothing can be planned" in asked
    assert "too little that can be asked again" in asked
    old = Link("repeat", ("spring", "8x1"), "old12").encode()
    assert "older message" in manager.press_data(old)
    assert "no such survey" in manager.as_("owner").press_data(Link("repeat", ("no",)).encode())


def test_quiet_hours_hold_for_managers_too(manager: Play) -> None:
    taken_on(manager)
    manager.press_data(Link("tell_me", ("spring", "28")).encode())
    hour = manager.clock[0] % DAY // 3600
    with manager.store.transaction() as work:
        wishes = WishesRow(CHANNEL, "ann", "UTC", hour * 60 - 30, hour * 60 + 90)
        work.contacts.save_wishes(wishes)

    assert later(manager, 28) == []
    manager.clock[0] += 2 * 3600 - DAY
    assert len(later(manager, 1)) == 1


def test_who_said_stop_is_not_written_to(manager: Play) -> None:
    taken_on(manager)
    with manager.store.transaction() as work:
        work.contacts.save_wishes(WishesRow(CHANNEL, "ann", is_silent=1))

    assert later(manager, 600) == []


def test_what_is_gone_reminds_nobody(manager: Play) -> None:
    with manager.store.transaction() as work:
        work.due.plan(DueRow(Duty.NUDGE, "nonsense", manager.clock[0], "due"))

    assert later(manager, 2) == []


def test_only_what_is_about_initiatives_is_carried_out(manager: Play) -> None:
    with manager.store.transaction() as work:
        case = Case(work, manager.turns.setting, SECRET)
        with pytest.raises(TypeError, match="Drop"):
            carry_out(case, Drop("spring"))
