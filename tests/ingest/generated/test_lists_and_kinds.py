"""The group's lists as spreadsheets save them, and files of other kinds that are named as what they are."""

import html
import json

from hypothesis import strategies as st

from ingest.group.list_files import read_content
from tests.ingest.generated.sound import DELIMITERS, Log, generated, plain_logs, take, written

HEADINGS = ("member", "year_start", "needs_type", "homes")
BLANKS = ("", " ", "\u00a0", "\u200b", "\ufeff", "\t ")
homes = st.lists(
    st.tuples(
        st.sampled_from(["alder", "birch", "cedar"]), st.just("2026-04-01"), st.just("general_needs"), st.just("5000")
    ),
    min_size=1,
    max_size=8,
)


@generated(homes, st.sampled_from([",", ";", "\t"]), st.data())
def test_blank_rows_of_a_list_are_passed_over_and_lines_are_those_of_the_file(rows, delimiter, data):
    """Cells are as they are seen: an address with something invisible in it would let nobody in."""
    blank = st.lists(st.sampled_from(BLANKS), min_size=4, max_size=4).map(tuple)
    filled = [tuple(data.draw(st.sampled_from(["{}", " {}", "{}\u200b", "{}\u00a0", "\ufeff{}"])).format(c) for c in r)
              for r in rows]  # fmt: skip
    lines: list[tuple[str, ...]] = []
    wanted = []
    for row, cells in zip(rows, filled, strict=True):
        lines += data.draw(st.lists(blank, max_size=2))
        lines.append(cells)
        wanted.append((len(lines) + 1, row))
    lines += data.draw(st.lists(blank, max_size=3))
    found = read_content(written([HEADINGS, *lines], delimiter).encode(), "homes.csv", HEADINGS)
    assert [(row.line, tuple(row.cells[name] for name in HEADINGS)) for row in found] == wanted
    assert found[0].fault("homes", "x").message.startswith(f"homes.csv, line {wanted[0][0]}: ")


def as_html(log: Log) -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{html.escape(c)}</td>' for c in r)}</tr>" for r in (log.headings, *log.rows))
    return f"<table border=1>{rows}</table>"


def as_sylk(log: Log) -> str:
    cells = "".join(
        f'C;Y{y};X{x};K"{cell}"\r\n'
        for y, row in enumerate((log.headings, *log.rows), 1)
        for x, cell in enumerate(row, 1)
    )
    return f"ID;PWXL;N;E\r\n{cells}E\r\n"


def as_element(row: tuple[str, ...]) -> str:
    return f"<row>{''.join(f'<cell>{html.escape(cell)}</cell>' for cell in row)}</row>"


KINDS = {
    "HTML": as_html,
    "a whole page": lambda log: (
        f"<!DOCTYPE html>\n<html><head><title>x</title></head><body>{as_html(log)}</body></html>"
    ),
    "style first": lambda log: f"<style>td{{color:red}}</style>\n{as_html(log)}",
    "XHTML": lambda log: f'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{as_html(log)}</html>',
    "a comment first": lambda log: f"<!-- exported -->\n{as_html(log)}",
    "MHTML": lambda log: (
        f"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; "
        f'boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n{as_html(log)}\r\n--x--\r\n'
    ),
    "SYLK": as_sylk,
    "JSON": lambda log: json.dumps([dict(zip(log.headings, row, strict=True)) for row in log.rows]),
    "JSON, spread": lambda log: json.dumps(
        {"value": [dict(zip(log.headings, r, strict=True)) for r in log.rows]}, indent=2
    ),
    "JSON lines": lambda log: "\n".join(json.dumps(dict(zip(log.headings, row, strict=True))) for row in log.rows),
    "XML": lambda log: f'<?xml version="1.0"?><rows>{"".join(map(as_element, log.rows))}</rows>',
    "RTF": lambda log: r"{\rtf1\ansi " + r"\par ".join(log.lines) + "}",
}


@generated(plain_logs, st.sampled_from(list(KINDS)), st.sampled_from(["", "\ufeff", "\n", " \r\n"]), few=4)
def test_other_kinds_of_files_are_named_and_no_quotation_mark_is_blamed(log, kind, before):
    taken = take(before + KINDS[kind](log))
    assert taken.refused == ("file_kind",), (kind, taken.messages)
    assert "quotation" not in taken.messages


STREAMS = ("EncryptedPackage", "EncryptionInfo", "DataSpaceMap", "Version", "Primary", "StrongEncryptionDataSpace")
LABELS = ("DRMEncryptedDataSpace", "DRMEncryptedTransform", "EncryptedDRMContent", "LabelInfo")


@generated(st.permutations(STREAMS), st.lists(st.sampled_from(LABELS), unique=True), st.integers(0, 300))
def test_a_label_is_told_from_a_password_by_the_names_of_the_streams(streams, labels, padding):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(padding)
    names = b"".join(name.encode("utf-16-le") + bytes(64) for name in [*streams, *labels])
    taken = take(ole + names)
    assert taken.refused == (("file_labelled",) if labels else ("file_encrypted",))
    assert ("label without encryption" in taken.messages) is bool(labels)


@generated(plain_logs, st.sampled_from(DELIMITERS), st.integers(1, 3))
def test_the_schema_of_a_list_above_the_headings(log, delimiter, blank):
    schema = 'ListSchema={"schemaXmlList":["<Field ID=\\"{1}\\" Name=\\"Title\\" />"]}'
    lines = [schema if delimiter != "," else written([[schema]]).rstrip("\n"), *[""] * (blank - 1)]
    taken = take("\n".join(lines) + "\n" + log.text(delimiter))
    assert (taken.refused, taken.rows) == ((), take(log.text()).rows), taken.messages
