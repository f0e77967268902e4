"""Withdrawing a return and restoring it: the page first says what would count instead, then asks to confirm."""

import pandas as pd
import streamlit as st

from ingest import returns as saved_returns
from views import headings, notices, wording
from views.escaping import escape_markdown
from views.our_returns.own_returns import months_of, would_move
from views.visit import Visit


def withdraw_or_restore(visit: Visit, files: list[pd.DataFrame]) -> None:
    """For leads; a reader sees only the lists. files: own_returns, own_hazard_returns."""
    if not visit.viewer.uploads:
        return
    headings.section("Withdraw a return, or restore one")
    notices.show()
    rows = {row.return_id: row for returns in files for row in returns.itertuples()}
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
    returns = next(each for each in files if chosen in set(each["return_id"]))
    st.markdown("\n".join(f"- {escape_markdown(line)}" for line in consequences(would_move(returns, chosen), chosen)))
    verb = "Restore" if is_withdrawn else "Withdraw"
    sure = st.checkbox(f"Yes, {verb.lower()} {chosen}", key=f"sure {chosen} {is_withdrawn}")
    if st.button(f"{verb} this return", disabled=not sure, type="primary"):
        _save(visit, chosen, is_withdrawn)


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
    span = wording.months(months[0], months[-1])
    return span if len(months) == 1 else f"{span}, {len(months)} months"


def _save(visit: Visit, chosen: str, is_withdrawn: bool) -> None:
    act = saved_returns.restore if is_withdrawn else saved_returns.withdraw
    notices.carry_out(
        lambda: act(visit.store, visit.viewer, chosen), f"{chosen} is {'restored' if is_withdrawn else 'withdrawn'}."
    )
