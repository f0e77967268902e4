"""Withdrawing a return and restoring it: what would count instead is said first, then confirmed."""

import pandas as pd
import streamlit as st

from ingest import returns as saved_returns
from ingest.problems import Refused
from views import wording
from views.escaping import plain
from views.our_returns.own_returns import months_of, would_move
from views.visit import Visit


def take_back(visit: Visit, returns: pd.DataFrame) -> None:
    """For a lead; a reader sees the list alone."""
    if not visit.viewer.uploads:
        return
    st.subheader("Withdraw a return, or restore one")
    if said := st.session_state.pop("taken back", None):
        st.success(said)
    rows = {row.return_id: row for row in returns.itertuples()}
    chosen = st.selectbox(
        "Return",
        list(rows),
        index=None,
        format_func=lambda name: f"{name} · {months_of(rows[name])} · {rows[name].status}",
        placeholder="Choose a return",
        width=420,
    )
    if chosen is None:
        st.caption("Nothing is deleted: a return that is withdrawn can be restored.")
        return
    is_withdrawn = rows[chosen].status == "withdrawn"
    st.markdown("\n".join(f"- {plain(line)}" for line in consequences(would_move(returns, chosen), chosen)))
    verb = "Restore" if is_withdrawn else "Withdraw"
    sure = st.checkbox(f"Yes, {verb.lower()} {chosen}", key=f"sure {chosen} {is_withdrawn}")
    if st.button(f"{verb} this return", disabled=not sure, type="primary"):
        _do(visit, chosen, is_withdrawn)


def consequences(moved: dict[str, tuple], chosen: str) -> list[str]:
    """What counts afterwards, a sentence a return."""
    if not moved:
        return ["No month is counted differently: newer returns count for all of its months."]
    lines = []
    for name, months in moved.items():
        span = _span(months)
        if name == "":
            lines.append(f"{span}: no return would count. These months would read “not returned”, not zero.")
        elif name == chosen:
            lines.append(f"{span}: {name} would count again.")
        else:
            lines.append(f"{span}: {name} would count again in its place.")
    lines.append("The group's figures stay as they are until the coordinator closes the quarter again.")
    return lines


def _span(months: tuple) -> str:
    if len(months) == 1:
        return wording.month(months[0])
    return f"{wording.month(months[0])} to {wording.month(months[-1])}, {len(months)} months"


def _do(visit: Visit, chosen: str, is_withdrawn: bool) -> None:
    act = saved_returns.restore if is_withdrawn else saved_returns.withdraw
    try:
        act(visit.store, visit.viewer, chosen)
    except Refused as refused:
        st.error("  \n".join(plain(p.message) for p in refused.problems))
        return
    st.session_state["taken back"] = f"{plain(chosen)} is {'restored' if is_withdrawn else 'withdrawn'}."
    st.rerun()
