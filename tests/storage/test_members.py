"""Roles, invitations, tries, texts that are waited for, and the audit log, on both databases."""

import re
from pathlib import Path

from storage import (
    AuditRow,
    AwaitedRow,
    InvitationRow,
    MembershipRow,
    Store,
    SurveyRow,
    TeamRow,
    new_id,
)
from tests.storage.people import SURVEY, WEEK

QUERIES = Path(__file__).parents[2] / "storage" / "queries"
ANN = MembershipRow("ann", "manager", "s", "", "Ann of logistics", WEEK)
CODE = InvitationRow(
    "i1", "digest", "s", "night", "clerk", "employee", "wall", is_shared=True, made=10, expires=100
)


def entry(at: int, person: str = "ann", code: str = "survey", survey: str = "s") -> AuditRow:
    return AuditRow(new_id(), at, person, code, survey, "", "shown")


def test_a_role_is_given_once_and_taken_back(store: Store) -> None:
    with store.transaction() as work:
        work.members.grant(ANN)
        work.members.grant(ANN._replace(label="Ann"))
        assert work.members.of("ann") == [ANN._replace(label="Ann")]
        assert work.members.all() == work.members.of("ann")

        assert work.members.withdraw(ANN)
        assert not work.members.withdraw(ANN)
        assert work.members.of("ann") == []


def test_a_shared_invitation_serves_many_until_it_expires(store: Store) -> None:
    with store.transaction() as work:
        work.members.invite(CODE)

        assert [work.members.use("digest", now) for now in (50, 99, 100)] == [True, True, False]
        assert work.members.invitation("digest") == CODE._replace(uses=2)


def test_a_single_invitation_serves_once(store: Store) -> None:
    with store.transaction() as work:
        work.members.invite(CODE._replace(is_shared=False))

        assert [work.members.use("digest", 50) for _ in range(2)] == [True, False]


def test_a_revoked_invitation_serves_nobody(store: Store) -> None:
    with store.transaction() as work:
        work.members.invite(CODE)

        assert work.members.revoke("i1")
        assert not work.members.use("digest", 50)
        assert not work.members.revoke("nonsense")
        assert [each.is_revoked for each in work.members.invitations()] == [True]
        assert work.members.invitation("other") is None


def test_tries_are_counted_for_two_hours_and_pruned(store: Store) -> None:
    with store.transaction() as work:
        for at in (0, 3600, 3700):
            work.members.note_attempt("ann", at)

        assert work.members.attempts("ann", 3800) == 3
        assert work.members.attempts("ann", 7300) == 2
        assert work.members.attempts("bo", 3800) == 0
        assert work.members.prune_attempts(3600) == 1


def test_the_last_screen_that_asks_gets_the_text(store: Store) -> None:
    with store.transaction() as work:
        work.members.wait_for(AwaitedRow("t", "7", "m:a:", 1))
        work.members.wait_for(AwaitedRow("t", "7", "m:b:", 2))

        assert work.members.awaited("t", "7") == AwaitedRow("t", "7", "m:b:", 2)
        work.members.stop_waiting("t", "7")
        assert work.members.awaited("t", "7") is None


def test_the_audit_log_is_read_newest_first_and_filtered(store: Store) -> None:
    rows = [entry(1), entry(2, person="bob"), entry(3, code="report"), entry(4, survey="other")]
    with store.transaction() as work:
        for row in rows:
            work.audit.note(row)

        assert work.audit.entries() == rows[::-1]
        assert work.audit.entries(most=1) == rows[3:]
        assert work.audit.entries(since=3) == rows[:1:-1]
        assert work.audit.entries(person="b") == [rows[1]]
        assert work.audit.entries(code="report") == [rows[2]]
        assert work.audit.entries(survey="other") == [rows[3]]


def test_no_statement_changes_or_deletes_the_audit_log() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in QUERIES.glob("*.sql"))

    assert re.findall(r"(?i)(?:update|delete\s+from|into)\s+audit\b", text) == ["INTO audit"]


def test_kinds_of_jobs_are_kept_like_teams(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.add_role("s", TeamRow("clerk", "Clerk", None))
        work.surveys.add_role("s", TeamRow("clerk", "Clerks", 7))
        work.surveys.add_team("s", TeamRow("night", "Night", 3))
        assert work.surveys.roles("s") == [TeamRow("clerk", "Clerks", 7)]

        work.surveys.drop_role("s", "clerk")
        work.surveys.drop_team("s", "night")
        assert (work.surveys.roles("s"), work.surveys.teams("s")) == ([], [])


def test_a_plan_can_change_and_be_dropped_an_open_survey_cannot_be_dropped(store: Store) -> None:
    plan = SurveyRow("d", "A plan", "why", "draft", "", 5, 10, WEEK)
    changed = plan._replace(name="Another", purpose="because", threshold=7, settings='{"a":1}')
    with store.transaction() as work:
        work.surveys.add(plan, "ab" * 32)
        work.surveys.change(changed)
        assert work.surveys.get("d") == changed

        work.surveys.drop("d")
        work.surveys.drop("s")
        assert work.surveys.all() == [SURVEY]


def test_that_somebody_took_part_is_known_until_they_leave(store: Store) -> None:
    with store.transaction() as work:
        work.surveys.participate("s", "ann", "started", WEEK)
        assert work.surveys.took_part("s", "ann")
        assert not work.surveys.took_part("s", "bo")

        work.surveys.leave("s", "ann")
        assert not work.surveys.took_part("s", "ann")
