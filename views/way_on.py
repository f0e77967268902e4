"""The link on a page that has no figures yet: to what brings them."""

import streamlit as st

from views import choices
from views.visit import Visit


def way_on(visit: Visit) -> None:
    """A lead sends in a first return, a member that has one sees its own months, the coordinator closes a quarter."""
    returned = visit.member is not None and not visit.ask("own_returns").empty
    if returned:
        _link(visit, "trends", "See your own figures by month")
    else:
        send_in(visit, "Send in a return")
    _link(visit, "close_quarter", "Close a quarter")


def send_in(visit: Visit, label: str) -> None:
    """The way to *Upload*, for those who may send something in."""
    _link(visit, "upload", label)


def _link(visit: Visit, name: str, label: str) -> None:
    if name in visit.pages:
        st.page_link(visit.pages[name], label=label, query_params=choices.address())
