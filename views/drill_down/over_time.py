"""How one answer's share has changed from quarter to quarter: is "referred to the council" falling?"""

import pandas as pd
import streamlit as st

from views import methods, wording
from views.charts import alt
from views.charts.clocks import kept_by_quarter
from views.drill_down import breakdown_rows, fields, sentences
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.lasting_changes import changes
from views.look import PROSE
from views.visit import Visit

STILL_OPEN = 2
"""One's own newest quarters whose outcomes are still coming in."""


def over_time(visit: Visit, place: Place) -> None:
    """The chart and its sentence; what is not known has no share."""
    st.markdown("**Is it more often, or less often, than before?**")
    rows = quarters(visit, place)
    shown = rows.dropna(subset=["lower95"])
    if len(shown) < 2:
        st.markdown("There are too few quarters with ten known answers or more.", width=PROSE)
        return
    label = fields.label(visit, place.field, place.code)
    panel = rows.assign(clock=place.code, share=(rows["share_low"] + rows["share_high"]) / 2,
                        share_low=rows["lower95"], share_high=rows["upper95"])  # fmt: skip
    st.markdown(escape_markdown(said(visit, place, panel)), width=PROSE)
    exhibit(
        visit,
        kept_by_quarter(panel, {place.code: f"Share of “{label}”"}, own=place.own, dark=visit.dark),
        table(shown),
        name="share_by_quarter",
        made=breakdown_rows.made(visit, place, more=f", {label}, quarter by quarter"),
        rests_on=rests_on(place, shown),
        how=methods.OVER_TIME,
        alt=alt.shares(shown, f"“{label}”"),
    )


def quarters(visit: Visit, place: Place) -> pd.DataFrame:
    """answer_by_period of the place's answer up to its period; of one's own outcomes without those still coming in."""
    asked = place.asked | {"by": "quarter"}
    rows = visit.ask("answer_by_period", field=place.field, code=place.code, **asked)
    if place.own and place.field in fields.OUTCOMES:
        rows = rows.iloc[:-STILL_OPEN]
    return rows.reset_index(drop=True)


def said(visit: Visit, place: Place, panel: pd.DataFrame) -> str:
    """'Since Jan–Mar 2026 fewer of them were referred to the council: …', or that nothing is clear."""
    comparable = same_members(panel).dropna(subset=["share"])
    found = changes(comparable)
    newest = comparable.iloc[-1] if len(comparable) else None
    if newest is None or len(comparable) < 2:
        return "The members that answer have changed, so the quarters are not compared."
    if not found:
        return f"The share has not clearly changed since {wording.quarter(comparable['period'].iloc[0])}."
    change = found[0]
    fewer = "Fewer" if change.is_lower else "More"
    said = sentences.predicate(visit, place.field, place.code)
    return (
        f"{fewer} of them {said} since {wording.quarter(change.since)}: {change.share:.0%} in "
        f"{wording.quarter(newest['period'])} (95% interval {change.low:.0%} to {change.high:.0%}), "
        f"{change.before:.0%} in the quarter before that change."
    )


def same_members(panel: pd.DataFrame) -> pd.DataFrame:
    """The newest quarters in which the same members answer, without a break."""
    same = [list(each) == list(panel["members"].iloc[-1]) for each in panel["members"]]
    first = next((at + 1 for at in reversed(range(len(same))) if not same[at]), 0)
    return panel.iloc[first:]


def table(rows: pd.DataFrame) -> pd.DataFrame:
    shares = zip(rows["share_low"], rows["share_high"], strict=True)
    limits = zip(rows["lower95"], rows["upper95"], strict=True)
    return pd.DataFrame(
        {
            "Quarter": [wording.quarter(each) for each in rows["period"]],
            "Incidents": rows["shown"].tolist(),
            "Share": [wording.share_range(*each) for each in shares],
            "95% interval": [f"{low:.0%} to {high:.0%}" for low, high in limits],
        }
    )


def rests_on(place: Place, rows: pd.DataFrame) -> str:
    if place.own:
        return "Rests on your own current returns, exact. Of the answers that are known."
    members = sorted({int(each) for each in rows["contributors"]})
    number = str(members[0]) if len(members) == 1 else f"{members[0]} to {members[-1]}"
    return f"Rests on {number} members that supply this column. Of the answers that are known."
