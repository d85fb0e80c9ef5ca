"""Long lists in pages: as many as a person reads at once, and buttons for the others; pure."""

from collections.abc import Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from bot.managing.links import Link
from bot.managing.replies import Button

T = TypeVar("T")
ITEMS: Final = 6


class Page(NamedTuple, Generic[T]):
    """One page: its items, its number from 0 on, and how many pages there are."""

    items: tuple[T, ...]
    number: int
    pages: int

    def buttons(self, link: Link, place: int) -> tuple[tuple[Button, ...], ...]:
        """Return a row that leads to the pages beside this one; the argument at *place* is a page.

        There is no row where everything fits on one page.
        """
        if self.pages == 1:
            return ()
        shown = ((self.number - 1, "page_before"), (self.number + 1, "page_after"))
        return (
            tuple(
                Button(_turned(link, place, number), word)
                for number, word in shown
                if 0 <= number < self.pages
            ),
        )


def page_of(items: Sequence[T], asked: str, size: int = ITEMS) -> Page[T]:
    """Return the page of *items* whose number stands in *asked*; the nearest there is, else."""
    pages = max(1, -(-len(items) // size))
    number = min(int(asked), pages - 1) if asked.isdecimal() else 0
    return Page(tuple(items[number * size : (number + 1) * size]), number, pages)


def _turned(link: Link, place: int, number: int) -> Link:
    padded = (*link.arguments, *("" for _ in range(place)))[:place]
    return Link(link.screen, (*padded, str(number)))
