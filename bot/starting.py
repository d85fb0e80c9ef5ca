"""Starting quickly: the interpreter's cleaner waits while all that stays is loaded.

Loading modules, the catalogue and the matcher makes two million objects that live as long as the
process. Python's cyclic collector would look through them again and again, a third of the start;
afterwards it leaves them alone, so that it is quicker at work, too.

At work it looks through what is new seldom: a batch of turns makes many objects that live until its
commit, and looking through them every 700 was a tenth of the bot's time (`docs/decisions.md`).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OBJECTS_BETWEEN_LOOKS: Final = 20_000


@contextmanager
def loading() -> Iterator[None]:
    """Let nothing be collected in the block, and what is left of it never be looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def clean_seldom() -> None:
    """Let the cleaner look through new objects only when there are many."""
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS, *gc.get_threshold()[1:])
