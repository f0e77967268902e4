"""Counts that are intervals, drawn as bars: pale with an edge up to `low`, full colour from `low` to `high`.

"under 5" is a short hatched bar; the viewer's own exact count is in full colour. The interval itself tells which it
is: low = high is exact, 0 to 4 is "under 5"; a widened one may also begin at 0.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from views.look import Look, translucent
from views.wording import MOST_UNDER_FIVE


def is_exact(rows: pd.DataFrame) -> pd.Series:
    """True where the count is the viewer's own."""
    return rows["low"] == rows["high"]


def is_under_five(rows: pd.DataFrame | Mapping) -> pd.Series | bool:
    """True where only 'under 5' is known. Of one row: one bool."""
    return (rows["low"] == 0) & (rows["high"] > 0) & (rows["high"] <= MOST_UNDER_FIVE)


def bars(
    rows: Mapping[str, Iterable[int]],
    along: list,
    colour: str,
    look: Look,
    *,
    hover: list[str],
    codes: list | None = None,
    horizontal: bool = False,
    width: float | None = None,
    axes: dict[str, str] | None = None,
) -> list[dict]:
    """Bar traces for the columns low and high, placed at `along`; a click gives its `codes`."""
    low, high = [int(each) for each in rows["low"]], [int(each) for each in rows["high"]]
    every = range(len(low))
    exact = [at for at in every if low[at] == high[at]]
    few = [at for at in every if is_under_five({"low": low[at], "high": high[at]})]
    wide = [at for at in every if low[at] < high[at] and at not in few]
    none = [0] * len(low)
    kinds = (
        (exact, none, high, {"color": colour}),
        (wide, none, low, {"color": translucent(colour, 0.28), "line": {"width": 1, "color": colour}}),
        (wide, low, [top - bottom for bottom, top in zip(low, high, strict=True)], {"color": colour}),
        (few, none, high, hatched(colour)),
    )
    place, size = ("y", "x") if horizontal else ("x", "y")
    traces = []
    for keep, base, length, marker in kinds:
        if not keep:
            continue
        trace = {
            "type": "bar",
            "orientation": "h" if horizontal else "v",
            place: [along[at] for at in keep],
            size: [length[at] for at in keep],
            "base": [base[at] for at in keep],
            "marker": {"line": {"width": 0}, **marker},
            "hovertext": [hover[at] for at in keep],
            "hovertemplate": "%{hovertext}<extra></extra>",
            **(axes or {}),
        }
        if codes is not None:
            trace["customdata"] = [codes[at] for at in keep]
        if width is not None:
            trace["width"] = width
        traces.append(trace)
    return traces


def hatched(colour: str) -> dict:
    """A bar's marker for 'under 5': outlined and hatched, so that it differs from a full bar without colour."""
    pattern = {
        "shape": "/",
        "fgcolor": colour,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 5,
        "solidity": 0.3,
        "fgopacity": 0.6,
    }
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 1, "color": colour}}
