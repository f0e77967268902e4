"""What kind of file it is, by its content: its name may be wrong."""

import io
import zipfile

from ingest.problems import Refused

AS_CSV = "Open it in Excel or your own system and save it as “CSV UTF-8” or as an .xlsx workbook."

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
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<workbook")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file_type(content: bytes) -> str:
    """ "text" or "xlsx". Raises Refused for every other kind, naming it and what to do instead."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(content)
    if content.startswith(OLE):
        raise _ole(content)
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            raise _refused(what)
    if content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP):
        raise _refused("a web page or XML document, whatever its name ends in")
    return "text"


def _zipped(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError):
        raise Refused.because(
            "file_damaged",
            "The file is a workbook or a zip, damaged or cut short, and cannot be opened. Export it again.",
        ) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise _refused("a binary Excel workbook (.xlsb)")
    if b"opendocument" in mimetype:
        raise _refused("an OpenDocument file (.ods)")
    if "word/document.xml" in names:
        raise _refused("a Word document")
    raise Refused.because(
        "file_kind", "The file is a compressed folder (.zip). Take the one table out of it and upload that."
    )


def _ole(content: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refused.because(
            "file_encrypted",
            "The workbook is locked with a password. Open it in Excel, take the password off "
            "(File, Info, Protect Workbook) and save it again.",
        )
    return _refused("an old Excel workbook (.xls)")


def _refused(what: str) -> Refused:
    return Refused.because("file_kind", f"The file is {what}, which cannot be read here. {AS_CSV}")
