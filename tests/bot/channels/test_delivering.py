"""One message to Telegram: what is refused in one form is sent in another, and no part twice."""

import time

import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.channels.telegram.failing import Fate, Verdict, verdict_of
from bot.channels.telegram.settling import Settled, settle
from bot.outgoing import Attachment, Key, Outgoing
from storage import OutboxRow, new_id
from tests.bot.channels.conftest import Rig

KEYS = ((Key("Yes", "short|consent|1|yes"),),)
PNG = Attachment.of("qr.png", b"\x89PNG\r\n\x1a\n")
PARSE, DATA = "Bad Request: can't parse entities: x", "Bad Request: BUTTON_DATA_INVALID"


async def send(rig: Rig, message: Outgoing) -> None:
    row = OutboxRow(new_id(), "telegram", "7", "interactive", message.dumps(), 0)
    with rig.store.transaction() as work:
        work.outbox.enqueue(row)
    await rig.send()


def let_try_again(rig: Rig) -> None:
    with rig.store.transaction() as work:
        for row in work.outbox.claim("telegram", int(time.time()) + 10**6, 9, "test"):
            work.outbox.retry(row.id, 0)
    rig.sender._may_wait = True  # noqa: SLF001  # as after a second


def asides(rig: Rig) -> list[str]:
    with rig.store.transaction() as work:
        assert work.outbox.size() == 0
        return [each.error for each in work.intake.asides()]


@pytest.mark.parametrize(
    ("refusal", "keeps_buttons"),
    [
        pytest.param(PARSE, True, id="markup at fault: the buttons stay"),
        pytest.param(DATA, False, id="a button at fault: the words at least"),
    ],
)
async def test_what_is_refused_is_sent_once_more_as_plain_text(
    rig: Rig, refusal: str, *, keeps_buttons: bool
) -> None:
    rig.telegram.fail("sendMessage", 400, refusal)

    await send(rig, Outgoing("Is <b>this</b> you &amp; yours?", KEYS))

    (call,) = rig.telegram.sent()
    assert call.data["text"] == "Is this you & yours?"
    assert "parse_mode" not in call.data
    assert ("reply_markup" in call.data) is keeps_buttons
    assert asides(rig) == []


async def test_what_is_refused_as_plain_text_too_is_set_aside_by_code(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        rig.telegram.fail("sendMessage", 400, DATA)

    await send(rig, Outgoing("my own words", KEYS))

    assert asides(rig) == ["BadRequest BUTTON_DATA_INVALID"]
    assert "aside: BadRequest BUTTON_DATA_INVALID" in caplog.text
    assert "my own words" not in caplog.text


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (
            'can\'t parse entities: unsupported start tag "MY_BOSS" at 5',
            "BadRequest can't parse entities",
        ),
        ("message is too long", "BadRequest message is too long"),
        ("something of which we know nothing", "BadRequest"),
    ],
)
def test_a_code_quotes_nothing_that_was_said(said: str, code: str) -> None:
    assert verdict_of(BadRequest(said), 0).code.startswith(code)
    assert "BOSS" not in verdict_of(BadRequest(said), 0).code


async def test_words_whose_picture_is_refused_arrive_alone(rig: Rig) -> None:
    rig.telegram.fail("sendPhoto", 400, "Bad Request: IMAGE_PROCESS_FAILED")

    await send(rig, Outgoing("Scan this", KEYS, picture=PNG))

    assert rig.last() == "Scan this"
    assert asides(rig) == []


async def test_who_is_gone_is_not_tried_in_another_form(rig: Rig) -> None:
    rig.telegram.fail("sendPhoto", 400, "Bad Request: chat not found")

    await send(rig, Outgoing("Scan this", KEYS, picture=PNG))

    assert rig.telegram.sent() == []
    assert asides(rig) == []


async def test_a_part_that_was_sent_is_not_sent_again(rig: Rig) -> None:
    rig.telegram.fail("sendDocument", 429, "Too Many Requests: retry after 1", retry_after=1)

    await send(rig, Outgoing("x" * 5000, attachment=Attachment("mine.json", "{}")))
    sent_before = len(rig.telegram.sent())
    let_try_again(rig)
    await rig.send()

    assert (sent_before, len(rig.telegram.sent())) == (2, 2)
    assert len(rig.calls("sendDocument")) == 1
    assert rig.sender._parts_sent == {}  # noqa: SLF001  # nothing is remembered for nothing


async def test_a_menu_that_must_wait_does_not_repeat_its_message(rig: Rig) -> None:
    rig.telegram.fail("setMyCommands", 429, "Too Many Requests: retry after 1", retry_after=1)

    await send(rig, Outgoing("Welcome", commands=(("survey", "Run surveys"),)))
    let_try_again(rig)
    await rig.send()

    assert [call.data["text"] for call in rig.telegram.sent()] == ["Welcome"]


def test_waits_after_a_network_error_grow_with_jitter() -> None:
    waits = [[verdict_of(NetworkError("x"), tries).wait for _ in range(50)] for tries in (0, 4, 20)]

    assert all(low <= wait <= 2 * low for low, some in zip((0.5, 8, 150), waits, strict=True)
               for wait in some)  # fmt: skip
    assert all(len(set(some)) > 1 for some in waits)


def test_retry_after_is_a_whole_number_of_seconds_from_any_part_of_one(rig: Rig) -> None:
    row = OutboxRow(new_id(), "telegram", "7", "interactive", "{}", 0)
    with rig.store.transaction() as work:
        work.outbox.enqueue(row)
        now = 1000  # any moment before 1001
        settle(work, Settled(row, verdict_of(RetryAfter(30), 0)), now)
        too_soon = work.outbox.claim("telegram", now + 30, 9, "w")
        in_time = work.outbox.claim("telegram", now + 31, 9, "w")

    assert (too_soon, [each.id for each in in_time]) == ([], [row.id])
    assert verdict_of(RetryAfter(30), 0) == Verdict(Fate.AGAIN, 30, "RetryAfter")


async def test_a_press_that_was_confirmed_too_late_is_no_error(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")

    rig.telegram.press(7, "short|consent|1|yes")
    await rig.turn()
    await rig.turn()

    assert not rig.telegram.failures["answerCallbackQuery"]
    assert len(rig.telegram.sent(7)) >= 1
    assert caplog.text == ""
