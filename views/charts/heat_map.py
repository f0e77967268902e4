"""Members by families: every rate in its cell, and darker for more."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, rates
from views.charts.intervals import is_under_five
from views.look import Look, ink, look, shade

ROW = 46
SMALLEST = 11
HEAD = 64


def heat_map(
    figures: pd.DataFrame,
    own: str | None,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    dark: bool = False,
) -> go.Figure:
    """Families down, members across, in the order of `labels` (family codes) and `names` (member codes).

    figures: member_figures of one period, all families (member, family, low, high, shown, homes, rate_low,
        rate_high).
    A cell shows the rate of the middle of what is shown, and its 95% interval; 'under 5' is hatched.
    A click's customdata is [member, family].
    """
    colours = look(dark)
    cells = figures.set_index(["family", "member"])
    cells = cells.reindex(pd.MultiIndex.from_product([list(labels), list(names)], names=["family", "member"]))
    cells = cells.assign(
        x=[list(names).index(member) for _, member in cells.index],
        y=[list(labels).index(family) for family, _ in cells.index],
        middle=[rates.middle(row) if pd.notna(row["high"]) else None for _, row in cells.iterrows()],
    )
    cells["absent"] = cells["high"].isna().groupby(level="member").transform("all")
    few = is_under_five(cells)
    top = frame.nice_maximum(cells["middle"][~few])
    shown = cells["middle"].astype(float).where(~few)
    return frame.figure(
        [
            _colour(shown, len(labels), len(names), top, colours),
            _hatching(cells[few], colours),
            _text(cells, shown, top, colours),
            _ranges(cells[shown.notna()], top, colours),
            _hover(cells[cells["high"].notna()], names, labels),
        ],
        colours,
        height=HEAD + ROW * len(labels) + 8,
        axes={**_axes(own, names, labels, colours), "uniformtext": {"mode": "hide", "minsize": 10}},
        annotations=_absent(cells, names, len(labels), colours),
        top=HEAD,
    )


def _axes(
    own: str | None, names: Mapping[str, str], labels: Mapping[str, str], colours: Look
) -> dict[str, dict]:
    bare = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "ticklabelstandoff": 4,
    }
    heads = [frame.wrapped(frame.plain(name), 9) for name in names.values()]
    heads = [
        f'<b><span style="color:{colours.own}">{head}</span></b>' if member == own else head
        for member, head in zip(names, heads, strict=True)
    ]
    across = {"range": [-0.5, len(names) - 0.5], "side": "top", "tickvals": list(range(len(names)))}
    down = {"range": [len(labels) - 0.5, -0.5], "tickvals": list(range(len(labels)))}
    families = [frame.wrapped(frame.plain(label), 14) for label in labels.values()]
    small = {"tickfont": {"size": frame.SMALL + 1}}
    return {
        "xaxis": {**bare, **small, **across, "ticktext": heads, "autotickangles": [0, -45, -90]},
        "yaxis": {**bare, **small, **down, "ticktext": families},
    }


def _colour(shown: pd.Series, rows: int, columns: int, top: float, colours: Look) -> dict:
    grid = [shown.iloc[at * columns : (at + 1) * columns] for at in range(rows)]
    steps = len(colours.ramp) - 1
    return {
        "type": "heatmap",
        "z": [[None if pd.isna(value) else float(value) for value in line] for line in grid],
        "zmin": 0,
        "zmax": top,
        "colorscale": [[at / steps, colour] for at, colour in enumerate(colours.ramp)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }


def _hatching(few: pd.DataFrame, colours: Look) -> dict:
    pattern = {"shape": "/", "fgcolor": colours.grid, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.3}
    return {
        "type": "bar",
        "x": few["x"].tolist(),
        "base": (few["y"] - 0.47).tolist(),
        "y": [0.94] * len(few),
        "width": 0.97,
        "marker": {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _text(cells: pd.DataFrame, shown: pd.Series, top: float, colours: Look) -> dict:
    """The rate in the upper half of its cell; one word in its middle where there is no rate."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": cells["x"].tolist(),
        "y": [y if pd.isna(rate) else y - 0.17 for y, rate in zip(cells["y"], shown, strict=True)],
        "text": [_words(row, rate) for (_, row), rate in zip(cells.iterrows(), shown, strict=True)],
        "textfont": {
            "size": [SMALLEST if pd.isna(rate) else frame.SIZE for rate in shown],
            "color": [_ink(rate, top, colours) for rate in shown],
        },
        "hoverinfo": "skip",
    }


def _words(row: pd.Series, rate: float) -> str:
    if pd.notna(rate):
        return wording.rate_number(rate)
    if pd.isna(row["high"]):
        return "" if row["absent"] else "not<br>returned"
    return "under<br>5" if row["shown"] == wording.UNDER_FIVE else f"{row['shown']}<br>no rate"


def _ranges(drawn: pd.DataFrame, top: float, colours: Look) -> dict:
    """Each rate's interval in the lower half of its cell; bars, for only their words hide when too wide."""
    words = [
        f"{wording.rate_number(row.rate_low)}–{wording.rate_number(row.rate_high)}"
        for row in drawn.itertuples()
    ]
    return {
        "type": "bar",
        "x": drawn["x"].tolist(),
        "base": drawn["y"].tolist(),
        "y": [0.44] * len(drawn),
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "text": words,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": SMALLEST, "color": [_ink(rate, top, colours) for rate in drawn["middle"]]},
        "hoverinfo": "skip",
    }


def _absent(cells: pd.DataFrame, names: Mapping[str, str], rows: int, colours: Look) -> list[dict]:
    """'not returned' down the whole column of a member without any figure."""
    return [
        frame.note(wording.NOT_RETURNED, colours, x=at, y=(rows - 1) / 2, textangle=-90)
        for at, member in enumerate(names)
        if cells.xs(member, level="member")["absent"].all()
    ]


def _ink(rate: float, top: float, colours: Look) -> str:
    """Black or white on the scale, the quiet colour outside it."""
    return colours.quiet if pd.isna(rate) else ink(shade(colours.ramp, rate / top))


def _hover(cells: pd.DataFrame, names: Mapping[str, str], labels: Mapping[str, str]) -> dict:
    """Clear squares that answer hovering and clicks, also where no colour is drawn."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": cells["x"].tolist(),
        "y": cells["y"].tolist(),
        "marker": {"size": 34, "symbol": "square", "color": "rgba(0,0,0,0)"},
        "customdata": [[member, family] for family, member in cells.index],
        "hovertext": [
            rates.words(f"{frame.plain(names[member])}, {frame.plain(labels[family])}", row)
            for (family, member), row in cells.iterrows()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
