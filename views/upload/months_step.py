"""Which months a file is returned for: those that it holds, what to do with other rows, and with a due quarter that it
does not hold."""

from collections.abc import Collection, Sequence
from datetime import date

import streamlit as st

from ingest import months
from ingest.intake import MatchedFile
from ingest.intake.months_asked import sentence
from ingest.intake.other_months import outside
from ingest.standard import STANDARD
from views import headings, wording
from views.escaping import escape_markdown
from views.upload import return_months, settled
from views.upload.export import Export
from views.visit import Visit

Period = tuple[date, date]


def choose(visit: Visit, given: Export, file: MatchedFile, key: str) -> Period:
    """The months of the return."""
    headings.section("Which months?")
    proposed = return_months.proposal(visit.today, file.months)
    period = return_months.choose_and_keep(visit.today, proposed, key)
    st.caption(hint(file.months))
    if other := outside(file.rows_by_day, *period, visit.today):
        settled.ask_for_other_months(given, other)
    returned = return_months.returned_months(visit) if file.matching.standard is STANDARD else ()
    due = due_without_rows(visit.today, returned, file.months, period)
    return _with_due(period, due, file, key) if due else period


def hint(held: Sequence[date]) -> str:
    said = "Whole, finished months. What you returned for them before is replaced."
    return f"The file holds {wording.months(held[0], held[-1])}. {said}" if held else said


def due_without_rows(today: date, returned: Collection[date], held: Collection[date], period: Period) -> list[date]:
    """The months of the newest finished quarter that no return covers, that the file does not hold, and that are not
    in the period (there they are asked about with all others)."""
    first = months.newest_quarter(today)
    taken = {*returned, *held, *months.listed(*period)}
    return [month for month in months.listed(first, months.later(first, 2)) if month not in taken]


def _with_due(period: Period, due: list[date], file: MatchedFile, key: str) -> Period:
    """The period as it is, and the due quarter stays due; or with its months as zeros, where that was said."""
    st.info(escape_markdown(sentence(due, file.months_held)), icon=":material/help:")
    named = months.named(due)
    wider = min(period[0], due[0]), max(period[1], due[-1])
    if len(months.listed(*wider)) > len(months.listed(*period)) + len(due):  # other months lie between
        st.caption(f"If there was nothing to report, return {named} by themselves: *Nothing to report*, above.")
        return period
    it = "it" if len(due) == 1 else "them"
    if st.checkbox(f"Nothing to report in {named}: return {it} as zero", key=f"due {key}"):
        return wider
    st.caption(f"Otherwise {named} {'is' if len(due) == 1 else 'are'} still to be returned.")
    return period


def confirmed_empty(today: date, key: str) -> set[date]:
    """The months that were said to have nothing to report."""
    first = months.newest_quarter(today)
    return set(months.listed(first, months.later(first, 2))) if st.session_state.get(f"due {key}") else set()
