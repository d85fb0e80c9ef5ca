"""Two rounds are joined by a secret in the person's own chat, and by nothing in the database."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from bot.incoming import Incoming
from bot.interview.events import Chosen, Command, Commanded, Event, Press, Said, Started
from bot.linking import fresh_code
from bot.outgoing import Outgoing
from bot.setting import Setting
from bot.turn import Turns
from storage import Store, SurveyRow, open_store
from tests.bot.duties.surveys import SETTING, WEEK

NOW = 1_800_000_000
SPRING = SurveyRow("spring", "Spring", "see", "open", "", 5, 10, WEEK)
AUTUMN = SPRING._replace(id="autumn", name="Autumn", settings=json.dumps({"follows": "spring"}))
WINTER = SPRING._replace(id="winter", name="Winter", settings=json.dumps({"follows": "autumn"}))


class Person:
    """Somebody who talks to the bot in one survey after the other."""

    def __init__(self, store: Store, chat: str = "7") -> None:
        self.store, self.chat = store, chat
        self._number = 0

    def tell(self, survey: str, event: Event) -> list[Outgoing]:
        self._number += 1
        setting = Setting(SETTING.catalogue, SETTING.matcher, survey)
        turns = Turns(self.store, setting, b"a secret of the tests" * 2)
        update = f"{self.chat} {self._number}"
        turns.take([Incoming("t", update, self.chat, self.chat, "en", event)])
        with self.store.transaction() as work:
            found = []
            while rows := work.outbox.claim("t", 10**11, 9, "test"):
                for row in rows:
                    work.outbox.delete(row.id)
                    found.append(Outgoing.loads(row.payload))
        return found

    def join(self, survey: str) -> None:
        """Begin *survey*; where the one before stood is forgotten, as another survey does."""
        with self.store.transaction() as work:
            work.intake.clear_conversation("t", self.chat)
        self.tell(survey, Started(NOW))
        self.tell(survey, Said(NOW, "yes"))

    def link(self, survey: str, code: str = "") -> str:
        return self.tell(survey, Commanded(NOW, Command.LINK, code))[0].text

    def secret(self, survey: str) -> Press:
        offered = self.tell(survey, Commanded(NOW, Command.LINK))[0]
        press = Press.parse(offered.keys[0][0].press or "")
        assert press is not None
        assert press.option in offered.text
        return press


@pytest.fixture
def person(tmp_path: Path) -> Person:
    store = open_store(f"sqlite:///{tmp_path}/gemba.db")
    store.migrate()
    with store.transaction() as work:
        for row in (SPRING, AUTUMN, WINTER):
            work.surveys.add(row, f"{len(row.id)}a" * 32)
    return Person(store)


def linked(person: Person, before: str, after: str) -> int:
    with person.store.transaction() as work:
        return len(work.releases.linked(before, after))


def test_a_button_in_the_chat_joins_the_rounds_and_goes_on_to_the_next(person: Person) -> None:
    person.join("spring")
    press = person.secret("spring")
    person.join("autumn")
    said = person.tell("autumn", Chosen(NOW, press))
    person.join("winter")
    person.tell("winter", Chosen(NOW, press))

    assert "Joined" in said[0].text
    assert linked(person, "spring", "autumn") == 1
    assert linked(person, "autumn", "winter") == 1


def test_the_secret_can_be_typed(person: Person) -> None:
    person.join("spring")
    code = person.secret("spring").option
    person.join("autumn")

    assert "Joined" in person.link("autumn", f" {code.upper()} ")
    assert linked(person, "spring", "autumn") == 1


@pytest.mark.parametrize(
    ("survey", "code", "said"),
    [
        pytest.param("autumn", "nonsense", "do not know this secret", id="unknown"),
        pytest.param("spring", "nonsense", "does not repeat", id="there is no earlier round"),
    ],
)
def test_what_is_no_secret_joins_nothing(person: Person, survey: str, code: str, said: str) -> None:
    person.join(survey)

    assert said in person.link(survey, code)


def test_a_secret_of_this_round_is_for_later(person: Person) -> None:
    person.join("spring")
    code = person.secret("spring").option

    assert "next time" in person.link("spring", code)


def test_a_new_secret_takes_the_place_of_the_old(person: Person) -> None:
    person.join("spring")
    old, new = person.secret("spring").option, person.secret("spring").option
    person.join("autumn")

    assert "do not know" in person.link("autumn", old)
    assert "Joined" in person.link("autumn", new)


def test_nobody_takes_over_the_secret_of_another(person: Person) -> None:
    person.join("spring")
    code = person.secret("spring").option
    thief = Person(person.store, "8")
    thief.join("autumn")
    thief.link("autumn", code)
    person.join("autumn")

    assert "nothing was joined" in person.link("autumn", code)
    assert linked(person, "spring", "autumn") == 1


def test_without_consent_nothing_is_offered(person: Person) -> None:
    person.tell("spring", Started(NOW))
    said = person.link("spring")

    assert "/link" not in said


def test_the_secret_is_nowhere_in_the_database(person: Person, tmp_path: Path) -> None:
    person.join("spring")
    code = person.secret("spring").option
    person.join("autumn")
    person.link("autumn", code)
    person.store.close()

    found = b"".join(path.read_bytes() for path in tmp_path.glob("gemba.db*"))
    with sqlite3.connect(tmp_path / "gemba.db") as db:
        tokens = [row[0] for row in db.execute("SELECT token FROM link")]
    db.close()
    assert len(tokens) == 3
    assert code.encode() not in found


def test_forgetting_takes_the_link_along(person: Person) -> None:
    person.join("spring")
    code = person.secret("spring").option
    person.tell("spring", Commanded(NOW, Command.FORGET))
    person.tell("spring", Said(NOW, "yes"))
    person.join("autumn")

    assert "do not know" in person.link("autumn", code)


def test_a_secret_has_a_hundred_random_bits_of_plain_letters() -> None:
    codes = {fresh_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(re.fullmatch(r"[a-z2-7]{20}", code) for code in codes)
