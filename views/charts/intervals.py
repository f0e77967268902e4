"""Counts that are intervals, drawn as bars: pale with an edge up to `low`, full colour from `low` to `high`.

"under 5" is a short hatched bar; a widened count is crossed from `low` to `high`; the viewer's own exact count is in
full colour. The interval itself tells which it is: low = high is exact, 0 to 4 is "under 5", and one that is longer
than rounding to five leaves open is widened; it may also begin at 0.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from views.look import Look, translucent
from views.wording import MOST_UNDER_FIVE

ROUNDING = 4
"""From the lowest to the highest count that is rounded to the same five."""


def is_exact(rows: pd.DataFrame) -> pd.Series:
    """True where the count is the viewer's own."""
    return rows["low"] == rows["high"]


def is_under_five(rows: pd.DataFrame | Mapping) -> pd.Series | bool:
    """True where only 'under 5' is known. Of one row: one bool."""
    return (rows["low"] == 0) & (rows["high"] > 0) & (rows["high"] <= MOST_UNDER_FIVE)


def is_widened(rows: pd.DataFrame | Mapping) -> pd.Series | bool:
    """True where the interval is longer than rounding makes it. Of one row: one bool."""
    return rows["high"] - rows["low"] > ROUNDING


def of_exact(rows: pd.DataFrame) -> pd.DataFrame:
    """The viewer's own counts n as low, high and shown, the columns of what others see."""
    return rows.assign(low=rows["n"], high=rows["n"], shown=[f"{n:,}" for n in rows["n"]])


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
    widened = [at for at in wide if is_widened({"low": low[at], "high": high[at]})]
    rounded = [at for at in wide if at not in widened]
    length = [top - bottom for bottom, top in zip(low, high, strict=True)]
    none = [0] * len(low)
    kinds = (
        (exact, none, high, {"color": colour}),
        (wide, none, low, {"color": translucent(colour, 0.28), "line": {"width": 1, "color": colour}}),
        (rounded, low, length, {"color": colour}),
        (widened, low, length, crossed(colour)),
        (few, none, high, hatched(colour)),
    )
    place, size = ("y", "x") if horizontal else ("x", "y")
    traces = []
    for keep, base, reach, marker in kinds:
        if not keep:
            continue
        trace = {
            "type": "bar",
            "orientation": "h" if horizontal else "v",
            place: [along[at] for at in keep],
            size: [reach[at] for at in keep],
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


def hatched(colour: str, shape: str = "/") -> dict:
    """A bar's marker for 'under 5': outlined and hatched, so that it differs from a full bar without colour."""
    pattern = {
        "shape": shape,
        "fgcolor": colour,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 5,
        "solidity": 0.3,
        "fgopacity": 0.6,
    }
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 1, "color": colour}}


def crossed(colour: str) -> dict:
    """A bar's marker for what a widened count may be: outlined and cross-hatched."""
    return hatched(colour, "x")
