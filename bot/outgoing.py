"""A message on its way to a person, the same for every channel; imports nothing of ours.

The turn renders replies to this form and the outbox keeps it as JSON until it is sent. `text` is
the small HTML of `bot.wording`: <b>, <i>, <code>, <blockquote>, everything else escaped.
"""

import base64
import json
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

#: The kind of a message in the outbox that goes to many people; answers go before it.
BROADCAST: Final = "broadcast"


class Key(NamedTuple):
    """A button: what it says, and either the press it sends back or the link it opens."""

    label: str
    press: str | None = None
    link: str | None = None


class Attachment(NamedTuple):
    """A file that goes with a message: a text such as a person's own data, or bytes as base64."""

    name: str
    content: str
    is_binary: bool = False

    @classmethod
    def of(cls, name: str, data: bytes) -> Self:
        """Return the file *name* that holds *data*."""
        return cls(name, base64.b64encode(data).decode(), is_binary=True)

    def data(self) -> bytes:
        """Return what the file holds."""
        return base64.b64decode(self.content) if self.is_binary else self.content.encode()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message: its text, its rows of buttons, and a file or a picture (PNG) or none.

    With `commands` (name and text) the chat's own list of commands becomes these.
    """

    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    attachment: Attachment | None = None
    picture: Attachment | None = None
    commands: tuple[tuple[str, str], ...] = ()

    def dumps(self) -> str:
        """Return the message as JSON, for the outbox."""
        rare = {"picture": self.picture, "commands": self.commands}
        return json.dumps(
            {"text": self.text, "keys": self.keys, "attachment": self.attachment}
            | {name: value for name, value in rare.items() if value},
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
            attachment, picture = (
                Attachment(*data[name]) if data.get(name) else None
                for name in ("attachment", "picture")
            )
            commands = tuple((str(name), str(text)) for name, text in data.get("commands", ()))
            return cls(str(data["text"]), keys, attachment, picture, commands)
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("an outbox payload has another form") from error
