"""Files made to harm: each is refused in words, within a few seconds and a little memory of its own."""

import io
import zipfile

import pytest

from ingest.problems import Refused
from ingest.reading import read
from tests.benchmarks.processes import python, run
from tests.ingest.reading.books import MAIN, OFFICE, book, incidents, log, row, sheet, zipped

MOST_SECONDS, MOST_BYTES = 10, 1_000_000_000
READ = """
import sys
from pathlib import Path
from ingest.problems import Refused
from ingest.reading import read
try:
    content = Path(sys.argv[1]).read_bytes()
    print("read", read(content, "x", expected=("incident_ref", "reported_on", "category")).rows.num_rows)
except Refused as refused:
    print(refused.problems[0].rule)
"""
HEAD = row(1, ("incident_ref", "reported_on", "category"))


def many_cells() -> bytes:
    line = "".join(f'<c r="{chr(65 + at)}{{0}}"><v>1</v></c>' for at in range(8))
    return book({"Log": sheet([HEAD, *(f'<row r="{n}">{line.format(n)}</row>' for n in range(2, 800_000))])})


def unpacks() -> bytes:
    return book({"Log": sheet([HEAD, *incidents("C-1")], after=" " * 250_000_000)})


def long_string_repeated() -> bytes:
    text = "x" * 30_000
    strings = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    rows = [HEAD, *(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 200_000))]
    with zipfile.ZipFile(io.BytesIO(book({"Log": sheet(rows)}))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="rIdT" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts[name] = parts[name].replace("</Relationships>", relation)
    return zipped(parts | {"xl/sharedStrings.xml": strings})


def spread() -> bytes:
    far = [f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="SF{n}"><v>1</v></c></row>' for n in range(2, 200_000)]
    return book({"Log": sheet([HEAD, *far])})


def cells_of_other_rows() -> bytes:
    return book({"Log": sheet([HEAD, '<row r="2"><c r="A2"><v>1</v></c><c r="B900000"><v>1</v></c></row>'])})


def cells_without_references() -> bytes:
    return book({"Log": sheet([HEAD, "<row>" + "<c><v>1</v></c>" * 20_000 + "</row>"])})


def many_sheets() -> bytes:
    return book({f"S{n}": log("C-1") for n in range(1_000)})


def long_heading() -> bytes:
    return book({"Log": log("C-1", headings=("incident_ref", "reported_on", "x" * 20_000))})


def repeated_in_ods() -> bytes:
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    line = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = f'xmlns:table="{namespace}:table:1.0" xmlns:office="{namespace}:office:1.0"'
    table = f'<table:table table:name="Log">{line}</table:table>'
    body = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{table}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body})


def commas() -> bytes:
    """A text file of 25 MB, the most that the page takes, that is nothing but cells."""
    headings = ",".join(["incident_ref", "reported_on", "category", *(f"c{at}" for at in range(397))])
    return f"{headings}\n".encode() + (b"," * 399 + b"\n") * 62_000


QUICK = {
    cells_of_other_rows: "file_damaged",
    cells_without_references: "too_many_columns",
    many_sheets: "workbook_too_large",
    long_heading: "heading_too_long",
    repeated_in_ods: "workbook_too_large",
    commas: "file_too_large",
}
SLOW = {
    many_cells: "workbook_too_large",
    unpacks: "workbook_too_large",
    long_string_repeated: "workbook_too_large",
    spread: "too_many_columns",
}


@pytest.mark.parametrize("made", QUICK)
def test_refused_in_words(made):
    with pytest.raises(Refused) as refused:
        read(made(), "x", expected=("incident_ref", "reported_on", "category"))
    (problem,) = refused.value.problems
    assert problem.rule == QUICK[made]


@pytest.mark.slow
@pytest.mark.parametrize("made", [*QUICK, *SLOW])
def test_refused_within_ten_seconds_and_a_gigabyte(made, tmp_path, capsys):
    path = tmp_path / "hostile"
    path.write_bytes(made())
    found = run(python("-c", READ, path), tmp_path / "output.txt")
    with capsys.disabled():
        print(
            f"\n{made.__name__:26} {found.cpu_seconds:5.1f} cpu s {found.peak_bytes / 1e6:6.0f} MB  "
            f"{found.output.strip()}"
        )
    assert found.output.strip() == (QUICK | SLOW)[made]
    assert found.cpu_seconds < MOST_SECONDS
    assert found.peak_bytes < MOST_BYTES
