"""What holds for every interview, whatever a person does."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.interview import records
from bot.interview.events import (
    LONGEST_PRESS,
    Chosen,
    Command,
    Commanded,
    Edited,
    Event,
    Press,
    Said,
    Started,
    Unsupported,
)
from bot.interview.records import Outcome
from bot.interview.state import Interview, Phase
from bot.interview.table import ACTS, LEADS_TO, trigger_of
from tests.bot.interview.playing import Talk, context

TEXTS = st.one_of(
    st.sampled_from(
        [
            "yes",
            "no",
            "1",
            "2",
            "1 2",
            "twice a day",
            "20 mins",
            "half",
            "I enter invoices",
            "I type it twice",
            "it is slow",
            "x",
            "I don't know",
            "rather not say",
            "",
        ]
    ),
    st.text(max_size=20),
)
PRESSES = st.builds(
    Press,
    st.sampled_from(["full", "short", "?"]),
    st.sampled_from(
        ["consent", "task", "often", "understood", "more", "summary", "changing", "when", "link"]
    ),
    st.integers(min_value=0, max_value=80),
    st.sampled_from(
        [
            "yes",
            "no",
            "skip",
            "none",
            "duplicate_entry",
            "edit",
            "1",
            "daily",
            "usual",
            "other",
            "off",
        ]
    ),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Started, st.just(0)),
    st.builds(Said, st.just(0), TEXTS, st.integers(min_value=1, max_value=9)),
    st.builds(Chosen, st.just(0), PRESSES),
    st.builds(Commanded, st.just(0), st.sampled_from(Command), TEXTS),
    st.builds(Edited, st.just(0), st.integers(min_value=1, max_value=9), TEXTS),
    st.builds(Unsupported, st.just(0), st.just("voice")),
)
TASK_TOLD = ("yes", "I enter invoices", "1", "daily", "1 h", "half")
OBSTACLE_TOLD = (*TASK_TOLD, "I type it twice, it is slow")
FIRST = st.sampled_from([(), ("yes",), TASK_TOLD, OBSTACLE_TOLD])


def begun(first: tuple[str, ...], *, teams: bool = False) -> Talk:
    talk = Talk(context(teams=teams))
    talk.send(Started(0))
    return talk.say(*first)


@settings(max_examples=150, deadline=None)
@given(FIRST, st.lists(EVENTS, max_size=12), st.booleans())
@example(
    first=OBSTACLE_TOLD,
    events=[Said(0, "1", 1), Commanded(0, Command.TASK, ""), Said(0, "yes", 1)],
    teams=False,
)
def test_every_event_at_every_state_gets_an_answer(
    first: tuple[str, ...],
    events: list[Event],
    teams: bool,  # noqa: FBT001  # hypothesis gives it by position
) -> None:
    talk = begun(first, teams=teams)
    for event in events:
        step = talk.send(event)

        assert step.replies
        assert all(len(key.encode()) <= LONGEST_PRESS for key in talk.presses())
        assert talk.text().strip()


@settings(max_examples=150, deadline=None)
@given(FIRST, st.lists(EVENTS, max_size=12))
def test_nothing_that_was_accepted_is_lost(first: tuple[str, ...], events: list[Event]) -> None:
    talk = begun(first)
    for event in events:
        before = talk.state.answers
        step = talk.send(event)
        ended = step.state.phase in (Phase.DONE, Phase.NEW)

        assert ended or set(before) <= set(step.state.answers)
        for place, kept in step.state.answers.items():
            if kept == before.get(place) or place.question in {
                "consent",
                "team",
                "more",
                "summary",
            }:
                continue
            if not place.question.startswith("suit"):
                assert any(
                    isinstance(record, records.Answered)
                    and (record.task, record.question) == place
                    and (record.outcome, record.text) == (kept.outcome, kept.text)
                    for record in step.records
                )


@settings(max_examples=100, deadline=None)
@given(FIRST, st.lists(EVENTS, max_size=12))
def test_the_table_says_where_every_event_may_lead(
    first: tuple[str, ...], events: list[Event]
) -> None:
    talk = begun(first)
    for event in events:
        phase = talk.state.phase
        act = ACTS[phase, trigger_of(event)]
        step = talk.send(event)

        assert step.state.phase in LEADS_TO.get(act, frozenset()) | {
            phase,
            Phase.ASKING,
            Phase.CONSENT,
        }


@settings(max_examples=100, deadline=None)
@given(FIRST, st.lists(EVENTS, max_size=12))
def test_a_state_survives_being_stored(first: tuple[str, ...], events: list[Event]) -> None:
    talk = begun(first)
    for event in events:
        talk.send(event)

        assert Interview.loads(talk.state.dumps()) == talk.state


@given(st.text(max_size=80))
def test_a_state_that_cannot_be_read_gives_a_fresh_start(text: str) -> None:
    assert Interview.loads(text) == Interview()


@given(st.text(max_size=80))
def test_whatever_a_button_sends_back_is_read_or_refused(text: str) -> None:
    press = Press.parse(text)

    assert press is None or press.version >= 0


@given(PRESSES)
def test_a_press_comes_back_as_it_was_sent(press: Press) -> None:
    if press.survey == "?":
        return
    assert Press.parse(press.encode()) == press


def test_nothing_is_kept_before_consent() -> None:
    talk = Talk()
    for event in (Started(0), Said(0, "I type it twice", 1), Commanded(0, Command.PAIN, "slow")):
        assert talk.send(event).records == ()


def test_outcomes_are_four() -> None:
    assert len(Outcome) == 4
