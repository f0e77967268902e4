"""Events and actions beside a chart of months."""

import pandas as pd

from views.visit import Visit


def what_happened(visit: Visit, family: str, category: str | None = None) -> pd.DataFrame:
    """Rows of `events` with a known month that concern everything, the family (and its categories) or the category."""
    named = {family, category} if category else {family, *(each for each, of in visit.families.items() if of == family)}
    rows = visit.ask("events").dropna(subset=["date"])
    return rows[rows["category"].isna() | rows["category"].isin(named)].reset_index(drop=True)
