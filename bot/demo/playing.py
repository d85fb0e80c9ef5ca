"""Playing a scripted employee: reads what the bot asks and answers like a person would.

Nothing is written past the interview: every answer goes through the same turns, rules and database
as in a chat, and what the bot offers on buttons is chosen as an employee would choose.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from bot.demo.company import Company, Employee
from bot.incoming import Incoming
from bot.interview import Interview
from bot.interview.events import Chosen, Command, Commanded, Event, Press, Said, Started
from bot.outgoing import Key, Outgoing
from bot.turn import Turns
from storage import Store, new_id

CHANNEL: Final = "demo"
_MOST_EXCHANGES: Final = 80
_SCALE_SHIFTS: Final = (0, 1, -1)
_NO_OPINION: Final = 3
_WILL_NOT_BE_QUOTED: Final = 4  # one in so many


@dataclass(slots=True)
class Player:
    """Plays the employees of a company, one after the other."""

    store: Store
    turns: Turns
    at: int
    _messages: "count[int]" = field(default_factory=lambda: count(1))

    def play(self, company: Company) -> Iterator[int]:
        """Interview everybody; yield how many exchanges each interview took."""
        for number, employee in enumerate(company.employees):
            yield self._interview(f"employee-{number:02d}", _Script(number, employee, company))

    def _interview(self, chat: str, script: "_Script") -> int:
        messages = self._tell(chat, Started(self.at))
        for exchange in range(1, _MOST_EXCHANGES):
            event = script.next_event(self._asked(chat), messages, self.at, next(self._messages))
            if event is None:
                return exchange
            messages = self._tell(chat, event)
        return _MOST_EXCHANGES

    def _asked(self, chat: str) -> str | None:
        """Return which question waits in *chat*; None when the interview is over."""
        with self.store.transaction() as work:
            row = work.intake.conversation(CHANNEL, chat)
        here = None if row is None else Interview.loads(row.state).here
        return None if here is None else here.question

    def _tell(self, chat: str, event: Event) -> list[Outgoing]:
        self.turns.take([Incoming(CHANNEL, new_id(), chat, chat, "en", event)])
        return self._received(chat)

    def _received(self, chat: str) -> list[Outgoing]:
        received: list[Outgoing] = []
        with self.store.transaction() as work:
            while rows := work.outbox.claim(CHANNEL, self.at + 60, 100, CHANNEL):
                for row in rows:
                    work.outbox.delete(row.id)
                    if row.chat == chat:
                        received.append(Outgoing.loads(row.payload))
        return received


class _Script:
    """What one employee answers to each question."""

    def __init__(self, number: int, employee: Employee, company: Company) -> None:
        self._number, self._employee, self._task = number, employee, 0
        self._opinions = company.opinions.get(employee.team, {})
        self._fixed = {
            "consent": "yes",
            "summary": "yes",
            "team": employee.team,
            "role": employee.role,
            "quote": "yes" if number % _WILL_NOT_BE_QUOTED else "no",
        }

    def next_event(
        self, question: str | None, messages: list[Outgoing], at: int, message: int
    ) -> Event | None:
        """Return the answer to *question*; None when the interview is over."""
        if question is None:
            return None
        presses = _presses(messages[-1]) if messages else []
        option = self._option(question, [press.option for press in presses])
        if option is not None:
            return Chosen(at, presses[0]._replace(option=option))
        answers = self._employee.tasks[self._task].answers
        said = answers.get("probe" if question.startswith("probe") else question)
        return Commanded(at, Command.SKIP) if said is None else Said(at, said, message)

    def _option(self, question: str, offered: list[str]) -> str | None:
        """Return the option to press for questions with buttons; None for free answers."""
        if question == "more":
            return self._more()
        if question == "function" and self._employee.function in offered:
            return self._employee.function
        if question in {"function", "understood"}:
            return self._employee.tasks[self._task].answers.get(question, offered[0])
        return self._scaled(offered) if question.startswith("suit") else self._fixed.get(question)

    def _more(self) -> str:
        self._task += 1
        return "yes" if self._task < len(self._employee.tasks) else "no"

    def _scaled(self, offered: list[str]) -> str:
        """Return the option nearest to the team's opinion, a little shifted for each person."""
        criterion = offered[0].partition(".")[0]
        wanted = self._opinions.get(criterion, _NO_OPINION) + _SCALE_SHIFTS[self._number % 3]
        scores = [option for option in offered if option.startswith(f"{criterion}.")]
        return min(scores, key=lambda option: abs(int(option.partition(".")[2]) - wanted))


def _presses(message: Outgoing) -> list[Press]:
    keys: list[Key] = [key for row in message.keys for key in row]
    found = (Press.parse(key.press) for key in keys if key.press is not None)
    return [press for press in found if press is not None]
