"""Members by families: every rate in its cell, and darker for more."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, key, rates
from views.charts.intervals import is_under_five
from views.escaping import escape_html
from views.look import Look, ink, look, shade

ROW = 46
SMALLEST = frame.SMALL
HEAD, LETTER = 64, 6.8
"""Pixels over the cells for the members' names at least, and of a letter: in a narrow window they are upright."""


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
    rows = {(row["family"], row["member"]): row for row in figures.to_dict("records")}
    cells = [
        _cell(rows.get((family, member)), member, family, x, y)
        for y, family in enumerate(labels)
        for x, member in enumerate(names)
    ]
    meanings = [("4.1", f"incidents per 1,000 homes; {'paler' if dark else 'darker'} is more")]
    meanings += [("3.0–5.2", "its 95% interval")]
    meanings += key.under_five(figures, colours.quiet)
    heads = [_head(name) for name in names.values()]
    head = max(HEAD, 12 + round(LETTER * max((len(line) for each in heads for line in each.split("<br>")), default=0)))
    absent = set(names) - {cell["member"] for cell in cells if cell["row"]}
    top = frame.nice_maximum(cell["rate"] for cell in cells if cell["rate"] is not None)
    inks = [colours.quiet if cell["rate"] is None else ink(shade(colours.ramp, cell["rate"] / top)) for cell in cells]
    return frame.figure(
        [
            ground([cell["rate"] for cell in cells], len(names), top, colours),
            _hatching([cell for cell in cells if cell["few"]], colours),
            _text(cells, inks, absent),
            _ranges(cells, inks),
            _hover([cell for cell in cells if cell["row"]], names, labels),
        ],
        colours,
        meta=frame.HAS_ROWS,
        height=head + key.height(meanings) + ROW * len(labels) + 8,
        axes={**_axes(own, names, labels, colours), "uniformtext": {"mode": "hide", "minsize": 10}},
        annotations=[
            frame.note(wording.NOT_RETURNED, colours, x=x, y=(len(labels) - 1) / 2, textangle=-90)
            for x, member in enumerate(names)
            if member in absent
        ]
        + key.notes(meanings, colours, above=head - 8),
        top=head + key.height(meanings),
    )


def _cell(row: dict | None, member: str, family: str, x: int, y: int) -> dict:
    """One cell: its place, its figure or None, and the rate that its colour and number show."""
    few = row is not None and bool(is_under_five(row))
    rate = None if row is None or few else rates.middle(row)
    return {"row": row, "member": member, "family": family, "x": x, "y": y, "few": few, "rate": rate}


def _axes(own: str | None, names: Mapping[str, str], labels: Mapping[str, str], colours: Look) -> dict[str, dict]:
    bare = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "ticklabelstandoff": 4,
    }
    heads = [_head(name) for name in names.values()]
    heads = [
        frame.own_name(head, colours) if member == own else head for member, head in zip(names, heads, strict=True)
    ]
    across = {"range": [-0.5, len(names) - 0.5], "side": "top", "tickvals": list(range(len(names)))}
    down = {"range": [len(labels) - 0.5, -0.5], "tickvals": list(range(len(labels)))}
    families = [frame.wrapped(escape_html(label), 14) for label in labels.values()]
    small = {"tickfont": {"size": frame.SMALL + 1}}
    return {
        "xaxis": {**bare, **small, **across, "ticktext": heads, "autotickangles": [0, -90]},
        "yaxis": {**bare, **small, **down, "ticktext": families},
    }


def _head(name: str) -> str:
    return frame.wrapped(escape_html(name), 9)


def ground(values: list[float | None], columns: int, top: float, colours: Look) -> dict:
    """The shaded cells as a trace, row by row: None is left empty, `top` has the heaviest colour."""
    steps = len(colours.ramp) - 1
    return {
        "type": "heatmap",
        "z": [values[at : at + columns] for at in range(0, len(values), columns)],
        "zmin": 0,
        "zmax": top,
        "colorscale": [[at / steps, colour] for at, colour in enumerate(colours.ramp)],
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }


def _hatching(few: list[dict], colours: Look) -> dict:
    pattern = {"shape": "/", "fgcolor": colours.grid, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.3}
    return {
        "type": "bar",
        "x": [cell["x"] for cell in few],
        "base": [cell["y"] - 0.47 for cell in few],
        "y": [0.94] * len(few),
        "width": 0.97,
        "marker": {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _text(cells: list[dict], inks: list[str], absent: set[str]) -> dict:
    """The rate in the upper half of the cell; where there is none, the reason in its middle."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [cell["x"] for cell in cells],
        "y": [cell["y"] - (0 if cell["rate"] is None else 0.17) for cell in cells],
        "text": ["" if cell["member"] in absent else _words(cell) for cell in cells],
        "textfont": {
            "size": [SMALLEST if cell["rate"] is None else frame.SIZE for cell in cells],
            "color": inks,
        },
        "hoverinfo": "skip",
    }


def _words(cell: dict) -> str:
    if cell["rate"] is not None:
        return wording.rate_number(cell["rate"])
    if cell["row"] is None:
        return "not<br>returned"
    return "under<br>5" if cell["few"] else f"{cell['row']['shown']}<br>no rate"


def _ranges(cells: list[dict], inks: list[str]) -> dict:
    """Each rate's interval in the lower half of its cell. They are bars: only a bar hides a text that is too wide."""
    drawn = [(cell, colour) for cell, colour in zip(cells, inks, strict=True) if cell["rate"] is not None]
    number = wording.rate_number
    return {
        "type": "bar",
        "x": [cell["x"] for cell, _ in drawn],
        "base": [cell["y"] for cell, _ in drawn],
        "y": [0.44] * len(drawn),
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "text": [f"{number(cell['row']['rate_low'])}–{number(cell['row']['rate_high'])}" for cell, _ in drawn],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"size": SMALLEST, "color": [colour for _, colour in drawn]},
        "hoverinfo": "skip",
    }


def _hover(cells: list[dict], names: Mapping[str, str], labels: Mapping[str, str]) -> dict:
    """Transparent squares that take hovering and clicks, also where no colour is drawn."""
    titles = [f"{escape_html(names[cell['member']])}, {escape_html(labels[cell['family']])}" for cell in cells]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [cell["x"] for cell in cells],
        "y": [cell["y"] for cell in cells],
        "marker": {"size": 34, "symbol": "square", "color": "rgba(0,0,0,0)"},
        "customdata": [[cell["member"], cell["family"]] for cell in cells],
        "hovertext": [rates.words(title, cell["row"]) for title, cell in zip(titles, cells, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
