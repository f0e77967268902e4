"""The problem that each sighting of personal data becomes, and the advice for all of them."""

from collections.abc import Collection, Mapping, Sequence

from ingest.problems import Problem
from ingest.reading import column_letter
from ingest.screening.personal_data import mask
from ingest.screening.personal_kinds import CHANCE_RULE, KINDS, RULE
from ingest.screening.sightings import Sighting

_KIND = {kind.name: kind for kind in KINDS}


def problem(
    sighting: Sighting,
    headings: Sequence[str],
    fields: Mapping[str, str],
    titles: Mapping[str, str],
    heading_is_personal: bool,
) -> Problem:
    """The problem of one sighting. `fields` and `titles` are those of the headings that the return needs."""
    inside = sighting.place != "outside" and sighting.column < len(headings)
    heading = headings[sighting.column] if inside else ""
    shown = (mask(heading) if heading_is_personal and heading else heading) if inside else None
    letter = column_letter(sighting.column)
    named = f'Column {letter} ("{shown}")' if shown else f"Column {letter}"
    by_chance = sighting.of is not None
    return Problem(
        rule=CHANCE_RULE if by_chance else RULE,
        message=_question(sighting, sighting.of, named)
        if sighting.of is not None
        else _refusal(sighting, named, letter, titles.get(heading)),
        line=sighting.lines[0],
        column=letter,
        heading=shown,
        field=fields.get(heading),
        soft=by_chance,
    )


def advice(problems: Collection[Problem]) -> str:
    """What to do about all of them ("Delete columns C, D and H."); empty where nothing was refused.

    >>> advice([Problem("personal_data", "…", line=5, column="C", heading="Tel no")])
    'Delete column C.'
    """
    refused = [each for each in problems if each.rule == RULE]
    delete = columns_to_delete(problems)
    clear = [f"{each.column}{each.line}" for each in refused if each.heading is None or each.field is not None]
    sentences = [_listed("Delete column", delete), _listed("Clear the cells named, from", clear)]
    return " ".join(each for each in sentences if each)


def columns_to_delete(problems: Collection[Problem]) -> list[str]:
    """The letters of the personal columns that no field of the return needs."""
    refused = [each for each in problems if each.rule == RULE]
    return list(dict.fromkeys(p.column for p in refused if p.column and p.heading is not None and p.field is None))


def _refusal(sighting: Sighting, named: str, letter: str, title: str | None) -> str:
    kind = _KIND[sighting.kind]
    if sighting.place == "heading":
        return f"The heading of column {letter} holds {kind.one} ({sighting.example}). Delete the column."
    if sighting.place == "outside":
        return (
            f"{_rows(sighting).capitalize()}, outside the table: column {letter} holds {kind.many} "
            f"({sighting.example}). Clear {_those_cells(sighting)}."
        )
    if title is not None:
        return (
            f"{named} holds {kind.many} in {_rows(sighting)} ({sighting.example}). The return needs this "
            f"column as “{title}”: clear or replace {_those_cells(sighting)}, or match another column and "
            "delete this one."
        )
    return (
        f"{named} holds {kind.many} in {_counted(sighting)} ({sighting.example}). "
        "Delete the column, or use the copy without it."
    )


def _question(sighting: Sighting, different: int, named: str) -> str:
    expected = different / 11
    return (
        f"{named} holds ten-digit numbers; {sighting.rows:,} of {different:,} different ones would pass as "
        f"NHS numbers ({sighting.example}, first in row {sighting.lines[0]}), where chance alone lets about "
        f"{expected:,.0f} pass. If they are references of your own, confirm that ({CHANCE_RULE}). If any is an "
        "NHS number, delete the column."
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


def _listed(what: str, places: list[str]) -> str:
    once = list(dict.fromkeys(places))
    if not once:
        return ""
    if len(once) == 1:
        return f"{what} {once[0]}."
    plural = f"{what}s" if what.endswith("column") else what
    return f"{plural} {', '.join(once[:-1])} and {once[-1]}."
