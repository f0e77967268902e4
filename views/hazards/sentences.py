"""The page Hazards in words: what stands out, the newest quarter, who supplies hazards."""

from collections.abc import Mapping

import pandas as pd

from views import lasting_changes, wording
from views.hazards import changes


def nobody() -> str:
    return (
        "Here the five clocks of Awaab’s Law will be, for the group and for your own. No member has supplied hazards "
        "of a whole quarter: a lead does so on the page *Upload*, with the file of hazards."
    )


def what_stands_out(clocks: pd.DataFrame, counts: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """A sentence for each lasting change of a clock, and one where emergencies rise in winter."""
    found = []
    if not clocks.empty:
        newest = clocks["period"].max()
        met = clocks[clocks["result"] == "met"]
        found += [changes.in_words(each, labels[each.clock], newest) for each in lasting_changes.changes(met)]
    if rise := changes.winter_rise(counts[counts["level"] == "emergency"]):
        winter, summer = rise
        found.append(
            f"Emergency hazards rise in winter: {_counted(winter)} in {wording.quarter(winter['period'])}, "
            f"{_counted(summer)} in {wording.quarter(summer['period'])}."
        )
    return found


def title(clocks: pd.DataFrame, found: list[str], labels: Mapping[str, str], own_name: str | None) -> str:
    where = f" at {own_name}" if own_name else ""
    if clocks.empty:
        return f"Hazards{where}: what the law's clocks came to is not shown yet"
    if found:
        return f"Hazards{where}: {_short(found[0])}"
    return f"Hazards{where}: no change that stands out"


def newest(clocks: pd.DataFrame, labels: Mapping[str, str]) -> list[str]:
    """How the clocks that are kept most and least often stand in the newest quarter."""
    if clocks.empty:
        return ["What the clocks of a quarter came to is shown to others when the second quarter after it is closed."]
    met = clocks[(clocks["result"] == "met") & (clocks["period"] == clocks["period"].max())].dropna(subset=["share"])
    if met.empty:
        return [f"In {wording.quarter(clocks['period'].max())} there were too few hazards for a share."]
    first, last = met.loc[met["share"].idxmax()], met.loc[met["share"].idxmin()]
    said = f"In {wording.quarter(clocks['period'].max())} the clock kept most often was {_kept(first, labels)}"
    return [f"{said}; least often {_kept(last, labels)}." if len(met) > 1 else f"{said}."]


def coverage(supplied: pd.DataFrame, names: Mapping[str, str], own: bool) -> str:
    """Who supplies hazards, in the newest quarter of which anybody but the viewer's own is known."""
    newest = supplied["quarter"].max()
    by_quarter = supplied.groupby("quarter")["member"].nunique()
    shown = by_quarter[by_quarter == by_quarter.max()].index.max() if len(by_quarter) else newest
    there = set(supplied.loc[supplied["quarter"] == shown, "member"])
    has, lacks = ([name for code, name in names.items() if (code in there) is wanted] for wanted in (True, False))
    said = f"{len(has)} of {len(names)} members supply hazards ({wording.quarter(shown)})"
    said += f": not {wording.listed(lacks)}." if lacks and len(lacks) <= len(has) else f": {wording.listed(has)}."
    if len(has) < wording.LEAST_MEMBERS and not own:
        said += " Fewer than five supply them, so there is no figure of the group."
    return said


def rests_on(rows: pd.DataFrame, own: bool) -> str:
    if own:
        return "Your own, exact, as at the day you saved the file."
    return f"Rests on hazards of {int(rows['contributors'].min())} members, to the nearest five."


def alt(met: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """The newest share of each clock, for people who cannot see the chart."""
    rows = met[met["period"] == met["period"].max()]
    said = [
        f"{labels[row.clock]} {'no share' if pd.isna(row.share) else f'{row.share:.0%}'}" for row in rows.itertuples()
    ]
    return f"Share of hazards whose limit was met, by clock and quarter; newest quarter: {'; '.join(said)}."


def _kept(row: pd.Series, labels: Mapping[str, str]) -> str:
    interval = f"95% interval {row['share_low']:.0%} to {row['share_high']:.0%}"
    return f"“{labels[row['clock']]}” ({row['share']:.0%} met, {interval})"


def _counted(row: pd.Series) -> str:
    return wording.count(int(row["low"]), int(row["high"]), row["shown"], "hazard")


def _short(sentence: str) -> str:
    """The first sentence as it goes on after a colon; figures in brackets or after a colon are left to the text."""
    first = sentence.split(". ")[0].rstrip(".").split(": ")[0]
    return first[:1].lower() + first[1:]
