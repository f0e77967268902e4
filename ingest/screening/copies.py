"""A copy of the table without its personal columns."""

import csv
import io
from collections.abc import Collection

import pyarrow.csv as pa_csv

from ingest.reading import TextTable, column_letter
from ingest.reading.encodings import encoding_name


def without_columns(table: TextTable, letters: Collection[str], encoding: str | None = None) -> bytes:
    """The table without those columns as CSV (its own delimiter), to be uploaded again.

    It is UTF-8 with BOM, or in the `encoding` that the matching names, which would else not fit the copy. The
    headings stay on the same row, so that a saved matching still fits. The rows above them are emptied and those
    below the table are left out, because they may hold names too. Cells are copied exactly, not defused against
    formulas: a copy that differs from its original would be another return.
    """
    dropped = set(letters)
    kept = [i for i in range(len(table.headings)) if column_letter(i) not in dropped]
    delimiter = table.delimiter or ","
    opening = io.StringIO()
    writer = csv.writer(opening, delimiter=delimiter, lineterminator="\n")
    writer.writerows([[""] * len(kept)] * (table.header_row - 1))
    writer.writerow([table.headings[i] for i in kept])
    body = io.BytesIO()
    pa_csv.write_csv(
        table.rows.select([f"c{i}" for i in kept]),
        body,
        pa_csv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="needed"),
    )
    name = encoding_name(encoding) or "utf-8"
    if name == "utf-8":
        return opening.getvalue().encode("utf-8-sig") + body.getvalue()
    return (opening.getvalue() + body.getvalue().decode()).encode(name)
