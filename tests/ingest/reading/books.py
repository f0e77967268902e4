"""Workbooks written part by part, so that a test says exactly what is in the file."""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"
HIDDEN = ' state="hidden"'
HEADINGS = ("incident_ref", "reported_on", "category")


def cell(reference: str, value: object, style: int = 0) -> str:
    """A text (or an element that is written as it is, from "<"), or a number with a style."""
    named = f'r="{reference}" s="{style}"'
    if isinstance(value, str) and value.startswith("<"):
        return f"<c {named}>{value}</c>"
    if isinstance(value, str):
        return f'<c {named} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c {named}><v>{value}</v></c>"


def sheet(rows: Sequence[str], after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def row(number: int, values: Sequence[object], styles: Sequence[int] = (), attributes: str = "") -> str:
    cells = [
        cell(f"{chr(65 + at)}{number}", value, styles[at] if at < len(styles) else 0)
        for at, value in enumerate(values)
        if value is not None
    ]
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def incidents(*references: object, first: int = 2, day: int = 46_216, style: int = 0) -> list[str]:
    """Rows of incidents under the three headings: 46,216 is 13 July 2026."""
    return [row(first + at, (each, day + at, "neglect"), (style, 1)) for at, each in enumerate(references)]


def log(*references: object, headings: Sequence[str] = HEADINGS, **more) -> str:
    return sheet([row(1, headings), *incidents(*references, **more)])


def book(
    sheets: dict[str, str], *, formats: Sequence[str] = (), calculation: str = "", hidden: Sequence[str] = ()
) -> bytes:
    """An .xlsx file. Style 1 is a date, 2 a date with its time, 3 and on the `formats` given."""
    codes = "".join(
        f'<numFmt numFmtId="{164 + at}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>' for at, f in enumerate(formats)
    )
    numbers = [0, 14, 22, *(164 + at for at in range(len(formats)))]
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{HIDDEN if name in hidden else ""}/>'
        for n, name in enumerate(sheets, start=1)
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets.append(("rIdS", "styles", "styles.xml"))
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{named}</sheets>{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(targets),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets.values(), start=1)}
    return zipped(parts)


def _relations(targets: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    return f'<Relationships xmlns="{PACKAGES}">{each}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo("x")
            entry.filename, entry.compress_type = name, zipfile.ZIP_DEFLATED  # keeps a backslash as it is
            archive.writestr(entry, text)
    return buffer.getvalue()


def rewritten(content: bytes, *, names: tuple[str, str] | None = None, texts: tuple[str, str] | None = None) -> bytes:
    """The same package with every part's name, or text, changed by a pattern and its replacement."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    if texts:
        parts = {name: re.sub(*texts, text) for name, text in parts.items()}
    if names:
        parts = {re.sub(*names, name): text for name, text in parts.items()}
    return zipped(parts)
