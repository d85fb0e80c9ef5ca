"""The matcher's speed and quality, beside what a user would pick instead, in one run.

Speed: texts of 20 words on one core, and how it falls when there are 4 and 16 times as many rules:
the catalogue's own examples, which are nothing but complaints and what is near to them, so the
heaviest there are, and what people said, cut to 20 words. The matcher reads them compiled, if
`make setup` could, and from its plain sources. No two texts are alike. A matcher remembers words,
never texts, so the first reading of all texts by a new matcher stands beside the best of three
later ones; starting is timed in new processes.
Quality: on the texts of our own that the rules were tried on (`tests/knowledge/voices`), and on
labelled files, by default those beside the project (`../shared/eval`), if there are any. Time is
the core's own (`process_time`); neighbours still empty its caches, so read the ratios.

    python -m benchmarks matching [statements.jsonl functions.jsonl]
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.peers import Reader, peers
from bot.commands.evaluate import read_examples
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.evaluation import Example, Report, evaluate
from knowledge.matching import IS_COMPILED, Matcher

BESIDE = tuple(
    Path(__file__).parents[2] / "shared" / "eval" / name
    for name in ("statements_dev.jsonl", "functions_dev.jsonl")
)
VOICES = Path(__file__).parents[1] / "tests" / "knowledge" / "voices"
RESULTS = Path(__file__).parent / "results" / "matching.md"
OWN = "own voices"
TEXTS = 4000
WORDS = 20
SEED = 1
STARTS = 5
_LOADING = """
from time import process_time
started = process_time()
from knowledge.catalogue import load_catalogue
from knowledge.matching import Matcher
imported = process_time()
catalogue = load_catalogue()
loaded = process_time()
Matcher(catalogue)
built = process_time()
print(imported - started, loaded - imported, built - loaded, built - started)
"""
_READING = """
import json, sys
from benchmarks.matching import own_reader, per_second
read = own_reader()
print(*[per_second(read, texts) for texts in json.load(sys.stdin)])
"""


class Labelled(NamedTuple):
    """Labelled texts under the name of a column, of tasks or of what people complain of."""

    name: str
    examples: Sequence[Example]

    @property
    def is_of_tasks(self) -> bool:
        """Say whether functions are to be found rather than inefficiencies."""
        return not any(each.inefficiencies for each in self.examples)


def texts(catalogue: Catalogue) -> list[str]:
    """Return distinct texts of 20 words: the catalogue's own examples, each time in a new order."""
    examples = [example for rule in catalogue.rules.values() for example in (*rule.yes, *rule.no)]
    words = _shuffled_words(examples, Random(SEED))  # noqa: S311  # the same texts each time, no secret
    found: dict[str, None] = {}
    while len(found) < TEXTS:
        found[" ".join(islice(words, WORDS))] = None
    return list(found)


def _shuffled_words(examples: list[str], random: Random) -> Iterator[str]:
    """Yield the words of *examples* without end; sentences stay whole, only their order changes."""
    while True:
        random.shuffle(examples)
        for example in examples:
            yield from example.split()


def spoken(sets: Iterable[Labelled]) -> list[str]:
    """Return distinct texts of 20 words of what people said, if such texts are there."""
    given = [text.text for each in sets if _is_said(each) for text in each.examples]
    words = " ".join(given).split()
    starts = range(0, len(words) - WORDS, max(1, len(words) // TEXTS))
    return list(dict.fromkeys(" ".join(words[at : at + WORDS]) for at in starts))


def _is_said(each: Labelled) -> bool:
    return each.name != OWN and not each.is_of_tasks


def speeds(
    kinds: Sequence[tuple[str, Sequence[str]]], others: Sequence[tuple[str, Reader | None]]
) -> Iterator[str]:
    """Yield the rows of the table of speeds: a reader, and its texts a second of each kind."""
    yield _row("Gemba, compiled" if IS_COMPILED else "Gemba, not compiled", _own(kinds, ""))
    if IS_COMPILED:
        yield _row("Gemba, its plain sources", _own(kinds, "1"))
    for name, read in others:
        if read is not None and name != _SLOW:
            yield _row(name, [per_second(read, given) for _, given in kinds])


def _row(name: str, rates: Iterable[float]) -> str:
    return f"| {name} | " + " | ".join(f"{rate:,.0f}" for rate in rates) + " |"


def _own(kinds: Sequence[tuple[str, Sequence[str]]], plain: str) -> list[float]:
    """Return what a new process reads a second of each kind, compiled or *plain*."""
    done = subprocess.run(  # noqa: S603  # our own interpreter, our own text
        [sys.executable, "-c", _READING],
        input=json.dumps([list(given) for _, given in kinds]),
        env={**os.environ, "GEMBA_PLAIN": plain},
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(each) for each in done.stdout.split()]


def own_reader() -> Reader:
    """Return our own matcher as a reader, as it reads in full."""
    return Matcher(load_catalogue()).match


def loading() -> str:
    """Return what a new process needs, the quickest of some, in milliseconds."""
    seconds = min((_seconds_to_start() for _ in range(STARTS)), key=lambda each: each[-1])
    names = ("imports", "catalogue", "matcher", "together")
    return ", ".join(
        f"{name} {1000 * each:.0f} ms" for name, each in zip(names, seconds, strict=True)
    )


def _seconds_to_start() -> list[float]:
    done = subprocess.run(  # noqa: S603  # our own interpreter, our own text
        [sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True
    )
    return [float(each) for each in done.stdout.split()]


def labelled(files: Iterable[Path]) -> list[Labelled]:
    """Return our own voices and the labelled *files*, each of their groups apart."""
    found = [Labelled(OWN, list(voices()))]
    for file in files:
        examples = read_examples(file)
        groups = sorted({each.group for each in examples})
        found += [
            Labelled(
                file.stem.partition("_")[0] if group == "all" else group,
                [each for each in examples if each.group == group],
            )
            for group in groups
        ]
    return found


def voices() -> Iterator[Example]:
    """Yield the texts of our own: of a code, or of another one that is near it, or of none."""
    for path in sorted(VOICES.glob("*.txt")):
        code, _, is_not = path.stem.partition(".")
        for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
            label, _, text = line.partition("\t") if is_not else (code, "", line)
            yield Example(text, frozenset() if label == "none" else frozenset((label,)))


def first_reading(catalogue: Catalogue, given: Sequence[str]) -> float:
    """Return how many texts a second a new matcher reads that has met none of them."""
    read = _brief(Matcher(catalogue))
    started = time.process_time()
    for text in given:
        read(text)
    return len(given) / (time.process_time() - started)


def per_second(read: Callable[[str], object], given: Sequence[str]) -> float:
    """Return how many texts a second *read* takes, the best of three passes."""
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        for text in given:
            read(text)
        best = max(best, len(given) / (time.process_time() - started))
    return best


def multiplied(catalogue: Catalogue, times: int) -> Catalogue:
    """Return *catalogue* with *times* as many rules: copies with a word more that is never said."""
    rules = dict(catalogue.rules)
    for copy in range(1, times):
        for rule in catalogue.rules.values():
            name = f"{rule.id}.copy{copy}"
            find = tuple(f"{pattern} zq{copy}" for pattern in rule.find)
            rules[name] = replace(rule, id=name, find=find)
    return replace(catalogue, rules=rules)


def growth(catalogue: Catalogue, given: Sequence[str]) -> Iterator[str]:
    """Yield the rows of the table of growth: the same texts with ever more rules."""
    base = 0.0
    for times in (1, 4, 16):
        rate = per_second(_brief(Matcher(multiplied(catalogue, times))), given)
        base = base or rate
        yield f"| {times}x | {times * len(catalogue.rules)} | {rate:,.0f} | {rate / base:.2f} |"


def length(matcher: Matcher, given: Sequence[str]) -> Iterator[str]:
    """Yield the rows of the table of length: the same words in ever longer texts."""
    for times in (1, 10, 100):
        joined = [" ".join(given[at : at + times]) for at in range(0, len(given), times)]
        rate = per_second(_brief(matcher), joined)
        yield f"| {WORDS * times} | {rate * WORDS * times:,.0f} |"


def _brief(matcher: Matcher) -> Reader:
    return partial(matcher.match, in_full=False)


def rows(
    own: Reader,
    others: Sequence[tuple[str, Reader | None]],
    given: Sequence[str],
    sets: Sequence[Labelled],
) -> Iterator[str]:
    """Yield the rows of the table of readers: speed, then quality on each of *sets*."""
    base = per_second(own, given)
    for name, read in (("Gemba", own), *others):
        if read is None:
            yield f"| {name} | not installed | |"
            continue
        few = given if name != _SLOW else given[:100]
        rate = base if name == "Gemba" else per_second(read, few)
        found = [cell for each in sets for cell in quality(read, each)]
        yield f"| {name} | " + " | ".join([f"{rate:,.0f}", f"{rate / base:.2f}", *found]) + " |"


def quality(read: Reader, given: Labelled) -> Iterator[str]:
    """Yield what matters of how *read* does on the texts *given*, as cells."""
    report: Report = evaluate(given.examples, read)[-1]
    if given.is_of_tasks:
        yield f"{report.function_right.share:.2f} / {report.function_right_or_alt.share:.2f}"
        return
    yield f"{report.micro.f1:.2f} / {report.micro.precision:.2f}"
    yield f"{report.right_in_three.share:.2f}"
    yield f"{report.clean_kept.share:.2f}"


def columns(sets: Iterable[Labelled]) -> Iterator[str]:
    """Yield the heads of the columns for *sets*."""
    yield from ("reader", "texts a second", "ratio")
    for each in sets:
        if each.is_of_tasks:
            yield f"{each.name}: right / or second reading"
        else:
            yield from (f"{each.name}: F1 / precision", "right in three", "clean kept")


_SLOW = "all-MiniLM-L6-v2, zero-shot"


def main(names: Sequence[str]) -> None:
    """Measure, print, and write the tables."""
    files = [Path(name) for name in names] or [each for each in BESIDE if each.exists()]
    catalogue = load_catalogue()
    given = texts(catalogue)
    sets = labelled(files)
    heads = list(columns(sets))
    others = list(peers(catalogue))
    kinds = [("own examples", given)]
    if said := spoken(sets):
        kinds.append(("what people said", said))
    lines = [
        "# The matcher, measured",
        "",
        f"Catalogue {catalogue.version}: {len(catalogue.rules)} rules.",
        f"A new process, the quickest of {STARTS}: {loading()}.",
        f"{TEXTS} distinct texts of {WORDS} words, one core; all readers in one run.",
        f"First reading by a new matcher: {first_reading(catalogue, given):,.0f} texts a second;",
        "the tables show the best of three readings by one that has met them before.",
        f"Labelled: {', '.join(f'{each.name} {len(each.examples)}' for each in sets)};",
        "own voices are texts of our own that the rules were tried on.",
        "",
        "| " + " | ".join(heads) + " |",
        "| --- |" + " ---: |" * (len(heads) - 1),
        *rows(_brief(Matcher(catalogue)), others, given, sets),
        "",
        "| texts a second | " + " | ".join(name for name, _ in kinds) + " |",
        "| --- |" + " ---: |" * len(kinds),
        *speeds(kinds, others),
        "",
        "| rules | number | texts a second | ratio |",
        "| --- | ---: | ---: | ---: |",
        *growth(catalogue, given),
        "",
        "| words in a text | words a second |",
        "| ---: | ---: |",
        *length(Matcher(catalogue), given),
    ]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
