"""Splitting a long message so that Telegram takes it; imports nothing of ours.

Telegram counts what is left after markup is parsed, in UTF-16 units, and refuses a message whose
tags do not balance. So the text is taken apart first, and tags are closed and opened again around
every cut (Bot API, `sendMessage`: 1 to 4096 characters after entities parsing).
"""

import html
from dataclasses import dataclass, field
from html.parser import HTMLParser

LIMIT = 4096


def visible_length(text: str) -> int:
    """Return how long *text* is for Telegram: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = LIMIT) -> list[str]:
    """Return *text* (our small HTML) as parts of at most *limit* visible units, each balanced.

    Cuts fall at line ends where there are any, else between words, else inside a word.
    """
    if text.strip() and visible_length(text) <= limit:  # short even with its markup: nearly always
        return [text.strip()]
    splitter = _Splitter(limit)
    splitter.feed(text)
    splitter.close()
    return splitter.finished()


@dataclass(slots=True)
class _Part:
    markup: list[str] = field(default_factory=list)
    visible: int = 0

    def is_blank(self) -> bool:
        return self.visible == 0


class _Splitter(HTMLParser):
    def __init__(self, limit: int) -> None:
        super().__init__(convert_charrefs=True)
        self._limit = limit
        self._open: list[str] = []
        self._parts = [_Part()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # our tags have none
        self._open.append(tag)
        self._parts[-1].markup.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)
        self._parts[-1].markup.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        while data:
            room = self._limit - self._parts[-1].visible
            taken = data if visible_length(data) <= room else _first(data, room)
            if taken:
                self._parts[-1].markup.append(html.escape(taken, quote=False))
                self._parts[-1].visible += visible_length(taken)
            data = data[len(taken) :]
            if data:
                self._cut()

    def _cut(self) -> None:
        self._parts[-1].markup += [f"</{tag}>" for tag in reversed(self._open)]
        self._parts.append(_Part([f"<{tag}>" for tag in self._open]))

    def finished(self) -> list[str]:
        return ["".join(part.markup).strip() for part in self._parts if not part.is_blank()]


def _first(data: str, room: int) -> str:
    """Return the longest beginning of *data* that fits *room* and ends at a good place."""
    fitting = data.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    for mark in ("\n", " "):
        end = fitting.rfind(mark)
        if end > room // 2:
            return fitting[: end + 1]
    return fitting
