"""A finding says which rule, which words, how many points, what was needed, what came second."""

from knowledge.matching import Matcher

TEXT = "Well. We always wait weeks for an approval, and approvals are slow. Type it twice."


def test_a_finding_names_its_rule_and_its_words(matcher: Matcher) -> None:
    found = {finding.code: finding for finding in matcher.match(TEXT).inefficiencies}
    finding = found["approval_bottleneck"]

    assert finding.rule == "approval_bottleneck.waits_for_it"
    assert TEXT[finding.start : finding.end] == "wait weeks for an approval"
    assert finding.score >= finding.threshold > 0


def test_a_finding_names_what_came_second(matcher: Matcher) -> None:
    first, second = matcher.match(TEXT).inefficiencies

    assert first.runner_up == second.code


def test_the_strongest_evidence_comes_first(matcher: Matcher) -> None:
    for finding in matcher.match(TEXT).inefficiencies:
        points = [each.points for each in finding.evidence]
        assert points == sorted(points, reverse=True)
        assert finding.evidence[0].rule == finding.rule


def test_findings_and_candidates_are_ranked(matcher: Matcher) -> None:
    match = matcher.match(TEXT)
    scores = [each.score for each in match.candidates]

    assert scores == sorted(scores, reverse=True)
    assert [each.code for each in match.inefficiencies] == [
        each.code for each in match.candidates[: len(match.inefficiencies)]
    ]


def test_cues_are_listed_as_evidence_too(matcher: Matcher) -> None:
    text = "Terrible: endless printing, scanning, binders"
    finding = matcher.match(text).inefficiencies[0]

    assert {each.rule for each in finding.evidence} == {
        "paper_process.cue.print",
        "paper_process.cue.scan",
        "paper_process.cue.binder",
        "paper_process.printed",
    }


def test_the_last_candidate_has_no_runner_up(matcher: Matcher) -> None:
    assert matcher.match("We type it twice").inefficiencies[0].runner_up is None


def test_evidence_of_a_contraction_covers_the_whole_word(matcher: Matcher) -> None:
    text = "We don't get enough"
    own = "There's no training, isn't there"
    finding = matcher.match(own).inefficiencies[0]

    assert own[finding.start : finding.end] == "no training"
    assert matcher.match(text).inefficiencies == ()


def test_a_repaired_word_is_shown_as_it_was_typed(matcher: Matcher) -> None:
    text = "aproval takes weeks"
    finding = matcher.match(text).inefficiencies[0]

    assert text[finding.start : finding.end] == text
