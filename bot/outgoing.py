"""A message on its way to a person, the same for every channel; imports nothing of ours.

The turn renders replies to this form and the outbox keeps it as JSON until it is sent. `text` is
the small HTML of `bot.wording`: <b>, <i>, <code>, <blockquote>, everything else escaped.
"""

import json
from dataclasses import dataclass
from typing import NamedTuple, Self


class Key(NamedTuple):
    """A button: what it says, and either the press it sends back or the link it opens."""

    label: str
    press: str | None = None
    link: str | None = None


class Attachment(NamedTuple):
    """A small text file that goes with a message, such as a person's own data."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: its text, its rows of buttons, and a file or none."""

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    attachment: Attachment | None = None

    def dumps(self) -> str:
        """Return the message as JSON, for the outbox."""
        return json.dumps(
            {"text": self.text, "keys": self.keys, "attachment": self.attachment},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def loads(cls, text: str) -> Self:
        """Return the message that `dumps` wrote.

        Raises:
            ValueError: *text* was not written by `dumps`.
        """
        try:
            data = json.loads(text)
            keys = tuple(tuple(Key(*key) for key in row) for row in data["keys"])
            attachment = Attachment(*data["attachment"]) if data["attachment"] else None
            return cls(str(data["text"]), keys, attachment)
        except (KeyError, TypeError) as error:
            raise ValueError("an outbox payload has another form") from error
