"""References between records that lead nowhere: a source, a heuristic, a remedy that is missing."""

from collections.abc import Container, Iterable, Iterator

from knowledge.catalogue.content import Catalogue

Problems = Iterator[tuple[str, str]]


def reference_problems(catalogue: Catalogue) -> Problems:
    """Yield each record that names another one which no file describes."""
    yield from _of_inefficiencies(catalogue)
    yield from _of_remedies(catalogue)
    yield from _of_functions(catalogue)
    yield from _of_the_decision(catalogue)
    for figure in catalogue.figures.values():
        sources = () if figure.source is None else (figure.source,)
        yield from _missing(figure.id, "source", sources, catalogue.sources)
    for heuristic in catalogue.heuristics.values():
        yield from _missing(heuristic.id, "source", heuristic.sources, catalogue.sources)


def _of_inefficiencies(catalogue: Catalogue) -> Problems:
    for each in catalogue.inefficiencies.values():
        near = (*each.neighbours, *(other.code for other in each.not_when))
        yield from _missing(each.code, "neighbour", near, catalogue.inefficiencies)
        yield from _missing(each.code, "waste", each.wastes, catalogue.wastes)
        yield from _missing(each.code, "heuristic", each.heuristics, catalogue.heuristics)
        yield from _missing(each.code, "figure", each.loss_figures, catalogue.figures)
        if not catalogue.remedies_for(each.code):
            yield each.code, "has no remedy"


def _of_remedies(catalogue: Catalogue) -> Problems:
    for each in catalogue.remedies.values():
        yield from _missing(each.id, "source", each.sources, catalogue.sources)
        heuristics = (*each.heuristics, *each.never_with)
        yield from _missing(each.id, "heuristic", heuristics, catalogue.heuristics)
        yield from _missing(each.id, "remedy", (*each.excludes, *each.requires), catalogue.remedies)


def _of_functions(catalogue: Catalogue) -> Problems:
    for each in catalogue.functions.values():
        yield from _missing(each.code, "veto", each.vetoes, catalogue.vetoes)
        cited = (() if each.saving is None else each.saving.sources) + tuple(
            level.source for level in each.service_levels if level.source is not None
        )
        yield from _missing(each.code, "source", cited, catalogue.sources)


def _of_the_decision(catalogue: Catalogue) -> Problems:
    for veto in catalogue.vetoes.values():
        if veto.when is not None and veto.when.criterion is not None:
            yield from _missing(veto.id, "criterion", (veto.when.criterion,), catalogue.criteria)
    for each in catalogue.confirmations.values():
        named = [
            name for option in each.options for name in (option.raises, option.settles) if name
        ]
        yield from _missing(each.id, "veto", named, catalogue.vetoes)
        if each.criterion is not None:
            yield from _missing(each.id, "criterion", (each.criterion,), catalogue.criteria)


def _missing(name: str, kind: str, wanted: Iterable[str], known: Container[str]) -> Problems:
    for each in wanted:
        if each not in known:
            yield name, f"names the {kind} {each!r}, which no file describes"
