"""References that a spreadsheet has destroyed: shortened or rounded as numbers, turned into dates, shown as ####.

What was lost cannot be had back from the file, so different incidents may have the same reference now.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SHORTENED = r"(?i)^[+-]?(?:\d+(?:[.,]\d+)?e\+\d{1,3}|\d[.,]\d+e-?\d{1,3})$"
NARROW = r"^#{2,}$"
LONG = r"^\d{16,}$"
ROUNDED = r"^\d{15}0+$"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
NAMED_DATE = rf"^(?:\d{{1,2}}[- ]{_MONTH}(?:[- ]\d{{2,4}})?|{_MONTH}[- ]\d{{2}}(?:\d{{2}})?)$"
SLASHED = r"^\d{1,2}/\d{1,2}/\d{4}(?: 0?0:00(?::00)?)?$"
ISO = r"^\d{4}-\d{2}-\d{2}$"
ISO_MIDNIGHT = r"^\d{4}-\d{2}-\d{2}[ T]00:00(?::00)?$"

_ALL = (SHORTENED.removeprefix("(?i)"), NARROW, ROUNDED, NAMED_DATE, SLASHED, ISO, ISO_MIDNIGHT)
ANY_OF_THEM = f"(?i){chr(124).join(_ALL)}"

AGAIN = (
    "Export the file again and upload it as it comes, without opening it in a spreadsheet. If it has to be opened, "
    "have Excel read this column as text: Data, From Text/CSV, Transform Data, set the column to Text"
)


@dataclass(frozen=True)
class Damage:
    """One kind of damage. `rows` says for each row whether its reference has it."""

    rows: np.ndarray
    what: str
    shows_example: bool = True

    def message(self, cells: pa.Array, lines: np.ndarray) -> str:
        at = int(np.flatnonzero(self.rows)[0])
        count = int(self.rows.sum())
        example = f"“{cells[at].as_py()}” in " if self.shows_example else ""
        many = "1 reference was" if count == 1 else f"{count:,} references were"
        return (
            f"{many} {self.what} by a spreadsheet (the first is {example}line {lines[at]}): different incidents "
            f"may have the same reference now, and the file no longer holds the real ones. {AGAIN}."
        )


def find_damage(cells: pa.Array, repeats: np.ndarray) -> list[Damage]:
    """The damage among references in the form in which they are compared. `repeats`: rows that share a reference."""
    if not _matches(cells, ANY_OF_THEM).any():
        return []
    kinds = (
        Damage(_matches(cells, SHORTENED), "shortened to a few digits (as 2.02607E+11 is)"),
        Damage(_rounded(cells, repeats), "cut to 15 digits and filled up with zeros", shows_example=False),
        Damage(_dates(cells, repeats), "turned into dates"),
        Damage(_matches(cells, NARROW), "replaced by ####, as the column was too narrow,"),
    )
    return [each for each in kinds if each.rows.any()]


def _rounded(cells: pa.Array, repeats: np.ndarray) -> np.ndarray:
    """Numbers of more than 15 digits that end in zeros: all of them, or those that repeat."""
    rounded = _matches(cells, ROUNDED)
    if not rounded.any():
        return rounded
    return rounded if (rounded == _matches(cells, LONG)).all() else rounded & repeats


def _dates(cells: pa.Array, repeats: np.ndarray) -> np.ndarray:
    """2026-07-01 may be a real reference (the first of July 2026), if all are of that form and none repeats."""
    dates: np.ndarray = _matches(cells, NAMED_DATE) | _matches(cells, ISO_MIDNIGHT)
    dates |= _real_days(cells, _matches(cells, SLASHED), _slashed_day)
    iso = _matches(cells, ISO)
    if not iso.any():
        return dates
    filled = pc.not_equal(cells, "").to_numpy(zero_copy_only=False)
    if (iso == filled).all() and not (iso & repeats).any():
        return dates
    dates |= _real_days(cells, iso, date.fromisoformat)
    return dates


def _real_days(cells: pa.Array, shaped: np.ndarray, day: Callable[[str], date]) -> np.ndarray:
    real = shaped.copy()
    for at in np.flatnonzero(shaped):
        real[at] = _is_day(cells[int(at)].as_py(), day)
    return real


def _is_day(text: str, day: Callable[[str], date]) -> bool:
    try:
        return 1900 <= day(text).year <= 2100
    except ValueError:
        return False


def _slashed_day(text: str) -> date:
    first, second, year = (int(each) for each in re.findall(r"\d+", text)[:3])
    return date(year, min(first, second), max(first, second))


def _matches(cells: pa.Array, pattern: str) -> np.ndarray:
    found: np.ndarray = pc.match_substring_regex(cells, pattern).to_numpy(zero_copy_only=False)
    return found


def damaged_rows(damages: list[Damage], rows: int) -> np.ndarray:
    """For every row, whether its reference is damaged in any way."""
    found: np.ndarray = np.logical_or.reduce([np.zeros(rows, dtype=bool), *(each.rows for each in damages)])
    return found


def messages(damages: list[Damage], cells: pa.Array, lines: np.ndarray) -> Iterator[tuple[str, int]]:
    """A message for each kind of damage, and the first line that has it."""
    for each in damages:
        yield each.message(cells, lines), int(lines[each.rows][0])
