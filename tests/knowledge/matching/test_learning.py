"""What the catalogue's own lists teach about single words."""

from dataclasses import replace

from knowledge.catalogue import Catalogue
from knowledge.matching import Matcher
from knowledge.matching.learning import WordEvidence
from knowledge.matching.scale import Scale
from knowledge.matching.words import Folder


def learnt(catalogue: Catalogue) -> WordEvidence:
    folder = Folder(catalogue.folds, catalogue.language["spelling"])
    return WordEvidence.of(catalogue, folder, Scale.of(catalogue.weighing))


def test_a_word_speaks_for_the_code_in_whose_lists_it_stands(small: Catalogue) -> None:
    codes = [speaker.code for speaker in learnt(small).speakers("deliveri")]

    assert codes == ["waiting"]


def test_a_word_that_stands_everywhere_speaks_for_nothing(small: Catalogue) -> None:
    assert list(learnt(small).speakers("the")) == []
    assert list(learnt(small).speakers("nonsens")) == []


def test_functions_learn_apart_from_inefficiencies(small: Catalogue) -> None:
    assert [speaker.code for speaker in learnt(small).speakers("shop")] == []
    assert [speaker.code for speaker in learnt(small).speakers("payrol")] == ["payroll"]


def test_learnt_words_offer_a_candidate_but_no_finding(matcher: Matcher) -> None:
    match = matcher.match("The delivery")

    assert [each.code for each in match.candidates] == ["waiting"]
    assert match.inefficiencies == ()


def test_a_code_for_which_only_its_definition_speaks_is_weighed_too(shipped: Catalogue) -> None:
    bare = Matcher(replace(shipped, rules={}, cues={}))
    match = bare.match(shipped.inefficiencies["waiting"].definition)

    assert match.candidates[0].code == "waiting"
    assert not any(shipped.is_function(each.code) for each in match.candidates)
    assert all(shipped.is_function(each.code) for each in match.functions)
