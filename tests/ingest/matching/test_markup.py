"""HTML in cells of coded columns is taken off and counted; text in angle brackets that is no tag stays."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.__main__ import main
from ingest.matching import Matched, Matching, match
from ingest.matching.markup import shown_text
from tests.ingest.matching.text_tables import table_of

few = settings(max_examples=25, deadline=None)


def read(name: str, cells: list[str], words: dict[str, str] | None = None, **settings) -> Matched:
    rows = [[f"a{n}", "2026-07-01", "neglect", cell] for n, cell in enumerate(cells)]
    columns = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Other": name}
    if name == "category":
        del columns["Type"]
    matching = Matching(columns=columns, values={name: words} if words else {}, **settings)
    return match(table_of(["Ref", "Date", "Type", "Other"], rows), matching)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<div>Neglect</div>", "Neglect"),
        ('<div class="ExternalClass1B"><p>Neglect</p></div>', "Neglect"),
        ("<p><span style='color: red'>Neglect</span>&nbsp;</p>", "Neglect"),
        ("<o:p></o:p>Neglect<br/>", "Neglect"),
        ("<!--StartFragment-->Neglect<!--EndFragment-->", "Neglect"),
        ("<style>p { color: red }</style><p>Neglect</p>", "Neglect"),
        ("Damp &amp; mould", "Damp & mould"),
        ("Damp &amp;amp; mould", "Damp & mould"),
        ("&lt;p&gt;Neglect&lt;/p&gt;", "Neglect"),
        ("Carer&#39;s stress", "Carer's stress"),
        ("Carer&#x2019;s stress", "Carer’s stress"),
        ("<DIV>Police</DIV><DIV>NHS</DIV>", "Police\nNHS"),
        ("<ul><li>Police</li><li>NHS</li></ul>", "Police\nNHS"),
        ("Police<br>NHS", "Police\nNHS"),
        ("<b>Po</b>lice", "Police"),
        ("Under <5 years", "Under <5 years"),
        ("a < b > c", "a < b > c"),
        ("<unknown>", "<unknown>"),
        ("<none>", "<none>"),
        ("R&D; other", "R&D; other"),
        ("Police & fire; NHS", "Police & fire; NHS"),
    ],
)
def test_what_is_shown_of_a_cell(cell, shown):
    assert " ".join(shown_text(cell).split(" ")).replace("\xa0", "").strip() == shown


@few
@given(st.text("abc &;<>/#1", max_size=20))
def test_it_is_settled_after_one_time(cell):
    assert shown_text(shown_text(cell)) == shown_text(cell)


@few
@given(st.lists(st.sampled_from(["div", "p", "span", "b", "font", "td", "o:p"]), min_size=1, max_size=5))
def test_tags_in_one_another(tags):
    cell = "".join(f"<{tag} class='x'>" for tag in tags) + "Neglect" + "".join(f"</{tag}>" for tag in reversed(tags))
    assert shown_text(cell) == "Neglect"


def test_a_code_is_found_and_the_cells_are_counted():
    result = read("category", ["<div>neglect</div>", "neglect", "hoarding&nbsp;"])
    assert result.rows["category"].to_pylist() == ["neglect", "neglect", "hoarding"]
    assert (result.problems, result.markup) == ([], (("D", "Other", 2),))


@pytest.mark.parametrize(
    "cell", ["<p>police</p><p>nhs</p>", "police<br />nhs", "<ul><li>police</li> <li>nhs</li></ul>", "police&#59;nhs"]
)
def test_blocks_of_a_list_are_several_answers(cell):
    result = read("other_agencies", [cell])
    assert (result.rows["other_agencies"].to_pylist(), result.problems) == (["police;nhs"], [])


def test_an_entity_is_no_separator():
    result = read("other_agencies", ["Police &amp; fire;nhs"], {"Police & fire": "police"})
    assert (result.rows["other_agencies"].to_pylist(), result.problems) == (["police;nhs"], [])


def test_a_word_that_the_matching_knows_with_its_tags_stays_known():
    result = read("category", ["<p>Sad</p>"], {"<p>Sad</p>": "neglect"})
    assert (result.rows["category"].to_pylist(), result.markup) == (["neglect"], ())


def test_the_command_line_says_how_many(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text("incident_ref,reported_on,category\nA1,2026-07-03,<div>hoarding</div>\nA2,2026-07-03,neglect\n")
    command = ["check", str(path), "--member=alder", "--from=2026-07", "--to=2026-09"]
    assert main(command) == 0
    assert "HTML tags and entities taken off in 1 cell of column C (category)" in capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["markup_taken_off"] == {"C": 1}
