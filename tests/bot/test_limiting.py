"""A person may write as fast as people do; a flood is told once and then left alone."""

from pathlib import Path

import pytest

from bot.incoming import Arrival, Departed, Elsewhere, Hasty, Incoming, Unreadable
from bot.interview.events import Said
from bot.limiting import MOST_A_MINUTE, Limiter
from bot.outgoing import Outgoing
from bot.turn import Turns
from storage import open_store
from tests.bot.duties.surveys import SETTING


def said(number: int, chat: str = "7") -> Incoming:
    return Incoming("t", str(number), chat, chat, "en", Said(0, "x", number))


def admitted(limiter: Limiter, arrivals: list[Arrival], now: int = 0) -> list[Arrival | None]:
    return [limiter.admit(each, now) for each in arrivals]


def test_as_fast_as_people_write_is_fine() -> None:
    arrivals: list[Arrival] = [said(number) for number in range(MOST_A_MINUTE)]

    assert admitted(Limiter(), arrivals) == arrivals


def test_one_too_many_is_told_so_once() -> None:
    found = admitted(Limiter(most=2), [said(number) for number in range(5)])

    assert found == [said(0), said(1), Hasty("t", "2", "7", "en"), None, None]


def test_the_next_minute_begins_anew_and_other_chats_are_not_concerned() -> None:
    limiter = Limiter(most=1)

    assert admitted(limiter, [said(1), said(2), said(3, "8")])[2] == said(3, "8")
    assert limiter.admit(said(4), 60) == said(4)


def test_what_comes_again_counts_once() -> None:
    limiter = Limiter(most=2)
    again: list[Arrival] = [said(1), said(2)]

    assert [admitted(limiter, again) for _ in range(9)] == [again] * 9


@pytest.mark.parametrize("arrival", [Departed("t", "1", "7"), Unreadable("t", "1", "KeyError")])
def test_what_nobody_wrote_is_never_too_much(arrival: Arrival) -> None:
    assert admitted(Limiter(most=0), [arrival]) == [arrival]


def test_a_group_is_told_nothing() -> None:
    assert admitted(Limiter(most=0), [Elsewhere("t", "1", "7")]) == [None]


def test_who_is_too_fast_hears_what_becomes_of_it(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()

    Turns(store, SETTING, b"x" * 32).take([Hasty("t", "1", "7", "en")])

    with store.transaction() as work:
        told = [Outgoing.loads(row.payload).text for row in work.outbox.claim("t", 10**11, 9, "w")]
    store.close()
    assert len(told) == 1
    assert "is not noted" in told[0]
