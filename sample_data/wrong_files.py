"""A wrong file of each kind, all of them alder's; `faulty/expected.csv` says by hand where each is wrong."""

import csv
import io
import struct
import zipfile
import zlib

from sample_data.wrong_text import FILES, GOOD

Cells = list[list[str]]


def faulty_files() -> dict[str, bytes]:
    """The wrong files by name."""
    files = {
        "empty.csv": b"",
        "picture.csv": _picture(),
        "old_workbook.xls": _old_workbook(),
        "archive.zip": _archive(),
    }
    for name, edits in FILES.items():
        files[name] = _written(_edited(edits))
    files |= {
        "unclosed_quote.csv": _good().replace(b",significant", b',"significant', 1),
        "nul_bytes.csv": _good().replace(b"under_16", b"under\x0016", 1),
        "gbk.csv": _written(_edited({(4, "J"): "阿尔德北区", (5, "J"): "阿尔德南区", (1, "J"): "Team"}))
        .decode()
        .encode("gbk"),
        "changing_width.csv": _good().replace(b",support_or_early_help,", b",support_or_early_help,,", 1),
        "totals_row.csv": _good() + b"Total,12,,,,,,,\n",
    }
    return dict(sorted(files.items()))


def _good() -> bytes:
    return _written(_edited({}))


def _edited(edits: dict[tuple[int, str], str]) -> Cells:
    """The sound rows with some cells changed: by line and column letter, line 0 for the whole column."""
    rows = [line.split(",") for line in GOOD.split()]
    for (line, letter), value in edits.items():
        at = ord(letter) - ord("A")
        for row in rows[1:] if line == 0 else [rows[line - 1]]:
            row += [""] * (at + 1 - len(row))
            row[at] = value
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _written(rows: Cells) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


def _picture() -> bytes:
    """One grey pixel as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    stored = b"\x78\x01\x01\x02\x00\xfd\xff\x00\x80" + struct.pack(">I", zlib.adler32(b"\x00\x80"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")


def _old_workbook() -> bytes:
    """What an .xls begins with; there is no workbook in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1536, b"\0")


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        inside = zipfile.ZipInfo("incidents.csv", (2026, 10, 9, 9, 0, 0))
        inside.create_system = 3
        archive.writestr(inside, _good())
    return out.getvalue()
