"""What the bot wants to say: a code and its values, never the wording; frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from bot.interview.events import Press

Value = str | int | float | bool | None | tuple[object, ...] | Mapping[str, object]


class Message(StrEnum):
    """Every message there is; each has a wording in every language."""

    NOTICE = "notice"
    WELCOME_BACK = "welcome_back"
    REFUSED = "refused"
    NEEDS_CONSENT = "needs_consent"
    ASK = "ask"
    ASK_AGAIN = "ask_again"
    ASK_FUNCTION = "ask_function"
    ASK_UNDERSTOOD = "ask_understood"
    ASK_ALSO = "ask_also"
    ASK_MORE = "ask_more"
    NOTED = "noted"
    TOLD_MORE = "told_more"
    NOTHING_MATCHED = "nothing_matched"
    SUMMARY = "summary"
    CHANGE_WHAT = "change_what"
    CHANGED = "changed"
    NOTHING_TO_CHANGE = "nothing_to_change"
    NO_WAY_BACK = "no_way_back"
    NOT_SKIPPABLE = "not_skippable"
    STALE = "stale"
    ONLY_TEXT = "only_text"
    TOO_LONG = "too_long"
    PAIN_HOW = "pain_how"
    STATUS = "status"
    HELP = "help"
    PRIVACY = "privacy"
    MY_DATA = "my_data"
    REMINDERS = "reminders"
    WHEN_TO_WRITE = "when_to_write"
    WHERE = "where"
    REMINDER = "reminder"
    RESULTS = "results"
    DECIDED = "decided"
    ASKED_AGAIN = "asked_again"
    LINK_HINT = "link_hint"
    LINK_OFFERED = "link_offered"
    LINK_LATER = "link_later"
    LINKED = "linked"
    FORGET_SURE = "forget_sure"
    FORGOTTEN = "forgotten"
    FORGOTTEN_ONE = "forgotten_one"
    KEPT = "kept"
    CANCEL_SURE = "cancel_sure"
    CANCELLED_KEPT = "cancelled_kept"
    CANCELLED_DELETED = "cancelled_deleted"
    FAREWELL = "farewell"
    DONE = "done"
    SURVEY_CLOSED = "survey_closed"
    CLOSED_FOR_GOOD = "closed_for_good"
    TOO_FAST = "too_fast"
    APOLOGY = "apology"
    ONLY_PRIVATE = "only_private"


class Fill(StrEnum):
    """What the turn must look up before a reply can be worded."""

    MY_DATA = "my_data"
    WISHES = "wishes"
    WHEN = "when"
    LINK = "link"
    LINK_HINT = "link_hint"


class Label(NamedTuple):
    """What a button says.

    Its kind is `word` (of the wording), `code` (of the catalogue), `option` (of a question),
    `scale` (of a criterion), `place` (a team or role), or `name` (as it is).
    """

    kind: str
    value: str
    of: str = ""


class Button(NamedTuple):
    """A button: its label and the press it sends back."""

    label: Label
    press: Press


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: its code, the values its wording needs, its buttons row by row."""

    message: Message
    values: Mapping[str, Value] = field(default_factory=dict)
    buttons: tuple[tuple[Button, ...], ...] = ()
    fill: Fill | None = None
