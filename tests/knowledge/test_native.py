"""The compiled copy of the matcher: the same findings, and never one made from other sources."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from knowledge import native
from knowledge.catalogue import load_catalogue
from knowledge.matching import IS_COMPILED, Asked, Matcher
from knowledge.native.__main__ import main, make_copy

VOICES = Path(__file__).parent / "voices"
_READ = """
import json, sys
from knowledge.catalogue import load_catalogue
from knowledge.matching import IS_COMPILED, Asked, Matcher
matcher = Matcher(load_catalogue())
found = [matcher.match(text, asked=Asked(asked)) for text, asked in json.load(sys.stdin)]
json.dump([IS_COMPILED, found], sys.stdout)
"""


def texts() -> list[tuple[str, str]]:
    """Return our own voices and wild mixtures of their words, as answers to all questions."""
    lines = [
        line.rpartition("\t")[2]
        for path in sorted(VOICES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    random = Random(7)  # noqa: S311  # the same texts each time, no secret
    words = " ".join(lines).split()
    mixed = [" ".join(random.choices(words, k=random.randint(1, 60))) for _ in range(1_000)]
    odd = ["", " ", "?!", "no no no", "30 % of 1,5", "über naïve 東京 told me", "wait " * 300]
    asked = list(Asked)
    return [
        (text, asked[number % len(asked)]) for number, text in enumerate([*lines, *mixed, *odd])
    ]


def test_the_compiled_copy_finds_what_the_sources_find() -> None:
    given = texts()
    matcher = Matcher(load_catalogue())

    done = subprocess.run(  # noqa: S603  # our own interpreter, our own text
        [sys.executable, "-c", _READ],
        input=json.dumps(given),
        env={**os.environ, "GEMBA_PLAIN": ""},
        cwd=native.PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    is_compiled, found = json.loads(done.stdout)

    assert not IS_COMPILED
    assert is_compiled == native.folder_of_copy().is_dir()
    read = [matcher.match(text, asked=Asked(asked)) for text, asked in given]
    assert found == json.loads(json.dumps(read))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with sources of a matcher, of which copies are made and found."""
    sources = tmp_path / "knowledge" / "matching"
    sources.mkdir(parents=True)
    (sources / "__init__.py").touch()
    (sources / "trying.py").write_text("STEP = 1\n", encoding="utf-8")
    (tmp_path / "knowledge" / "patterns.py").touch()
    monkeypatch.setattr(native, "PACKAGE", tmp_path / "knowledge")
    monkeypatch.setattr(native, "COPIES", tmp_path / ".native")
    monkeypatch.setenv("GEMBA_PLAIN", "")
    return tmp_path


def compile_nothing(command: list[str], *, cwd: str, **_: object) -> None:
    """Do what the compiler does, with empty files."""
    modules = [Path(cwd, each) for each in command if each.endswith(".py")]
    for module in (*modules, Path(cwd, f"{native.SHARED}.py")):
        module.with_suffix(".so").touch()


def test_a_copy_has_all_that_was_compiled_and_the_older_one_goes(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", compile_nothing)
    (house / ".native" / "older").mkdir(parents=True)

    made = make_copy()

    assert sorted(each.name for each in made.iterdir()) == [f"{native.SHARED}.so", "trying.so"]
    assert list((house / ".native").iterdir()) == [made]


def test_a_copy_of_other_sources_is_passed_over(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", compile_nothing)
    make_copy()
    assert native.folder_of_copy().is_dir()

    (house / "knowledge" / "matching" / "trying.py").write_text("STEP = 2\n", encoding="utf-8")

    assert not native.folder_of_copy().is_dir()
    assert not native.switch_to_copy([])


@pytest.mark.usefixtures("house")
def test_a_copy_that_cannot_be_loaded_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", compile_nothing)
    make_copy()
    path: list[str] = []

    assert not native.switch_to_copy(path)
    assert path == []
    assert native.SHARED not in sys.modules


def test_without_a_compiler_the_matcher_stays_plain(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)

    main()

    assert "stays plain Python (no C compiler" in capsys.readouterr().out
    assert not (house / ".native").exists()


@pytest.mark.usefixtures("house")
def test_what_does_not_compile_says_why_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "cc", stderr="much\nno Python.h\n")

    monkeypatch.setattr(subprocess, "run", fail)

    main()

    assert capsys.readouterr().out == "The matcher stays plain Python (no Python.h).\n"


@pytest.mark.usefixtures("house")
def test_a_copy_that_is_made_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", compile_nothing)

    main()

    assert capsys.readouterr().out.startswith("The matcher is compiled: .native/")
