"""An .xlsx package with the parts that are needed and nothing else, so that odd packages are read as usual ones."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from ingest.reading.package import Package

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"


def plain_package(package: Package, sheets: Sequence[Sequence[bytes]]) -> bytes:
    """A package of sheets 1, 2, …, each given as pieces of its XML, with the workbook's styles and strings."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _workbook(len(sheets), package.is_1904))
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(_parts(package, len(sheets))))
        if package.styles:
            archive.writestr("xl/styles.xml", package.styles)
        if package.shared_strings:
            archive.writestr("xl/sharedStrings.xml", package.shared_strings)
        for number, pieces in enumerate(sheets, start=1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                for piece in pieces:
                    part.write(piece)
    return buffer.getvalue()


def _workbook(sheets: int, is_1904: bool) -> str:
    names = "".join(f'<sheet name={quoteattr(str(n))} sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    epoch = '<workbookPr date1904="1"/>' if is_1904 else "<workbookPr/>"
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{epoch}<sheets>{names}</sheets></workbook>'


def _parts(package: Package, sheets: int) -> list[tuple[str, str, str]]:
    """Id, kind and name of each part that the workbook refers to."""
    parts = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    parts += [("rIdStyles", "styles", "styles.xml")] if package.styles else []
    parts += [("rIdStrings", "sharedStrings", "sharedStrings.xml")] if package.shared_strings else []
    return parts


def _relations(parts: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in parts)
    return f'<Relationships xmlns="{PACKAGES}">{each}</Relationships>'
