"""Several rows of one incident become one: the first leads, the others add their categories and lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.standard import CATEGORY, DATE_KINDS, FURTHER, Field, Standard
from ingest.words import quoted

LISTED = 50
DATE_ONLY = re.compile(r"[\d/.:TZ +-]{1,30}")
NOTHING_ELSE = ("none", "not_known")  # an answer of a list that says nothing once another row names something


@dataclass(frozen=True)
class Folded:
    """`rows` with one row an incident, how many rows were folded into another, and where their answers differ."""

    rows: pa.Table
    folded: int
    problems: tuple[Problem, ...] = ()


def fold(
    rows: pa.Table,
    first: np.ndarray,
    standard: Standard,
    columns: Mapping[str, tuple[str, str]],
) -> Folded:
    """Fold each row into the one whose index is in `first`: its own index where it leads.

    `rows` is as in `Matched`, `columns` field -> (letter, heading). Further categories go to also_involves, which is
    added where the file has none. An empty cell takes the answer of another row; answers that differ are problems.
    """
    leads = first == np.arange(len(first))
    folded = int((~leads).sum())
    if not folded:
        return Folded(rows, 0)
    fields = [standard.field(name) for name in rows.column_names if name != "line"]
    names = {field.name for field in fields}
    gathers = CATEGORY in names and FURTHER in standard.field_names
    if gathers and FURTHER not in names:
        fields.insert([field.name for field in fields].index(CATEGORY) + 1, standard.field(FURTHER))
        at = rows.column_names.index(CATEGORY) + 1
        rows = rows.add_column(at, FURTHER, pa.array([""] * len(rows), pa.string()))
    columns_of = {name: _coded(rows[name]) for name in rows.column_names[1:]}
    places = np.flatnonzero(leads)
    together = {"line": rows["line"].take(pa.array(places))}
    differing: list[Difference] = []
    number = 0
    for field in fields:
        column, category = columns_of[field.name], columns_of.get(CATEGORY) if gathers else None
        if field.kind == "codes":
            answers = _united(column, category if field.name == FURTHER else None, first)
        else:
            answers, led_by = _first_answers(column, first)
            if not (gathers and field.name == CATEGORY):
                some, count = _differing(column, led_by[first], field)
                differing, number = differing + some, number + count
        cells = pa.array([None, *answers.texts], pa.string()).take(pa.array(answers.codes[places] + 1))
        together[field.name] = pc.dictionary_encode(cells) if field.codes else cells
    lines = rows["line"].to_numpy()
    problems = tuple(_problems(differing, number, lines, [each.name for each in fields], columns))
    return Folded(pa.table(together).select(rows.column_names), folded, problems)


@dataclass(frozen=True)
class Coded:
    """A column as numbers of its different `texts`; -1 is a word without a code."""

    codes: np.ndarray
    texts: list[str]

    @property
    def is_held(self) -> np.ndarray:
        """Where there is an answer."""
        empty = self.texts.index("") if "" in self.texts else -1
        held: np.ndarray = (self.codes >= 0) & (self.codes != empty)
        return held


def _coded(cells: pa.ChunkedArray) -> Coded:
    encoded = pc.dictionary_encode(cells.cast(pa.string()).combine_chunks())
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return Coded(codes.astype(np.int64), encoded.dictionary.to_pylist())


def _first_answers(column: Coded, first: np.ndarray) -> tuple[Coded, np.ndarray]:
    """For the first row of each incident, its first answer; and the row that gives it, -1 where none does.

    -1 where a row of the incident has a word without a code.
    """
    held = np.flatnonzero(column.is_held)
    led_by = np.full(len(first), -1)
    led_by[first[held[::-1]]] = held[::-1]  # of several rows the first is written last, and stays
    answers = np.where(led_by >= 0, column.codes[led_by], len(column.texts))
    answers[first[column.codes < 0]] = -1
    return Coded(answers, [*column.texts, ""]), led_by


Difference = tuple[int, int, Field, str, str]


def _differing(column: Coded, led_by: np.ndarray, field: Field) -> tuple[list[Difference], int]:
    """(row, row that leads, field, cell, cell that leads) where a row says something else than the first answer: the
    first of them, and how many there are."""
    rows = np.flatnonzero(column.is_held & (column.codes != column.codes[led_by]))
    cells = [(int(row), int(led_by[row])) for row in rows[: LISTED + 1]]  # no more are named
    found = [
        (row, lead, field, column.texts[column.codes[row]], column.texts[column.codes[lead]]) for row, lead in cells
    ]
    return found, len(rows)


def _united(column: Coded, category: Coded | None, first: np.ndarray) -> Coded:
    """For the first row of each incident, the codes of all its rows, once each, as they come; -1 where a row has a word
    without a code. With `category`, further categories are among them, the first is not."""
    width = len(column.texts) + 1
    pairs = column.codes + 1 + (0 if category is None else (category.codes + 1) * width)
    kinds, of_row = np.unique(pairs, return_inverse=True)
    said = [_said(int(pair), width, column, category) for pair in kinds]
    united: list[tuple[str, tuple[str, ...]]] = [("", ())]
    known: dict[tuple[int, int], int] = {}
    places: dict[tuple[str, tuple[str, ...]], int] = {united[0]: 0}
    now = [0] * len(first)
    for group, kind in zip(first.tolist(), of_row.tolist(), strict=True):
        step = now[group], kind
        after = known.get(step)
        if after is None:
            main, codes = united[step[0]]
            more_main, more = said[kind]
            value = main or more_main, tuple(dict.fromkeys((*codes, *more)))
            after = known[step] = places.setdefault(value, len(united))
            if after == len(united):
                united.append(value)
        now[group] = after
    answers = np.array(now)
    answers[first[column.codes < 0]] = -1
    return Coded(answers, [_listed(main, codes) for main, codes in united])


def _said(pair: int, width: int, column: Coded, category: Coded | None) -> tuple[str, tuple[str, ...]]:
    """The category of a row, and all its codes."""
    of_category, of_column = divmod(pair, width)
    main = category.texts[of_category - 1] if category is not None and of_category else ""
    rest = column.texts[of_column - 1] if of_column else ""
    return main, tuple(each for text in (main, rest) for each in text.split(";") if each)


def _listed(main: str, codes: tuple[str, ...]) -> str:
    further = [each for each in codes if each != main]
    return ";".join([each for each in further if each not in NOTHING_ELSE] or further)


def _problems(
    differing: list[Difference],
    number: int,
    lines: np.ndarray,
    order: list[str],
    columns: Mapping[str, tuple[str, str]],
) -> Iterator[Problem]:
    """Where a further row of an incident gives another answer than a row above it, by line."""
    found = sorted(differing, key=lambda each: (each[0], order.index(each[2].name)))
    for row, lead_row, field, cell, lead in found[:LISTED]:
        line, lead_line = int(lines[row]), int(lines[lead_row])
        letter, heading = columns.get(field.name, (None, None))
        yield Problem(
            "rows_differ",
            f"Row {line:,}, column {letter} ({field.title}): {_shown(field, cell)}, but row {lead_line:,} of the same "
            f"incident says {_shown(field, lead)}. An incident has one answer here: correct one of the rows, or empty "
            "the cell.",
            line,
            letter,
            heading,
            field.name,
        )
    if number > LISTED:
        message = f"And {number - LISTED:,} more cells differ from another row of the same incident."
        yield Problem("rows_differ", message, int(lines[found[LISTED][0]]))


def _shown(field: Field, cell: str) -> str:
    labels = {code.code: code.label for code in field.codes}
    if field.kind in DATE_KINDS and DATE_ONLY.fullmatch(cell):
        return f"“{cell}”"
    return f"“{labels[cell]}”" if cell in labels else quoted(cell)
