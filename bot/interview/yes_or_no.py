"""Yes and no as people type them; anything else is neither."""

import re

_YES = re.compile(
    r"y|yes|yep|yeah|yup|sure|ok|okay|of course|fine|go|start|"
    r"let's (?:go|start)|yes,? let's start|1",
    re.IGNORECASE,
)
_NO = re.compile(r"n|no|nope|nah|no,? thanks|no,? thank you|not really|not now|2", re.IGNORECASE)


def is_yes(text: str) -> bool:
    """Say whether *text* is a yes."""
    return _YES.fullmatch(_plain(text)) is not None


def is_no(text: str) -> bool:
    """Say whether *text* is a no."""
    return _NO.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return text.strip(" .!").replace("’", "'")  # noqa: RUF001  # the sign that phones type
