"""What a turn looks up, or does, before a reply can be worded; one function for each `Fill`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.incoming import Incoming
from bot.interview import Context
from bot.interview.events import LINK, Press
from bot.interview.replies import Fill, Message, Reply
from bot.lifecycle import earlier_of
from bot.linking import is_for_later, link, offer_link
from bot.looking_up import Beside, my_data_of
from bot.outgoing import Key, Outgoing
from bot.reaching import ask_when, when_keys, wish
from bot.recording import Author
from bot.wording import wording_in
from storage import SurveyRow, Work


@dataclass(frozen=True, slots=True)
class Filling:
    """One turn, as far as replies need it."""

    work: Work
    incoming: Incoming
    survey: SurveyRow
    author: Author
    context: Context
    secret: bytes = field(repr=False)

    def word(self, reply: Reply) -> Outgoing | None:
        """Return *reply* as a message, with what had to be looked up for it.

        None: what was looked up says that there is nothing to say.
        """
        if reply.fill is None:
            return self.say(reply)
        return _FILLS[reply.fill](self, reply)

    def say(self, reply: Reply, extra: Mapping[str, object] | None = None) -> Outgoing:
        """Return *reply* as a message in the person's language."""
        return wording_in(self.incoming.language).say(reply, self.context, extra=extra)


def _my_data(turn: Filling, reply: Reply) -> Outgoing:
    found = turn.work.answers.my_data(turn.author.survey, turn.author.respondent)
    data = my_data_of(found, turn.context, _beside(turn), turn.incoming.language)
    return replace(
        turn.say(reply, {"mydata": data.shown, "survey": turn.context.name}),
        attachment=data.attachment,
    )


def _beside(turn: Filling) -> Beside:
    """Return what is kept of the person apart from their answers."""
    work, incoming, author = turn.work, turn.incoming, turn.author
    wishes = work.contacts.wishes(incoming.channel, incoming.chat)
    return Beside(
        participation=work.surveys.state_of(author.survey, author.person),
        reachable=work.contacts.is_known(author.survey, incoming.channel, incoming.chat),
        wishes=None if wishes is None else wishes._asdict(),
        links=work.links.count(author.survey, author.respondent),
    )


def _wishes(turn: Filling, reply: Reply) -> Outgoing:
    """Keep a wish and say so; where none was said or understood, offer some."""
    found = wish(turn.work, turn.incoming, turn.survey, reply)
    said = turn.say(reply, found._asdict())
    if found.noted or found.silent or not reply.values["consented"]:
        return said
    return replace(said, keys=_when_keys(turn, found.choices))


def _when(turn: Filling, reply: Reply) -> Outgoing | None:
    """Ask when to write, if the person was not asked before."""
    incoming = turn.incoming
    asked = ask_when(turn.work, incoming.channel, incoming.chat, turn.survey)
    return None if asked is None else replace(turn.say(reply, asked), keys=_when_keys(turn))


def _when_keys(turn: Filling, choices: tuple[str, ...] = ()) -> tuple[tuple[Key, ...], ...]:
    incoming = turn.incoming
    at, language = incoming.event.at, incoming.language
    return when_keys(turn.survey, turn.context, at, language, choices)


def _link(turn: Filling, reply: Reply) -> Outgoing:
    """Give out a secret for a later round, or join this round by one."""
    code = str(reply.values["argument"]).strip()
    if not code:
        return _offered(turn, reply)
    is_linked = link(turn.work, turn.author, turn.survey, turn.secret, code)
    if not is_linked and is_for_later(turn.work, turn.author, turn.secret, code):
        return turn.say(Reply(Message.LINK_LATER))
    has_earlier = earlier_of(turn.survey) is not None
    return turn.say(Reply(Message.LINKED, {"linked": is_linked, "has_earlier": has_earlier}))


def _offered(turn: Filling, reply: Reply) -> Outgoing:
    code = offer_link(turn.work, turn.author, turn.secret)
    label = wording_in(turn.incoming.language).words["link_rounds"]
    press = Press(turn.context.survey.short, LINK, 0, code)
    return replace(turn.say(reply, {"code": code}), keys=((Key(label, press.encode()),),))


def _link_hint(turn: Filling, reply: Reply) -> Outgoing | None:
    """Tell once how two rounds are compared; nothing, if the person has seen to it already.

    In a later round there may be a secret to show. A new one is given out where a round may follow
    that this one is compared with: not in one that repeats a survey, as those look back to that.
    """
    if turn.work.links.count(turn.author.survey, turn.author.respondent):
        return None
    earlier = turn.work.surveys.get(earlier_of(turn.survey) or "")
    gives = earlier is None or turn.context.is_always_on
    said = turn.say(reply, {"earlier": None if earlier is None else earlier.name, "gives": gives})
    label = wording_in(turn.incoming.language).words["link_wanted"]
    wanted = Key(label, Press(turn.context.survey.short, LINK, 0, "").encode())
    return replace(said, keys=((wanted,),)) if gives else said


_FILLS: Final[Mapping[Fill, Callable[[Filling, Reply], Outgoing | None]]] = {
    Fill.MY_DATA: _my_data,
    Fill.WISHES: _wishes,
    Fill.WHEN: _when,
    Fill.LINK: _link,
    Fill.LINK_HINT: _link_hint,
}
