"""Any valid table, written in any dialect, is read back equal; with its structure broken, it is refused."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.problems import Refused
from ingest.reading import read
from ingest.reading.wrapped import without_equals_signs

HEADINGS = ("incident_ref", "reported_on", "category", "about", "Our note")
WORDS = "ab c,d;e|f\tg\"h'=+-@/.:09£\u00a0é"
FURTHER = "\n\r\u2028\u0085\u200b\u202eŷ安😎\ufeff\x1f"
ENGLISH = [
    "plain",
    "café",
    "Siân’s",
    "£250",
    "a “b” – c…",
    "30 m²",
    "naïve",
    "x, y; z|w",
    '5" nail',
    "two\nlines",
    " x ",
]


@dataclass(frozen=True)
class Dialect:
    encoding: str
    line_end: str
    delimiter: str
    quote_all: bool
    last_line_end: bool

    def write(self, rows: list[tuple[str, ...]]) -> bytes:
        return self.write_lines([[self.cell(text) for text in row] for row in rows])

    def write_lines(self, rows: list[list[str]]) -> bytes:
        """Of cells as they are to stand there."""
        records = [self.delimiter.join(row) for row in rows]
        end = self.line_end if self.last_line_end else ""
        return (self.line_end.join(records) + end).encode(self.encoding)

    def cell(self, text: str) -> str:
        """Python's own writer leaves a line feed bare where the lines end in carriage returns."""
        must = self.quote_all or any(character in text for character in (self.delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if must else text


dialects = st.builds(
    Dialect,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    delimiter=st.sampled_from(",;\t|"),
    quote_all=st.booleans(),
    last_line_end=st.booleans(),
)
cells = st.one_of(st.sampled_from(["", *ENGLISH]), st.text(WORDS + FURTHER, max_size=8))
english = st.sampled_from(["", *ENGLISH])


@st.composite
def tables(draw, cell=cells) -> list[tuple[str, ...]]:
    """Rows under the headings; the first two cells filled, as in any row that is no footnote."""
    reference = st.from_regex(r"[A-Z]{1,3}-[0-9a-f]{1,6}", fullmatch=True)
    day = st.dates().map(lambda each: each.strftime("%d/%m/%Y"))
    width = draw(st.integers(3, len(HEADINGS)))
    rows = draw(st.lists(st.tuples(reference, day, *[cell] * (width - 2)), min_size=1, max_size=12))
    return [HEADINGS[:width], *rows]


@st.composite
def written(draw) -> tuple[list[tuple[str, ...]], Dialect]:
    dialect = draw(dialects)
    return draw(tables(english if dialect.encoding == "cp1252" else cells)), dialect


def read_back(table: list[tuple[str, ...]], dialect: Dialect, titles: list[tuple[str, ...]]) -> None:
    content = dialect.write([*titles, *table])
    found = read(content, "export.csv", expected=HEADINGS)
    columns = [found.rows[name].to_pylist() for name in found.rows.column_names]
    first = len(titles) + 2
    assert found.headings == table[0]
    assert [(line, *cells) for line, *cells in zip(*columns, strict=True)] == [
        (line, *row) for line, row in enumerate(table[1:], start=first)
    ]
    assert found.above == tuple(enumerate(titles, start=1))
    assert found.delimiter == dialect.delimiter
    not_ascii = not all(cell.isascii() for row in table for cell in row)
    asked = ["encoding_not_unicode"] if dialect.encoding == "cp1252" and not_ascii else []
    assert [ask.rule for ask in found.asks] == asked


titles = st.lists(st.sampled_from([("Incidents",), ("April to June", ""), ("From: 1 April",)]), max_size=3)


@given(written(), titles)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_read_back_equal(table_and_dialect, titles):
    read_back(*table_and_dialect, titles)


protected = st.tuples(st.just(True), st.text("01,; a", max_size=4))
others = st.tuples(st.just(False), st.text('=",;\t|\r\n a', max_size=6))


@given(st.lists(st.lists(protected | others, min_size=1, max_size=4), min_size=1, max_size=4), dialects)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_an_equals_sign_goes_where_it_protects_a_cell_and_nowhere_else(rows, dialect):
    def text(sign: str) -> memoryview:
        cells = [
            [f'{sign}"{cell}"' if is_protected else dialect.cell(cell) for is_protected, cell in row] for row in rows
        ]
        return memoryview(dialect.write_lines(cells).decode(dialect.encoding).encode())

    assert bytes(without_equals_signs(text("="))) == bytes(text(""))


def test_an_equals_sign_at_the_end_of_a_quoted_cell_stays():
    for text in (b'A,"b\r=","\r"', b'A,"b,=",",c"', b'"a\n=",";"\n'):
        assert bytes(without_equals_signs(memoryview(text))) == text


@pytest.mark.slow
@given(written(), titles)
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_read_back_equal_often(table_and_dialect, titles):
    read_back(*table_and_dialect, titles)


def broken(content: str, rows: int, at: int, how: str, delimiter: str) -> str:
    """The same file with one row of it broken."""
    lines = content.split("\n")
    row = 1 + at % rows
    if how == "delimiter lost":
        lines[row] = lines[row].replace(delimiter, "", 1)
    elif how == "delimiter too many":
        lines[row] += delimiter + "x"
    elif how == "quote never closed":
        lines[row] = '"' + lines[row]
    elif how == "quote in the middle":
        lines[row] = lines[row].replace(delimiter, '"' + delimiter, 1)
    return "\n".join(lines)


FAULTS = ["delimiter lost", "delimiter too many", "quote never closed", "quote in the middle"]
plain_cells = st.sampled_from(["", "plain", "two words", "x-1"])


def refuse(table: list[tuple[str, ...]], at: int, how: str, delimiter: str, encoding: str) -> None:
    sound = "\n".join(delimiter.join(row) for row in table)
    line = 2 + at % (len(table) - 1)
    content = broken(sound, len(table) - 1, at, how, delimiter)
    assume(content != sound)
    with pytest.raises(Refused) as refused:
        read(content.encode(encoding), "export.csv", expected=HEADINGS)
    assert [problem.line for problem in refused.value.problems] == [line]
    rules = {"quote never closed": "unclosed_quote", "quote in the middle": "stray_quote"}
    assert refused.value.problems[0].rule == rules.get(how, "field_count")


@given(tables(plain_cells), st.integers(0, 99), st.sampled_from(FAULTS), st.sampled_from(",;\t|"))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_broken_structure_is_refused_with_its_line(table, at, how, delimiter):
    refuse(table, at, how, delimiter, "utf-8")


@pytest.mark.slow
@given(tables(plain_cells), st.integers(0, 99), st.sampled_from(FAULTS), st.sampled_from(",;\t|"))
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_broken_structure_is_refused_with_its_line_often(table, at, how, delimiter):
    refuse(table, at, how, delimiter, "utf-16")


scraps = st.lists(st.sampled_from([*'ab1,;|\t"\n\r \0é£', "ref", "Total", "\r\n", '""']), max_size=60).map("".join)


@given(st.one_of(st.binary(max_size=80), scraps.map(str.encode)), st.sampled_from([(), ("ref", "a")]))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_whatever_comes_is_read_or_refused(content, expected):
    try:
        table = read(content, "export.csv", expected=expected)
    except Refused as refused:
        assert refused.problems
    else:
        assert table.rows.column_names == ["line", *(f"c{index}" for index in range(len(table.headings)))]
        assert content.count(b"\n") + content.count(b"\r") + 1 >= table.header_row + table.rows.num_rows
