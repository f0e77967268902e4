"""One's own incidents by two fields: a cell for each pair of answers, darker for more."""

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame
from views.charts.heat_map import ground
from views.escaping import escape_html
from views.look import ink, look, shade

ROW, HEAD = 38, 64


def crossed(rows: pd.DataFrame, down: dict[str, str], across: dict[str, str], *, dark: bool = False) -> go.Figure:
    """Codes of one field down, of the other across (code -> label); a cell without incidents is empty.

    rows: own_crossed (code, across_code, n), exact. A click's customdata is [code, across_code].
    """
    colours = look(dark)
    if rows.empty:
        return frame.empty(colours, "No incidents with these answers")
    counts = {(row.code, row.across_code): int(row.n) for row in rows.itertuples()}
    top = max(counts.values())
    cells = [(x, y, code, other, counts.get((code, other), 0))
             for y, code in enumerate(down) for x, other in enumerate(across)]  # fmt: skip
    shaded = ground([n or None for *_, n in cells], len(across), top, colours)
    marks = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for x, *_ in cells],
        "y": [y for _, y, *_ in cells],
        "text": [f"{n:,}" if n else "" for *_, n in cells],
        "textfont": {"size": frame.SMALL + 1, "color": [ink(shade(colours.ramp, n / top)) for *_, n in cells]},
        "marker": {"size": 30, "symbol": "square", "color": "rgba(0,0,0,0)"},
        "customdata": [[code, other] for *_, code, other, _ in cells],
        "hovertext": [
            f"<b>{escape_html(down[code])}</b>, {escape_html(across[other])}<br>{wording.count(n, n, str(n))}"
            for *_, code, other, n in cells
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return frame.figure([shaded, marks], colours, height=HEAD + ROW * len(down) + 8, axes=_axes(down, across), top=HEAD)


def _axes(down: dict[str, str], across: dict[str, str]) -> dict[str, dict]:
    bare = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": "", "automargin": True,
            "ticklabelstandoff": 4, "tickfont": {"size": frame.SMALL}}  # fmt: skip
    return {
        "xaxis": {
            **bare, "range": [-0.5, len(across) - 0.5], "side": "top", "tickvals": list(range(len(across))),
            "ticktext": [frame.wrapped(escape_html(label), 10) for label in across.values()],
            "autotickangles": [0, -90],
        },
        "yaxis": {
            **bare, "range": [len(down) - 0.5, -0.5], "tickvals": list(range(len(down))),
            "ticktext": [frame.wrapped(escape_html(label), 18) for label in down.values()],
        },
    }  # fmt: skip
