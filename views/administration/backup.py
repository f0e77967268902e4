"""Group: a copy of the whole store, taken while it is in use."""

import streamlit as st

from queries.backup import backup
from views import headings
from views.look import PROSE
from views.visit import Visit

KEEP = """
The file holds **every row of every member**. Keep it where the store itself may be kept: on an encrypted disk, for no
longer than rows are kept, out of shared folders and e-mail.

To go back to it: stop the dashboard, move the store away with the `.wal` file beside it (if there is one), put the
backup in its place, start again. `docs/backup_and_restore.md` goes through it step by step, and says how to take one
from the command line at night.
"""


def page(visit: Visit) -> None:
    trail = visit.store.ask("audit_trail", visit.viewer)
    earlier = trail[trail["action"] == "backup"]
    last = earlier["acted_at"].iloc[0] if len(earlier) else None
    headings.title(f"Last backup on {last.day} {last:%B %Y}" if last is not None else "No backup has been taken yet")
    st.write("The whole store as it is at one moment, whatever others are doing meanwhile.")
    st.download_button(
        "Take a backup now",
        lambda: taken(visit),
        file_name=f"{visit.store.engine.label}_{visit.today:%Y-%m-%d}.duckdb",
        mime="application/octet-stream",
        type="primary",
        icon=":material/download:",
    )
    st.markdown(KEEP, width=PROSE)


def taken(visit: Visit) -> bytes:
    """The backup; the right to it is asked now, not when the page was drawn."""
    visit.require_rights()
    return backup(visit.store, visit.viewer)
