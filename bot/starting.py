"""Starting quickly: the interpreter's cleaner waits while all that stays is loaded.

Loading modules, the catalogue and the matcher makes two million objects that live as long as the
process. Python's cyclic collector would look through them again and again, a third of the start;
afterwards it leaves them alone, so that it is quicker at work, too.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Let nothing be collected in the block, and what is left of it never be looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
