"""Problems in their rows: the faulty columns first, so that a narrow screen shows them."""

from ingest.problems import Problem
from ingest.reading import read
from views.escaping import escape_markdown
from views.upload.changes import left_out
from views.upload.problems import in_their_rows

FILE = b"ref,when,kind,age,closed\nA1,2026-07-01,x,adult,2026-07-02\nA2,2026-07-03,y,elderly,2026-06-01\n"


def test_the_first_faulty_rows():
    table = read(FILE, "export.csv", expected={"ref"})
    problems = [
        Problem("unmatched_word", "…", line=3, column="D"),
        Problem("closed_before_reported", "…", line=3, column="E"),
        Problem("missing_heading", "…", line=1),
    ]
    rows = in_their_rows(table, problems)
    assert list(rows.columns) == ["Row", "D · age", "E · closed", "A · ref", "B · when", "C · kind"]
    assert rows.to_numpy().tolist() == [[3, "elderly", "2026-06-01", "A2", "2026-07-03", "y"]]


def test_rows_left_out_are_counted_by_reason():
    reasons = {"category: Lost [keys](x)": 3, "repeated_reference": 1, "below_the_table": 1200}
    assert left_out(reasons, escape_markdown) == [
        r"3 rows: category “Lost \[keys\]\(x\)” is out of scope",
        "1 row: their reference is already used above",
        "1,200 rows: totals or notes under the table",
    ]
    assert left_out(reasons)[0] == "3 rows: category “Lost [keys](x)” is out of scope"
