"""Who has which role, taking it back, and the audit log, in the chat; every use leaves a note."""

import pytest

from bot.managing.links import Link
from bot.managing.registry import SCREENS
from bot.managing.roles import Role
from bot.pseudonyms import member_of
from storage import MembershipRow
from tests.bot.office.playing import SECRET, Play, granted
from tests.bot.office.test_surveys import LAGER, opened

BO = member_of(SECRET, "test:bo")


@pytest.fixture
def lager(owner: Play) -> Play:
    granted(owner, MembershipRow(BO, "manager", LAGER, "night", "Bo of nights", "2026-11-23"))
    return opened(owner)


def test_a_role_is_listed_and_taken_back_at_once(lager: Play) -> None:
    bo = lager.as_("bo")
    assert "find what is slow" in bo.say(f"/survey {LAGER}")
    lager.press("People with roles")
    lager.press("lead · Night · Bo of nights")

    assert "Taken back" in lager.press("Take the role back")
    assert "those who run surveys" in bo.press_data(Link("survey", (LAGER,)).encode())
    assert "Nobody but the owners" in lager.say("/menu") + lager.press_data(
        Link("people", (LAGER,)).encode()
    )


def test_an_old_button_takes_no_role(lager: Play) -> None:
    link = Link("withdraw", (LAGER, BO[:12]), "other")

    assert "older message" in lager.press_data(link.encode())
    assert "Bo of nights" in " ".join(lager.labels)


def test_who_is_not_there_has_no_role(lager: Play) -> None:
    for screen in ("person", "withdraw"):
        assert "Nobody has that role" in lager.press_data(Link(screen, (LAGER, "x")).encode())


def test_an_owner_reads_the_audit_log(lager: Play) -> None:
    lager.as_("bo").press_data(Link("confirm", (LAGER, "close")).encode())

    said = lager.say("/audit")
    assert f"Bo of nights: confirm {LAGER} (close), refused" in said
    lager.press("Further \u203a")
    assert "surveys" in " ".join(each.text for each in lager.heard)


def test_only_owners_read_it(lager: Play) -> None:
    granted(lager, MembershipRow(BO, "manager", LAGER, "", "Bo", "2026-11-23"))

    assert "those who run surveys" in lager.as_("bo").say("/audit")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_use_of_every_screen_is_noted(screen: str, lager: Play) -> None:
    before = len(lager.audit())

    lager.press_data(Link(screen, (LAGER, "x")).encode())

    new = lager.audit()[: len(lager.audit()) - before]
    assert screen in {each.code for each in new}


@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "menu"])
def test_every_refused_use_is_noted(screen: str, lager: Play) -> None:
    cy = lager.as_("cy")

    cy.press_data(Link(screen, (LAGER, "x")).encode())

    (entry,) = [each for each in cy.audit() if each.person == member_of(SECRET, "test:cy")]
    assert (entry.code, entry.outcome) == (screen, "refused")


@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "menu"])
def test_every_screen_leads_back(screen: str, lager: Play) -> None:
    lager.press_data(Link(screen, (LAGER, "x")).encode())

    links = [Link.parse(key.press or "") for key in lager.heard[-1].keys[-1]]
    assert links[0] is not None
    assert links[0].screen in SCREENS
    assert links[0].screen != screen or screen in {"surveys", "people", "invited"}


@pytest.mark.parametrize("role", [each for each in Role if each not in (Role.LEAD, Role.OWNER)])
def test_a_role_is_no_more_than_it_says(role: Role, lager: Play) -> None:
    person = member_of(SECRET, "test:cy")
    granted(lager, MembershipRow(person, role, LAGER, "", "Cy", "2026-11-23"))
    cy = lager.as_("cy")
    cy.press_data(Link("move", (LAGER, "close")).encode())

    with lager.store.transaction() as work:
        found = work.surveys.get(LAGER)
    assert found is not None
    assert found.status == "open"
