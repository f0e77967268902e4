"""Group: the members, the months they are expected to return, and the homes they manage."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from ingest.group import lists, setup
from ingest.group.list_files import Row, read_content
from ingest.months import later, year_of
from ingest.standard import STANDARD
from views import due, headings, notices, wording
from views.administration import joining_and_leaving, list_editor, merge_members
from views.escaping import escape_markdown
from views.look import FORM, PROSE
from views.visit import Visit

HOMES_SAVED = "The homes are saved. Rates use them from now on."


def page(visit: Visit) -> None:
    members, homes = visit.ask("members"), visit.ask("homes_by_year")
    headings.title(escape_markdown(finding(members, homes, visit.today)))
    notices.show()
    if visit.viewer.coordinates:
        edit_members(visit, members)
        edit_homes(visit, homes)
        upload_homes(visit)
        joining_and_leaving.edit(visit, members)
        merge_members.show(visit, members)
    else:
        show(visit, homes)


def finding(members: pd.DataFrame, homes: pd.DataFrame, today: date) -> str:
    """Which members have no homes figure for the current year, and so no rate."""
    year = year_of(today)
    known = set(homes.loc[homes["year_start"] == pd.Timestamp(year), "member"])
    missing = [name for code, name in zip(members["member"], members["name"], strict=True) if code not in known]
    many = f"{wording.number_word(len(members)).capitalize()} member{'' if len(members) == 1 else 's'}"
    if not missing:
        return f"{many}, all with homes for {wording.financial_year(year)}"
    return f"{many}; no homes yet for {wording.financial_year(year)} from {wording.listed(missing)}"


def edit_members(visit: Visit, members: pd.DataFrame) -> None:
    headings.section("Members")
    listed = members[["member", "name", "short_name"]].astype(str)
    st.caption(
        "A code is letters and digits and never changes; the name is what people read. Charts show the short name, "
        f"where there is one, of {lists.LONGEST_SHORT_NAME} letters at most. A member with returns cannot be removed."
    )
    list_editor.edit(
        listed,
        partial(save, visit),
        key="members",
        columns={
            "member": st.column_config.TextColumn("Code"),
            "name": st.column_config.TextColumn("Name"),
            "short_name": st.column_config.TextColumn("Short name", max_chars=lists.LONGEST_SHORT_NAME),
        },
        button="Save the members",
        saved="The list of members is saved.",
    )
    list_editor.remove(
        listed,
        partial(save, visit),
        key="members",
        what="member",
        names=listed["name"].tolist(),
        removed="Removed, with its homes and its people.",
    )


def edit_homes(visit: Visit, homes: pd.DataFrame) -> None:
    headings.section("Homes managed")
    st.caption("One row a member, financial year and needs type. Rates use the sum of needs types.")
    columns = {
        "member": st.column_config.SelectboxColumn("Member", options=list(visit.names), format_func=visit.names.get),
        "year_start": st.column_config.TextColumn("Financial year", help="Such as 2026-27 or 01/04/2026"),
        "needs_type": st.column_config.SelectboxColumn(
            "Needs type", options=list(STANDARD.codes("needs_type")), format_func=visit.labels("needs_type").get
        ),
        "homes": st.column_config.TextColumn("Homes"),
    }
    frame = homes.assign(year_start=homes["year_start"].map(wording.financial_year))
    listed = frame[list(lists.HOMES)].astype(str)
    replace = partial(setup.replace_homes, visit.store, visit.viewer)
    list_editor.edit(
        listed,
        replace,
        key="homes",
        columns=columns,
        button="Save the homes",
        saved=HOMES_SAVED,
    )
    kinds = homes["needs_type"].map(visit.labels("needs_type"))
    years = homes["year_start"].map(wording.financial_year)
    list_editor.remove(
        listed,
        replace,
        key="homes",
        what="number of homes",
        names=[", ".join(row) for row in zip(homes["member"].map(visit.names), years, kinds, strict=True)],
        removed="Removed. Rates are without these homes from now on.",
    )
    next_year(visit, homes)


def next_year(visit: Visit, homes: pd.DataFrame) -> None:
    """Each April a year starts from the numbers of the year before, of members without homes in it yet."""
    year = year_of(visit.today)
    rows = from_last_year(homes, year)
    if not rows:
        return
    now, before = wording.financial_year(year), wording.financial_year(later(year, -12))
    whom = wording.listed([visit.names[member] for member in sorted({row.cells["member"] for row in rows})])
    st.markdown(f"Without homes for {now}, but with homes for {before}: {escape_markdown(whom)}.", width=PROSE)
    if st.button(f"Start {now} from the numbers of {before}", icon=":material/content_copy:"):
        notices.carry_out(
            lambda: setup.add_homes(visit.store, visit.viewer, rows),
            f"The homes of {now} start from those of {before}. Correct what has changed.",
        )


def from_last_year(homes: pd.DataFrame, year: date) -> list[Row]:
    """Rows for the year, with last year's numbers, of the members that have none in it. homes: homes_by_year."""
    before = homes[homes["year_start"] == pd.Timestamp(later(year, -12))]
    last = before[~before["member"].isin(due.have_homes(homes, year))]
    named = last.assign(year_start=year.isoformat())[list(lists.HOMES)].astype(str).to_dict("records")
    return [Row(line, cells) for line, cells in enumerate(named, start=1)]


def upload_homes(visit: Visit) -> None:
    with st.expander("From a file"):
        st.write("A CSV file or a workbook. Its members and years replace the same ones in the list; all others stay.")
        st.code(",".join(lists.HOMES), language=None)
        with st.form("homes_file", border=False, width=FORM, clear_on_submit=True, enter_to_submit=False):
            file = st.file_uploader(
                "Homes, as CSV or from a spreadsheet", type=["csv", "txt", "xlsx", "xls", "ods"], key="homes_csv"
            )
            pressed = st.form_submit_button("Add these homes")
    if pressed and file is not None:
        save_homes(visit, file.getvalue(), file.name)


def save_homes(visit: Visit, content: bytes, name: str) -> None:
    notices.carry_out(
        lambda: setup.add_homes(visit.store, visit.viewer, read_content(content, name, lists.HOMES)),
        HOMES_SAVED,
    )


def show(visit: Visit, homes: pd.DataFrame) -> None:
    table = pd.DataFrame(
        {
            "Member": homes["member"].map(visit.names),
            "Year": homes["year_start"].map(wording.financial_year),
            "Needs type": homes["needs_type"].map(visit.labels("needs_type")),
            "Homes": homes["homes"],
        }
    )
    st.write("The coordinator keeps this list. Every rate is per 1,000 of these homes.")
    st.dataframe(table, hide_index=True, width="stretch", alt="Homes managed by each member")


def save(visit: Visit, rows: list[Row]) -> None:
    """Save the list; the pages of whoever was taken off it go blank at once."""
    setup.replace_members(visit.store, visit.viewer, rows)
    visit.run_ended_pages()
