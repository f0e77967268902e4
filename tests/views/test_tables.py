import pandas as pd
import pytest

from views import tables


@pytest.mark.parametrize(
    ("cells", "of_numbers"),
    [
        (["12", "1,200", "under 5", ""], True),
        (["about 15", "not returned"], True),
        ([3, 1200], True),
        (["42%", None], True),
        (["13 to 17", "1,200 to 1,240", "under 5"], True),
        (["69% to 76%", "fewer than 20", ""], True),
        (["1.1 to 1.5 times"], False),
        (["under 5", ""], True),
        (["not returned", "–"], False),
        (["2025-26"], False),
        (["Alder", "12"], False),
    ],
)
def test_a_column_of_figures_goes_to_the_right(cells, of_numbers):
    assert tables.is_of_numbers(pd.Series(cells, dtype=object)) is of_numbers


def test_numbers_are_at_the_right_and_nothing_in_a_cell_is_markup():
    table = pd.DataFrame({"Member <b>": ["A & B", "*C*"], "Incidents": [1200, None]}, dtype=object)
    assert tables.html(table, "Table of 'a\"") == (
        '<div class="table" role="group" tabindex="0" aria-label="Table of &#x27;a&quot;">'
        '<table aria-label="Table of &#x27;a&quot;"><thead>'
        '<tr><th scope="col">Member &lt;b&gt;</th><th scope="col" class="number">Incidents</th></tr></thead><tbody>'
        '<tr><td>A &amp; B</td><td class="number">1,200</td></tr>'
        '<tr><td>*C*</td><td class="number"></td></tr></tbody></table></div>'
    )


def test_cells_carry_the_heading_that_a_narrow_list_says():
    table = pd.DataFrame({"Step": ["Raised"], "Incidents": [12], '"Of"': ["all"]})
    body = tables.html(table, "Steps", named=["Incidents", '"Of"']).partition("<tbody>")[2]
    assert body.startswith(
        '<tr><td>Raised</td><td class="number" data-heading="Incidents">12</td>'
        '<td data-heading="&quot;Of&quot;">all</td></tr>'
    )


def test_a_heading_that_the_table_has_not_cannot_be_said():
    with pytest.raises(KeyError):
        tables.show_as_list(pd.DataFrame({"Step": ["Raised"]}), "steps", named=["Owner"])


@pytest.mark.parametrize(
    ("cell", "expected"), [("Self-neglect and hoarding", False), ("Record every absence, however short", True)]
)
def test_sentences_take_several_lines_and_names_one(cell, expected):
    table = pd.DataFrame({"Member": ["Alder", "Birch"], "Action": ["None", cell]})
    assert ('class="words"' in tables.html(table, "Actions")) is expected


KINDS = {"31 Mar 2026": "", "Record every absence, however short": "phrase", "A reference. " * 8: "sentence"}


@pytest.mark.parametrize(("cell", "kind"), KINDS.items())
def test_a_column_has_room_for_its_longest_cell(cell, kind):
    of_kind = f' class="{kind}"' if kind else ""
    assert f'<th scope="col"{of_kind}>A</th>' in tables.html(pd.DataFrame({"A": [cell, ""]}), "Columns")


def test_an_index_with_a_name_names_the_rows():
    table = pd.DataFrame({"Code": ["a"], "Label": ["An a"]}).set_index("Code").reset_index()
    shown = tables.html(table, "Codes", has_row_headings=True)
    assert '<tr><th scope="row">a</th><td>An a</td></tr>' in shown
