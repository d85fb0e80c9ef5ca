"""One turn, from event to commit: load, advance, record, reply, all in one transaction.

Rule 1: a batch is one commit, and nearly always one savepoint.
Rule 2: the event's number is noted in the same transaction as its effects, so an event that comes
twice changes nothing the second time.
Rule 3: an event that fails is rolled back alone, set aside without its content, and answered with
an apology; the others go on. For that its batch is undone and begun anew, a savepoint for each.
Rule 4: nothing that a person said goes into a log or an error.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.faults import Point, passing
from bot.filling import Filling
from bot.incoming import Arrival, Departed, Elsewhere, Handed, Hasty, Incoming, Pressed, Unreadable
from bot.interview import advance
from bot.interview.events import Unsupported
from bot.interview.records import Forgotten
from bot.interview.replies import Fill, Message, Reply
from bot.interview.state import Phase
from bot.interview.step import Step
from bot.looking_up import meant_by
from bot.office.case import Case, Here
from bot.outgoing import Outgoing
from bot.pseudonyms import member_of
from bot.reaching import follow
from bot.recording import Recorder
from bot.seating import author_of, closed_of, elsewhere_of, seat_of
from bot.setting import Setting
from bot.wording import wording_in
from storage import AsideRow, ConversationRow, Hand, OutboxRow, Store, SurveyRow, Work, new_id
from storage.errors import StorageError

#: Telegram offers an update again for a day; two are remembered.
_REMEMBERED_SECONDS = 2 * 24 * 60 * 60
_log = logging.getLogger("gemba.turn")


def _nothing(_: Work) -> None:
    """Settle nothing: there is no sender."""


class Taken(NamedTuple):
    """What a batch left to send: messages in the hand that was given, and whether others wait.

    `is_full`: for some of the others there was no room in the hand.
    """

    held: tuple[OutboxRow, ...]
    is_left: bool
    is_full: bool


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes batches of arrivals and commits their effects together."""

    store: Store
    setting: Setting
    secret: bytes = field(repr=False)
    link: str = "https://telegram.org"
    clock: Callable[[], float] = time.time
    owners: frozenset[str] = frozenset()

    @property
    def owners_as_members(self) -> frozenset[str]:
        """Under which pseudonyms it is kept what the owners do."""
        return frozenset(member_of(self.secret, who) for who in self.owners)

    def prepare(self) -> None:
        """Make ready what the first turn would have to wait for."""
        _ = self.setting.matcher
        from bot.office import attending  # noqa: F401, PLC0415  # as in `_attend`

    def take(
        self,
        arrivals: Sequence[Arrival],
        hand: Hand | None = None,
        settle: Callable[[Work], None] = _nothing,
    ) -> Taken:
        """Commit the effects of *arrivals* and return what to send, as far as it went into *hand*.

        *settle* writes down what became of earlier messages: first and last in the transaction.

        Raises:
            StorageError: nothing was committed; the arrivals must come again.
        """
        with self.store.transaction() as work:
            settle(work)
            if hand is not None:
                work.outbox.hold(hand)
            work.lock_chats(f"{each.channel}:{each.chat}" for each in arrivals)
            work.intake.prune_updates(int(self.clock()) - _REMEMBERED_SECONDS)
            self._take_all(work, arrivals)
            settle(work)
            passing(Point.BEFORE_COMMIT)
        passing(Point.AFTER_COMMIT)
        return Taken(work.outbox.held, work.outbox.is_left, work.outbox.is_full)

    def room_for(self, incoming: Incoming) -> int:
        """Return how many bytes of the file in *incoming* may be fetched; 0: nobody wants it.

        Raises:
            StorageError: the database cannot be reached.
        """
        from bot.office.receiving import room_for  # noqa: PLC0415  # as in `_attend`

        with self.store.transaction() as work:
            return room_for(self._case(work, incoming), incoming)

    def _take_all(self, work: Work, arrivals: Sequence[Arrival]) -> None:
        try:
            with work.savepoint():
                for arrival in arrivals:
                    self._handle(work, arrival)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001  # whose it is shows when each is taken by itself
            for arrival in arrivals:
                self._take_one(work, arrival)

    def _take_one(self, work: Work, arrival: Arrival) -> None:
        try:
            with work.savepoint():
                self._handle(work, arrival)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, the others go on
            self._set_aside(work, arrival, type(error).__name__)
            _log.error(  # a traceback could carry what was said
                "update %s set aside: %s", arrival.update, type(error).__name__
            )

    def _set_aside(self, work: Work, arrival: Arrival, error: str) -> None:
        now = int(self.clock())
        if not work.intake.note_update(arrival.channel, arrival.update, now):
            return
        work.intake.set_aside(AsideRow(arrival.channel, arrival.update, error, now))
        if isinstance(arrival, Incoming):
            context = self.setting.context_of(work, self.setting.survey_of(work, None), rotation=0)
            message = wording_in(arrival.language).say(Reply(Message.APOLOGY), context)
            self._enqueue(work, arrival, message)

    def _handle(self, work: Work, arrival: Arrival) -> None:
        if not work.intake.note_update(arrival.channel, arrival.update, int(self.clock())):
            return
        passing(Point.AFTER_CLAIM)
        if isinstance(arrival, Departed):
            work.outbox.drop(arrival.channel, arrival.chat)
            work.contacts.leave_all(arrival.channel, arrival.chat)
        elif isinstance(arrival, Unreadable):
            now = int(self.clock())
            work.intake.set_aside(AsideRow(arrival.channel, arrival.update, arrival.error, now))
        elif isinstance(arrival, Elsewhere):
            context = self.setting.context_of(work, self.setting.survey_of(work, None), rotation=0)
            reply = Reply(Message.ONLY_PRIVATE, {"link": self.link})
            self._enqueue(work, arrival, wording_in("en").say(reply, context))
        elif isinstance(arrival, Hasty):
            context = self.setting.context_of(work, self.setting.survey_of(work, None), rotation=0)
            told = wording_in(arrival.language).say(Reply(Message.TOO_FAST), context)
            self._enqueue(work, arrival, told)
        else:
            self._attend(work, arrival)

    def _attend(self, work: Work, incoming: Incoming) -> None:
        """Let a screen answer, if one is meant; otherwise the interview goes on."""
        # All screens of those who manage, a tenth of the start: polling begins without them.
        from bot.office.attending import Counter, is_help  # noqa: PLC0415

        counter = Counter(self._case(work, incoming), incoming)
        said = counter.attend()
        if said is None:
            welcome = counter.welcome()
            for message in welcome.said:
                self._enqueue(work, incoming, message)
            if welcome.is_all:
                return
            self._converse(work, incoming)
            said = counter.help() if is_help(incoming) else []
        for message in said:
            self._enqueue(work, incoming, message)

    def _case(self, work: Work, incoming: Incoming) -> Case:
        here = Here(incoming.channel, incoming.chat, incoming.language)
        now = int(self.clock())
        return Case(work, self.setting, self.secret, self.owners, self.link, now, here)

    def _converse(self, work: Work, incoming: Incoming) -> None:
        event = incoming.event
        if isinstance(event, Handed):  # a file that no screen waits for
            event = Unsupported(event.at, "document")
        assert not isinstance(event, Pressed)  # noqa: S101  # a screen has answered those
        survey, state = seat_of(work, self.setting, incoming)
        author = author_of(work, self.secret, survey.id, incoming)
        context = self.setting.context_of(work, survey, rotation=int(author.respondent[:6], 16))
        step = advance(context, state, meant_by(work, survey.id, author.respondent, event))
        for record in step.records:
            Recorder(work, author).record(record)
        self._save(work, incoming, survey.id, step)
        follow(work, incoming, survey, state, step.state)
        filling = Filling(work, incoming, survey, author, context, self.secret)
        for reply in step.replies:
            self._enqueue(work, incoming, filling.word(reply))
            if reply.message is Message.FORGOTTEN:  # everything; /cancel is about this survey only
                self._forget_elsewhere(work, incoming, survey)
            if reply.message in (Message.MY_DATA, Message.FORGET_SURE):
                self._tell_elsewhere(work, incoming, survey, reply)

    def _forget_elsewhere(self, work: Work, incoming: Incoming, here: SurveyRow) -> None:
        """Delete what the person said in other surveys, and that they took part in closed ones."""
        for _, author in elsewhere_of(work, self.secret, here, incoming):
            Recorder(work, author).record(Forgotten())
        for survey, person in closed_of(work, self.secret, incoming):
            work.surveys.leave(survey.id, person)
        work.contacts.leave_all(incoming.channel, incoming.chat)

    def _tell_elsewhere(
        self, work: Work, incoming: Incoming, here: SurveyRow, reply: Reply
    ) -> None:
        """Show what the person said in other surveys, and where nothing can be shown any more."""
        for survey, author in elsewhere_of(work, self.secret, here, incoming):
            is_there = work.answers.my_data(survey.id, author.respondent) is not None
            if is_there and reply.fill is Fill.MY_DATA:
                context = self.setting.context_of(work, survey, rotation=0)
                filling = Filling(work, incoming, survey, author, context, self.secret)
                self._enqueue(work, incoming, filling.word(reply))
        for survey, _ in closed_of(work, self.secret, incoming):
            context = self.setting.context_of(work, survey, rotation=0)
            closed = Reply(Message.CLOSED_FOR_GOOD, {"name": survey.name})
            self._enqueue(work, incoming, wording_in(incoming.language).say(closed, context))

    def _save(self, work: Work, incoming: Incoming, survey: str, step: Step) -> None:
        """Keep where the chat stands; without consent nothing at all is kept of it."""
        if step.state.phase is Phase.NEW and not step.state.has_consented:
            work.intake.clear_conversation(incoming.channel, incoming.chat)
            return
        work.intake.save_conversation(
            ConversationRow(
                incoming.channel,
                incoming.chat,
                survey,
                incoming.language,
                step.state.dumps(),
                incoming.event.at,
            )
        )

    def _enqueue(
        self, work: Work, arrival: Incoming | Elsewhere | Hasty, message: Outgoing | None
    ) -> None:
        if message is None:  # nothing to say after all
            return
        now = int(self.clock())
        work.outbox.enqueue(
            OutboxRow(new_id(), arrival.channel, arrival.chat, "interactive", message.dumps(), now)
        )
