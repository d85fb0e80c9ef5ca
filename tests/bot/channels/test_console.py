"""A terminal shows buttons as numbers, and knows a scale's own numbers from a list's."""

import pytest

from bot.channels.console import numbered, plain
from bot.managing.links import Link
from bot.outgoing import Attachment, Key, Outgoing

LIST = tuple(Key(str(number), Link("rec", ("s", f"code{number}")).encode()) for number in (1, 2))
SCALE = tuple(Key(str(number), f"scale:{number}") for number in (1, 2, 3, 4, 5))
WORDS = (Key("Yes", "x:yes"), Key("No", "x:no"))


@pytest.mark.parametrize(
    ("keys", "labels"),
    [(LIST, ["1", "2"]), (SCALE, []), (WORDS, ["Yes", "No"]), ((), [])],
    ids=["a screen's list", "a scale", "words", "nothing"],
)
def test_buttons_get_numbers_unless_they_are_numbers_to_type(
    keys: tuple[Key, ...], labels: list[str]
) -> None:
    assert [key.label for key in numbered(Outgoing("?", (keys,)))] == labels


def test_a_picture_and_a_file_are_named() -> None:
    message = Outgoing(
        "Here", attachment=Attachment.of("r.xlsx", b"x"), picture=Attachment.of("p.png", b"y")
    )

    assert plain(message).splitlines() == ["Here", "  [picture: p.png]", "  [file: r.xlsx]"]
