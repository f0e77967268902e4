"""What saving would do: how many incidents are added, changed, gone, and which rows are left out."""

from collections.abc import Callable, Mapping

import streamlit as st

from ingest.intake.preview import Preview
from ingest.standard import FILES, HAZARDS, STANDARD
from views import wording
from views.escaping import escape_markdown

REASONS = {
    "repeated_reference": "their reference is already used above",
    "folded": "further rows of an incident that is counted, folded into its first row",
    "below_the_table": "totals or notes under the table",
}


def changes(preview: Preview) -> None:
    compared = preview.compared
    st.subheader(f"What this return changes, {wording.months(preview.from_month, preview.to_month)}")
    with st.container(horizontal=True, key="changes"):
        for label, number in (
            ("Added", compared.added),
            ("Changed", compared.changed),
            ("Gone", compared.gone),
            ("Unchanged", compared.unchanged),
        ):
            st.metric(label, f"{number:,}", width=110)
    titles = {column: escape_markdown(_title(preview.of, column)) for column in compared.fields}
    noun = FILES[preview.of].row_name
    lines = [
        f"{wording.count(n, n, str(n), noun)} with another {titles[column]}" for column, n in compared.fields.items()
    ]
    lines += [f"Left out – {line}" for line in left_out(preview.left_out, escape_markdown)]
    lines += map(escape_markdown, preview.said_of_markup)
    if preview.not_kept:
        columns = wording.listed([f"{letter} ({escape_markdown(heading)})" for letter, heading in preview.not_kept])
        lines.append(f"Columns not kept: {columns}")
    if compared.current_returns:
        lines.append(f"It replaces {wording.listed(compared.current_returns)} in these months")
    if compared.not_returned:
        new = len(compared.not_returned)
        lines.append(f"{new} {'month has' if new == 1 else 'months have'} not been returned before")
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))


def _title(of: str, column: str) -> str:
    """The title of a column of the store; durations of a clock have none of their own."""
    titles = {each.name: each.title.lower() for each in FILES[of].columns}
    return titles.get(column, column.replace("_", " "))


def left_out(reasons: Mapping[str, int], escape: Callable[[str], str] = str) -> list[str]:
    """{'category: Lost keys': 3} -> ['3 rows: category “Lost keys” is out of scope']; `escape`: for the words."""
    return [f"{_rows(n)}: {_reason(reason, escape)}" for reason, n in reasons.items()]


def incidents(number: int) -> str:
    return wording.count(number, number, str(number))


def _reason(reason: str, escape: Callable[[str], str]) -> str:
    if reason in REASONS:
        return REASONS[reason]
    name, _, word = reason.partition(": ")
    standard = STANDARD if name in STANDARD.field_names else HAZARDS
    return f"{standard.field(name).title.lower()} “{escape(word)}” is out of scope"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
