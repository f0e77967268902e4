"""What became of each upload, and what to do next: a list for the member's lead, newest first."""

from datetime import datetime

import pandas as pd
import streamlit as st

from ingest import uploads
from ingest.file_tables import tables_of
from ingest.matching import drafts
from ingest.standard import FILES
from views import headings, tables, wording
from views.escaping import escape_markdown
from views.exhibit import download
from views.look import PROSE
from views.our_returns.kinds_of_problems import KINDS, OTHER, kind_of
from views.provenance import RECORDED, provenance
from views.visit import Visit

MORE = "more_problems"  # the list of problems was cut
NOTHING = "Nothing."
SHOWN = 20


def what_became(visit: Visit) -> None:
    """For leads; a reader uploads nothing."""
    if not visit.viewer.uploads:
        return
    headings.section("What became of each upload")
    found = visit.ask("own_uploads")
    if found.empty:
        st.markdown("Nothing was uploaded yet.", width=PROSE)
        return
    table = in_words(found, _kept_drafts(visit))
    tables.show_as_list(table.head(SHOWN), "uploads")
    with st.container(horizontal=True, vertical_alignment="center"):
        newest = f"The newest {SHOWN} of {len(table):,}; the download has all. " if len(table) > SHOWN else ""
        st.caption(
            f"{newest}Uploads that were refused or left are here too; no file and no file's name is kept. "
            f"Only the leads of {escape_markdown(visit.own_name)} see this list.",
            width="content",
        )
        download(visit, table, "our_uploads", provenance(visit, "What became of each upload", "", whose=RECORDED))


def _kept_drafts(visit: Visit) -> dict[str, datetime]:
    """incidents or hazards -> until when what was chosen for a file is kept."""
    found = {of: drafts.newest(visit.store, visit.viewer, standard) for of, standard in FILES.items()}
    return {tables_of(FILES[of]).of: draft.saved_at + drafts.KEPT for of, draft in found.items() if draft}


def in_words(found: pd.DataFrame, drafts_until: dict[str, datetime]) -> pd.DataFrame:
    """The answer to own_uploads as a table to read. drafts_until: incidents or hazards -> when its draft goes."""
    rows = list(found.itertuples())
    return pd.DataFrame(
        {
            "When": found["tried_at"]
            .dt.tz_localize("UTC")
            .dt.tz_convert("Europe/London")
            .dt.strftime("%d %b %Y, %H:%M"),
            "By": found["tried_by"],
            "What": [what(row) for row in rows],
            "Months": [_months(row) for row in rows],
            "What became of it": [outcome(row) for row in rows],
            "What to do next": [
                next_step(row, _saved_after(row, rows[:place]), drafts_until) for place, row in enumerate(rows)
            ],
        }
    )


def _london_time(moments: pd.Series) -> pd.Series:
    """moments: in UTC."""
    return moments.dt.tz_localize("UTC").dt.tz_convert("Europe/London")


def what(row: tuple) -> str:
    """'A file of hazards', 'Counts of incidents'."""
    return f"{_WHAT[row.kind]} {row.rows_of}"


_WHAT = {"file": "A file of", "counts": "Counts of", "nil": "Nothing to report of"}


def outcome(row: tuple) -> str:
    """'Refused: 98 problems – 97 dates to correct, 1 word to match'"""
    if row.outcome == uploads.SAVED:
        return f"Saved as {row.return_id}"
    if row.outcome == uploads.UNCHANGED:
        return "Read: the same was saved already"
    if row.outcome == uploads.BEGUN:
        return "Left half way: not saved"
    counted = _by_kind(row)
    number, more = sum(counted.values()), MORE in list(row.rules)
    kinds = ", ".join(f"{n:,} {kind.one if n == 1 else kind.many}" for kind, n in counted.items())
    problems = "1 problem" if number == 1 else f"{number:,} problems"
    return f"Refused: {'more than ' if more else ''}{problems} – {kinds}"


def _by_kind(row: tuple) -> dict:
    """Kind -> problems, in the order of the kinds."""
    counted = dict.fromkeys((*KINDS, OTHER), 0)
    for rule, number in zip(row.rules, row.found, strict=True):
        if rule != MORE:
            counted[kind_of(rule)] += int(number)
    return {kind: number for kind, number in counted.items() if number}


def next_step(row: tuple, saved_after: str | None, drafts_until: dict[str, datetime]) -> str:
    """saved_after: the return that was saved of the same kind of file and months since."""
    if row.outcome in (uploads.SAVED, uploads.UNCHANGED):
        return NOTHING
    if saved_after:
        return f"Nothing, if {saved_after}, saved since, is this file put right."
    if row.outcome == uploads.REFUSED:
        first = next(iter(_by_kind(row)), OTHER)
        return first.next_step
    if until := drafts_until.get(row.rows_of):
        return f"Upload the file again and save it. What was chosen for it is kept until {wording.day(until)}."
    return "Upload the file again and save it."


def _saved_after(row: tuple, newer: list[tuple]) -> str | None:
    """The first return saved after an upload, of the same rows, and of some of its months where those are known."""
    for later in reversed(newer):
        if later.outcome == uploads.SAVED and later.rows_of == row.rows_of and _share_months(row, later):
            return later.return_id
    return None


def _share_months(row: tuple, later: tuple) -> bool:
    return pd.isna(row.from_month) or (row.from_month <= later.to_month and later.from_month <= row.to_month)


def _months(row: tuple) -> str:
    return "" if pd.isna(row.from_month) else wording.months(row.from_month, row.to_month)
