"""Your return: what was submitted, what counts, and withdrawing a return."""

import pandas as pd
import streamlit as st

from views import due, headings, tables, wording
from views.escaping import escape_markdown
from views.exhibit import download
from views.look import PROSE
from views.our_returns.own_returns import counting, in_words
from views.our_returns.recording_form import recording_form
from views.our_returns.uploads import what_became
from views.our_returns.withdrawing import withdraw_or_restore
from views.provenance import RECORDED, provenance
from views.visit import Visit
from views.way_on import send_in


def page(visit: Visit) -> None:
    returns, hazards = visit.ask("own_returns"), visit.ask("own_hazard_returns")
    if returns.empty:
        headings.title("No return yet")
        st.markdown(
            f"Here every return of {escape_markdown(visit.own_name)} will appear, with what it replaced. The first one "
            "is made on *Upload*.",
            width=PROSE,
        )
        send_in(visit, "Send in a return")
    else:
        headings.title(title(visit, returns))
        listed(visit, returns)
    headings.section("Hazard files")
    if hazards.empty:
        st.markdown("None yet. *Upload* takes them too: choose *Hazards* under *Which file?*", width=PROSE)
    else:
        listed(visit, hazards, "Hazards")
    what_became(visit)
    if len(returns) or len(hazards):
        withdraw_or_restore(visit, [each for each in (returns, hazards) if len(each)])
    recording_form(visit)


def title(visit: Visit, returns: pd.DataFrame) -> str:
    """'42 months are in, Apr 2023 to Sep 2026', or which quarters are not."""
    months = sorted(counting(returns))
    if not months:
        return "No return counts: all are withdrawn"
    returned = f"{len(months)} {'month is' if len(months) == 1 else 'months are'} in"
    waiting = due.open_quarters(
        visit.ask("returns_status"), visit.member, visit.today, due.asked_from(visit, visit.member)
    )
    missing = [quarter for quarter in waiting if quarter > months[0]]
    if not missing:
        return f"{returned}, {wording.month(months[0])} to {wording.month(months[-1])}"
    if len(missing) == 1:
        return f"{returned}; {wording.quarter(missing[0])} is not"
    return f"{returned}; {wording.number_word(len(missing))} quarters are not"


def listed(visit: Visit, returns: pd.DataFrame, of: str = "Incidents") -> None:
    table, label = in_words(returns, of), f"Our returns of {of.lower()}"
    tables.show_as_list(table, f"returns_{of.lower()}", label, named=(of, "Left out", "Saved", "By"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "For each month the newest return that is not withdrawn counts. "
            f"Only {escape_markdown(visit.own_name)} sees this list.",
            width="content",
        )
        made = provenance(visit, label, "", whose=RECORDED)
        download(visit, table, "our_returns" if of == "Incidents" else "our_hazard_returns", made)
