"""What is wrong with a file: marked in its rows, as a list, and to download. Nothing has been saved."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from ingest.problems import Problem
from ingest.reading import TextTable, column_letter, line_and_sheet
from ingest.screening import RULE, advice, columns_to_delete, without_columns
from views.escaping import escape_markdown
from views.look import look
from views.upload import settled
from views.upload.causes import Cause
from views.upload.problem_files import problems_csv, table_with_problems, without_code
from views.upload.reading_choices import SETTLED_BY

FIRST_ROWS = 8
LISTED = 12
AROUND = 3
"""Columns shown beside the faulty ones, from the left: enough to recognise the row."""


def cannot_be_read(problems: Sequence[Problem]) -> None:
    """The file cannot be read as a table: every reason."""
    if all(problem.rule in SETTLED_BY for problem in problems):
        choices = {SETTLED_BY[problem.rule] for problem in problems}
        st.info(f"{settled.in_words(len(choices))}. Nothing was saved yet.", icon=":material/help:")
    else:
        st.error("This file cannot be read, so nothing was saved.", icon=":material/block:")


def headline(causes: Sequence[Cause]) -> None:
    """How much there is to say on the page, or to correct in the file."""
    if all(cause.settled_here for cause in causes):
        st.info(f"{settled.in_words(len(causes))}. Nothing was saved yet.", icon=":material/help:")
        return
    number = sum(not cause.settled_here for cause in causes)
    to_fix = "1 problem to fix" if number == 1 else f"{number:,} problems to fix"
    st.error(f"{to_fix}, so nothing was saved. Correct the file and upload it again.")


def in_words(causes: Sequence[Cause]) -> None:
    """Every cause; what answers one of them is beneath it."""
    st.markdown("\n".join(f"- {escape_markdown(cause.in_words)}" for cause in causes[:LISTED]))
    if len(causes) > LISTED:
        st.caption(f"And {len(causes) - LISTED:,} more: they are all in the list.")


def in_rows(problems: Sequence[Problem], table: TextTable, *, dark: bool) -> None:
    """The first problems in their rows, and the downloads with every problem."""
    rows = in_their_rows(table, problems)
    if len(rows):
        st.dataframe(
            _marked(rows, table, problems, dark),
            hide_index=True,
            width="stretch",
            alt="The first problems in their rows",
        )
    with st.container(horizontal=True):
        _download("List of problems", problems_csv(problems), "problems.csv")
        _download("Your table with the problems beside", table_with_problems(table, problems), "to_correct.csv")


def personal_data(problems: Sequence[Problem], table: TextTable, encoding: str | None) -> None:
    """The file holds personal data: one masked message a column, and a copy without those columns.

    `encoding` is the one that the matching names.
    """
    found = [p for p in problems if p.rule == RULE]
    st.error(
        f"This file holds personal data, so it was refused. Nothing of it is kept. {escape_markdown(advice(found))}",
        icon=":material/block:",
    )
    list_of(found, most=len(found))
    if delete := columns_to_delete(found):
        columns = "column" if len(delete) == 1 else "columns"
        _download(
            f"Copy without {columns} {', '.join(delete)}",
            without_columns(table, delete, encoding),
            "without_personal_columns.csv",
        )
        st.caption("The copy is made for you now and kept nowhere. Check it, then upload it here instead.")


def in_their_rows(table: TextTable, problems: Sequence[Problem]) -> pd.DataFrame:
    """The first faulty rows: Row, the faulty columns and the first few, as "A · Heading"."""
    faulty = {p.column for p in problems if p.column}
    shown = [at for at in range(len(table.headings)) if column_letter(at) in faulty]
    shown += [at for at in range(min(AROUND, len(table.headings))) if at not in shown]
    lines = list(dict.fromkeys(p.line for p in problems if p.line and p.column))[:FIRST_ROWS]
    rows = table.rows.filter(pc.is_in(table.rows["line"], value_set=_lines(table, lines)))
    columns = {"Row": [_row(table, line) for line in rows["line"].to_pylist()]}
    for at in shown:
        columns[f"{column_letter(at)} · {table.headings[at]}"] = rows[f"c{at}"].to_pylist()
    return pd.DataFrame(columns)


def _row(table: TextTable, line: int) -> int | str:
    """A row as its spreadsheet numbers it; where several sheets are one table, with its sheet."""
    row, sheet = line_and_sheet(line, table.joined)
    return f"{row} · {sheet}" if sheet else line


def _lines(table: TextTable, lines: list[int]) -> pa.Array:
    return pa.array(lines, table.rows["line"].type)


def _marked(rows: pd.DataFrame, table: TextTable, problems: Sequence[Problem], dark: bool):
    """The same rows, the faulty cells in inverted colours."""
    faulty = {(p.line and _row(table, p.line), p.column) for p in problems}
    style = f"background-color: {look(dark).text}; color: {look(dark).ground}"

    def of_row(row: pd.Series) -> list[str]:
        return [style if (row["Row"], name.split(" · ")[0]) in faulty else "" for name in row.index]

    return rows.style.apply(of_row, axis=1)


def list_of(problems: Sequence[Problem], most: int = LISTED) -> None:
    """Their messages."""
    st.markdown("\n".join(f"- {escape_markdown(without_code(p))}" for p in problems[:most]))
    if len(problems) > most:
        st.caption(f"And {len(problems) - most:,} more: they are all in the list.")


def _download(label: str, content: bytes, name: str) -> None:
    st.download_button(label, content, file_name=name, mime="text/csv", icon=":material/download:", on_click="ignore")
