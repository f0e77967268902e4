"""Counts that are intervals, drawn as bars: a pale stem to `low`, a full cap from `low` to `high`.

"under 5" is a hatched stub without a stem; the viewer's own exact count is a full bar. The figures say
which is which: low = high is exact, low = 0 < high is "under 5".
"""

import pandas as pd

from views.look import Look, translucent


def is_exact(rows: pd.DataFrame) -> pd.Series:
    """True where the count is the viewer's own."""
    return rows["low"] == rows["high"]


def is_under_five(rows: pd.DataFrame) -> pd.Series:
    """True where only 'under 5' is known."""
    return (rows["low"] == 0) & (rows["high"] > 0)


def bars(
    rows: pd.DataFrame,
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
    """Bar traces for the columns low and high of `rows`, placed at `along`; a click gives its `codes`."""
    kinds = (
        (is_exact(rows), rows["low"] * 0, rows["high"], {"color": colour}),
        (
            ~is_exact(rows) & ~is_under_five(rows),
            rows["low"] * 0,
            rows["low"],
            {"color": translucent(colour, 0.28)},
        ),
        (~is_exact(rows) & ~is_under_five(rows), rows["low"], rows["high"] - rows["low"], {"color": colour}),
        (is_under_five(rows), rows["low"] * 0, rows["high"], hatched(colour)),
    )
    place, size = ("y", "x") if horizontal else ("x", "y")
    traces = []
    for chosen, base, length, marker in kinds:
        if not chosen.any():
            continue
        keep = [at for at, flag in enumerate(chosen) if flag]
        trace = {
            "type": "bar",
            "orientation": "h" if horizontal else "v",
            place: [along[at] for at in keep],
            size: [int(length.iloc[at]) for at in keep],
            "base": [int(base.iloc[at]) for at in keep],
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
    """A bar's marker for 'under 5': an outline with strokes, told from a full bar without colour."""
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 5, "solidity": 0.35}
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 1, "color": colour}}
