"""Workbooks: several sheets, hidden rows, formulas without results, unusual packages; nothing passed over silently."""

import itertools
import re

from hypothesis import assume
from hypothesis import strategies as st

from ingest.reading import ALL_SHEETS
from tests.ingest.generated.sound import Log, generated, plain_logs, take, workbook
from tests.ingest.reading.books import HEADINGS, MAIN, book, cell, incidents, rewritten, row, sheet

NAMES = ("July", "August", "September", "Q2", "North", "Sheet 4")


def parts_of(references: list[str], cuts: list[int]) -> list[list[str]]:
    places = [0, *sorted(cuts), len(references)]
    return [part for part in (references[a:b] for a, b in itertools.pairwise(places)) if part]


references = st.lists(st.integers(1, 9999), min_size=3, max_size=12, unique=True).map(
    lambda numbers: [f"DV/{number}" for number in numbers]
)


@generated(references, st.data())
def test_rows_on_several_sheets_are_asked_about_or_all_read(found, data):
    parts = parts_of(found, data.draw(st.lists(st.integers(1, len(found) - 1), min_size=1, max_size=3, unique=True)))
    order = data.draw(st.permutations([0, 1, 2]))
    sheets = {}
    for at, part in enumerate(parts):
        mixed = order if data.draw(st.booleans()) else [0, 1, 2]
        rows = [(part[n], 46_216 + n, "neglect") for n in range(len(part))]
        xml = [row(1, [HEADINGS[place] for place in mixed])]
        styles = [(0, 1, 0)[place] for place in mixed]
        xml += [row(n, [cells[place] for place in mixed], styles) for n, cells in enumerate(rows, start=2)]
        sheets[NAMES[at]] = sheet(xml)
    content = book(sheets)
    taken = take(content)
    assert "sheets_alike" in (*taken.refused, *taken.asked), taken.messages
    assert all(name in taken.messages for name in list(sheets)[1:])
    together = take(content, sheet=ALL_SHEETS)
    assert (together.refused, sorted(together.references)) == ((), sorted(found)), together.messages


@generated(references, st.sampled_from(["hidden", "height", "filter"]), st.data())
def test_hidden_rows_are_asked_about_and_counted(found, how, data):
    places = data.draw(st.sets(st.integers(0, len(found) - 1), min_size=1))
    mark = {"hidden": 'hidden="1"', "height": 'ht="0" customHeight="1"', "filter": 'spans="1:3" hidden="true"'}[how]
    rows = [
        row(at + 2, (reference, 46_216 + at, "neglect"), (0, 1), mark if at in places else "")
        for at, reference in enumerate(found)
    ]
    after = f'<autoFilter ref="A1:C{len(found) + 1}"/>' if how == "filter" else ""
    taken = take(book({"Log": sheet([row(1, HEADINGS), *rows], after)}))
    assert (taken.refused, taken.asked) == ((), ("hidden_rows",)), taken.messages
    assert taken.references == found
    assert taken.messages.startswith("1 row is" if len(places) == 1 else f"{len(places)} rows are")


CALCULATION = ('<calcPr fullCalcOnLoad="1"/>', '<calcPr calcId="191029" fullCalcOnLoad="true"/>')


@generated(references, st.integers(0, 2), st.booleans(), st.data())
def test_formulas_that_nobody_worked_out_are_refused(found, column, for_all, data):
    places = set(range(len(found))) if for_all else data.draw(st.sets(st.integers(0, len(found) - 1), min_size=1))
    kept = data.draw(st.sampled_from(["<v>0</v>", "<v></v>", "", "<v/>"]))
    formula = data.draw(
        st.sampled_from(["<f>A1</f>", '<f t="shared" si="0" ref="A2:A9">B2</f>', "<f>IF(D2&gt;1,1,0)</f>"])
    )
    calculation = data.draw(st.sampled_from([*CALCULATION, ""]))
    assume(kept != "<v>0</v>" or calculation)
    rows = []
    for at, reference in enumerate(found):
        cells: list[object] = [reference, 46_216 + at, "neglect"]
        if at in places:
            cells[column] = formula + kept
        rows.append(row(at + 2, cells, (0, 1)))
    taken = take(book({"Log": sheet([row(1, HEADINGS), *rows])}, calculation=calculation))
    assert "formula_without_result" in taken.refused, taken.messages
    assert "Open it in Excel, save it" in taken.messages


PACKAGES = {
    "backslashes": {"names": ("/", r"\\")},
    "capitals": {"names": ("^xl/", "XL/")},
    "another workbook": {
        "names": (r"workbook\.xml", "workbook2.xml"),
        "texts": (r"xl/workbook\.xml", "xl/workbook2.xml"),
    },
    "sheets in capitals": {"names": ("worksheets/sheet", "Worksheets/Sheet")},
    "absolute targets": {"texts": ('Target="worksheets/', 'Target="/xl/worksheets/')},
    "strict": {"texts": (re.escape(MAIN), "http://purl.oclc.org/ooxml/spreadsheetml/main")},
    "prefixed": {"texts": (r"<(/?)(workbook|sheets|sheet|definedNames)\b(?! name=\"x)", r"<\1\2")},
}


@generated(plain_logs, st.lists(st.sampled_from(list(PACKAGES)), min_size=1, max_size=3, unique=True))
def test_unusual_packages_are_read_as_usual_ones(log, ways):
    usual = workbook(log)
    content = usual
    for way in sorted(ways, key="backslashes".__eq__):  # last, as the others look for strokes
        content = rewritten(content, **PACKAGES[way])
    taken = take(content)
    assert (taken.refused, taken.asked, taken.rows) == ((), (), take(usual).rows), (ways, taken.messages)


OF_A_SUMMARY = st.sampled_from(["Category", "Location", "Count", "Month", "Total", "Region"])


@generated(plain_logs, st.lists(OF_A_SUMMARY, min_size=1, max_size=4, unique=True), st.integers(0, 4))
def test_a_summary_before_the_log_is_never_read_for_it(log, headings, rows):
    summary = Log(tuple(headings), tuple(tuple(str(at + n) for n in range(len(headings))) for at in range(rows)))
    sheets = {"Summary": summary, "Log": log}
    content = book(
        {
            n: sheet([row(at, cells) for at, cells in enumerate([t.headings, *t.rows], start=1)])
            for n, t in sheets.items()
        }
    )
    taken = take(content)
    if taken.refused:
        assert "“Log”" in taken.messages, taken.messages
    else:
        assert taken.references == log.references
    assert take(content, sheet="Log").references == log.references


@generated(
    references,
    st.integers(30, 1_048_576),
    st.sampled_from(["x", " ", "Total", "7", "Checked by audit"]),
    st.integers(0, 12),
)
def test_a_stray_cell_far_down_costs_no_incident(found, line, text, column):
    rows = [row(1, HEADINGS), *incidents(*found), f'<row r="{line}">{cell(f"{chr(65 + column)}{line}", text)}</row>']
    taken = take(book({"Log": sheet(rows)}))
    if not taken.refused:
        assert taken.references == found
        assert taken.asked or not text.strip()
    else:
        assert f"{line:,}" in taken.messages or chr(65 + column) in taken.messages, taken.messages


@generated(
    references,
    st.sets(st.integers(0, 2)),
    st.sampled_from(["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"]),
    st.data(),
)
def test_error_values_are_named_as_that(found, columns, error, data):
    assume(columns)
    place = data.draw(st.integers(0, len(found) - 1))
    cells: list[object] = [found[place], 46_216, "neglect"]
    rows = incidents(*found)
    for at in columns:
        cells[at] = f"<f>VLOOKUP(A1,B:C,2,0)</f><v>{error}</v>"
    xml = row(place + 2, cells, (0, 1))
    for at in columns:
        letter = chr(65 + at)
        xml = re.sub(rf'(<c r="{letter}{place + 2}" s="\d")', r'\1 t="e"', xml)
    rows[place] = xml
    taken = take(book({"Log": sheet([row(1, HEADINGS), *rows])}))
    if columns != {1}:
        assert taken.refused, (columns, error)
        assert "error value" in taken.messages or error in taken.messages, taken.messages
