"""What was decided, on both databases: kept once, its course changes, its baseline never."""

import re
from pathlib import Path

from storage import NoteRow, PulseRow, Store, SubscriptionRow
from tests.storage.people import INITIATIVE as ROW

QUERIES = Path(__file__).parents[2] / "storage" / "queries"


def test_an_initiative_is_kept_once_and_found_again(store: Store) -> None:
    with store.transaction() as work:
        assert work.initiatives.add(ROW)
        assert not work.initiatives.add(ROW._replace(baseline='{"people": 99}'))

        assert work.initiatives.get("i1") == ROW
        assert work.initiatives.of("s") == [ROW]
        assert work.initiatives.of("other") == []
        assert work.initiatives.get("i2") is None


def test_a_state_changes_only_from_the_one_that_was_seen(store: Store) -> None:
    with store.transaction() as work:
        work.initiatives.add(ROW)

        assert work.initiatives.move("i1", "accepted", "dropped", "no time")
        assert not work.initiatives.move("i1", "accepted", "done", "")
        assert work.initiatives.get("i1") == ROW._replace(state="dropped", reason="no time")


def test_somebody_else_can_see_to_it(store: Store) -> None:
    with store.transaction() as work:
        work.initiatives.add(ROW)
        other = ROW._replace(owner="Bob", person="bob", chat="9")
        work.initiatives.hand_over(other)

        assert work.initiatives.get("i1") == other


def test_no_statement_changes_baseline_digest_or_goal() -> None:
    text = (QUERIES / "initiatives.sql").read_text(encoding="utf-8")
    changed = re.findall(r"UPDATE initiative SET (.*?)WHERE", text, re.DOTALL)

    assert len(changed) == 2
    assert not [each for each in changed if re.search("baseline|digest|goal|unit|code", each)]


def test_notes_come_back_oldest_first_with_their_figures(store: Store) -> None:
    notes = [NoteRow("n1", "i1", 10, "begun"), NoteRow("n2", "i1", 20, "half", 4.5)]
    with store.transaction() as work:
        work.initiatives.add(ROW)
        for note in reversed(notes):
            work.initiatives.note(note)

        assert work.initiatives.notes("i1") == notes


def test_a_survey_is_repeated_by_one_schedule_at_a_time(store: Store) -> None:
    with store.transaction() as work:
        work.initiatives.repeat(PulseRow("s", 4, 7, "obstacle", 3))
        work.initiatives.repeat(PulseRow("s", 8, 7, "obstacle", 3, 1))
        assert work.initiatives.pulse("s") == PulseRow("s", 8, 7, "obstacle", 3, 1)

        assert work.initiatives.stop_pulse("s")
        assert not work.initiatives.stop_pulse("s")
        assert work.initiatives.pulse("s") is None


def test_who_wants_to_be_told_says_where_and_can_stop(store: Store) -> None:
    row = SubscriptionRow("s", "ann", "telegram", "7", "en", 14)
    with store.transaction() as work:
        work.initiatives.subscribe(row)
        work.initiatives.subscribe(row._replace(days=28))
        assert work.initiatives.subscription("s", "ann") == row._replace(days=28)

        assert work.initiatives.unsubscribe("s", "ann")
        assert not work.initiatives.unsubscribe("s", "ann")
        assert work.initiatives.subscription("s", "ann") is None
