"""A copy of the table without its personal columns."""

import csv
import io
from collections.abc import Collection

import pyarrow.csv as pa_csv

from ingest.reading import TextTable, column_letter


def without_columns(table: TextTable, letters: Collection[str]) -> bytes:
    """The table without those columns as CSV (UTF-8 with BOM, its own delimiter), to be uploaded again.

    The headings stay on the same row, so that a saved matching still fits. The rows above them are emptied and
    those below the table are left out, because they may hold names too. Cells are copied exactly, not defused
    against formulas: a copy that differs from its original would be another return.
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
    return opening.getvalue().encode("utf-8-sig") + body.getvalue()
