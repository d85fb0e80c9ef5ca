"""The store, on SQLite and on PostgreSQL: transactions, what must not be lost, what is counted."""

import inspect

import pytest

from storage import (
    AsideRow,
    ConversationRow,
    Hand,
    JudgedRow,
    OutboxRow,
    Store,
    TeamRow,
    Triple,
    Work,
    new_id,
)
from storage import migrations as places
from storage.intake import LEASE_SECONDS
from storage.migrations import Migration, migrations
from storage.rows import ScoreSum
from storage.surveys import Surveys
from tests.storage.people import SURVEY, WEEK, answer, finding, person


def test_migrating_again_changes_nothing(store: Store) -> None:
    assert store.migrate() == store.migrate()


def test_a_migration_that_comes_late_with_a_lower_number_is_done_as_well(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Migration(4, "late", "CREATE TABLE late (id TEXT PRIMARY KEY);")
    known = (*migrations(), late)
    monkeypatch.setattr(places, "migrations", lambda: tuple(sorted(known)))
    for module in ("sqlite", "postgres"):
        monkeypatch.setattr(f"storage.{module}.migrations", lambda: tuple(sorted(known)))

    before = store.version()
    after = store.migrate()

    assert (before, after) == (3, migrations()[-1].number)
    assert store.migrate() == after


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction() as work:
        work.intake.note_update("t", "1", 1)
        raise RuntimeError

    with store.transaction() as work:
        assert work.intake.note_update("t", "1", 1)


def test_a_savepoint_that_fails_keeps_the_others(store: Store) -> None:
    with store.transaction() as work:
        work.intake.note_update("t", "1", 1)
        with pytest.raises(RuntimeError), work.savepoint():
            work.intake.note_update("t", "2", 1)
            raise RuntimeError

    with store.transaction() as work:
        assert not work.intake.note_update("t", "1", 1)
        assert work.intake.note_update("t", "2", 1)


def test_an_update_is_new_once(store: Store) -> None:
    with store.transaction() as work:
        assert [work.intake.note_update("t", "1", at) for at in (1, 2)] == [True, False]
        assert work.intake.prune_updates(5) == 1


def test_what_is_set_aside_is_listed_without_content(store: Store) -> None:
    with store.transaction() as work:
        for number in ("1", "1", "2"):
            work.intake.set_aside(AsideRow("t", number, "KeyError", int(number)))

        assert [row.number for row in work.intake.asides()] == ["2", "1"]


def test_a_conversation_is_kept_and_cleared(store: Store) -> None:
    row = ConversationRow("t", "7", "s", "en", "{}", 1)
    with store.transaction() as work:
        work.intake.save_conversation(row)
        work.intake.save_conversation(row._replace(state='{"a":1}'))
        assert work.intake.conversation("t", "7") == row._replace(state='{"a":1}')

        work.intake.clear_conversation("t", "7")
        assert work.intake.conversation("t", "7") is None


def message(chat: str, kind: str = "interactive", not_before: int = 0) -> OutboxRow:
    return OutboxRow(new_id(), "t", chat, kind, "{}", not_before)


def test_messages_leave_in_order_per_chat(store: Store) -> None:
    rows = [message("a"), message("a"), message("b")]
    with store.transaction() as work:
        for row in rows:
            work.outbox.enqueue(row)
        first = work.outbox.claim("t", 10, 9, "w")
        again = work.outbox.claim("t", 10, 9, "w")
        work.outbox.delete(rows[0].id)
        second = work.outbox.claim("t", 10, 9, "w")

    assert {row.id for row in first} == {rows[0].id, rows[2].id}
    assert again == []
    assert [row.id for row in second] == [rows[1].id]


def test_interactive_messages_go_before_broadcasts(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a", "broadcast"))
        work.outbox.enqueue(message("b"))

        assert [row.chat for row in work.outbox.claim("t", 10, 9, "w")] == ["b", "a"]


def test_a_lease_that_ran_out_can_be_claimed_again(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a"))
        work.outbox.claim("t", 10, 9, "dead")

        assert work.outbox.claim("t", 25, 9, "w") == []
        assert len(work.outbox.claim("t", 40, 9, "w")) == 1
        work.outbox.release("t")
        assert len(work.outbox.claim("t", 41, 9, "w")) == 1


def test_a_clock_that_jumps_back_holds_up_no_first_message(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a", not_before=10_000))  # written before the jump
        work.outbox.enqueue(message("a", not_before=5_000))
        work.outbox.enqueue(message("b", not_before=10_000))
        work.outbox.claim("t", 10_000, 1, "dead")  # and taken in hand by who is gone

        claimed = work.outbox.claim("t", 5_000, 9, "w")

    assert sorted((row.chat, row.not_before) for row in claimed) == [("a", 10_000), ("b", 10_000)]


def test_a_later_try_waits_for_no_clock_that_was_a_year_ahead(store: Store) -> None:
    first, year = message("a"), 365 * 24 * 60 * 60
    with store.transaction() as work:
        work.outbox.enqueue(first)
        work.outbox.retry(first.id, year)

        assert [row.id for row in work.outbox.claim("t", 50, 9, "w")] == [first.id]


def test_a_message_to_try_again_waits_and_holds_its_chat(store: Store) -> None:
    first, second = message("a"), message("a")
    with store.transaction() as work:
        work.outbox.enqueue(first)
        work.outbox.enqueue(second)
        work.outbox.retry(first.id, 100)

        assert work.outbox.claim("t", 50, 9, "w") == []
        claimed = work.outbox.claim("t", 100, 9, "w")
        assert [(row.id, row.attempts) for row in claimed] == [(first.id, 1)]
        assert work.outbox.oldest() == 0
        assert work.outbox.drop("t", "a") == 2
        assert work.outbox.size() == 0
        assert work.outbox.oldest() is None


def test_a_surveys_key_can_be_destroyed(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add(SURVEY, "cd" * 32)
        assert work.surveys.key("s") == b"\xab" * 32
        work.surveys.lose_traces("s")
        assert work.surveys.key("s") is None
        assert work.surveys.get("x") is None
        work.surveys.set_status("s", "closed")
        assert [row.status for row in work.surveys.all()] == ["closed"]


def test_teams_keep_their_head_count(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("a", "Accounts", 9))
        work.surveys.add_team("s", TeamRow("a", "Accounts dept", None))
        assert work.surveys.teams("s") == [TeamRow("a", "Accounts dept", 9)]


def test_participation_is_counted_and_forgotten(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.participate("s", "p", "started", WEEK)
        work.surveys.participate("s", "p", "finished", WEEK)
        work.surveys.participate("s", "q", "started", WEEK)
        assert work.surveys.participation("s") == {"finished": 1, "started": 1}
        work.surveys.leave("s", "q")
        assert work.surveys.participation("s") == {"finished": 1}


def counted(work: Work) -> dict[tuple[str, str, str], int]:
    """Return how many people stand behind each figure, once they are counted."""
    work.releases.include_waiting("s", 1)
    return {(each.kind, each.code, each.team): each.people for each in work.releases.counts("s")}


def test_figures_count_people_not_answers(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_team("s", TeamRow("a", "Accounts", 9))
        for name in ("p", "q"):
            person(work, name, team="a")
        work.answers.save_findings("s", "p", 1, "task", [finding(rule="rework.y")])

        assert counted(work) == {
            ("answered", "", "a"): 2,
            ("code", "rework", "a"): 2,
            ("rule", "rework rework.x", ""): 2,
            ("rule", "rework rework.y", ""): 1,
            ("hours", "rework", "a"): 2,
            ("function", "payroll", ""): 2,
            ("function_hours", "payroll", ""): 2,
        }
        loss = work.figures.task_losses("s")[0]
        assert (loss.code, loss.minutes, loss.wasted) == ("rework", Triple(5, 5, 5), None)


def test_what_an_employee_rejects_does_not_count(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        work.answers.judge(JudgedRow("s", "p", 1, "inefficiency", "rework", "rejected"))

        assert not [key for key in counted(work) if key[0] in ("code", "rule")]
        assert [row.rejected for row in work.figures.judgements()] == [1]


def test_obstacles_that_match_nothing_are_there_for_the_review(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        work.answers.save_findings("s", "p", 1, "obstacle", [])
        work.answers.allow_quotes("s", "p", allowed=True)

        assert work.figures.unmatched() == [("p", "slow")]


def test_scores_of_criteria_come_with_the_function(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        scored = answer(question="f2")._replace(respondent="p", likely=4.0, choices="f2.4")
        work.answers.save(scored)

        work.releases.include_waiting("s", 1)
        assert work.releases.scores("s") == [
            ScoreSum("payroll", "f2", 1, 1, 1, 4.0, 16.0, 4.0, 4.0)
        ]


def test_one_task_or_everything_can_be_forgotten(store: Store) -> None:
    with store.transaction() as work:
        person(work, "p")
        data = work.answers.my_data("s", "p")
        assert data is not None
        assert data.answers[0].text == "slow"

        assert work.answers.forget("s", "p", 1) == (1, 1)
        person(work, "p")
        assert work.answers.forget("s", "p") == (1, 1)
        assert work.answers.my_data("s", "p") is None


def test_imports_are_known_by_their_digest(store: Store) -> None:
    with store.transaction() as work:
        assert not work.answers.import_done("d")
        work.answers.note_import("d", "s", 3, WEEK)
        assert work.answers.import_done("d")


HAND = Hand("w", room=9, now=10)


def test_a_message_goes_into_the_hand_where_nothing_stands_before(store: Store) -> None:
    rows = [message("a"), message("a"), message("b")]
    with store.transaction() as work:
        work.outbox.hold(HAND)
        for row in rows:
            work.outbox.enqueue(row)

    assert work.outbox.held == tuple(rows)
    with store.transaction() as later:
        assert later.outbox.claim("t", 10, 9, "another") == []


@pytest.mark.parametrize("holder", ["", "another"])
def test_a_message_behind_one_that_others_send_stays_outside(store: Store, holder: str) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a"))
        if holder:
            work.outbox.claim("t", 10, 9, holder)
    with store.transaction() as work:
        work.outbox.hold(HAND)
        work.outbox.enqueue(message("a"))

    assert work.outbox.held == ()
    assert (work.outbox.is_left, work.outbox.is_full) == (True, False)


def test_a_message_behind_one_whose_lease_ran_out_stays_outside(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.enqueue(message("a"))
        work.outbox.claim("t", 10, 9, "w")
        work.outbox.hold(HAND._replace(now=10 + LEASE_SECONDS))
        work.outbox.enqueue(message("a"))

    assert work.outbox.held == ()


@pytest.mark.parametrize(
    ("hand", "row", "is_full"),
    [
        (HAND._replace(room=0), message("a"), True),
        (HAND, message("a", not_before=12), False),
        (Hand("", 0, 0), message("a"), True),
    ],
    ids=["no room", "not due", "no hand"],
)
def test_what_cannot_be_held_is_left(
    store: Store, hand: Hand, row: OutboxRow, *, is_full: bool
) -> None:
    with store.transaction() as work:
        work.outbox.hold(hand)
        work.outbox.enqueue(row)

    assert work.outbox.held == ()
    assert (work.outbox.is_left, work.outbox.is_full) == (True, is_full)
    with store.transaction() as later:
        assert later.outbox.claim("t", 11, 9, "another") == [row]


def test_only_a_burst_of_one_chat_is_in_hand(store: Store) -> None:
    rows = [message("a") for _ in range(7)]
    with store.transaction() as work:
        work.outbox.hold(HAND)
        for row in rows:
            work.outbox.enqueue(row)

    assert work.outbox.held == tuple(rows[:5])


def test_what_a_savepoint_undoes_is_in_no_hand(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.hold(HAND)
        work.outbox.enqueue(message("a"))
        with pytest.raises(ValueError, match="undo"), work.savepoint():
            work.outbox.enqueue(message("b"))
            raise ValueError("undo")

    assert [row.chat for row in work.outbox.held] == ["a"]


def test_what_is_dropped_is_in_no_hand(store: Store) -> None:
    with store.transaction() as work:
        work.outbox.hold(HAND)
        work.outbox.enqueue(message("a"))
        work.outbox.enqueue(message("b"))
        work.outbox.drop("t", "a")

    assert [row.chat for row in work.outbox.held] == ["b"]


def test_a_message_let_go_can_be_claimed_by_others(store: Store) -> None:
    row = message("a")
    with store.transaction() as work:
        work.outbox.hold(HAND)
        work.outbox.enqueue(row)
        work.outbox.let_go(row.id)

        assert work.outbox.claim("t", 10, 9, "another") == [row]


def test_what_is_changed_in_a_transaction_is_read_anew_in_it(store: Store) -> None:
    with store.transaction() as work:
        before = work.surveys.get(SURVEY.id), work.surveys.key(SURVEY.id)
        teams = work.surveys.teams(SURVEY.id)
        work.surveys.set_status(SURVEY.id, "closed")
        work.surveys.lose_traces(SURVEY.id)
        work.surveys.add_team(SURVEY.id, TeamRow("ops", "Operations", 9))
        after = work.surveys.get(SURVEY.id), work.surveys.key(SURVEY.id)

        assert before == (SURVEY, bytes.fromhex("ab" * 32))
        assert after == (SURVEY._replace(status="closed"), None)
        assert len(work.surveys.teams(SURVEY.id)) == len(teams) + 1


def test_what_a_savepoint_undoes_is_read_anew(store: Store) -> None:
    with store.transaction() as work:
        with pytest.raises(ValueError, match="undo"), work.savepoint():
            work.surveys.set_status(SURVEY.id, "closed")
            assert work.surveys.get(SURVEY.id) == SURVEY._replace(status="closed")
            raise ValueError("undo")

        assert work.surveys.get(SURVEY.id) == SURVEY


def test_surveys_are_changed_in_one_way_only() -> None:
    source = inspect.getsource(Surveys)

    assert source.count("_do.run(") == 1
    assert "run_many" not in source
