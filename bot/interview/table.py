"""Who may do what when, and what follows: the transition table; nothing else moves an interview.

Rule 1: every (phase, trigger) has a row, so no event is ever without an answer.
Rule 2: an event out of place changes nothing and repeats the question.
Rule 3: commands work in every phase; before consent, what would be kept needs a yes first.
Rule 4: a reply always follows.

`docs/interview.md` shows this table as a diagram; a test keeps it up to date.
"""

from enum import StrEnum
from typing import Final

from bot.interview.events import (
    LINK,
    OTHER,
    WHEN,
    Chosen,
    Command,
    Commanded,
    Edited,
    Event,
    Said,
    Started,
    Unsupported,
)
from bot.interview.state import Phase


class Trigger(StrEnum):
    """What can happen, as the table names it: events, and each command by its name."""

    STARTED = "started"
    SAID = "said"
    CHOSEN = "chosen"
    EDITED = "edited"
    UNSUPPORTED = "unsupported"
    TASK = "task"
    PAIN = "pain"
    BACK = "back"
    SKIP = "skip"
    EDIT = "edit"
    STATUS = "status"
    HELP = "help"
    CANCEL = "cancel"
    MYDATA = "mydata"
    FORGET = "forget"
    PRIVACY = "privacy"
    REMINDERS = "reminders"
    STOP = "stop"
    LINK = "link"
    WHEN = "a time to write"
    WHERE = "another place"


class Act(StrEnum):
    """What the interview does."""

    GREET = "greet"
    RESUME = "resume"
    CONSENT = "consent"
    NEED_CONSENT = "need consent"
    TAKE = "take the answer"
    PRESS = "take the press"
    REVISE = "revise an answer"
    REPEAT = "repeat the question"
    ASK_TEXT = "ask for text"
    NEW_TASK = "begin a task"
    TAKE_PAIN = "take a pain point"
    GO_BACK = "go back"
    LEAVE_OPEN = "leave a question open"
    OFFER_CHANGE = "offer what can be changed"
    CHANGE = "change what was picked"
    TELL_STATUS = "tell the status"
    TELL_HELP = "tell what can be done"
    TELL_PRIVACY = "tell the rule"
    SHOW_DATA = "show all data"
    WISH = "note when to write"
    ASK_PLACE = "ask where somebody is"
    PLACE = "note where somebody is"
    LINK = "link two rounds"
    ASK_FORGET = "ask whether to delete"
    FORGET = "delete or keep"
    ASK_CANCEL = "ask what to do with the answers"
    CANCEL = "stop"


_COMMON: Final = {
    Trigger.STATUS: Act.TELL_STATUS,
    Trigger.HELP: Act.TELL_HELP,
    Trigger.PRIVACY: Act.TELL_PRIVACY,
    Trigger.MYDATA: Act.SHOW_DATA,
    Trigger.REMINDERS: Act.WISH,
    Trigger.STOP: Act.WISH,
    Trigger.WHEN: Act.WISH,
    Trigger.WHERE: Act.ASK_PLACE,
    Trigger.LINK: Act.LINK,
    Trigger.FORGET: Act.ASK_FORGET,
    Trigger.UNSUPPORTED: Act.ASK_TEXT,
}
_UNDER_WAY: Final = {
    **_COMMON,
    Trigger.STARTED: Act.RESUME,
    Trigger.SAID: Act.TAKE,
    Trigger.CHOSEN: Act.PRESS,
    Trigger.EDITED: Act.REVISE,
    Trigger.TASK: Act.NEW_TASK,
    Trigger.PAIN: Act.TAKE_PAIN,
    Trigger.BACK: Act.GO_BACK,
    Trigger.SKIP: Act.LEAVE_OPEN,
    Trigger.EDIT: Act.OFFER_CHANGE,
    Trigger.CANCEL: Act.ASK_CANCEL,
}
_BEFORE_CONSENT: Final = {
    **_COMMON,
    Trigger.STARTED: Act.GREET,
    Trigger.SAID: Act.GREET,
    Trigger.CHOSEN: Act.GREET,
    Trigger.EDITED: Act.GREET,
    Trigger.TASK: Act.GREET,
    Trigger.WHERE: Act.GREET,
    Trigger.PAIN: Act.NEED_CONSENT,
    Trigger.LINK: Act.NEED_CONSENT,
    Trigger.BACK: Act.GREET,
    Trigger.SKIP: Act.GREET,
    Trigger.EDIT: Act.GREET,
    Trigger.CANCEL: Act.CANCEL,
}
_ROWS: Final = {
    Phase.NEW: _BEFORE_CONSENT,
    Phase.CONSENT: {**_BEFORE_CONSENT, Trigger.SAID: Act.CONSENT, Trigger.CHOSEN: Act.CONSENT},
    Phase.ASKING: _UNDER_WAY,
    Phase.CHANGING: {**_UNDER_WAY, Trigger.SAID: Act.CHANGE, Trigger.CHOSEN: Act.CHANGE},
    Phase.PLACING: {**_UNDER_WAY, Trigger.SAID: Act.PLACE},
    Phase.FORGETTING: {**_UNDER_WAY, Trigger.SAID: Act.FORGET, Trigger.CHOSEN: Act.FORGET},
    Phase.CANCELLING: {**_UNDER_WAY, Trigger.SAID: Act.CANCEL, Trigger.CHOSEN: Act.CANCEL},
    Phase.DONE: {
        **_UNDER_WAY,
        Trigger.SAID: Act.REPEAT,
        Trigger.CHOSEN: Act.REPEAT,
        Trigger.EDITED: Act.REPEAT,
        Trigger.BACK: Act.REPEAT,
        Trigger.SKIP: Act.REPEAT,
        Trigger.EDIT: Act.REPEAT,
        Trigger.CANCEL: Act.REPEAT,
    },
}
ACTS: Final = {
    (phase, trigger): act for phase, row in _ROWS.items() for trigger, act in row.items()
}

#: Where each act may lead: the diagram's arrows. A test holds the engine to it.
LEADS_TO: Final[dict[Act, frozenset[Phase]]] = {
    Act.GREET: frozenset((Phase.CONSENT,)),
    Act.NEED_CONSENT: frozenset((Phase.CONSENT,)),
    Act.CONSENT: frozenset((Phase.CONSENT, Phase.ASKING, Phase.NEW)),
    Act.TAKE: frozenset((Phase.ASKING, Phase.CHANGING, Phase.DONE)),
    Act.PRESS: frozenset((Phase.ASKING, Phase.CHANGING, Phase.DONE)),
    Act.LEAVE_OPEN: frozenset((Phase.ASKING, Phase.DONE)),
    Act.NEW_TASK: frozenset((Phase.ASKING,)),
    Act.TAKE_PAIN: frozenset((Phase.ASKING, Phase.DONE)),
    Act.GO_BACK: frozenset((Phase.ASKING, Phase.DONE)),
    Act.OFFER_CHANGE: frozenset((Phase.CHANGING, Phase.ASKING)),
    Act.CHANGE: frozenset((Phase.ASKING, Phase.DONE)),
    Act.ASK_PLACE: frozenset((Phase.PLACING,)),
    Act.PLACE: frozenset((Phase.ASKING, Phase.DONE)),
    Act.ASK_FORGET: frozenset((Phase.FORGETTING,)),
    Act.FORGET: frozenset((Phase.NEW, Phase.CONSENT, Phase.ASKING, Phase.DONE)),
    Act.ASK_CANCEL: frozenset((Phase.CANCELLING,)),
    Act.CANCEL: frozenset((Phase.NEW, Phase.ASKING, Phase.DONE)),
}


def trigger_of(event: Event) -> Trigger:
    """Return how the table names *event*; `/start` as a command is the same as a start."""
    if isinstance(event, Chosen) and event.press.question == LINK:
        return Trigger.LINK
    if isinstance(event, Chosen) and event.press.question == WHEN:
        return Trigger.WHERE if event.press.option == OTHER else Trigger.WHEN
    if isinstance(event, Commanded):
        return Trigger.STARTED if event.command is Command.START else Trigger(event.command.value)
    return _EVENTS[type(event)]


_EVENTS: Final[dict[type[Event], Trigger]] = {
    Started: Trigger.STARTED,
    Said: Trigger.SAID,
    Chosen: Trigger.CHOSEN,
    Edited: Trigger.EDITED,
    Unsupported: Trigger.UNSUPPORTED,
}
