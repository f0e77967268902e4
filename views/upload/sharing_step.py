"""Matchings shared between members with the same system: start from a shared one, or share your own."""

from collections.abc import Sequence

import streamlit as st

from ingest.matching import Matching, sharing
from ingest.matching.sharing import Offer
from ingest.problems import Refused
from views import wording
from views.escaping import escape_markdown
from views.visit import Visit

WIDTH = 420


def offered(offers: Sequence[Offer]) -> Matching | None:
    """The chosen matching of another member, or None."""
    if not offers:
        return None
    chosen = st.selectbox(
        "Or a matching that another member shares",
        range(len(offers)),
        index=None,
        format_func=lambda at: f"{offers[at].system} · {offers[at].name}",
        placeholder="Choose one",
        key=f"offered {st.session_state.get('saved', 0)}",
        width=WIDTH,
    )
    return offers[chosen].matching if chosen is not None else None


def share(visit: Visit, shared: Offer | None) -> None:
    """Share the own newest matching, or stop sharing it. shared: what is shared now."""
    if shared is not None:
        st.caption(
            f"Shared with the other leads as {escape_markdown(shared.system)}, version {shared.version}, since "
            f"{wording.day(shared.offered_at)}."
        )
        st.button("Stop sharing", on_click=_save, args=(visit, None))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        system = st.text_input("The system your export comes from", max_chars=sharing.LONGEST_SYSTEM, width=WIDTH)
        st.button("Share with the other leads", on_click=_save, args=(visit, system), disabled=not system.strip())
    st.caption("They see your headings and words, the rare ones too, and no incident.")
    if refused := st.session_state.pop("not shared", None):
        st.error(refused)


def _save(visit: Visit, system: str | None) -> None:
    try:
        if system is None:
            sharing.stop_sharing(visit.store, visit.viewer)
        else:
            sharing.offer(visit.store, visit.viewer, system)
    except Refused as refused:
        st.session_state["not shared"] = escape_markdown("  ".join(p.message for p in refused.problems))
