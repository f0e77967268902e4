"""A copy of a file without its personal columns, made on the lead's own computer: no store, and nothing is sent."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ingest.intake import Opened, open_file
from ingest.matching import Matching
from ingest.matching.saved import personal_words
from ingest.problems import Problem, Refused
from ingest.reading import column_letter
from ingest.reading.grid import filled
from ingest.reading.trim import BLANK
from ingest.screening import columns_to_delete, without_columns
from ingest.standard import Standard

NOT_CSV = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True)
class CleanCopy:
    """The copy as CSV, and what is not in it.

    `columns` are (letter, heading) of those taken out, a personal heading masked; `cells` counts their filled cells;
    `above` and `below` count the filled rows outside the table; `sheets` were not read. `questions` are those that the
    file raised and the copy may not raise again, and that the matching holds personal words.
    """

    content: bytes = field(repr=False)
    rows: int
    width: int
    columns: tuple[tuple[str, str], ...]
    cells: int
    above: int
    below: int
    sheets: tuple[str, ...]
    questions: tuple[Problem, ...]


def clean_copy(content: bytes, name: str, matching: Matching | None, standard: Standard) -> CleanCopy:
    """The copy. Raises Refused for a file that cannot be read, and where a column that the return needs is personal.

    Without a matching the headings may be in the provider's own words.
    """
    opened = _opened(content, name, matching, standard)
    needed = [each for each in opened.personal if not each.soft and each.field is not None]
    if needed:
        raise Refused(needed)
    table = opened.table
    letters = columns_to_delete(opened.personal)
    headings = {each.column: each.heading for each in reversed(opened.personal)}
    places = [at for at in range(len(table.headings)) if column_letter(at) in letters]
    read = table.joined or (table.sheet,)
    return CleanCopy(
        without_columns(table, letters, opened.matching.encoding),
        rows=table.rows.num_rows,
        width=len(table.headings) - len(letters),
        columns=tuple((letter, headings[letter] or "") for letter in letters),
        cells=sum(_filled(table.rows[f"c{at}"]) for at in places),
        above=sum(bool(filled(cells)) for _, cells in table.above),
        below=sum(bool(filled(cells)) for _, cells in table.below),
        sheets=tuple(each for each in table.sheets if each not in read),
        questions=(
            *(each for each in (*table.asks, *opened.personal) if each.soft),
            *personal_words(opened.matching),
        ),
    )


def _opened(content: bytes, name: str, matching: Matching | None, standard: Standard) -> Opened:
    known = matching or Matching.of_standard(standard)
    try:
        opened = open_file(content, name, known)
    except Refused as refused:
        if matching is not None or refused.problems[0].rule != "headings_not_recognised":
            raise
        opened = open_file(content, name, known, expected=())
    if hard := [each for each in opened.table.asks if not each.soft]:
        raise Refused(hard)
    return opened


def _filled(cells: pa.ChunkedArray) -> int:
    return len(cells) - (pc.sum(pc.match_substring_regex(cells, BLANK)).as_py() or 0)


def refuse_place(file: Path, out: Path) -> None:
    """Raises Refused unless a copy may be written there: never over a file."""
    if out.exists() and file.exists() and out.samefile(file):
        message = f"--out {out} is the file itself, which is never written over. Give the copy another name."
    elif out.is_dir():
        message = f"--out {out} is a folder. Name the copy too, such as {out / 'copy.csv'}."
    elif out.suffix.casefold() in NOT_CSV:
        message = (
            f"The copy is a CSV file, and {out.name} is a workbook's name. Call it {out.with_suffix('.csv').name}."
        )
    elif taken := next((each for each in (out, count_beside(out)) if each.exists() or each.is_symlink()), None):
        message = f"{taken} is there already and is not written over. Give the copy another name, or delete that file."
    elif not out.parent.is_dir():
        message = f"There is no folder {out.parent}. Make it first, or put the copy elsewhere."
    else:
        return
    raise Refused.because("copy_place", message)


def count_beside(out: Path) -> Path:
    """Where the count of what was taken out is left."""
    return out.with_name(f"{out.stem}_taken_out.txt")


def write(copy: CleanCopy, out: Path) -> None:
    """The copy and its count as new files, readable by their owner only; both or none. Raises Refused."""
    count = "".join(f"{line}\n" for line in (f"Taken out of {out.name}:", *taken_out(copy))).encode("utf-8-sig")
    written: list[Path] = []
    try:
        for path, content in ((out, copy.content), (count_beside(out), count)):
            with open(path, "xb", opener=_for_owner) as new:
                written.append(path)
                new.write(content)
    except OSError:
        for path in written:
            path.unlink(missing_ok=True)
        message = (
            f"{out} cannot be written: check that the disk has room and that you may write there. Nothing is left."
        )
        raise Refused.because("copy_place", message) from None


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def taken_out(copy: CleanCopy) -> Iterator[str]:
    """What is not in the copy, a line each; no value of a cell."""
    if not copy.columns:
        yield "No column: none of them was recognised as personal."
    else:
        named = ", ".join(f"{letter} ({heading})" if heading else letter for letter, heading in copy.columns)
        yield f"{_many(len(copy.columns), 'column')} with {_many(copy.cells, 'filled cell')}: {named}."
    if copy.above:
        yield f"{_many(copy.above, 'row')} above the headings; empty rows are in their place."
    if copy.below:
        yield f"{_many(copy.below, 'row')} taken for totals or notes."
    if copy.sheets:
        yield f"{_many(len(copy.sheets), 'other sheet')}: {', '.join(f'“{each}”' for each in copy.sheets)}."


def _many(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"
