"""An interview without channel, database or catalogue files: a small world of its own for tests.

`FakeMatch` finds what a table of words says, so that the tests of the engine do not depend on the
shipped rules.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import count

from bot.interview import Context, Interview, Rule, Step, Team, advance, opening
from bot.interview.events import Chosen, Command, Commanded, Edited, Event, Press, Said, Started
from bot.interview.records import Record
from bot.interview.replies import Reply
from bot.surveys import shipped
from bot.wording import wording_in
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.matching import Asked, Candidate, Evidence, Finding, Match

WORDS = {
    "twice": "duplicate_entry",
    "slow": "outdated_tools",
    "signature": "approval_bottleneck",
    "meetings": "meeting_overload",
}
FUNCTIONS = {"invoices": "finance_accounting", "parcels": "logistics", "patients": "core"}


def fake_match(text: str, *, asked: Asked = Asked.OPEN) -> Match:  # the matcher's shape
    return Match(
        tuple(_finding(text, word, code) for word, code in WORDS.items() if word in text),
        tuple(Candidate(code, 4.0) for word, code in WORDS.items() if word in text),
        tuple(_finding(text, word, code) for word, code in FUNCTIONS.items() if word in text),
    )


def _finding(text: str, word: str, code: str) -> Finding:
    start = text.index(word)
    evidence = Evidence(f"{code}.rule", start, start + len(word), 4.0)
    return Finding(code, 4.0, evidence.rule, start, evidence.end, 3.0, None, (evidence,))


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


def context(survey: str = "full", *, teams: bool = False, is_open: bool = True) -> Context:
    return Context(
        survey=shipped(survey),
        purpose="find out what slows us down",
        rule=Rule(5, 10),
        catalogue=catalogue(),
        read=fake_match,
        teams=(Team("care", "Customer care"), Team("sales", "Sales")) if teams else (),
        is_open=is_open,
    )


@dataclass
class Talk:
    """One interview under way, and everything that came of it."""

    context: Context = field(default_factory=context)
    state: Interview = field(default_factory=opening)
    records: list[Record] = field(default_factory=list)
    last: tuple[Reply, ...] = ()
    _messages: "count[int]" = field(default_factory=lambda: count(1))

    def send(self, event: Event) -> Step:
        step = advance(self.context, self.state, event)
        self.state, self.last = step.state, step.replies
        self.records += step.records
        return step

    def start(self) -> "Talk":
        self.send(Started(0))
        return self.say("yes")

    def say(self, *texts: str) -> "Talk":
        for text in texts:
            self.send(Said(0, text, next(self._messages)))
        return self

    def command(self, command: Command, argument: str = "") -> "Talk":
        self.send(Commanded(0, command, argument))
        return self

    def press(self, option: str) -> "Talk":
        key = next(key for key in self.presses() if key.option == option)
        self.send(Chosen(0, key))
        return self

    def edit(self, message: int, text: str) -> "Talk":
        self.send(Edited(0, message, text))
        return self

    def presses(self) -> list[Press]:
        return [each.press for reply in self.last for row in reply.buttons for each in row]

    def asked(self) -> str | None:
        return None if self.state.here is None else self.state.here.question

    def text(self) -> str:
        wording = wording_in("en")
        quiet = {"since": "20:00", "until": "8:00", "zone": "UTC", "place": "UTC"}
        wishes = {
            "understood": True,
            "noted": False,
            "choices": (),
            "silent": False,
            "most": 2,
            "quiet": quiet,
        }
        extra = {"mydata": None, "earlier": None, "gives": True, "code": "abc", **wishes}
        return "\n".join(wording.say(each, self.context, extra=extra).text for each in self.last)


def up_to(question: str, talk: Talk | None = None) -> Talk:
    """Answer the default interview until *question* is asked."""
    talk = talk or Talk()
    talk.start()
    answers = {
        "team": "1",
        "task": "I enter invoices",
        "function": "1",
        "often": "twice a day",
        "takes": "20 mins",
        "wasted": "half",
        "obstacle": "I type it twice and the program is slow",
        "understood": "1 2",
        "probe1": "nobody linked them",
        "probe2": "coffee",
        "suit1": "3",
        "suit2": "3",
        "idea": "link them",
        "more": "no",
        "quote": "yes",
        "summary": "yes",
    }
    for _ in range(30):
        asked = talk.asked()
        if asked is None or asked == question:
            return talk
        talk.say(answers[asked])
    raise AssertionError(f"{question} was never asked")
