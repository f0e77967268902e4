"""A file that holds personal data is refused: said once per column and kind, each value masked.

Every cell is screened: columns that would be left out, headings, and the rows above and below the table too.
"""

import csv
import io
from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.csv

from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.screening.personal_data import mask
from ingest.screening.personal_kinds import CHANCE_RULE, KINDS, RULE
from ingest.screening.sightings import Sighting, sightings
from ingest.standard import STANDARD

__all__ = ["CHANCE_RULE", "RULE", "advice", "mask", "personal_words", "screen", "without_columns"]

_KIND = {kind.name: kind for kind in KINDS}
_PLACES = ("heading", "table", "outside")


def screen(table: TextTable, fields: Mapping[str, str] | None = None) -> list[Problem]:
    """Every column that holds personal data, one problem per column and kind, in the order of the columns.

    `fields` (heading -> field of the standard) says which columns the return needs: there the rows are named,
    to be mended one by one; any other column is to be deleted. Ten-digit numbers that may be NHS numbers by
    chance are a soft problem. Empty for a file that holds nothing personal.
    """
    fields = fields or {}
    found = sorted(sightings(table, fields), key=lambda each: (each.column, _PLACES.index(each.place), each.kind))
    unsafe = {each.column for each in found if each.place == "heading"}
    return [_problem(each, table, fields, each.column in unsafe) for each in found]


def personal_words(words: Sequence[str]) -> list[Problem]:
    """Personal data among words that would be kept on their own: of a matching, or an event's name."""
    if not words:
        return []
    rows = pa.table({"line": pa.array(range(1, len(words) + 1), pa.int32()), "c0": pa.array(words, pa.string())})
    table = TextTable(("word",), rows, (), (), 1, "utf-8", None, None, "csv", ())
    return [problem for problem in screen(table) if not problem.soft]


def _problem(sighting: Sighting, table: TextTable, fields: Mapping[str, str], heading_is_personal: bool) -> Problem:
    inside = sighting.place != "outside" and sighting.column < len(table.headings)
    heading = table.headings[sighting.column] if inside else None
    field = fields.get(heading) if inside else None
    shown = mask(heading) if heading_is_personal and heading else heading
    letter = column_letter(sighting.column)
    named = f'Column {letter} ("{shown}")' if shown else f"Column {letter}"
    by_chance = sighting.of is not None
    return Problem(
        rule=CHANCE_RULE if by_chance else RULE,
        message=_question(sighting, named) if by_chance else _refusal(sighting, named, letter, field),
        line=sighting.lines[0],
        column=letter,
        heading=shown,
        field=field,
        soft=by_chance,
    )


def _refusal(sighting: Sighting, named: str, letter: str, field: str | None) -> str:
    kind = _KIND[sighting.kind]
    if sighting.place == "heading":
        return f"The heading of column {letter} holds {kind.one} ({sighting.example}). Delete the column."
    if sighting.place == "outside":
        return (
            f"{_rows(sighting).capitalize()}, outside the table: column {letter} holds {kind.many} "
            f"({sighting.example}). Clear {_those_cells(sighting)}."
        )
    if field is not None:
        title = STANDARD.field(field).title
        return (
            f"{named} holds {kind.many} in {_rows(sighting)} ({sighting.example}). The return needs this "
            f"column as “{title}”: clear or replace {_those_cells(sighting)}, or match another column and "
            "delete this one."
        )
    return (
        f"{named} holds {kind.many} in {_counted(sighting)} ({sighting.example}). "
        "Delete the column, or use the copy without it."
    )


def _question(sighting: Sighting, named: str) -> str:
    expected = sighting.of / 11
    return (
        f"{named} holds ten-digit numbers; {sighting.rows:,} of {sighting.of:,} different ones would pass as "
        f"NHS numbers ({sighting.example}, first in row {sighting.lines[0]}), where chance alone lets about "
        f"{expected:,.0f} pass. If they are references of your own, say so ({CHANCE_RULE}); if any is an NHS "
        "number, delete the column."
    )


def _rows(sighting: Sighting) -> str:
    if sighting.rows == 1:
        return f"row {sighting.lines[0]}"
    if sighting.rows > len(sighting.lines):
        return f"{sighting.rows:,} rows, first in row {sighting.lines[0]}"
    *most, last = (str(line) for line in sighting.lines)
    return f"rows {', '.join(most)} and {last}"


def _counted(sighting: Sighting) -> str:
    rows = "1 row" if sighting.rows == 1 else f"{sighting.rows:,} rows"
    return f"{rows}, first in row {sighting.lines[0]}"


def _those_cells(sighting: Sighting) -> str:
    return "that cell" if sighting.rows == 1 else "those cells"


def advice(problems: Collection[Problem]) -> str:
    """What to do about all of them ("Delete columns C, D and H."); empty where nothing was refused.

    >>> advice([Problem("personal_data", "…", line=5, column="C", heading="Tel no")])
    'Delete column C.'
    """
    refused = [each for each in problems if each.rule == RULE]
    delete = [each.column for each in refused if each.heading is not None and each.field is None]
    clear = [f"{each.column}{each.line}" for each in refused if each.heading is None or each.field is not None]
    said = [_listed("Delete column", delete), _listed("Clear the cells said, from", clear)]
    return " ".join(each for each in said if each)


def _listed(what: str, places: list[str]) -> str:
    once = list(dict.fromkeys(places))
    if not once:
        return ""
    if len(once) == 1:
        return f"{what} {once[0]}."
    plural = f"{what}s" if what.endswith("column") else what
    return f"{plural} {', '.join(once[:-1])} and {once[-1]}."


def without_columns(table: TextTable, letters: Collection[str]) -> bytes:
    """The table without those columns as CSV (UTF-8 with BOM, its own delimiter), to be uploaded again.

    The headings stay on the row they were on, so that a saved matching still fits; the rows above them are
    emptied and those below the table left out, as they may hold names of their own. Cells stay exactly as
    they were, not defused against formulas: a copy that differs from its original would be another return.
    """
    dropped = set(letters)
    kept = [i for i in range(len(table.headings)) if column_letter(i) not in dropped]
    delimiter = table.delimiter or ","
    opening = io.StringIO()
    writer = csv.writer(opening, delimiter=delimiter, lineterminator="\n")
    writer.writerows([[""] * len(kept)] * (table.header_row - 1))
    writer.writerow([table.headings[i] for i in kept])
    body = io.BytesIO()
    pa.csv.write_csv(
        table.rows.select([f"c{i}" for i in kept]),
        body,
        pa.csv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="needed"),
    )
    return opening.getvalue().encode("utf-8-sig") + body.getvalue()
