"""Rows that a file swallows, divides otherwise, cuts short or surrounds: refused, asked about, or read whole."""

import csv

from hypothesis import assume
from hypothesis import strategies as st

from tests.ingest.generated.sound import DELIMITERS, generated, is_accounted_for, logs, plain_logs, take, written

BLANKS = ("", " ", "\u00a0", "\u200b", "\u2003 ", "\ufeff")
LINE_BREAKS = st.sampled_from(["\n", "\r\n", "\r"])
delimiters = st.sampled_from(DELIMITERS)


def same(taken, log) -> None:
    """The incidents of the undamaged log, and nothing asked."""
    assert (taken.refused, taken.asked) == ((), ()), taken.messages
    assert taken.rows == take(log.text()).rows


@generated(plain_logs, st.data())
def test_two_stray_quotation_marks_swallow_no_row(log, data):
    rows = [list(row) for row in log.rows]
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(rows) - 1)] * 2)))
    begins = data.draw(st.integers(0, len(log.headings) - 1))
    ends = data.draw(st.integers(0 if last > first else begins, len(log.headings) - 1))
    rows[first][begins] = '"' + rows[first][begins]
    rows[last][ends] += '"'
    delimiter = data.draw(delimiters)
    lines = [delimiter.join(row) for row in [log.headings, *rows]]
    is_accounted_for(take(data.draw(LINE_BREAKS).join(lines)), log.references, "rows_in_a_cell")


@generated(plain_logs, st.data())
def test_quotation_marks_anywhere_swallow_no_row(log, data):
    text = log.text()
    for place in data.draw(st.lists(st.integers(0, len(text)), min_size=1, max_size=4)):
        text = text[:place] + '"' + text[place:]
    taken = take(text)
    if not taken.refused and "rows_in_a_cell" not in taken.asked:
        assert len(taken.references) + taken.left_out == len(log.rows)


@generated(logs(), delimiters, delimiters, st.data())
def test_rows_of_another_dialect_are_refused(log, own, other, data):
    assume(own != other)
    others = data.draw(st.sets(st.integers(0, len(log.rows) - 1), min_size=1, max_size=len(log.rows) - 1))
    lines = [written([row], other if at in others else own) for at, row in enumerate(log.rows)]
    taken = take(written([log.headings], own) + "".join(lines))
    assert taken.refused or taken.references == log.references


@generated(
    logs(rows=st.lists(st.integers(1, 99_999), min_size=40, max_size=70, unique=True)), st.integers(1, 3), st.data()
)
def test_blocks_from_which_excel_leaves_the_last_delimiters_out(log, empty, data):
    wide = log
    for at in range(empty):
        wide = wide.with_column(f"Further {at}", [""] * len(log.rows))
    lines = wide.text().splitlines() if "\n" not in "".join(map("".join, log.rows)) else []
    assume(lines)
    blocks = data.draw(st.sets(st.integers(1, len(lines) // 16), min_size=1))
    for at in range(16, len(lines)):
        lines[at] = lines[at].rstrip(",") if at // 16 in blocks else lines[at]
    taken = take("\n".join(lines) + "\n")
    assert taken.refused or taken.rows == take(log.text()).rows


@generated(logs(), st.integers(1, 16_380), delimiters, st.sampled_from(["", " ", "\u00a0"]))
def test_empty_columns_at_the_right_change_nothing(log, columns, delimiter, cell):
    rows = [(*log.headings, *[""] * columns), *((*row, *[cell] * columns) for row in log.rows)]
    same(take(written(rows, delimiter)), log)


@generated(logs(), st.integers(1, 3), delimiters, LINE_BREAKS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_mark_of_byte_order_written_again(log, marks, delimiter, line_break, quoting):
    same(take("\ufeff" * marks + log.text(delimiter, line_break, quoting)), log)


@generated(logs(notes=("", "fine", 'said "no" twice', "called, no answer")), LINE_BREAKS, st.booleans(), delimiters)
def test_lines_that_are_quoted_whole(log, line_break, headings_too, delimiter):
    first, *rest = log.text(delimiter).splitlines()
    rows = written(([line] for line in rest), line_break=line_break, quoting=csv.QUOTE_ALL)
    head = written([[first]], line_break=line_break, quoting=csv.QUOTE_ALL if headings_too else csv.QUOTE_MINIMAL)
    head = head if headings_too else first + line_break
    taken = take(head + rows)
    assert taken.refused or taken.rows == take(log.text()).rows


@generated(logs(), st.data())
def test_rows_that_look_blank(log, data):
    """At the end they are passed over; with rows below they are asked about. No incident goes with them."""
    blank = st.lists(st.sampled_from(BLANKS), min_size=len(log.headings), max_size=len(log.headings)).map(tuple)
    rows = list(log.rows)
    within = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=2))
    for at in within:
        rows.insert(at, data.draw(blank))
    rows += data.draw(st.lists(blank, max_size=3))
    taken = take(written([log.headings, *rows]))
    assert (taken.refused, set(taken.asked)) == ((), {"blank_rows_left_out"} if within else set())
    assert taken.references == log.references


GROUPS = ("Team A", "North", "Neglect")
TOTALS = ("{} Total", "Total: {}", "{} Count", "Grand Total", "{} Average", "Subtotal", "{} Totals:")


@generated(logs(), st.data())
def test_totals_of_groups_are_asked_about(log, data):
    rows = list(log.rows)
    places = data.draw(st.lists(st.integers(1, len(rows)), min_size=1, max_size=3, unique=True))
    column = data.draw(st.integers(0, len(log.headings) - 1))
    counts = data.draw(st.integers(0, len(log.headings) - 1).filter(lambda at: at != column))
    for at in sorted(places, reverse=True):
        cells = [""] * len(log.headings)
        cells[column] = data.draw(st.sampled_from(TOTALS)).format(data.draw(st.sampled_from(GROUPS)))
        cells[counts] = data.draw(st.sampled_from(["", "3", "12"]))
        rows.insert(at, tuple(cells))
    taken = take(written([log.headings, *rows]))
    assert (taken.refused, set(taken.asked)) == ((), {"totals_rows_left_out"}), taken.messages
    assert (taken.references, taken.left_out) == (log.references, len(places))
    for before, at in enumerate(sorted(places)):
        assert str(at + before + 2) in taken.messages
