"""What saving would do: how many are added, changed, gone, and what is left out."""

from collections.abc import Callable, Mapping

import streamlit as st

from ingest.intake.preview import Preview
from ingest.standard import STANDARD
from views import wording
from views.plain import plain
from views.upload.due import span

REASONS = {
    "repeated_reference": "their reference stood before",
    "below_the_table": "totals or notes under the table",
}


def changes(preview: Preview) -> None:
    compared = preview.compared
    st.subheader(f"What this return changes, {span(preview.from_month, preview.to_month)}")
    with st.container(horizontal=True, key="changes"):
        for label, number in (
            ("Added", compared.added),
            ("Changed", compared.changed),
            ("Gone", compared.gone),
            ("Unchanged", compared.unchanged),
        ):
            st.metric(label, f"{number:,}", width=110)
    lines = [
        f"{incidents(n)} with another {plain(STANDARD.column(column).title.lower())}"
        for column, n in compared.fields.items()
    ]
    lines += [f"Left out – {line}" for line in left_out(preview.left_out, plain)]
    if preview.not_kept:
        named = wording.listed([f"{letter} ({plain(heading)})" for letter, heading in preview.not_kept])
        lines.append(f"Columns not kept: {named}")
    if compared.current_returns:
        lines.append(f"It takes the place of {wording.listed(compared.current_returns)} in these months")
    if compared.not_returned:
        many = len(compared.not_returned)
        lines.append(f"{many} {'month has' if many == 1 else 'months have'} not been returned before")
    if lines:
        st.markdown("\n".join(f"- {line}" for line in lines))


def left_out(reasons: Mapping[str, int], said: Callable[[str], str] = str) -> list[str]:
    """{'category: Lost keys': 3} -> ['3 rows: category “Lost keys” is out of scope']; `said` the words."""
    return [f"{_rows(n)}: {_reason(reason, said)}" for reason, n in reasons.items()]


def incidents(number: int) -> str:
    return wording.count(number, number, str(number))


def _reason(reason: str, said: Callable[[str], str]) -> str:
    if reason in REASONS:
        return REASONS[reason]
    name, _, word = reason.partition(": ")
    return f"{STANDARD.field(name).title.lower()} “{said(word)}” is out of scope"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"
