"""A turn commits together, exactly once, and sets aside what fails."""

import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.incoming import Departed, Elsewhere, Incoming
from bot.interview import records
from bot.interview.events import Command, Commanded, Said, Started
from bot.outgoing import Attachment, Key, Outgoing
from bot.recording import _WRITERS
from bot.setting import Setting
from bot.turn import Turns
from bot.weeks import week_of
from knowledge.catalogue import load_catalogue
from knowledge.matching import Asked, Match, Matcher
from storage import ConversationRow, Store, open_store
from storage.errors import StorageError

SECRET = b"a secret of the tests, long enough"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/gemba.db")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def setting() -> Setting:
    catalogue = load_catalogue()
    return Setting(catalogue, Matcher(catalogue))


def said(number: int, text: str, chat: str = "7") -> Incoming:
    return Incoming("test", str(number), chat, chat, "en", Said(1_800_000_000, text, number))


def started(number: int, chat: str = "7") -> Incoming:
    return Incoming("test", str(number), chat, chat, "en", Started(1_800_000_000))


def state_of(store: Store, chat: str = "7") -> ConversationRow | None:
    with store.transaction() as work:
        return work.intake.conversation("test", chat)


def test_a_batch_is_committed_together_in_order(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)

    turns.take([started(1), said(2, "yes"), said(3, "I pack parcels")])

    row = state_of(store)
    with store.transaction() as work:
        assert work.outbox.size() == 3
    assert row is not None
    assert "I pack parcels" in row.state


def test_an_event_that_comes_twice_changes_nothing(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)
    turns.take([started(1), said(2, "yes")])

    turns.take([said(2, "yes")])

    with store.transaction() as work:
        assert work.outbox.size() == 2


def test_one_event_that_fails_is_set_aside_and_the_others_go_on(
    store: Store, setting: Setting, caplog: pytest.LogCaptureFixture
) -> None:
    def poisonous(text: str, *, asked: Asked = Asked.OPEN, in_full: bool = True) -> Match:
        if "poison" in text:
            raise RuntimeError(f"cannot read {text}")
        return setting.matcher.match(text, asked=asked)

    class Poisoned(Matcher):
        def __init__(self) -> None:
            pass

        match = staticmethod(poisonous)

    turns = Turns(store, Setting(setting.catalogue, Poisoned()), SECRET)
    turns.take([started(1), said(2, "yes")])
    turns.take([started(11, "8"), said(12, "yes", "8")])

    with caplog.at_level(logging.ERROR):
        turns.take([said(3, "a poison secret"), said(13, "I pack parcels", "8")])

    with store.transaction() as work:
        asides = work.intake.asides()
        assert work.outbox.size() == 6  # three for each, whatever was undone in between
        messages = [
            Outgoing.loads(row.payload) for row in work.outbox.claim("test", 10**10, 9, "w")
        ]
    other = state_of(store, "8")
    assert [(aside.number, aside.error) for aside in asides] == [("3", "RuntimeError")]
    assert other is not None
    assert "I pack parcels" in other.state
    assert "secret" not in caplog.text
    assert messages


def test_who_was_answered_with_an_apology_can_go_on(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)
    turns.take([started(1), said(2, "yes")])
    with store.transaction() as work:
        row = work.intake.conversation("test", "7")
        assert row is not None
        work.intake.save_conversation(row._replace(survey="no such survey"))

    turns.take([said(3, "I pack parcels")])

    assert state_of(store) is not None


def test_a_database_that_fails_takes_nothing(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)
    store.close()

    with pytest.raises((StorageError, sqlite3.ProgrammingError)):
        turns.take([started(1)])


def test_a_group_gets_one_line_and_a_departed_person_nothing(
    store: Store, setting: Setting
) -> None:
    turns = Turns(store, setting, SECRET, link="https://t.me/gemba")

    turns.take([Elsewhere("test", "1", "-5"), started(2, "9"), Departed("test", "3", "9")])

    with store.transaction() as work:
        rows = work.outbox.claim("test", 10**10, 9, "w")
    assert [row.chat for row in rows] == ["-5"]
    assert "https://t.me/gemba" in rows[0].payload


def test_without_consent_no_row_of_a_conversation_stays(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)

    turns.take([started(1), said(2, "no")])

    assert state_of(store) is None


def test_my_data_comes_as_text_and_as_a_file(store: Store, setting: Setting) -> None:
    turns = Turns(store, setting, SECRET)
    turns.take([started(1), said(2, "yes"), said(3, "I pack parcels")])
    with store.transaction() as work:
        work.outbox.drop("test", "7")

    mydata = Commanded(1_800_000_000, Command.MYDATA)
    turns.take([Incoming("test", "4", "7", "7", "en", mydata)])

    with store.transaction() as work:
        message = Outgoing.loads(work.outbox.claim("test", 10**10, 1, "w")[0].payload)
    assert "I pack parcels" in message.text
    assert message.attachment is not None
    assert '"text": "I pack parcels"' in message.attachment.content


def test_the_person_stands_nowhere_beside_the_answers(
    store: Store, setting: Setting, tmp_path: Path
) -> None:
    turns = Turns(store, setting, SECRET)
    turns.take([started(1, "4242424242"), said(2, "yes", "4242424242")])
    turns.take([said(3, "I pack parcels", "4242424242")])

    with sqlite3.connect(tmp_path / "gemba.db") as db:
        tables = ("respondent", "task", "answer", "finding", "participation")
        rows = [row for table in tables for row in db.execute(f"SELECT * FROM {table}")]  # noqa: S608  # our own names
    db.close()
    assert rows
    assert not any("4242424242" in str(cell) for row in rows for cell in row)


def test_every_kind_of_record_has_a_writer() -> None:
    assert set(_WRITERS) == set(records.Record.__args__)


def test_a_message_comes_back_from_the_outbox_as_it_went_in() -> None:
    message = Outgoing("<b>Hi</b>", ((Key("Yes", "a|b|1|c"),),), Attachment("x.json", "{}"))

    assert Outgoing.loads(message.dumps()) == message


@pytest.mark.parametrize("text", ["{}", "[]", "no json"])
def test_a_payload_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="form|Expecting|indices"):
        Outgoing.loads(text)


@pytest.mark.parametrize(
    ("at", "week"),
    [(0, "1969-12-29"), (1_800_000_000, "2027-01-11"), (1_763_942_400, "2025-11-24")],
)
def test_dates_are_kept_by_week(at: int, week: str) -> None:
    assert week_of(at) == week


def test_numbers_of_updates_are_forgotten_after_two_days(store: Store, setting: Setting) -> None:
    Turns(store, setting, SECRET, clock=lambda: 0).take([started(1)])

    Turns(store, setting, SECRET, clock=lambda: 3 * 86400).take([started(2)])

    with store.transaction() as work:
        assert work.intake.note_update("test", "1", 0)
        assert not work.intake.note_update("test", "2", 0)


def test_a_turn_reads_each_text_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = load_catalogue()
    read: list[tuple[str, Asked]] = []
    matcher = Matcher(catalogue)
    match = matcher.match

    def counted(text: str, *, asked: Asked = Asked.OPEN) -> Match:
        read.append((text, asked))
        return match(text, asked=asked)

    monkeypatch.setattr(matcher, "match", counted)
    turns = Turns(store, Setting(catalogue, matcher), SECRET)
    turns.take([started(1), said(2, "yes")])
    turns.take([said(3, "I pack parcels")])

    assert read == [("I pack parcels", Asked.TASK)]
