"""Sheets that are not read but hold more incidents: asked about, whatever their headings, hidden or not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading import TextTable, read
from tests.ingest.reading.books import HEADINGS, book, incidents, log, row, sheet


def table(content: bytes, **more) -> TextTable:
    return read(content, "log.xlsx", expected=HEADINGS, **more)


def asked(content: bytes, **more) -> list[str]:
    return [each.message for each in table(content, **more).asks if each.rule == "sheet_not_read"]


def test_rows_that_go_on_without_headings():
    (message,) = asked(book({"July": log("C-1", "C-2"), "August": sheet(incidents("C-3", "C-4", first=1))}))
    assert message.startswith(
        "Sheet “August” is not read, but 2 rows of it look like incidents that the return does not have (the first is "
        "line 1)."
    )


def test_other_headings():
    (message,) = asked(book({"July": log("C-1"), "Old": log("C-9", headings=("Ref", "Date", "Type"))}))
    assert "1 row of it looks like an incident" in message


def test_a_hidden_sheet_with_the_same_headings():
    (message,) = asked(book({"July": log("C-1"), "Archive": log("C-9")}, hidden=["Archive"]))
    assert message.startswith("Sheet “Archive” is hidden and is not read")


def test_dates_as_text():
    rows = [row(1, ("C-9", "3 August 2026", "neglect"))]
    assert len(asked(book({"July": log("C-1"), "August": sheet(rows)}))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [row(1, ("ref", "due", "what")), row(2, ("C-1", 46_230, "call"), (0, 1))],  # actions of incidents that are read
        [row(1, ("month", "incidents")), row(2, (46_230, 12), (1,)), row(3, (46_260, 140), (1,))],  # a pivot
        [row(1, ("C-9 and others were moved to 2025",))],  # a note
        [row(1, ("Bank holiday", "day")), row(2, ("Summer", 46_230), (0, 1))],
        [row(1, ("ref",)), row(2, ("C-9",))],  # no date
    ],
)
def test_no_question_without_need(rows):
    assert asked(book({"July": log("C-1", "C-2"), "Other": sheet(rows)})) == []


def test_who_names_the_sheet_is_not_asked():
    content = book({"July": log("C-1"), "August": sheet(incidents("C-3", first=1))})
    assert asked(content, sheet="July") == []


def test_of_all_sheets_those_left_over_are_asked_about():
    content = book({"July": log("C-1"), "August": log("C-2"), "Rest": sheet(incidents("C-3", first=1))})
    assert len(asked(content, sheet="*")) == 1


@settings(max_examples=20)
@given(st.lists(st.integers(1, 99), unique=True, min_size=2, max_size=8), st.integers(1, 7))
def test_every_new_reference_is_counted(numbers, share):
    there, elsewhere = numbers[:share], numbers[share:]
    content = book(
        {
            "Log": log(*(f"SG/{n}" for n in there)),
            "More": sheet(incidents(*(f"SG/{n}" for n in (*there, *elsewhere)), first=1)),
        }
    )
    messages = asked(content)
    assert len(messages) == (1 if elsewhere else 0)
    if elsewhere:
        assert f" {len(elsewhere)} row" in messages[0]


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from([None, "C-1", "a <b> & c", 7, 46_216, "x" * 300]), min_size=1, max_size=12), st.booleans()
)
def test_a_sheet_laid_out_as_usual_is_read_as_one_looked_at_row_by_row(cells, with_gap):
    rows = [row(1, HEADINGS), row(2, ("R-1", 46_216, "neglect"), (0, 1))]
    rows += [row(3 + at + 2 * with_gap, (f"R-{at}", 46_217, cell), (0, 1)) for at, cell in enumerate(cells, 2)]
    usual = book({"Log": sheet(rows)})
    row_by_row = book({"Log": sheet([each.replace("<row ", '<row hidden="0" ') for each in rows])})
    assert table(usual).rows.equals(table(row_by_row).rows)
