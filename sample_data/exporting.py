"""Incidents into files: the standard's own form, and each member's dialect.

Headings and words come from the member's matching, turned round, so that file and matching cannot part.
"""

import csv
import io
import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random

import xlsxwriter

from ingest.standard import STANDARD
from sample_data.dialects import DIALECTS, Dialect, Extra
from sample_data.incidents import Incident, pick

MATCHINGS = Path(__file__).parent / "matchings"
OUT_OF_SCOPE_SHARE = 0.03
WORKBOOK_MADE = datetime(2026, 10, 9)


@cache
def matching_of(member: str) -> dict:
    """The member's matching as written in its file; alder, which keeps to the standard, has none."""
    return json.loads((MATCHINGS / f"{member}.json").read_text("utf-8"))


def with_out_of_scope(member: str, incidents: list[Incident], seed: str) -> list[Incident]:
    """The incidents and, among them, rows whose word for the category the matching leaves out."""
    words = [word for word, code in matching_of(member)["values"]["category"].items() if code is None]
    chance = Random(f"{seed} {member} out of scope")
    rows = []
    for incident in incidents:
        rows.append(incident)
        if chance.random() < OUT_OF_SCOPE_SHARE:
            plain = {name: incident[name] for name in ("reported_on", "age_band", "raised_by", "needs_type")}
            rows.append(plain | {"category": pick(chance, dict.fromkeys(words, 1.0))})
    return rows


def references(member: str, how_many: int, seed: str) -> list[str]:
    """As many different references, in no order that means anything."""
    dialect, chance = DIALECTS[member], Random(f"{seed} {member} references")
    numbers: dict[int, None] = {}
    while len(numbers) < how_many:
        numbers[int(chance.random() * dialect.numbers)] = None
    return [dialect.reference(number) for number in numbers]


def standard_csv(incidents: list[Incident], refs: list[str]) -> bytes:
    """The incidents as the standard itself wants them: UTF-8, its own headings and codes."""
    rows = [
        [incident.get(name, "") for name in STANDARD.field_names]
        for incident in (row | {"incident_ref": ref} for row, ref in zip(incidents, refs, strict=True))
    ]
    return _csv([list(STANDARD.field_names), *rows], ",", "\n").encode("utf-8")


def export(member: str, incidents: list[Incident], refs: list[str], seed: str) -> bytes:
    """The member's file in its dialect; a workbook's bytes also depend on the library that packs it."""
    dialect, matching, chance = DIALECTS[member], matching_of(member), Random(f"{seed} {member} words")
    rows = [
        [_cell(chance, dialect, matching, name, incident) for name in matching["columns"].values()]
        + [_extra(chance, extra, incident) for extra in dialect.extra]
        for incident in (row | {"incident_ref": ref} for row, ref in zip(incidents, refs, strict=True))
    ]
    headings = [*matching["columns"], *(extra.heading for extra in dialect.extra)]
    if dialect.suffix == "xlsx":
        return _workbook(matching, headings, rows)
    return _text(dialect, headings, rows)


def _cell(chance: Random, dialect: Dialect, matching: dict, name: str, incident: Incident) -> str:
    value, kind = incident.get(name, ""), STANDARD.field(name).kind
    if not value or kind == "text":
        return value
    if kind in ("date", "day"):
        return dialect.day(date.fromisoformat(value))
    if kind == "datetime":
        moment = datetime.fromisoformat(value)
        return f"{dialect.day(moment.date())} {moment:%H:%M}"
    codes = value.split(";") if kind == "codes" else [value]
    return matching["list_separator"].join(_word(chance, matching["values"][name], code) for code in codes)


def _word(chance: Random, words: dict[str, str | None], code: str) -> str:
    """One of the member's words for a code, if it has any; a word out of scope stands for itself."""
    if words.get(code, code) is None:
        return code
    own = [word for word, meant in words.items() if meant == code]
    return pick(chance, dict.fromkeys(own, 1.0)) if own else ""


def _extra(chance: Random, extra: Extra, incident: Incident) -> str:
    return pick(chance, extra.words) if extra.category in ("", incident["category"]) else ""


def _text(dialect: Dialect, headings: list[str], rows: list[list[str]]) -> bytes:
    def padded(cells: list[str]) -> list[str]:
        return cells + [""] * (len(headings) - len(cells))

    above = [padded([title]) for title in dialect.above]
    below = [padded(["Total", str(len(rows))])] if dialect.totals else []
    return _csv([*above, headings, *rows, *below], dialect.delimiter, dialect.newline).encode(dialect.encoding)


def _csv(rows: list[list[str]], delimiter: str, newline: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue()


def _workbook(matching: dict, headings: list[str], rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": WORKBOOK_MADE, "title": "Made-up sample data"})
        sheet = book.add_worksheet(matching["sheet"])
        formats = {
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "datetime": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        sheet.write_row(0, 0, headings)
        for column, heading in enumerate(headings):
            name = matching["columns"].get(heading)
            style = formats.get(STANDARD.field(name).kind) if name else None
            for line, row in enumerate(rows, 1):
                if row[column] and style:
                    sheet.write_datetime(line, column, datetime.fromisoformat(row[column]), style)
                elif row[column].isdecimal():
                    sheet.write_number(line, column, int(row[column]))
                elif row[column]:
                    sheet.write_string(line, column, row[column])
    return out.getvalue()
