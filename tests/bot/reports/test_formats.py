"""One report in many formats: the same figures in each, and nothing that runs."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from zipfile import ZipFile

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from openpyxl.workbook import Workbook

from bot.gate.published import Decision, Published, Range, Response
from bot.reports import FORMATS, TABLES, render, separated
from bot.reports.schema import report_schema
from bot.reports.spreadsheet import spreadsheet


def workbook(published: Published) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(spreadsheet(published)))


def rows_of(published: Published, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(separated(published, table))))


def spans(published: Published) -> list[Range]:
    """Return all ranges that a report shows."""
    first = published.recommendations[0]
    assert first.hours
    assert first.freed
    assert first.money
    line = published.functions[0]
    assert line.hours
    return [first.hours, first.freed, first.money, line.hours]


@pytest.mark.parametrize("kind", ["html", "md"])
def test_pages_show_every_range_of_the_report(full: Published, kind: str) -> None:
    text = render(full, kind)

    for span in spans(full):
        words = f"about {span.likely:,.0f}, between {span.low:,.0f} and {span.high:,.0f}"
        assert words in text


@pytest.mark.parametrize("kind", ["text", "md", "html"])
def test_what_is_read_says_the_figures_of_the_json(full: Published, kind: str) -> None:
    said = json.loads(render(full, "json"))
    text = unescape(render(full, kind))

    assert f"{said['response']['answered']} of {said['response']['head_count']} people" in text
    for item in said["recommendations"]:
        assert item["name"] in text
        assert f"{item['people']} people" in text
        assert f"{item['decision']['title']}:" in text
    hours = said["recommendations"][0]["hours"]
    assert "about {likely:.0f}, between {low:.0f} and {high:.0f} hours".format(**hours) in text
    assert text.count("between 41 and 97 hours") == 1  # the second one has no hours to tell


def test_the_text_names_the_first_five_and_how_many_more_there_are(full: Published) -> None:
    seven = tuple(
        replace(full.recommendations[0], rank=rank, people=100 + rank) for rank in range(1, 8)
    )

    text = render(replace(full, recommendations=seven), "text")

    assert [each for each in range(101, 108) if f"   {each} people" in text] == [*range(101, 106)]
    assert "and 2 more in the full report" in text


def test_csv_and_xlsx_hold_the_figures_of_the_json(full: Published) -> None:
    said = json.loads(render(full, "json"))["recommendations"][0]
    row = rows_of(full, "recommendations")[0]
    sheet = workbook(full)["Recommendations"]
    heading = [cell.value for cell in sheet[1]]
    cells = dict(zip(heading, [cell.value for cell in sheet[2]], strict=True))

    for name, title in (
        ("hours", "Hours a week"),
        ("freed", "Hours freed"),
        ("money", "Money a year"),
    ):
        for end, ending in (("low", " low"), ("likely", ""), ("high", " high")):
            assert float(row[title + ending]) == said[name][end] == cells[title + ending]
    assert int(row["People"]) == said["people"] == cells["People"]
    assert float(row["In the first three"]) == said["top_three"] == cells["In the first three"]


def test_every_table_is_the_same_in_csv_and_xlsx(full: Published) -> None:
    book = workbook(full)

    for name in TABLES:
        sheet = book[name.replace("_", " ").capitalize()]
        inside = [["" if cell is None else cell for cell in row] for row in sheet.values]
        outside = list(csv.reader(io.StringIO(separated(full, name))))
        assert len(inside) == len(outside)
        for there, here in zip(inside, outside, strict=True):
            assert [plain(cell) for cell in there] == [plain(cell) for cell in here]


def plain(cell: object) -> str:
    text = str(cell).removeprefix("'")
    return f"{float(text):g}" if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def test_what_is_not_known_is_an_empty_cell_and_no_zero(full: Published) -> None:
    second = rows_of(full, "recommendations")[1]
    desk = rows_of(full, "teams")[1]

    assert second["Hours a week"] == second["Money a year"] == second["Currency"] == ""
    assert desk["Answered"] == ""
    assert workbook(full)["Teams"]["C3"].value is None


def test_a_spreadsheet_runs_nothing_whatever_a_text_begins_with(full: Published) -> None:
    cell = workbook(full)["Recommendations"]["C2"]

    assert cell.value == "=SUM(A1)"
    assert cell.data_type == "s"
    assert rows_of(full, "recommendations")[0]["Problem"] == "'=SUM(A1)"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_takes_the_power_from_every_formula_sign(full: Published, sign: str) -> None:
    first = replace(full.recommendations[0], name=f"{sign}cmd")

    table = separated(replace(full, recommendations=(first,)))

    said = list(csv.reader(io.StringIO(table, newline="")))[1][2]
    assert said == f"'{sign}cmd".replace("\r", " ")


def test_a_workbook_can_be_filtered_printed_and_has_charts(full: Published) -> None:
    book = workbook(full)
    sheet = book["Recommendations"]

    assert sheet.auto_filter.ref == "A1:AF3"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    with ZipFile(io.BytesIO(spreadsheet(full))) as parts:
        assert len([name for name in parts.namelist() if "/charts/chart" in name]) == 2
    assert book.sheetnames[-1] == "Notes"


def test_the_same_report_gives_the_same_workbook_byte_for_byte(full: Published) -> None:
    assert spreadsheet(full) == spreadsheet(full)


def test_json_keeps_to_the_published_schema(full: Published, empty: Published) -> None:
    validator = Draft202012Validator(report_schema())
    Draft202012Validator.check_schema(report_schema())

    assert not list(validator.iter_errors(json.loads(render(full, "json"))))
    assert not list(validator.iter_errors(json.loads(render(empty, "json"))))


@pytest.mark.parametrize("fault", ["week", "recommendations"])
def test_the_schema_refuses_a_report_with_a_part_missing(full: Published, fault: str) -> None:
    said = json.loads(render(full, "json"))
    del said[fault]

    assert list(Draft202012Validator(report_schema()).iter_errors(said))


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_report_can_be_made_in_every_format(empty: Published, kind: str) -> None:
    assert render(empty, kind)
    assert workbook(empty).sheetnames


class Outline(HTMLParser):
    """What a screen reader would find its way by."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.levels: list[int] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.labels += given.get("aria-labelledby", "").split()
        self.levels += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.outside += [
            value for name, value in given.items() if name in ("src", "href") and value[:1] != "#"
        ]


def test_a_page_can_be_walked_by_its_headings_and_loads_nothing(full: Published) -> None:
    outline = Outline()
    outline.feed(render(full, "html"))

    assert outline.outside == []
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.labels) <= set(outline.ids)
    assert all(
        after - before <= 1
        for before, after in zip(outline.levels, outline.levels[1:], strict=False)
    )
    assert outline.levels[0] == 1


def test_a_page_says_which_are_about_equal_and_what_may_not_be_shown(full: Published) -> None:
    page = render(full, "html")

    assert "Neighbours in this order may well change places: 1 and 2." in page
    assert '<td class="s4">7</td>' in page
    assert '<td class="none">·</td>' not in page  # the desk has no cell at all, so no column
    assert "In people&#39;s own words" in page or "In people's own words" in page


def test_a_heat_map_leaves_out_what_may_not_be_shown(full: Published) -> None:
    cell = full.cells[0]
    both = (cell, cell._replace(team="desk", code="code_2", people=5))

    page = render(replace(full, cells=both), "html")

    assert page.count('<td class="none">·</td>') == 2
    assert '<td class="s3">5</td>' in page


def test_a_wide_company_shows_its_largest_teams_and_says_so(full: Published) -> None:
    teams = tuple(
        full.teams[0]._replace(code=f"t{number}", name=f"Team {number}") for number in range(13)
    )
    cells = tuple(
        full.cells[0]._replace(team=f"t{number}", people=5 + number) for number in range(13)
    )

    page = render(replace(full, teams=teams, cells=cells), "html")

    assert '<th scope="col">Team 12</th>' in page
    assert '<th scope="col">Team 2</th>' not in page
    assert "3 more teams are in the spreadsheet" in page


def test_impact_and_effort_are_drawn_from_two_recommendations_on(full: Published) -> None:
    one = render(full, "html")
    first = full.recommendations[0]
    two = render(
        replace(full, recommendations=(first, replace(first, rank=2, effort_days=0.5))), "html"
    )

    assert "effort-title" not in one
    assert two.count('class="disc"') == 2


def test_charts_show_the_first_and_the_tables_show_all(full: Published) -> None:
    first, bar = full.recommendations[0], full.pareto[0]
    many = tuple(replace(first, rank=rank) for rank in range(1, 61))

    page = render(replace(full, recommendations=many, pareto=(bar,) * 60), "html")

    assert page.count('class="disc"') == 30
    assert page.count('class="bar"') == 25
    assert page.count("<article ") == 60


@pytest.mark.parametrize(
    ("robust", "says"), [(True, "The decision holds if"), (False, "The decision does not hold if")]
)
@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_decision_says_whether_it_holds_with_other_weights(
    full: Published, *, kind: str, robust: bool, says: str
) -> None:
    line = full.functions[0]
    decided = line._replace(decision=line.decision._replace(robust=robust))

    shown = replace(full, functions=(decided,))

    assert says in render(shown, kind)
    assert says in rows_of(shown, "functions")[0]["With other weights"]
    assert "any one weight" not in render(full, kind)


def test_paper_holds_the_sources_and_the_questions_too(full: Published) -> None:
    assert "<details>" not in render(full, "html")


@pytest.mark.parametrize("kind", ["text", "md", "html"])
def test_without_hours_it_says_that_people_decide_the_order(full: Published, kind: str) -> None:
    untimed = tuple(replace(each, hours=None, freed=None) for each in full.recommendations)
    bars = tuple(bar._replace(hours=None) for bar in full.pareto)

    page = render(replace(full, recommendations=untimed, pareto=bars), kind)

    assert "what more people named comes first" in page
    assert "Hours are for" not in page
    assert "Where the hours go" not in page
    assert "in the ranking" not in page


def test_hours_are_for_all_where_the_head_count_is_known(full: Published) -> None:
    unknown = replace(full, response=Response(40, None, "40 people answered."))

    assert "Hours are for all 49, as if the others were like those who answered." in render(
        full, "md"
    )
    assert "Hours are for those who answered." in render(unknown, "md")


def test_what_is_to_be_looked_at_closer_is_counted_where_it_is_much(full: Published) -> None:
    line = full.functions[0]
    closer = line._replace(name="Sales", decision=Decision("look_closer", "Look closer", "Few."))

    one, two = (replace(full, functions=(line, *(closer,) * number)) for number in (1, 2))

    assert one.handing_over == "Payroll: outsource now; Sales: look closer"
    assert two.handing_over == "Payroll: outsource now; 2 functions: look closer"
    for kind in ("text", "md", "html"):
        assert two.handing_over in render(two, kind)


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("outsource_now", "Ask providers about “Payroll”. Until it is handed over: One list"),
        ("improve_then_outsource", "One list. Ask providers about “Payroll” once that is in order"),
        ("improve_inside", "One list"),
    ],
)
def test_what_to_do_names_the_function_that_can_be_handed_over(
    full: Published, verdict: str, says: str
) -> None:
    decision = full.functions[0].decision._replace(verdict=verdict)
    first = replace(full.recommendations[0], function="Payroll", decision=decision)

    shown = replace(full, recommendations=(first,))

    assert first.to_do == says
    for kind in ("text", "md", "html"):
        assert says in render(shown, kind)


@pytest.mark.parametrize(
    ("basis", "says"),
    [
        (
            "our assumption, grade D",
            "We assume that it saves 10 to 60 %, most likely 35 % (grade D)",
        ),
        ("measured elsewhere, grade A", "Saves 10 to 60 %, most likely 35 % (measured elsewhere, "),
    ],
)
def test_what_is_assumed_is_not_told_as_measured(full: Published, basis: str, says: str) -> None:
    first = full.recommendations[0]
    remedy = first.remedies[0]._replace(basis=basis)

    page = render(replace(full, recommendations=(replace(first, remedies=(remedy,)),)), "md")

    assert says in page


def test_the_dashed_line_parts_the_vital_few(full: Published) -> None:
    bars = (full.pareto[0], full.pareto[0]._replace(is_vital=False))

    assert 'class="cut"' in render(replace(full, pareto=bars), "html")
    assert 'class="cut"' not in render(replace(full, pareto=bars[:1]), "html")
