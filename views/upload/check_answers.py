"""Check your answers: own figures as they would be, and what the others would see of them."""

from collections import Counter
from datetime import date

import pandas as pd
import streamlit as st

from ingest.intake.preview import Preview
from ingest.months import later, listed, quarter_of
from views import headings, tables, wording
from views.upload.return_months import returned_months
from views.visit import Visit

NOT_WHOLE = "nothing yet"


def check_answers(visit: Visit, figures: pd.DataFrame) -> None:
    """The newest quarter; beneath it, to be unfolded, the earlier ones whose figures would change.

    figures: as `figures_after` gives them.
    """
    quarters = sorted(figures["quarter"].unique(), reverse=True)
    if not quarters:
        return
    headings.section("Check your answers")
    _quarter(visit, figures, quarters[0])
    changing = [
        quarter
        for quarter in quarters[1:]
        if (figures.loc[figures["quarter"] == quarter, ["before", "after"]].nunique(axis=1) > 1).any()
    ]
    if changing:
        noun = "quarter changes" if len(changing) == 1 else "quarters change"
        with st.expander(f"{len(changing)} earlier {noun} too"):
            for quarter in changing:
                _quarter(visit, figures, quarter)


def _quarter(visit: Visit, figures: pd.DataFrame, quarter: date) -> None:
    rows = figures[figures["quarter"] == quarter]
    labels = visit.labels("family")
    st.markdown(f"**{wording.quarter(quarter)}**")
    table = pd.DataFrame(
        {
            "Family": rows["family"].map(labels),
            "Yours, exact": rows["after"],
            "What the others see": rows["shown"],
            "Yours until now": rows["before"].map(lambda n: "–" if pd.isna(n) else f"{int(n):,}"),
        }
    )
    tables.show(table, "What the others will see")
    if (rows["shown"] == NOT_WHOLE).all():
        st.caption("The others see a quarter once all its three months are in and it is closed.")
    else:
        st.caption("The others see it once the coordinator has closed the quarter.")


def figures_after(visit: Visit, preview: Preview) -> pd.DataFrame:
    """family, quarter, before, after, shown: each quarter with a month of the return, in the standard's order.

    before is missing where no month of the quarter was returned; shown is what the others see of `after`.
    """
    before, after = _counts(visit, preview)
    returned = returned_months(visit)
    covered = set(listed(preview.from_month, preview.to_month))
    rows = []
    for quarter in sorted({quarter_of(month) for month in covered}):
        months = listed(quarter, later(quarter, 2))
        whole = all(month in covered | returned for month in months)
        known = any(month in returned for month in months)
        for family in visit.labels("family"):
            place = family, quarter
            rows.append((family, quarter, before[place] if known else None, after[place], whole))
    figures = pd.DataFrame(rows, columns=["family", "quarter", "before", "after", "whole"])
    seen = seen_by_others(visit, sorted(set(figures["after"])))
    figures["shown"] = [seen[row.after] if row.whole else NOT_WHOLE for row in figures.itertuples(index=False)]
    return figures.drop(columns="whole")


def _counts(visit: Visit, preview: Preview) -> tuple[Counter, Counter]:
    """(family, quarter) -> the incidents that count now, and those that would count."""
    before, after = Counter(), Counter()
    for row in preview.compared.counts.to_pylist():
        place = visit.families[row["category"]], quarter_of(row["month"])
        before[place] += row["current_n"]
        after[place] += row["n"]
    own = visit.ask("own_figures", by="month")
    for family, month, n in zip(own["family"], own["period"].dt.date, own["n"].tolist(), strict=True):
        if not preview.from_month <= month <= preview.to_month:
            before[family, quarter_of(month)] += n
            after[family, quarter_of(month)] += n
    return before, after


def seen_by_others(visit: Visit, counts: list[int]) -> dict[int, str]:
    """What the others are shown of counts such as these."""
    seen = visit.ask("seen_by_others", counts=",".join(map(str, counts)))
    return dict(zip(seen["n"], seen["shown"], strict=True))
