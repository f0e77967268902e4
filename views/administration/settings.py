"""Group: what was agreed about exact figures, when returns are due, how long rows are kept."""

import pandas as pd
import streamlit as st

from ingest import months
from ingest.group import retention, settings, setup
from ingest.problems import Refused
from views import choices, headings, notices, tables, wording
from views.administration import dates
from views.look import FORM, PROSE
from views.visit import Visit

AGREEMENT = """
By default a member sees its own figures exactly and everybody else's to the nearest five. The group may agree **in
writing** that members see each other's exact figures instead, at the same levels. That applies to quarters closed from
then on, never to the public, and a line on every page says so. `docs/sharing_agreement.md` has wording to sign.
"""
FIRST_QUESTION = "What have you agreed about seeing each other's figures?"
TITLES = {
    True: "Members see each other's exact figures",
    False: "Members see each other's figures to the nearest five",
}
SIGNED = "Every member has agreed to this in writing, and I have the signed agreement."
WHY = {"too_old": "older than is kept", "replaced": "replaced", "withdrawn": "withdrawn"}
FIRST_QUARTER = """
Returns are due from this quarter on. A member may send earlier months too; that makes nobody else late. While nothing
is said here, it is the first quarter that half of the members with returns have sent.
"""
WHAT_IS_CLEARED = """
Rows are removed from the store for good; what is known about each return is kept. A month without its rows counts as
not returned, never as zero. What was shown of closed quarters stays as it is. A backup taken before still holds the
rows: keep backups no longer than this.
"""


def page(visit: Visit) -> None:
    agreed = visit.store.setting("peer_figures")
    headings.title(FIRST_QUESTION if is_unanswered(visit) else TITLES[agreed == "exact"])
    notices.show()
    peer_figures(visit, agreed == "exact")
    first_quarter(visit)
    dates.show(visit)
    focus(visit)
    numbers(visit)
    clear_out(visit)


def first_quarter(visit: Visit) -> None:
    headings.section("The first quarter that everybody returns")
    st.markdown(FIRST_QUARTER, width=PROSE)
    held, newest = settings.first_quarter(visit.store), months.newest_quarter(visit.today)
    quarters = sorted({*(months.later(newest, 3 * step) for step in range(4, -29, -1)), held or newest}, reverse=True)
    with st.form("first_quarter", border=False, width=FORM, enter_to_submit=False):
        chosen = st.selectbox(
            "First quarter",
            quarters,
            index=quarters.index(held) if held else None,
            format_func=wording.quarter,
            placeholder="Not said yet",
            key="first_quarter_chosen",
        )
        pressed = st.form_submit_button("Save this quarter")
    if pressed and chosen:
        notices.carry_out(
            lambda: setup.set_first_quarter(visit.store, visit.viewer, chosen),
            f"Saved. Nobody is asked for a quarter before {wording.quarter(chosen)}.",
        )


def focus(visit: Visit) -> None:
    headings.section("Focus areas")
    st.markdown("These families lead *This quarter*, the meeting and the packs.", width=PROSE)
    labels = visit.labels("family")
    with st.form("focus", border=False, width=FORM, enter_to_submit=False):
        chosen = st.multiselect(
            "Families",
            list(labels),
            default=[each for each in visit.focus if each in labels],
            format_func=labels.get,
            key="focus_chosen",
        )
        pressed = st.form_submit_button("Save the focus areas")
    if pressed:
        notices.carry_out(
            lambda: settings.set_focus(visit.store, visit.viewer, chosen),
            "Saved. The focus areas lead everywhere from now on.",
        )


def is_unanswered(visit: Visit) -> bool:
    """Whether nobody has said yet what was agreed, and no quarter is closed by what applies without an answer."""
    return visit.store.setting("peer_figures") is None and visit.ask("closings").empty


def ask_first(visit: Visit) -> None:
    """On the page that closes quarters: a way to the first question, while it is open."""
    if is_unanswered(visit):
        st.info("Before the first closing, say what the group has agreed. Without an answer, the nearest five applies.")
        st.page_link(visit.pages["settings"], label=FIRST_QUESTION, query_params=choices.address())


def peer_figures(visit: Visit, exact: bool) -> None:
    st.markdown(AGREEMENT, width=PROSE)
    if is_unanswered(visit) and st.button("To the nearest five", type="primary"):
        _set(visit, "interval", "Members see each other's figures to the nearest five.")
    if exact:
        if st.button("Go back to the nearest five", type="primary"):
            _set(visit, "interval", "Figures of others are shown to the nearest five again, in every quarter.")
        return
    signed = st.checkbox(SIGNED, key="signed")
    if st.button("Show exact figures from the next closing on", disabled=not signed):
        _set(visit, "exact", "Quarters closed from now on show exact figures to members. Every page says so.")


def _set(visit: Visit, value: str, saved: str) -> None:
    notices.carry_out(lambda: setup.set_peer_figures(visit.store, visit.viewer, value), saved)


def numbers(visit: Visit) -> None:
    headings.section("How long things last")
    with st.form("numbers", border=False, width=FORM, enter_to_submit=False):
        entered = {
            each.name: st.number_input(
                f"{each.label} ({each.unit})",
                each.least,
                each.most,
                settings.value_of(visit.store, each),
                key=each.name,
            )
            for each in settings.SETTINGS
        }
        pressed = st.form_submit_button("Save these", type="primary")
    if not pressed:
        return
    changed = [each for each in settings.SETTINGS if entered[each.name] != settings.value_of(visit.store, each)]
    try:
        for each in changed:
            settings.change(visit.store, visit.viewer, each.name, entered[each.name])
    except Refused as refusal:
        notices.refused(refusal)
    else:
        notices.leave("Saved." if changed else "Nothing was changed.")


def clear_out(visit: Visit) -> None:
    headings.section("Clear out")
    due = retention.preview(visit.store, visit.viewer)
    if due.is_empty:
        st.write(
            f"Nothing is due: no rows from before {wording.month(due.before)}, none replaced or withdrawn for longer "
            "than they are kept."
        )
        return
    st.markdown(WHAT_IS_CLEARED, width=PROSE)
    tables.show(_table(visit, due), "What would be cleared out")
    sure = st.checkbox("I have read what is removed, and that it cannot be brought back", key="sure_clear_out")
    if st.button("Clear these out", type="primary", disabled=not sure):
        notices.carry_out(
            lambda: retention.clear_out(visit.store, visit.viewer, due),
            "Cleared out. The audit trail says what and when.",
        )


def _table(visit: Visit, due: retention.ClearOut) -> pd.DataFrame:
    rows = due.rows
    return pd.DataFrame(
        {
            "Member": rows["member"].map(visit.names),
            "Why": rows["why"].map(WHY),
            "Returns": rows["returns"],
            "Months": rows["months"],
            "From": rows["first_month"].map(wording.month),
            "To": rows["last_month"].map(wording.month),
        }
    )
