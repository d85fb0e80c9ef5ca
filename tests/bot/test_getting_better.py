"""The whole way: people are asked, something is done, they are asked again, and it is told.

Everything goes through the bot as in a chat: interviews, closing, `/initiatives`, the second round
by schedule, its invitations, and the joining of rounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.duties import House, Ticking, duties_of
from bot.lifecycle import close_survey
from bot.managing.links import Link
from bot.outgoing import Outgoing
from bot.setting import Setting
from bot.surveys import shipped_text
from knowledge.catalogue import load_catalogue
from storage import SurveyRow, TeamRow
from tests.bot.office.playing import CHANNEL, Play, playing

DAY = 24 * 60 * 60
TWICE = "I type every order twice, once into the old system and again into the new one"
WAIT = "I wait two days for a signature on every order"


@dataclass
class Town:
    """A made-up company of a few people, and the days that go by in it."""

    owner: Play
    secrets: dict[str, str] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)
    chats: dict[str, Play] = field(default_factory=dict)

    def chat(self, name: str) -> Play:
        return self.chats.setdefault(name, self.owner.as_(name))

    def answer(self, name: str, text: str, minutes: int) -> None:
        """Let *name* answer the interview that they are in, and keep the secret for later."""
        chat = self.chat(name)
        said = chat.press("Yes, let's start")
        if "Which team" in said:
            chat.press("Day")
        said = chat.say(text)
        while "How often" not in said:
            said = chat.press(next(each for each in chat.labels if each != "Something else"))
        chat.say("5 times a week")
        chat.say(f"{minutes} minutes")
        if name in self.secrets:
            chat.press_data(self.secrets[name])

    def keep_secret(self, name: str) -> None:
        chat = self.chat(name)
        chat.say("/link")
        keys = [key for each in chat.heard for row in each.keys for key in row]
        self.secrets[name] = (
            next(key.press for key in keys if key.label == "Compare with today") or ""
        )

    def pass_days(self, days: int) -> None:
        """Let days go by; what the bot writes on its own is put with whom it is for."""
        turns = self.owner.turns
        house = House(turns.link, turns.secret, turns.owners_as_members)
        duties = duties_of(turns.setting, house)
        for _ in range(days):
            self.owner.clock[0] += DAY
            while Ticking(self.owner.store, duties, clock=lambda: self.owner.clock[0]).tick():
                self._deliver()
            self._deliver()

    def _deliver(self) -> None:
        with self.owner.store.transaction() as work:
            while rows := work.outbox.claim(CHANNEL, 10**11, 100, "test"):
                for row in rows:
                    work.outbox.delete(row.id)
                    text = Outgoing.loads(row.payload).text
                    self.letters.setdefault(row.chat, []).append(text)


def people(typists: int) -> dict[str, tuple[str, int]]:
    """Return who says what, and how many minutes it takes each time."""
    typing = {f"typist-{number}": (TWICE, 40 + 5 * number) for number in range(typists)}
    return typing | {f"waiter-{number}": (WAIT, 30 + 5 * number) for number in range(6)}


@pytest.fixture(scope="module")
def setting() -> Setting:
    return Setting(load_catalogue())


@pytest.fixture
def town(tmp_path: Path, setting: Setting) -> Iterator[Town]:
    owner = playing(tmp_path, Setting(setting.catalogue, setting.matcher))
    spring = SurveyRow(
        "spring", "Spring", "see", "open", shipped_text("short"), 5, 10, "2026-11-23"
    )
    with owner.store.transaction() as work:
        work.surveys.add(spring, "ab" * 32)
        for code in ("day", "night"):
            work.surveys.add_team("spring", TeamRow(code, code.title(), 20))
    yield Town(owner)
    owner.store.close()


def first_round(town: Town, typists: int, *, linked: bool) -> None:
    """Ask everybody, close, and take on what is said about typing twice."""
    for name, (text, minutes) in people(typists).items():
        town.chat(name).say("/start")
        town.answer(name, text, minutes)
        if linked:
            town.keep_secret(name)
    with town.owner.store.transaction() as work:
        assert close_survey(work, "spring", town.owner.clock[0])


def take_on(town: Town) -> str:
    town.owner.press_data(Link("take", ("spring", "duplicate_entry")).encode())
    town.owner.say("30")
    town.owner.press("In 4 weeks")
    return town.owner.say("Ann Lee")


def second_round(town: Town, typists: int, left: int = 20) -> None:
    """Ask again by schedule; typing takes *left* per cent of before, waiting as long as ever."""
    town.owner.say("/initiatives spring")
    town.owner.press("Ask again")
    town.owner.press("Once, in 8 weeks")
    town.pass_days(57)
    for name, (text, minutes) in people(typists).items():
        asked = next(each for each in town.letters[name] if "Did it help?" in each)
        town.chat(name).say("/start " + re.findall(r"start=(\S+)", asked)[0])
        town.answer(name, text, minutes * left // 100 if text == TWICE else minutes)
    town.pass_days(9)


def told(town: Town) -> str:
    """Return what is said of the initiative at the end."""
    town.owner.say("/initiatives spring")
    return town.owner.press(
        next(each for each in town.owner.labels if "master" in each or "copy" in each)
    )


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "not linked"])
def test_what_got_better_is_told_as_better(town: Town, *, linked: bool) -> None:
    first_round(town, 16, linked=linked)
    assert "Taken on." in take_on(town)
    town.owner.press_data(Link("tell_all", ("spring",)).encode())
    town.owner.press("Yes, tell them")

    second_round(town, 16)

    decided, asked, *_ = town.letters["typist-3"]
    assert "Ann Lee sees to it" in decided
    assert "3 of the questions from then" in asked
    said = told(town)
    assert re.search(r"between \d+ and \d+ % less; from \S+ to \S+ hours", said)
    assert "<b>Better.</b> The goal is reached." in said
    assert ("The same people, 15 or more" in said) is linked
    assert ("they may be other people" in said) is not linked
    assert "nothing untouched" not in said


def test_of_too_few_it_cannot_be_told(town: Town) -> None:
    """Seven typists: enough for figures of each round, too few to tell a drop of a third."""
    first_round(town, 7, linked=False)
    assert "Taken on." in take_on(town)

    second_round(town, 7, left=67)

    said = told(town)
    assert re.search(r"between \d+ % less and \d+ % more; from", said)
    assert "<b>Too few answers to tell.</b>" in said
    assert "Better" not in said


def test_of_four_there_is_nothing_to_take_on(town: Town) -> None:
    first_round(town, 4, linked=False)

    take = Link("take", ("spring", "duplicate_entry")).encode()

    assert "not in the report" in town.owner.press_data(take)
