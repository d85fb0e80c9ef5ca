"""An update read from its JSON and one read by the library give the same event."""

from collections.abc import Callable

import pytest
from telegram import Update

from bot.channels.telegram.calling import Json
from bot.channels.telegram.translating import arrival_of, arrival_of_update
from bot.incoming import Departed, Elsewhere, Incoming, Unreadable
from bot.interview.events import Chosen, Edited, Said, Unsupported
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import FakeTelegram

NOW = 1_700_000_000
Deed = Callable[[FakeTelegram], object]
DONE: dict[str, Deed] = {
    "words": lambda telegram: telegram.say(7, "I pack <b>parcels</b> & more 📦"),
    "a start with an invitation": lambda telegram: telegram.say(7, "/start abc"),
    "a command with words": lambda telegram: telegram.say(7, "/PAIN@gemba_bot the printer\njams"),
    "a command of nobody": lambda telegram: telegram.say(7, "/unknown"),
    "a slash": lambda telegram: telegram.say(7, "/"),
    "nothing": lambda telegram: telegram.say(7, ""),
    "a start in a group": lambda telegram: telegram.say(-7, "/start", kind="group"),
    "talk in a group": lambda telegram: telegram.say(-7, "what a day", kind="supergroup"),
    "a press": lambda telegram: telegram.press(7, "full|consent|1|yes"),
    "a press of another bot": lambda telegram: telegram.press(7, "nothing that we made"),
    "a press of nothing": lambda telegram: telegram.press(7, ""),
    "an edit": lambda telegram: telegram.edit(7, 3, "I pack pallets"),
    "a photo": lambda telegram: telegram.send_photo(7),
    "a block": lambda telegram: telegram.block(7),
}


def update_of(does: Deed) -> Json:
    telegram = FakeTelegram()
    does(telegram)
    return telegram.updates[0]


@pytest.mark.parametrize("does", DONE.values(), ids=DONE)
def test_both_ways_of_reading_give_the_same(does: Deed) -> None:
    raw = update_of(does)

    assert arrival_of(raw, NOW) == arrival_of_update(Update.de_json(raw, None), NOW)


def without(raw: Json, *path: str) -> Json:
    """Return *raw* without what stands at *path*."""
    name, *rest = path
    inner = raw[name]
    if rest and isinstance(inner, dict):
        return {**raw, name: without(inner, *rest)}
    return {key: value for key, value in raw.items() if key != name}


@pytest.mark.parametrize("missing", ["language_code", "first_name"])
def test_a_person_may_tell_less_of_themselves(missing: str) -> None:
    raw = without(update_of(lambda telegram: telegram.say(7, "Hello")), "message", "from", missing)
    found = arrival_of(raw, NOW)

    assert isinstance(found, Incoming)
    assert (found.chat, found.language, found.event) == ("7", "en", Said(NOW, "Hello", 1))


def test_a_press_below_a_message_that_is_gone_is_nothing_to_us() -> None:
    pressed = update_of(lambda telegram: telegram.press(7, "full|consent|1|yes"))
    raw = without(pressed, "callback_query", "message")

    assert arrival_of(raw, NOW) is None


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("a start in a group", Elsewhere),
        ("talk in a group", type(None)),
        ("a block", Departed),
        ("words", Incoming),
    ],
)
def test_what_happened_has_its_kind(deed: str, kind: type) -> None:
    assert type(arrival_of(update_of(DONE[deed]), NOW)) is kind


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("a press", Chosen),
        ("a press of another bot", Unsupported),
        ("an edit", Edited),
        ("a photo", Unsupported),
    ],
)
def test_what_a_person_did_has_its_kind(deed: str, kind: type) -> None:
    found = arrival_of(update_of(DONE[deed]), NOW)

    assert isinstance(found, Incoming)
    assert type(found.event) is kind


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 5, "message": {"text": "what nobody may read"}},
        {"update_id": 5, "message": "what nobody may read"},
        {"update_id": 5, "edited_message": ["what nobody may read"]},
        {"update_id": 5, "edited_message": {"message_id": 1, "date": 10**30, "chat": {}}},
    ],
    ids=["fields are missing", "no message", "a list", "a day that no calendar has"],
)
def test_what_cannot_be_read_is_told_by_its_number(raw: Json) -> None:
    found = arrival_of(raw, NOW)

    assert isinstance(found, Unreadable)
    assert found.update == "5"
    assert "nobody" not in repr(found)


async def test_what_cannot_be_read_is_set_aside_and_the_others_go_on(rig: Rig) -> None:
    rig.telegram.updates.append({"update_id": 1, "message": {"text": "of another world"}})
    next(rig.telegram._ids)  # noqa: SLF001  # the number is taken
    rig.telegram.say(7, "/start")

    await rig.turn()

    with rig.store.transaction() as work:
        aside = work.intake.asides()
    assert [(each.number, each.error) for each in aside] == [("1", "KeyError")]
    assert "voluntary" in rig.last()
    assert rig.poller.offset == 3 + 1
