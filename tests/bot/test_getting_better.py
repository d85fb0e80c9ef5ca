"""The whole way: people are asked, something is done, they are asked again, and it is told.

Everything goes through the bot as in a chat: interviews, closing, `/initiatives`, the second round
by schedule, its invitations, and the joining of rounds.
"""

import json
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
DECIDING = Path(__file__).parent / "transcripts" / "deciding"
TWICE = "I type every order twice, once into the old system and again into the new one"
WAIT = "I wait two days for a signature on every order"


@dataclass
class Town:
    """A made-up company of a few people, and the days that go by in it."""

    owner: Play
    survey: str = "spring"
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
    yield from town_with(tmp_path, setting, "spring", "Spring")


@pytest.fixture
def village(tmp_path: Path, setting: Setting) -> Iterator[Town]:
    """A company that has only the survey which is always on."""
    yield from town_with(tmp_path, setting, "always-on", "Always on")


def town_with(tmp_path: Path, setting: Setting, survey: str, name: str) -> Iterator[Town]:
    owner = playing(tmp_path, Setting(setting.catalogue, setting.matcher))
    row = SurveyRow(survey, name, "see", "open", shipped_text("short"), 5, 10, "2026-11-23")
    with owner.store.transaction() as work:
        work.surveys.add(row, "ab" * 32)
        for code in ("day", "night"):
            work.surveys.add_team(survey, TeamRow(code, code.title(), 20))
    yield Town(owner, survey)
    owner.store.close()


def first_round(town: Town, typists: int, *, linked: bool) -> None:
    """Ask everybody, and close."""
    ask(town, typists, linked=linked)
    close(town, town.survey)


def ask(town: Town, typists: int, *, left: int = 100, linked: bool = False) -> None:
    """Ask everybody; typing takes *left* per cent of what it did at first."""
    for name, (text, minutes) in people(typists).items():
        town.chat(name).say("/start")
        town.answer(name, text, minutes * left // 100 if text == TWICE else minutes)
        if linked:
            town.keep_secret(name)


def close(town: Town, survey: str) -> None:
    with town.owner.store.transaction() as work:
        assert close_survey(work, survey, town.owner.clock[0])


def take_on(town: Town) -> str:
    town.owner.press_data(Link("take", (town.survey, "duplicate_entry")).encode())
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
    town.owner.say(f"/initiatives {town.survey}")
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


def hear(town: Town, person: str, said: str) -> str:
    """Return what *person* hears who says or presses something, or lets days pass."""
    play = town.owner if person == "owner" else town.chat(person)
    passed = re.fullmatch(r"\((\d+) days later\)", said)
    if passed is not None:
        before = len(town.letters.get(person, ()))
        town.pass_days(int(passed[1]))
        return "\n".join(town.letters.get(person, ())[before:])
    if said.startswith("["):
        return play.press(said.strip("[]")) if said.strip("[]") in play.labels else "no button"
    return play.say(said)


@pytest.mark.parametrize("path", sorted(DECIDING.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_taken_on_goes_as_written(town: Town, path: Path) -> None:
    first_round(town, 16, linked=False)
    lines = path.read_text(encoding="utf-8").splitlines()

    for said, expected in zip(lines[::2], lines[1::2], strict=True):
        person, _, words = said.partition("> ")
        answer = re.sub(r"</?[bi]>", "", hear(town, person, words))
        assert expected.removeprefix("... ") in answer, f"after {said!r} came:\n{answer}"


def test_what_is_always_on_is_compared_by_periods(village: Town) -> None:
    ask(village, 16)
    assert "Taken on." in take_on(village)
    assert "Close it when you begin" in told(village)

    close(village, "always-on")
    ask(village, 16, left=20)
    assert "compared once both rounds have closed" in told(village)
    close(village, "always-on-2")

    said = told(village)
    assert "(“Always on (2)”): between" in said
    assert "<b>Better.</b>" in said
    assert "they may be other people" in said


def test_a_period_that_is_not_the_next_one_is_compared_as_well(village: Town) -> None:
    ask(village, 16)
    take_on(village)
    for period in ("always-on", "always-on-2"):
        close(village, period)
        ask(village, 16, left=20)
    assert "(“Always on (2)”): between" in told(village)

    close(village, "always-on-3")

    assert "(“Always on (3)”): between" in told(village)


def test_a_new_period_asks_the_same_of_the_same_teams(village: Town) -> None:
    with village.owner.store.transaction() as work:
        first = work.surveys.get("always-on")
        assert first is not None
        settings = json.dumps({"rates": {"": 30}, "closes": "2026-12-31", "note": "thanks"})
        work.surveys.change(first._replace(settings=settings))
    close(village, "always-on")

    village.chat("ann").say("/start")

    with village.owner.store.transaction() as work:
        second = work.surveys.get("always-on-2")
        assert second is not None
        assert second._replace(id="", name="", settings="") == first._replace(
            id="", name="", settings=""
        )
        assert json.loads(second.settings) == {"rates": {"": 30}, "follows": "always-on"}
        assert work.surveys.teams("always-on-2") == work.surveys.teams("always-on")
        assert work.surveys.key("always-on-2") not in (None, bytes.fromhex("ab" * 32))
