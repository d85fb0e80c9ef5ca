"""How English turns a mention into a complaint or out of one: each row has its twin."""

import pytest

from knowledge.matching import Asked, Match, Matcher


def codes(match: Match) -> list[str]:
    return [finding.code for finding in match.inefficiencies]


@pytest.mark.parametrize(
    "text",
    [
        "We wait for approval of every order.",
        "We always wait a week for his signature!",
        "approvals take forever",
        "APPROVAL TAKES WEEKS",
        "Approval   takes \t weeks",
        "I\u2019m waiting for the sign-off again",
        "waiting for the sign off",
        "Training is fine, but approvals take weeks",
        "We can't order paper unless we waited for approval",
        "Approvals aren't just slow, approvals take weeks",
        "Why do we have to wait for approval of a pen?",
        "The approval takes days; that is not a secret",
        "The new tool is great. Approvals take weeks.",
        "We used to be faster. Now approvals take weeks.",
        "In the old days it was quick, now approvals take weeks",
        "We no longer meet, however approvals take weeks",
        "aproval takes weeks",
        "we wait for aprroval",
    ],
)
def test_a_complaint_about_approval_is_found(matcher: Matcher, text: str) -> None:
    assert codes(matcher.match(text)) == ["approval_bottleneck"]


@pytest.mark.parametrize(
    "text",
    [
        "We never wait for approval of an order.",
        "We don't wait for approval.",
        "We dont wait for approval.",
        "Nobody has to wait for approval.",
        "We hardly ever wait for approval.",
        "Approvals are not slow.",
        "Approvals aren\u2019t slow.",
        "We no longer wait for approval.",
        "No longer do we wait for approval.",
        "We used to wait for approval.",
        "Approvals used to take weeks.",
        "Approvals took weeks until the new form came.",
        "At my old job we waited for approval.",
        "Waiting for approval is a thing of the past.",
        "Do you wait for approval?",
        "Is the approval slow?",
        "Waiting for approval is not a problem here.",
        "Imagine that we waited for approval.",
        "The approval is here. The delivery takes weeks.",
    ],
)
def test_what_is_denied_over_imagined_or_asked_is_no_complaint(matcher: Matcher, text: str) -> None:
    assert codes(matcher.match(text)) == []


def test_a_negator_of_the_rule_itself_denies_nothing(matcher: Matcher) -> None:
    assert codes(matcher.match("There is no training for new people.")) == ["lack_of_training"]
    assert codes(matcher.match("There is not enough training.")) == ["lack_of_training"]


def test_a_negator_before_a_rule_that_has_one_denies_it(matcher: Matcher) -> None:
    assert codes(matcher.match("We are never without training.")) == []


def test_what_is_said_before_it_ended_stands(matcher: Matcher) -> None:
    text = "We type it all twice, and we no longer wait for approval"

    assert codes(matcher.match(text)) == ["duplicate_entry"]


def test_contrast_begins_a_new_clause(matcher: Matcher) -> None:
    text = "We don't wait for approval but we type it twice"

    assert codes(matcher.match(text)) == ["duplicate_entry"]


def test_a_denial_does_not_reach_across_a_comma(matcher: Matcher) -> None:
    assert codes(matcher.match("No, we type it twice")) == ["duplicate_entry"]


def test_an_exclusion_silences_its_rule(matcher: Matcher) -> None:
    assert codes(matcher.match("We enter it twice, that is double entry bookkeeping")) == []


def test_a_rule_silences_the_code_that_it_stands_for(matcher: Matcher) -> None:
    assert codes(matcher.match("We wait for the delivery")) == ["waiting"]
    assert codes(matcher.match("We wait for the signature")) == ["approval_bottleneck"]


def test_a_mention_needs_pain_unless_that_was_asked(matcher: Matcher) -> None:
    text = "We print and file all of it"

    assert "paper_process.printed" not in evidence_of(matcher.match(text))
    assert "paper_process.printed" in evidence_of(matcher.match(f"{text}, a nightmare"))
    assert "paper_process.printed" in evidence_of(matcher.match(text, asked=Asked.OBSTACLE))


def evidence_of(match: Match) -> set[str]:
    return {each.rule for finding in match.inefficiencies for each in finding.evidence}


def test_one_word_is_a_complaint_only_where_one_was_asked_for(matcher: Matcher) -> None:
    assert codes(matcher.match("printing")) == []
    assert codes(matcher.match("printing", asked=Asked.TASK)) == []
    assert codes(matcher.match("printing", asked=Asked.OBSTACLE)) == ["paper_process"]
    assert codes(matcher.match("printing", asked=Asked.WHY)) == ["paper_process"]


def test_praise_makes_a_mention_a_weak_complaint(matcher: Matcher) -> None:
    praised = matcher.match("Great printing and excellent scanning here").candidates[0]
    pained = matcher.match("Horrible printing and awful scanning here").candidates[0]

    assert praised.code == pained.code == "paper_process"
    assert praised.score < pained.score / 2


def test_a_wish_counts_where_one_was_asked_for(matcher: Matcher) -> None:
    text = "Imagine that we typed it only once and never again, we enter it twice"

    assert codes(matcher.match(text)) == []
    assert codes(matcher.match(text, asked=Asked.IDEA)) == ["duplicate_entry"]


def test_cues_add_up_each_once(matcher: Matcher) -> None:
    once = matcher.match("printing is annoying").candidates[0].score
    again = matcher.match("printing and printing is annoying").candidates[0].score
    both = matcher.match("printing and scanning is annoying").candidates[0].score

    assert once == again < both


def test_a_cue_may_speak_against_a_code(matcher: Matcher) -> None:
    with_it = matcher.match("Bad communication, nobody tells us").candidates[0]
    against = matcher.match("We are well informed, good communication").candidates

    assert with_it.code == "poor_communication"
    assert against == ()


def test_a_task_names_its_function_also_when_it_goes_well(matcher: Matcher) -> None:
    match = matcher.match("I run the payroll and it works perfectly fine", asked=Asked.TASK)

    assert match.functions[0].code == "payroll"
    assert matcher.match("There is no payroll").functions == ()


def test_a_task_is_found_in_a_question_and_in_the_past(matcher: Matcher) -> None:
    assert matcher.match("Do you mean payroll?").functions[0].code == "payroll"
    assert matcher.match("I used to do payroll").functions[0].code == "payroll"


@pytest.mark.parametrize("text", ["", "   ", "...", "👍", "?!", "\n\n", "42", "'", "-", "’"])  # noqa: RUF001  # as typed
def test_nothing_said_is_nothing_found(matcher: Matcher, text: str) -> None:
    assert matcher.match(text) == ((), (), ())


@pytest.mark.parametrize("text", ["7", "30 %", "2024", "the 21st", "10x", "1,5"])
def test_a_bare_number_speaks_for_nothing(shipped_matcher: Matcher, text: str) -> None:
    match = shipped_matcher.match(text, asked=Asked.OBSTACLE)

    assert (match.inefficiencies, match.candidates) == ((), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Approvals are fine but the forms are a nightmare.", ["excess_bureaucracy"]),
        ("The forms are fine but the approvals take weeks.", ["approval_bottleneck"]),
        ("Approvals are fine but the forms are not.", []),
        ("we get the aproval two weeks late", ["approval_bottleneck"]),
        ("the reciept printer is broken again", ["outdated_tools"]),
    ],
)
def test_the_shipped_catalogue_reads_contrasts_and_typos(
    shipped_matcher: Matcher, text: str, found: list[str]
) -> None:
    assert sorted(codes(shipped_matcher.match(text, asked=Asked.OBSTACLE))) == found
