"""The parts of an .xlsx file, wherever they are in the zip, unpacked with a limit."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, fromstring

from ingest.problems import Refused

LARGEST_UNPACKED = 200_000_000
MOST_SHEETS = 200
BLOCK = 1 << 20


class Damaged(Exception):
    """A part is missing or malformed."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of cells and where it is in the package."""

    name: str
    part: str
    visible: bool


@dataclass
class Package:
    """An open package. Names of parts are compared without case, with `/` for a backslash."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    unpacked: int = 0
    is_1904: bool = False
    recalculates: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    styles: bytes = b""
    shared_strings: bytes = b""

    def read(self, name: str) -> bytes:
        """A part, unpacked. Raises Damaged, or Refused where the parts read come to more than the limit."""
        stored = self.names.get(_plain(name))
        if stored is None:
            raise Damaged
        content = b"".join(self._blocks(stored))
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            content = re.sub(rb"<\?xml[^>]*\?>", b"", content.decode("utf-16").encode("utf-8"), count=1)
        if re.search(rb"(?i)<!(?:DOCTYPE|ENTITY)", content[:4096]):
            raise Damaged  # no spreadsheet declares entities
        return content

    def count(self) -> None:
        """Unpack every part and forget it. Raises Refused where they come to more than the limit."""
        for stored in self.names.values():
            for _ in self._blocks(stored):
                pass

    def _blocks(self, stored: str) -> Iterator[bytes]:
        with self.archive.open(stored) as opened:
            while block := opened.read(BLOCK):
                self.unpacked += len(block)
                if self.unpacked > LARGEST_UNPACKED:
                    raise _too_large()
                yield block

    def part_at(self, name: str) -> bytes:
        """A part, or nothing where there is none."""
        return self.read(name) if _plain(name) in self.names else b""

    def targets(self, of: str) -> dict[str, tuple[str, str]]:
        """The relationships of a part ("" for the package): id -> (last word of its type, part)."""
        folder, name = posixpath.split(of)
        xml = self.part_at(posixpath.join(folder, "_rels", f"{name}.rels"))
        if not xml:
            return {}
        found = {}
        for each in fromstring(xml):
            target = each.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            kind = each.get("Type", "").rpartition("/")[2]
            found[each.get("Id", "")] = (kind, posixpath.normpath(whole.lstrip("/")))
        return found


def open_package(content: bytes) -> Package:
    """Open an .xlsx file and find its sheets, styles and shared strings. Raises Damaged or Refused."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    package = Package(archive, {_plain(name): name for name in archive.namelist()})
    start = next((part for kind, part in package.targets("").values() if kind == "officeDocument"), "xl/workbook.xml")
    workbook = fromstring(package.read(start))
    targets = package.targets(start)
    package.sheets = list(_sheets(workbook, targets))
    if len(package.sheets) > MOST_SHEETS:
        raise Refused.because("workbook_too_large", f"The workbook has more than {MOST_SHEETS} sheets.")
    properties = _child(workbook, "workbookPr")
    package.is_1904 = properties is not None and properties.get("date1904", "0").lower() in ("1", "true", "on")
    calculation = _child(workbook, "calcPr")
    package.recalculates = calculation is not None and calculation.get("fullCalcOnLoad", "0").lower() in ("1", "true")
    by_kind = {kind: part for kind, part in targets.values()}
    folder = posixpath.dirname(start)
    package.styles = package.part_at(by_kind.get("styles", posixpath.join(folder, "styles.xml")))
    package.shared_strings = package.part_at(by_kind.get("sharedStrings", posixpath.join(folder, "sharedStrings.xml")))
    return package


def _sheets(workbook: Element, targets: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    sheets = _child(workbook, "sheets")
    for each in sheets if sheets is not None else ():
        relation = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
        kind, part = targets.get(relation, ("", ""))
        if kind == "worksheet":
            yield Sheet(each.get("name", ""), part, each.get("state", "visible").lower() == "visible")
        elif not kind:
            raise Damaged


def _child(element: Element, name: str) -> Element | None:
    return next((each for each in element if each.tag.rpartition("}")[2] == name), None)


def _plain(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def _too_large() -> Refused:
    return Refused.because(
        "workbook_too_large",
        f"The workbook unpacks to more than {LARGEST_UNPACKED / 1e6:,.0f} MB. Save the one sheet as “CSV UTF-8”.",
    )
