"""Tables of members, beneath the charts that compare them."""

import pandas as pd

from views import numbers, wording

AGAINST_THE_GROUP = {
    "high": "above the group",
    "low": "below the group",
    "similar": "no clear difference",
    "cannot_tell": "cannot tell from rounded counts",
}


def member_table(figures: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a member in the order of `names`: count, homes, rate with its interval, comparison with the group.

    figures: compare_flags of one family and period.
    """
    rows = figures.set_index("member").reindex(list(names))
    return pd.DataFrame(
        {
            "Member": list(names.values()),
            "Incidents": rows["shown"].fillna(wording.NOT_RETURNED).tolist(),
            "Homes": rows["homes"].astype("Int64").tolist(),
            "Rate per 1,000 homes (95%)": [_rate(row) for row in rows.itertuples()],
            "Against the group": rows["flag"].map(AGAINST_THE_GROUP).fillna("").tolist(),
        }
    )


def member_file(figures: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The same rows, their rates as numbers."""
    rows = figures.set_index("member").reindex(list(names))
    rows["shown"] = rows["shown"].astype(object).fillna(wording.NOT_RETURNED)
    against = rows["flag"].map(AGAINST_THE_GROUP).fillna("").tolist()
    return numbers.beside({"Member": list(names.values())}, numbers.with_rates(rows), {"Against the group": against})


def _rate(row: tuple) -> str:
    return "" if pd.isna(row.high) else wording.rate_range(row.rate_low, row.rate_high)


def finding(figures: pd.DataFrame, label: str, period: str, names: dict[str, str]) -> str:
    """'Damp and mould, 2025-26: Elder is above the group’s rate', or that nobody clearly differs."""
    words, flags = [], dict(zip(figures["member"], figures["flag"], strict=True))
    for flag, where in (("high", "above"), ("low", "below")):
        found = [name for member, name in names.items() if flags.get(member) == flag]
        if found:
            words.append(f"{wording.listed(found)} {'are' if len(found) > 1 else 'is'} {where}")
    if not words:
        return f"{label}, {period}: no member clearly differs from the group"
    return f"{label}, {period}: {', '.join(words)} the group’s rate"


def rests_on(group: dict | None, figures: pd.DataFrame, names: dict[str, str]) -> str:
    """How many members returned; where the group has no figure, which ones did not."""
    if group is not None:
        return wording.rests_on(int(group["contributors"]), int(group["members"]))
    missing = [name for member, name in names.items() if member not in set(figures["member"])]
    not_whole = f" Not whole: {wording.listed(missing)}." if missing else ""
    return f"No group rate: fewer than five members have returned all of it.{not_whole}"


def ratio_rows(changes: pd.DataFrame, own: str | None, names: dict[str, str]) -> pd.DataFrame:
    """Rows for the ratios' chart, in the order of `names`.

    changes: change_on_last_year of members, one family and period. A peer gets no `ratio`, only its ends: its counts
    are ranges, and a point would claim more than is known.
    """
    rows = changes.set_index("member").reindex([each for each in names if each in set(changes["member"])])
    is_own = rows.index == own
    return pd.DataFrame(
        {
            "code": rows.index,
            "label": rows.index.map(names),
            "whose": ["own" if each else "peer" for each in is_own],
            "ratio": rows["ratio"].where(is_own).tolist(),
            "ratio_low": rows["ratio_low"].tolist(),
            "ratio_high": rows["ratio_high"].tolist(),
            "shown_now": rows["shown"].tolist(),
            "shown_before": rows["before_shown"].tolist(),
        }
    )


def ratio_table(rows: pd.DataFrame, since: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Member": rows["label"],
            "Incidents": rows["shown_now"],
            wording.heading(since): rows["shown_before"],
            "Rate now to then, from": rows["ratio_low"].round(2),
            "to": rows["ratio_high"].round(2),
        }
    )


def ratio_file(changes: pd.DataFrame, names: dict[str, str], since: str) -> pd.DataFrame:
    """The rows of `ratio_table` with the counts of both periods as numbers. changes: change_on_last_year of members."""
    rows = changes[changes["before_high"].notna()].set_index("member")
    rows = rows.reindex([each for each in names if each in rows.index])
    before = rows[["before_low", "before_high", "before_shown"]].rename(columns=lambda name: name[7:])
    figures = pd.concat([numbers.counts(rows), numbers.counts(before, wording.heading(since))], axis="columns")
    ratios = {"Rate now to then, from": rows["ratio_low"].round(2), "to": rows["ratio_high"].round(2)}
    return numbers.beside(
        {"Member": rows.index.map(names)}, figures, {name: column.tolist() for name, column in ratios.items()}
    )


def family_file(figures: pd.DataFrame, names: dict[str, str], labels: dict[str, str]) -> pd.DataFrame:
    """One row a family and member, with rates: the map's cells. figures: compare_flags of all families."""
    every = pd.MultiIndex.from_product([labels, names], names=["family", "member"])
    rows = figures.set_index(["family", "member"]).reindex(every).reset_index()
    rows["shown"] = rows["shown"].astype(object).fillna(wording.NOT_RETURNED)
    first = {"Family": rows["family"].map(labels).tolist(), "Member": rows["member"].map(names).tolist()}
    return numbers.beside(first, numbers.with_rates(rows))


def family_table(figures: pd.DataFrame, names: dict[str, str], labels: dict[str, str]) -> pd.DataFrame:
    """Families down, members across, every count as shown."""
    table = figures.pivot(index="family", columns="member", values="shown")
    table = table.reindex(index=list(labels), columns=list(names)).astype(object)
    table = table.fillna(wording.NOT_RETURNED)
    table = table.rename(columns=names).rename_axis(columns=None).reset_index(drop=True)
    table.insert(0, "Family", list(labels.values()))
    return table
