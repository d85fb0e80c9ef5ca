"""How fast messages may leave."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pace import CHAT_BURST, OVERALL_PER_SECOND, Pace


def test_a_short_burst_to_one_chat_leaves_at_once_then_one_a_second() -> None:
    pace = Pace()

    delays = [pace.delay("ann", 100.0) for _ in range(int(CHAT_BURST) + 2)]

    assert delays == [0, 0, 0, 0, 0, 1, 2]


def test_many_chats_share_thirty_a_second() -> None:
    pace = Pace()

    delays = [pace.delay(f"chat {number}", 100.0) for number in range(90)]

    assert delays[29] == 0
    assert delays[59] == 1
    assert delays[89] == 2


def test_one_chat_that_waits_does_not_hold_up_another() -> None:
    pace = Pace()
    for _ in range(10):
        pace.delay("ann", 100.0)

    assert pace.delay("bob", 100.0) == 0


def test_idle_chats_are_forgotten_and_busy_ones_are_not() -> None:
    pace = Pace()
    pace.delay("idle", 100.0)
    for _ in range(20):
        pace.delay("busy", 109.0)

    pace.forget_idle(110.0)

    assert pace.delay("busy", 110.0) > 0
    assert pace.delay("idle", 110.0) == 0


@given(st.lists(st.floats(min_value=0, max_value=0.5), min_size=1, max_size=200))
def test_never_more_than_the_overall_limit_in_any_second(gaps: list[float]) -> None:
    pace, now, leaving = Pace(), 0.0, []
    for number, gap in enumerate(gaps):
        now += gap
        leaving.append(now + pace.delay(str(number), now))

    for start in leaving:
        together = sum(start <= moment < start + 1 for moment in leaving)
        assert together <= 2 * OVERALL_PER_SECOND


def test_a_clock_that_jumps_back_does_not_let_more_through() -> None:
    pace = Pace()
    for _ in range(5):
        pace.delay("ann", 100.0)

    assert pace.delay("ann", 50.0) >= 1
