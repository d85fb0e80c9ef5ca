"""How fast messages may leave."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pace import CHAT_BURST, Pace


def test_a_short_burst_to_one_chat_leaves_at_once_then_one_a_second() -> None:
    pace = Pace()

    delays = [pace.delay_in_chat("ann", 100.0) for _ in range(int(CHAT_BURST) + 2)]

    assert delays == [0, 0, 0, 0, 0, 1, 2]


def test_many_chats_share_thirty_a_second() -> None:
    pace = Pace()

    delays = [pace.delay_overall(100.0) for _ in range(90)]

    assert [delays[number] for number in (29, 30, 59, 60, 89)] == [0, 1, 1, 2, 2]


def test_one_chat_that_waits_does_not_hold_up_another() -> None:
    pace = Pace()
    for _ in range(10):
        pace.delay_in_chat("ann", 100.0)

    assert pace.delay_in_chat("bob", 100.0) == 0


def test_idle_chats_are_forgotten_and_busy_ones_are_not() -> None:
    pace = Pace()
    for number in range(999):
        pace.delay_in_chat(f"idle {number}", 100.0)
    for _ in range(20):
        pace.delay_in_chat("busy", 109.0)

    pace.delay_in_chat("one more", 110.0)

    assert len(pace._chats) == 2  # noqa: SLF001  # what it remembers is the point
    assert pace.delay_in_chat("busy", 110.0) > 0


@given(
    st.integers(min_value=1, max_value=40),
    st.lists(st.floats(min_value=0, max_value=0.5), min_size=1, max_size=200),
)
def test_never_more_than_the_overall_limit_in_any_second(rate: int, gaps: list[float]) -> None:
    pace, now, leaving = Pace(overall_rate=rate), 0.0, []
    for gap in gaps:
        now += gap
        leaving.append(now + pace.delay_overall(now))

    for start in leaving:
        together = sum(start <= moment < start + 0.999 for moment in leaving)
        assert together <= rate


def test_one_message_to_many_leaves_evenly_and_not_in_heaps() -> None:
    pace = Pace(overall_rate=10)

    delays = [pace.delay_in_broadcast(100.0) for _ in range(4)]

    assert [round(delay, 6) for delay in delays] == [0, 0.1, 0.2, 0.3]
    assert pace.delay_in_broadcast(200.0) == 0


def test_without_a_limit_nobody_waits() -> None:
    pace = Pace(overall_rate=0)

    assert {
        pace.delay_overall(1.0) + pace.delay_in_chat("ann", 1.0) + pace.delay_in_broadcast(1)
        for _ in range(99)
    } == {0}


def test_a_clock_that_jumps_back_does_not_let_more_through() -> None:
    pace = Pace()
    for _ in range(5):
        pace.delay_in_chat("ann", 100.0)

    assert pace.delay_in_chat("ann", 50.0) >= 1
