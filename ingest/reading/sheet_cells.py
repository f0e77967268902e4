"""The cells that python-calamine reads, as columns of text: ISO dates, whole numbers without ".0"."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa
from python_calamine import CalamineSheet

from ingest.reading.grid import MOST_COLUMNS
from ingest.reading.row_width import MOST_SPREAD, too_wide
from ingest.reading.sheet_rows import LARGEST_GAP

BATCH = 5_000


class Gathered:
    """Columns of text, added block by block."""

    def __init__(self, texts: dict[tuple[int, int], str]):
        self.texts: dict[int, dict[int, str]] = {}
        for (line, at), text in texts.items():
            self.texts.setdefault(line, {})[at] = text
        self.lines: list[int] = []
        self.columns: list[list[pa.Array]] = []
        self.count = 0

    def add(self, sheet: CalamineSheet) -> None:
        """Add the rows of a sheet, from its first filled cell on."""
        if sheet.start is None:
            return
        first, left = sheet.start[0] + 1, sheet.start[1]
        if left + sheet.width > MOST_COLUMNS:
            raise too_wide(first, left + sheet.width)
        gap = range(self.lines[-1] + 1 if self.lines else 1, first)
        self._add_rows([], [*gap] if len(gap) <= LARGEST_GAP else [gap[0]], 0)
        rows = sheet.to_python(skip_empty_area=True)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            self._add_rows(batch, [*range(first + start, first + start + len(batch))], left)

    def _add_rows(self, rows: Sequence[Sequence[object]], lines: list[int], left: int) -> None:
        if not lines:
            return
        nothing = [""] * len(lines)
        texts = [nothing] * left + [_texts(column) for column in zip(*rows, strict=True)]
        for at, line in enumerate(lines) if self.texts else ():
            for column, text in self.texts.get(line, {}).items():
                if column < len(texts):
                    texts[column] = list(texts[column]) if texts[column] is nothing else texts[column]
                    texts[column][at] = text
        while len(self.columns) < len(texts):
            self.columns.append([pa.array([""] * self.count, pa.string())])
        for index, arrays in enumerate(self.columns):
            arrays.append(pa.array(texts[index] if index < len(texts) else nothing, pa.string()))
        self.lines += lines
        self.count += len(lines)
        if self.count * len(self.columns) > MOST_SPREAD:
            raise too_wide(self.lines[-1], len(self.columns))

    def table(self) -> tuple[pa.Array, list[pa.Array]]:
        """The lines, and the columns beside them."""
        columns = [pa.concat_arrays(column) if column else pa.array([], pa.string()) for column in self.columns]
        return pa.array(self.lines, pa.int32()), columns


def _texts(column: Sequence[object]) -> list[str]:
    return [value if value.__class__ is str else _text(value) for value in column]


def _text(value: Any) -> str:
    """What a person sees in the cell, except that dates are ISO and numbers are not rounded."""
    if value.__class__ is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    match value:
        case bool(answer):
            return "TRUE" if answer else "FALSE"
        case int(number):
            return str(number)
        case datetime() as moment:
            # a time stored as a fraction of a day may be slightly less than its second; a day's last moment is of it
            nearest = moment + timedelta(milliseconds=500)
            return f"{nearest if nearest.date() == moment.date() else moment:%Y-%m-%d %H:%M}"
        case date() as day:
            return day.isoformat()
        case time() as clock:
            return f"{clock:%H:%M}"
        case timedelta() as duration:
            minutes = round(duration.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case other:
            return str(other)
