"""One turn of somebody who manages: which screen, what it needs, says and changes, and the note.

Rule 1: every use of a screen is noted in the audit log, a refused one too, in the transaction of
its effects. Of those who are employees and nothing else, only what they were refused is.
Rule 2: a text or a file goes to the screen that waits for it; whatever else the person does ends
the waiting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from bot.incoming import Handed, Incoming, Pressed
from bot.interview import Interview
from bot.interview.events import Command, Commanded, Said, Started
from bot.interview.state import Phase
from bot.managing.answering import answer
from bot.managing.links import Link
from bot.managing.registry import COMMANDS, commands_for
from bot.managing.replies import Reply
from bot.managing.roles import EVERYBODY, Member
from bot.managing.screens import MENU, Outcome, Request, View
from bot.office.admitting import admit
from bot.office.case import Case
from bot.office.changing import make
from bot.office.inviting import fresh_code
from bot.office.loading import Loading
from bot.office.painting import paint, write
from bot.office.receiving import link_of, takes_file
from bot.outgoing import Outgoing
from bot.wording import wording_in
from storage import AuditRow, AwaitedRow, new_id

_MOST_HOPS: Final = 4


class Welcome(NamedTuple):
    """What is said to who starts, and whether that is all."""

    said: list[Outgoing]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Counter:
    """Somebody at the office's counter, for one turn."""

    case: Case
    incoming: Incoming

    def attend(self) -> list[Outgoing] | None:
        """Return what a screen says to the event; None if no screen is meant by it."""
        link = self._meant()
        if link is None:
            return None
        views = list(self._views(link))
        said = [self._worded(reply) for view in views for reply in view.replies]
        may_be_old = link.screen == MENU or views[-1].outcome is Outcome.REFUSED
        if said and may_be_old:  # the list of commands: a role was given or taken, or we are newer
            said[-1] = replace(said[-1], commands=self._commands())
        return said

    def welcome(self) -> Welcome:
        """Return what is said to who starts, before an interview or instead of one."""
        event = self.incoming.event
        if isinstance(event, Started) and event.payload:
            admission = admit(self.case, self.incoming, event.payload)
            said = [self._worded(reply) for reply in admission.replies]
            if admission.is_all and said:
                said[-1] = replace(said[-1], commands=self._commands())
            return Welcome(said, admission.is_all)
        if isinstance(event, Started) and self._is_idle() and self._member().is_more_than_employee:
            hello = self._worded(Reply("hello_member"))
            views = self._views(Link(MENU))
            menu = [self._worded(reply) for view in views for reply in view.replies]
            return Welcome([replace(hello, commands=self._commands()), *menu], is_all=True)
        return Welcome([], is_all=False)

    def _is_idle(self) -> bool:
        """Say whether no interview is under way in the chat."""
        row = self.case.work.intake.conversation(self.incoming.channel, self.incoming.chat)
        return row is None or Interview.loads(row.state).phase in (Phase.NEW, Phase.DONE)

    def _commands(self) -> tuple[tuple[str, str], ...]:
        """Return this person's commands beyond an employee's, for the list in their chat."""
        words = wording_in(self.incoming.language).screens.words
        listed = commands_for(self._member())
        return tuple((name, words[f"command_{name}"]) for name in listed)

    def help(self) -> list[Outgoing]:
        """Return the commands that this person has beyond an employee's; nothing for employees."""
        member = self._member()
        words = wording_in(self.incoming.language).screens.words
        listed = [
            {"name": name, "text": words[f"command_{name}"]}
            for name in commands_for(member)
            if COMMANDS[name].roles != EVERYBODY
        ]
        return [self._worded(Reply("help_of_member", {"commands": listed}))] if listed else []

    def _meant(self) -> Link | None:
        """Return which screen the event is for; what waited for a text is over afterwards."""
        event, members = self.incoming.event, self.case.work.members
        row = members.awaited(self.incoming.channel, self.incoming.chat)
        if row is not None:
            members.stop_waiting(self.incoming.channel, self.incoming.chat)
        waiting = link_of(row, event.at)
        if isinstance(event, Pressed):
            return event.link
        if isinstance(event, Commanded) and event.name in COMMANDS:
            return Link.called(COMMANDS[event.name].name, event.argument)
        is_meant = isinstance(event, Said) or (isinstance(event, Handed) and takes_file(waiting))
        return waiting if is_meant else None

    def _member(self) -> Member:
        return self.case.member(f"{self.incoming.channel}:{self.incoming.person}")

    def _views(self, link: Link) -> Iterator[View]:
        """Yield what *link* leads to, and what that leads to; each is noted."""
        event = self.incoming.event
        text = event.text if isinstance(event, Said) else None
        file = event.content if isinstance(event, Handed) else None
        for _ in range(_MOST_HOPS):
            request = Request(
                member=self._member(),
                link=link,
                at=event.at,
                text=text,
                file=file,
                fresh=fresh_code(),
            )
            view = answer(request, Loading(self.case))
            self._do(request, view)
            yield view
            if view.then is None:
                return
            link, text, file = view.then, None, None

    def _do(self, request: Request, view: View) -> None:
        """Note the use, make the changes, and let a screen wait for a text if it asks for one."""
        work = self.case.work
        if view.outcome is not Outcome.SHOWN or request.member.is_more_than_employee:
            work.audit.note(_entry(request, view))
        for change in view.changes:
            make(self.case, change)
        if view.awaits is not None:
            work.members.wait_for(
                AwaitedRow(
                    self.incoming.channel, self.incoming.chat, view.awaits.encode(), request.at
                )
            )

    def _worded(self, reply: Reply) -> Outgoing:
        return wording_in(self.incoming.language).say_screen(
            reply,
            attachment=None if reply.file is None else write(reply.file),
            picture=None if reply.drawing is None else paint(reply.drawing),
        )


def _entry(request: Request, view: View) -> AuditRow:
    link = request.link
    about = " ".join(each for each in link.arguments[1:] if each)
    return AuditRow(
        new_id(),
        request.at,
        request.member.person,
        link.screen,
        request.survey,
        about,
        view.outcome,
    )


def is_help(incoming: Incoming) -> bool:
    """Say whether the person asks what they can do."""
    event = incoming.event
    return isinstance(event, Commanded) and event.command is Command.HELP
