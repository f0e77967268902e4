"""Group: close a quarter, so that others can see its figures; before that, look at what they will see."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest import months
from ingest.group import closing
from ingest.group.look import look_at
from ingest.group.what_changes import WhatChanges, what_changes
from ingest.problems import Refused
from queries.viewer import Viewer
from views import choices, headings, notices, tables, wording
from views.administration import after_closing, settings, what_is_next
from views.due import have_homes
from views.escaping import escape_markdown
from views.look import PROSE
from views.this_quarter.page import overview
from views.visit import Visit

WHAT_IT_DOES = """
Closing fixes, once, what others will ever see of a quarter. Until then people see only their own figures, and who has
returned. A member counts only when all three months are returned. A correction after the closing counts for its member
alone; a return that comes later shows that member's own figures and changes no figure of the group.
"""
FEW = "Closed with fewer than five members, a quarter never has a figure of the group: "
LOOK_FIXES = """
From your first look on, your own returns of this quarter count as they are then: upload and check them first.
"""
ACTIONS = {"upload": "sent a return", "replacement": "replaced a return", "withdrawal": "withdrew a return",
           "restore": "restored a return"}  # fmt: skip


def page(visit: Visit) -> None:
    status = visit.ask("returns_status")
    waiting = closing.quarters_to_close(visit.store)
    came_later = closing.late_returns(visit.store)
    headings.title(
        escape_markdown(
            finding(waiting, status, after_closing.came_since(came_later, visit.names) if came_later else "")
        )
    )
    notices.show()
    st.markdown(WHAT_IT_DOES, width=PROSE)
    next_steps(visit)
    settings.ask_first(visit)
    if waiting:
        with choices.row():
            named = {f"{day:%Y-%m}": wording.quarter(day) for day in reversed(waiting)}
            last = wording.first_day(choices.one_of("Up to", named, "close"))
        due = [day for day in waiting if day <= last]
        who_has_returned(visit, status, due)
        what_will_change(visit, last)
        look(visit, due)
        close(visit, due)
    changes(visit)
    after_closing.late(visit)
    after_closing.take_back(visit)
    after_closing.history(visit)
    after_closing.erratum(visit)


def next_steps(visit: Visit) -> None:
    newest = months.newest_quarter(visit.today)
    is_closed = pd.Timestamp(newest) in set(visit.ask("closings")["quarter"])
    have = have_homes(visit.ask("homes_by_year"), months.year_of(visit.today))
    left = visit.ask("members").set_index("member")["left_after"]
    missing = [name for code, name in visit.names.items() if code not in have and pd.isna(left[code])]
    what_is_next.show(visit, newest_is_closed=is_closed, missing_homes=missing)


def finding(waiting: list[date], status: pd.DataFrame, came_since: str = "") -> str:
    """came_since: what came to quarters that are closed already."""
    if not waiting:
        return came_since or "No quarter is waiting to be closed"
    newest = waiting[-1]
    states = status.loc[status["quarter"] == pd.Timestamp(newest), "status"]
    whole = int((states == "returned").sum())
    sentence = f"{wording.quarter(newest)} is waiting: {wording.members(whole, len(states))} have returned it"
    if len(waiting) == 1:
        return sentence
    earlier = len(waiting) - 1
    return f"{sentence}; {wording.number_word(earlier)} earlier quarter{'s wait' if earlier > 1 else ' waits'} too"


def who_has_returned(visit: Visit, status: pd.DataFrame, due: list[date]) -> None:
    """A row a quarter: how many returned it whole, and who has not."""
    rows, few, least = [], [], closing.least_members(visit.store)
    for quarter in reversed(due):
        states = status[status["quarter"] == pd.Timestamp(quarter)]
        missing = states[states["status"] != "returned"]
        names = [
            visit.names[member] + (" (in part)" if state == "partial" else "")
            for member, state in zip(missing["member"], missing["status"], strict=True)
        ]
        whole = len(states) - len(missing)
        if whole < least:
            few.append(wording.quarter(quarter))
        rows.append((wording.quarter(quarter), f"{whole} of {len(states)}", wording.listed(names) or "nobody"))
    waiting = pd.DataFrame(rows, columns=["Quarter", "Returned whole", "Not returned whole"])
    tables.show(waiting, "Quarters that wait to be closed")
    if few:
        st.warning(escape_markdown(FEW + wording.listed(few) + "."), icon=":material/group_off:", width=PROSE)


def what_will_change(visit: Visit, until: date) -> None:
    lines = change_lines(what_changes(visit.store, until), visit.names)
    st.markdown("**What closing changes**\n" + "\n".join(f"- {escape_markdown(line)}" for line in lines), width=PROSE)


def change_lines(changed: WhatChanges, names: dict[str, str]) -> list[str]:
    """A sentence for each quarter or year whose figures change, and for whom."""
    lines = [
        f"{named(list(changed.new))}: {'its' if len(changed.new) == 1 else 'their'} figures are new for everybody."
    ]
    for member in names:
        if quarters := [wording.quarter(quarter) for quarter, other in changed.late if other == member]:
            lines.append(
                f"{wording.listed(quarters)}: {names[member]}'s own figures are added, marked “came later”; the "
                "group's stay as they are."
            )
    if changed.matured:
        matured = wording.listed([wording.quarter(quarter) for quarter in changed.matured])
        lines.append(f"{matured}: the group's breakdowns by outcome are added, as outcomes come late.")
    if changed.years:
        years = wording.listed([wording.financial_year(year) for year in changed.years])
        lines.append(f"{years}: the figures of the whole year are new for everybody.")
    return [*lines, "Nothing else that was shown changes."]


def changes(visit: Visit) -> None:
    """What has come since the last closing, folded; nothing where nothing has."""
    rows = visit.ask("changes_since_closing")
    if rows.empty:
        return
    number = wording.count(len(rows), len(rows), str(len(rows)), "return")
    label = f"Since the last closing: {number} sent, replaced or withdrawn"
    with st.expander(label, icon=":material/history:"):
        table = pd.DataFrame(
            {
                "When": rows["acted_at"].map(wording.day),
                "Member": rows["member"].map(visit.names),
                "What": rows["action"].map(ACTIONS),
                "Return": rows["detail"],
            }
        )
        tables.show(table, "Returns that came since a closing")


def look(visit: Visit, due: list[date]) -> None:
    """*This quarter* as everybody will see it, on a store in memory; made anew where something was saved since."""
    seen = st.session_state.get("look")
    if visit.person.member:
        st.markdown(LOOK_FIXES, width=PROSE)
    if st.button("Look at what everybody will see", icon=":material/visibility:"):
        forget_look()
        try:
            st.session_state["look"] = seen = (
                due[-1],
                look_at(visit.store, visit.viewer, due[-1]),
                visit.store.version,
            )
        except Refused as refusal:
            notices.refused(refusal)
            return
    if not seen:
        return
    quarter, store, version = seen
    if (quarter, version) != (due[-1], visit.store.version):
        st.info("Something has changed since you looked. Look again.", icon=":material/refresh:")
        return
    with st.container(border=True):
        st.caption("This is what everybody will see. Nothing is closed yet.")
        everybody = Visit(store, Viewer.coordinator().presenting(), dark=visit.dark, pages=visit.pages)
        overview(everybody, quarter)


def forget_look() -> None:
    if seen := st.session_state.pop("look", None):
        seen[1].close()


def close(visit: Visit, due: list[date]) -> None:
    sure = st.checkbox(
        "I have looked at what everybody will see", key=f"sure {due[-1]} {len(due)} {visit.store.version}"
    )
    if not st.button(f"Close {named(due)}", type="primary", disabled=not sure):
        return
    try:
        made = closing.close(visit.store, visit.viewer, due[-1])
    except Refused as refusal:
        notices.refused(refusal)
        return
    forget_look()
    last = made.quarters[-1]
    counted = wording.members(len(last.counted), len(last.counted) + len(last.awaited))
    in_it = "is closed: {} count in it" if len(due) == 1 else "are closed: {} count in the last of them"
    notices.leave(f"{named(due)} {in_it.format(counted)}. Everybody can see the figures now.")


def named(due: list[date]) -> str:
    if len(due) == 1:
        return wording.quarter(due[0])
    return f"{wording.number_word(len(due))} quarters, {wording.quarter(due[0])} to {wording.quarter(due[-1])}"
