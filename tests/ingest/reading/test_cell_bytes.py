"""The bytes of a column, searched at once: the same answer as asking each cell."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reading.cell_bytes import is_printable, may_hold

NEEDLES = (b"<", "’".encode(), b"_x")


@pytest.mark.parametrize(
    ("cells", "held", "printable"),
    [
        ([], False, True),
        ([""], False, True),
        (["SG/0001", "A-2"], False, True),
        (["SG 0001"], False, False),
        (["A", "’0001"], True, False),
        (["A_x000D_"], True, True),
        (["A_", "x000D_"], True, True),  # over two cells: then each cell is looked at
        (["A\t"], False, False),
    ],
)
def test_what_a_column_may_hold(cells, held, printable):
    column = pa.array(cells, pa.string())
    assert (may_hold(column, NEEDLES), is_printable(column)) == (held, printable)


@settings(max_examples=30)
@given(st.lists(st.text("a<’_x ", max_size=3), max_size=8), st.integers(0, 4), st.integers(0, 8))
def test_part_of_a_column_is_searched_and_no_more(cells, start, length):
    part = pa.chunked_array([pa.array(cells, pa.string()), pa.array(["ab"])]).slice(start, length)
    texts = part.to_pylist()
    if any("<" in text or "’" in text for text in texts):
        assert may_hold(part, NEEDLES)
    assert is_printable(part) == all(text.isascii() and " " not in text for text in texts)
    assert may_hold(part, (b"<",)) == any("<" in text for text in texts)
