"""What kind of file it is, by its content: its name may be wrong."""

import io
import re
import zipfile
from typing import Literal

from ingest.problems import Refused

FileType = Literal["text", "xlsx", "xlsb", "xls", "ods"]

AS_CSV = "Open it in Excel or your own system and save it as “CSV UTF-8” or as an .xlsx workbook."
SAVED_AS = "whatever its name ends in"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed folder (7-Zip)"),
    (b"Rar!", "a compressed folder (RAR)"),
    (b"{\\rtf", "a Rich Text document"),
    (b"SQLite format 3", "a database file"),
    (b"PAR1", "a Parquet file"),
)
WRITTEN: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(
            rb"(?i)(?:from|message-id|date|subject|x-[\w-]+|content-[\w-]+|mime-version):[^\n]*\n(?s:.)*"
            rb"(?:multipart/related|text/html|mime-version:)"
        ),
        f"a web page saved as one file (MHTML), {SAVED_AS}",
    ),
    (re.compile(rb"(?s)<.{0,4000}urn:schemas-microsoft-com:office:spreadsheet"), "an XML Spreadsheet 2003"),
    (
        re.compile(
            rb"(?i)(?:(?:<!--(?s:.)*?-->|<\?xml[^>]*>)\s*)*<(?:!doctype\s+html|html|head|body|meta|style|table|div|p|center|font)\b"
        ),
        f"a web page (HTML), {SAVED_AS}",
    ),
    (re.compile(rb"<(?:\?xml|!--|[A-Za-z_][\w.:-]*[\s/>])"), f"an XML document, {SAVED_AS}"),
    (re.compile(rb"ID;P[A-Z0-9. ]*(?:;[A-Z0-9]+)*(?:\r?\n[A-Z]{1,2};|\s*\Z)"), f"a SYLK file (.slk), {SAVED_AS}"),
    (re.compile(rb"TABLE\r?\n0,1\r?\n"), f"a Data Interchange file (.dif), {SAVED_AS}"),
    (re.compile(rb'(?:\{\s*(?:"[^"]*"\s*:|\})|\[\s*(?:[\[{\]]|"[^"]*"\s*[,\]]))'), f"JSON, {SAVED_AS}"),
)
"""Kinds that are text: how they begin, after a byte order mark and white space."""
LOOKED_AT = 8192
MARKS = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LABELS = ("DRMEncryptedDataSpace", "DRMEncryptedTransform", "EncryptedDRMContent", "DRMContent", "LabelInfo")
"""Streams of a workbook that a sensitivity label or rights management has encrypted."""


def file_type(content: bytes) -> FileType:
    """ "text", "xlsx", "xlsb", "xls" or "ods". Raises Refused for other kinds, naming them and what to do instead."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(content)
    if content.startswith(OLE):
        return _ole(content)
    if content.startswith((b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")):
        return "xls"  # an old workbook without its container
    beginning = _beginning(content)
    for signature, what in SIGNATURES:
        if content.startswith(signature) or beginning.startswith(signature):
            raise _refused(what)
    for begins, what in WRITTEN:
        if begins.match(beginning):
            raise _refused(what)
    return "text"


def _beginning(content: bytes) -> bytes:
    head = content[:LOOKED_AT]
    for mark, encoding in MARKS:
        if head.startswith(mark):
            head = head[2:].decode(encoding, "replace").encode("utf-8")
    while head.startswith(b"\xef\xbb\xbf"):
        head = head[3:]
    return head.lstrip()


def _zipped(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
            mimetype = archive.open("mimetype").read(80) if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError):
        raise Refused.because(
            "file_damaged",
            "The file is a workbook or a zip, damaged or cut short, and cannot be opened. Export it again.",
        ) from None
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if b"opendocument" in mimetype:
        raise _refused("an OpenDocument file, but no spreadsheet")
    if any(re.fullmatch(r"(.*/)?workbook\d*\.bin", name) for name in names):
        return "xlsb"
    if "word/document.xml" in names:
        raise _refused("a Word document")
    if "ppt/presentation.xml" in names:
        raise _refused("a PowerPoint presentation")
    if "index/document.iwa" in names:
        raise _refused("an Apple Numbers document")
    if "[content_types].xml" in names or "xl/workbook.xml" in names:
        return "xlsx"
    raise Refused.because(
        "file_kind", "The file is a compressed folder (.zip). Take the one table out of it and upload that."
    )


def _ole(content: bytes) -> FileType:
    if any(name.encode("utf-16-le") in content for name in LABELS):
        raise Refused.because(
            "file_labelled",
            "The workbook is protected by a sensitivity label that encrypts it. In Excel, choose a label without "
            "encryption (Home, Sensitivity) and save it again, or save the sheet as “CSV UTF-8”.",
        )
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    if "WordDocument".encode("utf-16-le") in content:
        raise _refused("an old Word document")
    raise _refused("an old Office document, but no workbook")


def locked() -> Refused:
    """The refusal of a workbook with a password."""
    return Refused.because(
        "file_encrypted",
        "The workbook is locked with a password. Open it in Excel, take the password off "
        "(File, Info, Protect Workbook) and save it again.",
    )


def _refused(what: str) -> Refused:
    return Refused.because("file_kind", f"The file is {what}, which cannot be read here. {AS_CSV}")
