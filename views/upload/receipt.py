"""The receipt of a return, and the own figures of its quarter."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ingest.intake.preview import Preview
from ingest.returns import Receipt
from views import choices, headings, tables, wording
from views.escaping import escape_markdown
from views.exhibit import download
from views.provenance import RECORDED, provenance
from views.upload.changes import left_out
from views.visit import Visit


@dataclass(frozen=True)
class Kept:
    """What the receipt shows: no incident, no cell of the file."""

    saved: Receipt
    kind: str
    from_month: date
    to_month: date
    not_kept: tuple[tuple[str, str], ...]
    of: str = "incidents"


def keep(saved: Receipt, preview: Preview) -> None:
    """Keep it for the next run. The address names it, so it is gone on leaving the page."""
    period = preview.from_month, preview.to_month
    st.session_state["receipt"] = Kept(saved, preview.kind, *period, preview.not_kept, preview.of)
    st.query_params["receipt"] = saved.return_id


def of_this_page() -> Kept | None:
    """The receipt that the address names, if this session has it."""
    kept = st.session_state.get("receipt")
    named = st.query_params.get("receipt")
    return kept if kept is not None and named == kept.saved.return_id else None


def show(visit: Visit, kept: Kept) -> None:
    already = " already" if kept.saved.outcome == "saved_already" else ""
    headings.title(f"Saved{already}: {wording.months(kept.from_month, kept.to_month)}")
    st.success(f"{escape_markdown(kept.saved.return_id)} – {_in_short(kept)}.", icon=":material/check_circle:")
    headings.section("Receipt")
    table = lines(kept)
    tables.show(table, "Receipt")
    with st.container(horizontal=True, vertical_alignment="center"):
        period = wording.months(kept.from_month, kept.to_month)
        made = provenance(visit, f"Receipt {kept.saved.return_id}", period, whose=RECORDED)
        download(visit, table, "receipt", made)
        st.page_link(visit.pages["our_returns"], label="All our returns, withdraw", query_params=choices.address())
        st.button("Upload another", on_click=_done, type="tertiary", icon=":material/upload:")
    if kept.of == "hazards":
        st.page_link(visit.pages["hazards"], label="Were the limits kept?", query_params=choices.address(of="own"))
    else:
        own_quarter(visit, kept)


def lines(kept: Kept) -> pd.DataFrame:
    """The receipt as two columns of text."""
    saved = kept.saved
    rows = [
        ("Return", saved.return_id),
        ("Months", wording.months(kept.from_month, kept.to_month)),
        ("Kind", {"file": "a file", "counts": "counts entered", "nil": "nothing to report"}[kept.kind]),
        (kept.of.capitalize(), f"{saved.rows:,}"),
        ("In place of", wording.listed(saved.replaced) or "nothing: these months are new"),
    ]
    rows += [("Left out", line) for line in left_out(saved.left_out)] or [("Left out", "no row")]
    if kept.not_kept:
        rows.append(("Columns not kept", ", ".join(f"{letter} ({name})" for letter, name in kept.not_kept)))
    return pd.DataFrame(rows, columns=["What", "This return"])


def _in_short(kept: Kept) -> str:
    count = (
        "nothing to report"
        if kept.kind == "nil"
        else wording.count(kept.saved.rows, kept.saved.rows, str(kept.saved.rows), kept.of.removesuffix("s"))
    )
    replaced = f", in place of {wording.listed(kept.saved.replaced)}" if kept.saved.replaced else ""
    return escape_markdown(f"{count} in {wording.months(kept.from_month, kept.to_month)}{replaced}")


def own_quarter(visit: Visit, kept: Kept) -> None:
    """Own figures of the newest whole quarter, and links to more of them."""
    figures = visit.ask("own_figures", by="quarter")
    whole = figures[figures["complete"]]
    if whole.empty:
        st.info("The quarter is not whole yet: your figures by quarter start with its third month.")
        return
    newest = whole["period"].max()
    rows = whole[whole["period"] == newest].set_index("family")
    before = whole[whole["period"] == newest - pd.DateOffset(years=1)].set_index("family")["n"]
    labels = visit.labels("family")
    headings.section(f"Your quarter, {wording.quarter(newest)}")
    table = pd.DataFrame(
        {
            "Family": list(labels.values()),
            "Incidents": [int(rows["n"].get(code, 0)) for code in labels],
            wording.last_time(newest): [
                f"{int(before[code]):,}" if code in before.index else wording.NOT_RETURNED for code in labels
            ],
            "Per 1,000 homes": [
                "–" if pd.isna(rate) else wording.rate_number(rate)
                for rate in (rows["rate"].get(code) for code in labels)
            ],
        }
    )
    tables.show(table, "Your quarter by family")
    with st.container(horizontal=True):
        st.page_link(
            visit.pages["drill_down"],
            label="What kind was it?",
            query_params=choices.address(of="own", by="quarter", quarter=newest),
        )
        st.page_link(
            visit.pages["trends"],
            label="Is it more than before?",
            query_params=choices.address(of="own"),
        )


def _done() -> None:
    st.session_state.pop("receipt", None)
    st.query_params.pop("receipt", None)
