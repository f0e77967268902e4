"""Meeting: the packs of a closed quarter, each a download made on the click."""

from datetime import date
from functools import partial

import streamlit as st

from views import choices, headings, wording
from views.escaping import escape_markdown
from views.look import PROSE
from views.packs import making, reminders_part
from views.packs.content import Content
from views.visit import Visit
from views.way_on import way_on


def page(visit: Visit) -> None:
    quarters = visit.periods("quarter")
    if not quarters:
        headings.title("No pack yet")
        st.markdown(
            "Here the group’s figures become files for the meeting: PowerPoint, a bulletin for staff, a workbook, a "
            "plan on a page and a board paper. It begins when the coordinator has closed a quarter.",
            width=PROSE,
        )
        way_on(visit)
        return
    head = st.container()
    with choices.row():
        quarter = choices.one_period(quarters, "quarter")
    with head:
        headings.title(f"Packs for {wording.quarter(quarter)}")
    for line in Content(visit, quarter).usage().lines:
        st.markdown(escape_markdown(line), width=PROSE)
    st.caption("The bulletin is for staff, so it is always made by the public rule.")
    for name in making.offered(visit):
        download(visit, name, quarter)
    reminders_part.show(visit)


def download(visit: Visit, name: str, quarter: date) -> None:
    pack = making.PACKS[name]
    st.download_button(
        pack.label,
        partial(made, visit, name, quarter),
        file_name=making.file_name(name, quarter),
        mime=pack.mime,
        icon=":material/download:",
        key=f"pack_{name}",
        on_click="ignore",
    )


def made(visit: Visit, name: str, quarter: date) -> bytes:
    """The pack's file; the audit trail records who took it."""
    content = making.make(visit, name, quarter)
    visit.store.note(visit.person.email or "visitor", "download", visit.member, making.file_name(name, quarter))
    return content
