"""Makes the pictures and files that screens ask for; what draws is loaded when it is needed."""

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from bot.managing.replies import Drawing, File
from bot.outgoing import Attachment

if TYPE_CHECKING:
    from bot.gate.published import Published

_DOT: Final = 10


def qr(content: object) -> bytes:
    """Return a QR code of the text *content* as a PNG, large enough to print."""
    import segno  # noqa: PLC0415  # rarely needed

    out = io.BytesIO()
    segno.make(str(content), error="m").save(out, kind="png", scale=_DOT)
    return out.getvalue()


def pareto(content: object) -> bytes:
    """Return the Pareto chart of the published report in *content* as a PNG."""
    from bot.reports.picture import pareto_png  # noqa: PLC0415  # it loads matplotlib

    return pareto_png(cast("Published", content).pareto)


def spreadsheet(content: object) -> bytes:
    """Return the published report in *content* as a workbook."""
    from bot.reports.spreadsheet import spreadsheet as written  # noqa: PLC0415  # rarely needed

    return written(cast("Published", content))


def _text(kind: str) -> Callable[[object], bytes]:
    def written(content: object) -> bytes:
        from bot.reports import render  # noqa: PLC0415  # rarely needed

        return render(cast("Published", content), kind).encode()

    return written


#: Each kind of drawing and what makes a PNG of its content.
PAINTERS: Final[Mapping[str, Callable[[object], bytes]]] = {"qr": qr, "pareto": pareto}
#: Each kind of file and what makes its bytes.
WRITERS: Final[Mapping[str, Callable[[object], bytes]]] = {
    "html": _text("html"),
    "md": _text("md"),
    "csv": _text("csv"),
    "xlsx": spreadsheet,
    "text": lambda content: str(content).encode(),
}


def paint(drawing: Drawing) -> Attachment:
    """Return *drawing* as a PNG."""
    return Attachment.of(f"{drawing.kind}.png", PAINTERS[drawing.kind](drawing.content))


def write(file: File) -> Attachment:
    """Return *file* with its bytes."""
    return Attachment.of(file.name, WRITERS[file.kind](file.content))
