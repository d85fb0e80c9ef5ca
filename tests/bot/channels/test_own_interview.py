"""A company's own interview comes and goes as a file: real updates, HTTP, and a database."""

import asyncio
import logging
import signal
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from bot.channels.telegram.intake import apart
from bot.incoming import Handed, Incoming
from bot.interview.events import Said
from bot.lifecycle import open_survey
from bot.managing.own_interview import MOST_BYTES
from bot.surveys import shipped_text
from bot.turn import Turns
from storage import AwaitedRow, Store, SurveyRow, open_store
from storage.errors import StorageError
from tests.bot.channels.conftest import Rig
from tests.bot.channels.fake_telegram import PATIENCE, FakeTelegram, serving
from tests.bot.channels.sieging import Siege
from tests.bot.channels.test_managing import ANN, OLGA, press, shown

OURS = shipped_text("short").replace("id: short", "id: ours")
SECRET_WORDS = "the boiler of hall nine"


@pytest.fixture
def drafted(rig: Rig) -> Rig:
    """Let Olga be an owner who plans a survey, and is asked which interview it has."""
    turns = rig.poller.intake.turns
    rig.poller.intake.turns = replace(turns, owners=frozenset((f"telegram:{OLGA}",)))
    drafted_in(rig.store, OLGA, "g")
    return rig


def drafted_in(store: Store, chat: int, guided: str = "") -> None:
    """Keep a draft, and that its interview is awaited from a chat."""
    with store.transaction() as work:
        work.surveys.add(SurveyRow("lager", "Lager", "see", "draft", "", 5, 10, "2026-W01"), "k")
        work.members.wait_for(AwaitedRow("telegram", str(chat), f"m:own::lager:{guided}", 2**33))


async def send(rig: Rig, content: str | bytes, chat: int = OLGA, **said: int) -> str:
    """Let somebody send a file, and return what the bot said."""
    before = len(rig.telegram.sent(chat))
    rig.telegram.send_file(
        chat, content if isinstance(content, bytes) else content.encode(), **said
    )
    await rig.turn()
    return "\n".join(str(call.data["text"]) for call in rig.telegram.sent(chat)[before:])


def sent_file(rig: Rig) -> tuple[str, bytes]:
    """Return the name and the content of the file that was sent last."""
    name, content = cast("tuple[str, bytes]", rig.calls("sendDocument")[-1].data["document"])
    return name, content


def planned(rig: Rig, survey: str = "lager") -> SurveyRow:
    with rig.store.transaction() as work:
        row = work.surveys.get(survey)
    assert row is not None
    return row


async def test_a_file_becomes_the_interview_and_the_guide_goes_on(drafted: Rig) -> None:
    said = await send(drafted, OURS)

    assert "Taken: 5 questions beside the consent, in en." in said
    assert "When does it close?" in said
    assert planned(drafted).interview == OURS


async def test_the_survey_says_what_its_own_interview_has(drafted: Rig) -> None:
    await send(drafted, OURS)

    assert "your own, 5 questions, in en" in await press(drafted, "In four weeks")


@pytest.mark.parametrize("name", ["full", "short"])
async def test_a_shipped_one_goes_out_as_a_file_and_comes_back(drafted: Rig, name: str) -> None:
    await drafted.say("/survey lager", OLGA)
    for label in ("Interview", "One of our own …", f"The {name} one, as a file"):
        await press(drafted, label)

    assert sent_file(drafted) == (f"{name}.yaml", shipped_text(name).encode())
    assert "Taken" in await send(drafted, sent_file(drafted)[1])


async def test_the_present_one_goes_out_and_the_shipped_one_comes_back(drafted: Rig) -> None:
    await send(drafted, OURS)
    await press(drafted, "In four weeks")
    for label in ("Interview", "One of our own …", "Yours, as a file"):
        await press(drafted, label)
    document = sent_file(drafted)
    await press(drafted, "Back to the full one")

    assert document == ("own.yaml", OURS.encode())
    assert planned(drafted).interview == ""


async def test_a_file_with_faults_changes_nothing_and_all_are_told(drafted: Rig) -> None:
    said = await send(drafted, OURS.replace("kind: text", "kind: poem"))

    assert "nothing was changed" in said
    assert "questions.2.kind" in said
    assert planned(drafted).interview == ""
    assert "Taken" in await send(drafted, OURS)


async def test_many_faults_come_as_a_file(drafted: Rig) -> None:
    said = await send(drafted, OURS.replace("{en:", "{de:"))
    name, content = sent_file(drafted)

    assert "all of them are in the file" in said
    assert name == "faults.txt"
    assert content.decode().count("has no text in 'en'") == 6


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param("a0: &a [x]\nb: [*a, *a]", "aliases", id="billion laughs"),
        pytest.param("[" * 50_000, "deep", id="no end of brackets"),
        pytest.param("id: [", "is not YAML", id="no YAML"),
        pytest.param("id: 2026-13-45", "does not exist", id="no such day"),
        pytest.param("#" * 150_000, "longer than 100000", id="too long to read"),
        pytest.param(b"\xff\xfe\x00i", "no plain text", id="no text"),
        pytest.param("", "must be keys with values", id="nothing"),
    ],
)
async def test_a_file_that_cannot_be_used_says_why(
    drafted: Rig, content: str | bytes, why: str
) -> None:
    assert why in await send(drafted, content)
    assert planned(drafted).interview == ""
    with drafted.store.transaction() as work:
        assert work.intake.asides() == []


async def test_what_is_too_large_is_not_fetched(drafted: Rig) -> None:
    assert "larger than 200 KB" in await send(drafted, OURS, size=MOST_BYTES + 1)
    assert drafted.calls("getFile") == []


@pytest.mark.parametrize(("said", "downloads"), [(-1, 0), (10, 1)])
async def test_a_size_that_telegram_does_not_tell_is_found_out(
    drafted: Rig, said: int, downloads: int
) -> None:
    assert "larger than 200 KB" in await send(drafted, "#" * (MOST_BYTES + 1), size=said)
    assert len(drafted.telegram.downloads) == downloads


async def test_a_survey_that_is_gone_takes_no_file(drafted: Rig) -> None:
    with drafted.store.transaction() as work:
        work.surveys.drop("lager")

    assert "no such survey any more" in await send(drafted, OURS)
    assert drafted.calls("getFile") == []


@pytest.mark.parametrize(
    ("method", "status"), [("getFile", 400), ("getFile", 404), ("download", 404), ("download", 500)]
)
async def test_a_file_that_telegram_does_not_give_is_asked_for_again(
    drafted: Rig, method: str, status: int
) -> None:
    drafted.telegram.fail(method, status, "Bad Request: file is temporarily unavailable")

    assert "could not fetch" in await send(drafted, OURS)
    assert "Taken" in await send(drafted, OURS)


async def test_whoever_is_not_asked_for_a_file_has_none_fetched(drafted: Rig) -> None:
    said = await send(drafted, OURS, ANN)

    assert "I can only read text, and I kept nothing" in said
    assert drafted.calls("getFile") == []


async def test_outside_that_screen_nothing_is_fetched(drafted: Rig) -> None:
    await drafted.say("/survey", OLGA)
    said = await send(drafted, OURS)

    assert "I can only read text" in said
    assert drafted.calls("getFile") == []
    assert planned(drafted).interview == ""


async def test_a_screen_that_waits_for_words_fetches_nothing(drafted: Rig) -> None:
    await drafted.say("/survey lager", OLGA)
    await press(drafted, "Name")

    assert "I can only read text" in await send(drafted, OURS)
    assert drafted.calls("getFile") == []


async def test_who_lost_the_role_in_between_is_refused_and_nothing_is_fetched(rig: Rig) -> None:
    drafted_in(rig.store, ANN)

    assert "those who run surveys" in await send(rig, OURS, ANN)
    assert rig.calls("getFile") == []


async def test_an_open_survey_keeps_what_people_were_told(drafted: Rig) -> None:
    with drafted.store.transaction() as work:
        open_survey(work, "lager")

    assert "so it stays as it is" in await send(drafted, OURS)
    assert drafted.calls("getFile") == []


async def test_what_stands_in_a_file_is_in_no_log(
    drafted: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await send(drafted, OURS.replace("kind: text", SECRET_WORDS))
        await send(drafted, OURS.replace("Which team", SECRET_WORDS))
    with drafted.store.transaction() as work:
        noted = work.audit.entries()

    assert planned(drafted).interview.count(SECRET_WORDS) == 1
    assert SECRET_WORDS not in caplog.text
    assert SECRET_WORDS not in str(noted)


async def test_a_file_in_the_same_batch_as_the_press_that_asks_for_it(drafted: Rig) -> None:
    await drafted.say("/survey lager", OLGA)
    drafted.telegram.press(OLGA, "m:plan::lager:interview")
    drafted.telegram.send_file(OLGA, OURS.encode())
    drafted.telegram.say(ANN, "/start")
    await drafted.turn()

    assert planned(drafted).interview == OURS
    assert "Shall we start?" in drafted.last(ANN)


async def test_a_commit_that_fails_leaves_nothing_and_the_file_comes_again(
    drafted: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted.telegram.send_file(OLGA, OURS.encode())
    with monkeypatch.context() as patched:
        patched.setattr(Turns, "_take_all", _unreachable)
        updates = await drafted.poller._fetch()  # noqa: SLF001  # as `once`, but without its wait
        with pytest.raises(StorageError):
            await drafted.poller.intake.take(updates)
    assert planned(drafted).interview == ""
    await drafted.turn()

    assert planned(drafted).interview == OURS
    assert len(drafted.telegram.downloads) == 2
    assert sum("Taken" in str(call.data.get("text")) for call in shown(drafted, OLGA)) == 1


def _unreachable(*_: object) -> None:
    raise StorageError("away")


def test_a_file_holds_up_its_own_chat_only() -> None:
    def of(chat: str, event: Handed | Said) -> Incoming:
        return Incoming("telegram", chat, chat, chat, "en", event)

    file, after = of("7", Handed(0, "f")), of("7", Said(0, "full"))
    before, other = of("7", Said(0, "/survey")), of("8", Said(0, "yes"))

    assert apart([before, file, other, after]) == ([before, other], [file, after])


async def test_killed_between_fetch_and_commit_the_file_is_taken_once(tmp_path: Path) -> None:
    siege = Siege(tmp_path, f"sqlite:///{tmp_path}/gemba.db", "", webhook=False)
    store = open_store(siege.database)
    store.migrate()
    drafted_in(store, OLGA)
    telegram = siege.telegram

    async with serving(telegram):
        telegram.send_file(OLGA, OURS.encode())
        async with siege.bot("before_commit:1", owners=str(OLGA)) as doomed:
            assert await asyncio.wait_for(doomed.wait(), PATIENCE) == -signal.SIGKILL
        with store.transaction() as work:
            before = work.surveys.get("lager")
        async with siege.bot("", owners=str(OLGA)):
            await telegram.wait_for_sent(OLGA, 2)
    with store.transaction() as work:
        after = work.surveys.get("lager")
    store.close()

    assert before is not None
    assert after is not None
    assert (before.interview, after.interview) == ("", OURS)
    assert len(telegram.downloads) == 2
    assert taken(telegram) == 1


def taken(telegram: FakeTelegram) -> int:
    return sum("Taken" in str(call.data["text"]) for call in telegram.sent(OLGA))
