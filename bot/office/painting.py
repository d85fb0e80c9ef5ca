"""Makes the pictures and files that screens ask for; what draws is loaded when it is needed."""

import io
from collections.abc import Callable, Mapping
from typing import Final

from bot.managing.replies import Drawing, File
from bot.outgoing import Attachment

_DOT: Final = 10


def qr(content: object) -> bytes:
    """Return a QR code of the text *content* as a PNG, large enough to print."""
    import segno  # noqa: PLC0415  # rarely needed

    out = io.BytesIO()
    segno.make(str(content), error="m").save(out, kind="png", scale=_DOT)
    return out.getvalue()


#: Each kind of drawing and what makes a PNG of its content.
PAINTERS: Final[Mapping[str, Callable[[object], bytes]]] = {"qr": qr}
#: Each kind of file and what makes its bytes.
WRITERS: Final[Mapping[str, Callable[[object], bytes]]] = {}


def paint(drawing: Drawing) -> Attachment:
    """Return *drawing* as a PNG."""
    return Attachment.of(f"{drawing.kind}.png", PAINTERS[drawing.kind](drawing.content))


def write(file: File) -> Attachment:
    """Return *file* with its bytes."""
    return Attachment.of(file.name, WRITERS[file.kind](file.content))
