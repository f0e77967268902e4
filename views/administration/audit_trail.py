"""Group: who did what, and when."""

import pandas as pd
import streamlit as st

from views import choices, exhibit, headings, wording
from views.provenance import RECORDED, provenance
from views.visit import Visit


def page(visit: Visit) -> None:
    # not visit.ask: its answers are kept until something is written, and a sign-in writes to the trail alone
    trail = visit.store.ask("audit_trail", visit.viewer)
    refused = trail[trail["action"] == "refused sign-in"]
    recent = int((refused["acted_at"] > pd.Timestamp.now("UTC").tz_localize(None) - pd.Timedelta(days=30)).sum())
    headings.title(finding(recent))
    st.write("Nothing in this program edits or deletes a line of it. It holds no incident. Times are UTC.")
    actions = {"all": "Everything"} | {action: action.capitalize() for action in sorted(set(trail["action"]))}
    chosen = choices.one_of("What", actions, "action")
    shown = trail if chosen == "all" else trail[trail["action"] == chosen]
    table = pd.DataFrame(
        {
            "When": shown["acted_at"].dt.strftime("%Y-%m-%d %H:%M:%S"),
            "Who": shown["who"],
            "What": shown["action"],
            "Member": shown["member"].map(visit.names).fillna(""),
            "About": shown["detail"].fillna(""),
        }
    )
    st.dataframe(table, hide_index=True, width="stretch", height=560, alt="Audit trail, the newest first")
    exhibit.download(visit, table, "audit_trail", provenance(visit, "Audit trail", "", whose=RECORDED))


def finding(recent: int) -> str:
    if not recent:
        return "No sign-in was refused in the last thirty days"
    sign_ins = "sign-in" if recent == 1 else "sign-ins"
    return f"{wording.number_word(recent).capitalize()} {sign_ins} refused in the last thirty days"
