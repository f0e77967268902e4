"""How long a workbook takes to read, beside openpyxl's reader: python -m tests.benchmarks.workbook [--rows 100000]

Whole processes, side by side: `ingest.reading.read` of an .xlsx file of nine columns, and openpyxl turning the same
sheet into rows of text, as the program read workbooks before.
"""

import argparse
import csv
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.benchmarks.large_file import write_large_file
from tests.benchmarks.processes import Run, python, run

MOST_SHARE = 0.25  # of openpyxl's time

NOW = """
import sys
from pathlib import Path
from ingest.reading import read
path = Path(sys.argv[1])
print(read(path.read_bytes(), path.name, expected=("incident_ref", "reported_on", "category")).rows.num_rows)
"""
BEFORE = """
import io, sys, zipfile
from pathlib import Path
import openpyxl, pyarrow as pa
content = Path(sys.argv[1]).read_bytes()
book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
rows = [tuple("" if c.value is None else str(c.value) for c in row) for row in book.worksheets[0].iter_rows()]
print(len(pa.table([pa.array(c, pa.string()) for c in zip(*rows[1:])], names=list(rows[0]))))
"""


def write_workbook(path: Path, rows: int) -> None:
    """The large file of the benchmarks as a workbook, its dates as dates."""
    text = path.with_suffix(".csv")
    write_large_file(text, rows)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    with text.open(encoding="utf-8", newline="") as file:
        for line, cells in enumerate(csv.reader(file)):
            for at, cell in enumerate(cells):
                if at == 1 and line:
                    sheet.write_datetime(line, at, date.fromisoformat(cell), day)
                elif cell:
                    sheet.write_string(line, at, cell)
    book.close()


def measure(rows: int, pairs: int, folder: Path) -> list[tuple[Run, Run]]:
    """Pairs of runs, now and before, on one file."""
    path = folder / f"incidents_{rows}.xlsx"
    write_workbook(path, rows)
    found = []
    for _ in range(pairs):
        pair = tuple(run(python("-c", code, path), folder / "output.txt") for code in (NOW, BEFORE))
        for each in pair:
            if each.exit_code or each.output.strip() != str(rows):
                raise RuntimeError(each.output)
        found.append(pair)
    return found


def table(pairs: list[tuple[Run, Run]]) -> str:
    """One line a pair: seconds, processor seconds and memory of both."""
    lines = ["        now: s    cpu s     MB   openpyxl: s    cpu s     MB   share of its time"]
    for now, before in pairs:
        figures = [(each.seconds, each.cpu_seconds or 0, (each.peak_bytes or 0) / 1e6) for each in (now, before)]
        (a, b, c), (d, e, f) = figures
        lines.append(f"{a:14.2f} {b:8.2f} {c:6.0f} {d:13.2f} {e:8.2f} {f:6.0f} {a / d:19.0%}")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(table(measure(given.rows, given.pairs, Path(place))))
