"""Counts that are intervals, drawn as bars: a pale stem to `low`, a full cap from `low` to `high`.

"under 5" is a hatched stub without a stem; the viewer's own exact count is a full bar. The figures say
which is which: low = high is exact, low = 0 < high is "under 5".
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from views.look import Look, translucent


def is_exact(rows: pd.DataFrame) -> pd.Series:
    """True where the count is the viewer's own."""
    return rows["low"] == rows["high"]


def is_under_five(rows: pd.DataFrame) -> pd.Series:
    """True where only 'under 5' is known."""
    return (rows["low"] == 0) & (rows["high"] > 0)


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
    counts = [(int(low), int(high)) for low, high in zip(rows["low"], rows["high"], strict=True)]
    exact = [at for at, (low, high) in enumerate(counts) if low == high]
    few = [at for at, (low, high) in enumerate(counts) if low == 0 < high]
    wide = [at for at, (low, high) in enumerate(counts) if 0 < low < high]
    kinds = (
        (exact, [(0, counts[at][1]) for at in exact], {"color": colour}),
        (wide, [(0, counts[at][0]) for at in wide], {"color": translucent(colour, 0.28)}),
        (wide, [counts[at] for at in wide], {"color": colour}),
        (few, [counts[at] for at in few], hatched(colour)),
    )
    place, size = ("y", "x") if horizontal else ("x", "y")
    shared = {"type": "bar", "orientation": "h" if horizontal else "v", **(axes or {})}
    shared |= {} if width is None else {"width": width}
    return [
        {
            **shared,
            place: [along[at] for at in kept],
            size: [end - start for start, end in ends],
            "base": [start for start, _ in ends],
            "marker": {"line": {"width": 0}, **marker},
            "hovertext": [hover[at] for at in kept],
            "hovertemplate": "%{hovertext}<extra></extra>",
            **({} if codes is None else {"customdata": [codes[at] for at in kept]}),
        }
        for kept, ends, marker in kinds
        if kept
    ]


def hatched(colour: str) -> dict:
    """A bar's marker for 'under 5': an outline with strokes, told from a full bar without colour."""
    pattern = {
        "shape": "/",
        "fgcolor": colour,
        "bgcolor": "rgba(0,0,0,0)",
        "size": 5,
        "solidity": 0.3,
        "fgopacity": 0.6,
    }
    return {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 1, "color": colour}}
