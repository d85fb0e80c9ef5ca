"""`make bench`: the matcher's speed, its growth with the rules, and its peers, in one table.

Peers are measured where they are installed (`pip install flashtext spacy`); they get the same words
as phrase lists, because that is what they can do. Quality is measured on our own examples, and on
labelled files given on the command line:

    python -m benchmarks statements.jsonl functions.jsonl

Times on a shared machine are noisy: read the ratios.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path

from bot.commands.evaluate import read_examples
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.evaluation import evaluate
from knowledge.matching import Matcher

RESULTS = Path(__file__).parent / "results" / "matching.md"
TEXTS = 4000
WORDS = 20


def texts(catalogue: Catalogue) -> list[str]:
    """Return texts of 20 words, made from the catalogue's own examples."""
    words = cycle(
        word
        for rule in catalogue.rules.values()
        for example in (*rule.yes, *rule.no)
        for word in example.split()
    )
    return [" ".join(islice(words, WORDS)) for _ in range(TEXTS)]


def per_second(read: Callable[[str], object], given: Sequence[str]) -> float:
    """Return how many texts a second *read* takes, the best of three passes."""
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        for text in given:
            read(text)
        best = max(best, len(given) / (time.perf_counter() - started))
    return best


def multiplied(catalogue: Catalogue, times: int) -> Catalogue:
    """Return *catalogue* with *times* as many rules: copies with a word more that is never said."""
    rules = dict(catalogue.rules)
    for copy in range(1, times):
        for rule in catalogue.rules.values():
            name = f"{rule.id}.copy{copy}"
            find = tuple(f"{pattern} zq{copy}" for pattern in rule.find)
            rules[name] = rule.model_copy(update={"id": name, "find": find})
    return replace(catalogue, rules=rules)


def rows(catalogue: Catalogue) -> Iterator[str]:
    """Yield the rows of the table of speed."""
    given = texts(catalogue)
    base = per_second(Matcher(catalogue).match, given)
    for times in (1, 4, 16):
        matcher = Matcher(multiplied(catalogue, times))
        rate = base if times == 1 else per_second(matcher.match, given)
        yield f"| Gemba, {times}x the rules | {rate:,.0f} | {rate / base:.2f} |"
    for name, make in PEERS.items():
        if find_spec(name) is None:
            yield f"| {name} | not installed | |"
        else:
            rate = per_second(make(catalogue), given)
            yield f"| {name} | {rate:,.0f} | {rate / base:.2f} |"


def phrases(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return every cue without signs of the pattern language, with its code."""
    return [
        (pattern, code)
        for code, by_points in catalogue.cues.items()
        for patterns in by_points.values()
        for pattern in patterns
        if pattern.replace(" ", "").isalpha()
    ]


def flashtext_reader(catalogue: Catalogue) -> Callable[[str], object]:
    """Return FlashText with our words as keywords."""
    from flashtext import KeywordProcessor  # noqa: PLC0415  # only where it is installed

    processor = KeywordProcessor()
    for pattern, code in phrases(catalogue):
        processor.add_keyword(pattern, code)
    extract: Callable[[str], object] = processor.extract_keywords
    return extract


def spacy_reader(catalogue: Catalogue) -> Callable[[str], object]:
    """Return spaCy's PhraseMatcher with our words as phrases."""
    import spacy  # noqa: PLC0415  # only where it is installed
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for pattern, code in phrases(catalogue):
        matcher.add(code, [language.make_doc(pattern)])
    return lambda text: matcher(language.make_doc(text))


PEERS = {"flashtext": flashtext_reader, "spacy": spacy_reader}


def quality(catalogue: Catalogue, files: Sequence[Path]) -> Iterator[str]:
    """Yield the rows of the table of quality on labelled *files*."""
    match = Matcher(catalogue).match
    for file in files:
        for report in evaluate(read_examples(file), match):
            micro = report.micro
            yield (
                f"| {file.name}, {report.group} | {micro.precision:.2f} | {micro.recall:.2f} "
                f"| {micro.f1:.2f} | {report.clean_kept.share:.2f} "
                f"| {report.right_in_three.share:.2f} | {report.function_right.share:.2f} |"
            )


def main(files: Sequence[Path]) -> None:
    """Measure, print, and write the tables."""
    started = time.perf_counter()
    catalogue = load_catalogue()
    loading = time.perf_counter() - started
    lines = [
        "# The matcher, measured",
        "",
        f"Catalogue {catalogue.version}: {len(catalogue.rules)} rules in {1000 * loading:.0f} ms.",
        f"{TEXTS} texts of {WORDS} words, one core.",
        "",
        "| reader | texts a second | ratio |",
        "| --- | ---: | ---: |",
        *rows(catalogue),
    ]
    if files:
        lines += [
            "",
            "| labelled texts | precision | recall | F1 | clean kept | right in three | function |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            *quality(catalogue, files),
        ]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
