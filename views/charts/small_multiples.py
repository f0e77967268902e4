"""Seven small panels on one scale: one family by quarter, a panel for each member."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, intervals, key, timeline
from views.escaping import escape_html
from views.look import Look, look

PANEL = 128
BETWEEN = 70
TOP = 46
BOTTOM = 30
UNIT = 20  # the line that says what is counted
LEAST_SCALE = 10  # on a shorter one "under 5" would be as high as the panel


def small_multiples(
    figures: pd.DataFrame,
    own: str | None,
    names: Mapping[str, str],
    *,
    columns: int = 4,
    dark: bool = False,
) -> go.Figure:
    """Counts by quarter: peers' intervals in grey, the own exact counts in blue, in the order of `names`.

    figures: member_figures by quarter for one family (member, period, low, high, shown, rate_low, rate_high).
    Quarters without a row are gaps, with the reason written in them. columns: panels side by side.
    """
    colours = look(dark)
    if figures.empty:
        return frame.empty(colours)
    days = {period: wording.first_day(period) for period in figures["period"].unique()}
    rows = {(row.member, days[row.period]): row for row in figures.itertuples()}
    months = timeline.months_between(min(days.values()), max(days.values()))
    quarters = [each for each in months if each.month % 3 == 1]
    maximum = frame.nice_maximum([LEAST_SCALE, *figures["high"]])
    grid_rows = -(-len(names) // columns)
    pixels = grid_rows * PANEL + (grid_rows - 1) * BETWEEN
    across = _quarter_axis(quarters, colours)
    traces, axes, notes, shapes = [], {}, [], []
    for at, member in enumerate(names):
        panel = _Panel(at, columns, grid_rows, pixels, colours)
        known = [rows.get((member, each)) for each in quarters]
        axes |= panel.axes(maximum, across)
        traces += panel.bars(known, quarters, member == own)
        notes += [panel.title(names[member], member == own), *panel.words(known, quarters)]
        shapes += panel.gaps(known, quarters)
    meanings = key.intervals(figures, colours.peer)
    notes.append(frame.unit("Incidents a quarter", colours) | {"yshift": TOP - 8})
    notes += key.notes(meanings, colours, above=TOP + UNIT - 10)
    top = TOP + UNIT + key.height(meanings)
    return frame.figure(
        traces,
        colours,
        meta=frame.HAS_ROWS,
        height=top + pixels + BOTTOM,
        axes=axes,
        annotations=notes,
        shapes=shapes,
        top=top,
        bottom=BOTTOM,
        left=34,
    )


def _quarter_axis(quarters: list[date], colours: Look) -> dict:
    """Only the first and the last January are named: a panel may be an inch wide."""
    half = pd.Timedelta(days=46)
    edges = [pd.Timestamp(quarters[0]) - half, pd.Timestamp(quarters[-1]) + half]
    januaries = [each for each in quarters if each.month == 1]
    named = (januaries[0], januaries[-1]) if januaries else ()
    return timeline.month_axis(colours, quarters, automargin=False) | {
        "range": [edge.isoformat() for edge in edges],
        "tickvals": [each.isoformat() for each in januaries],
        "ticktext": [f"{each:%Y}" if each in named else "" for each in januaries],
        "autotickangles": [0],
    }


class _Panel:
    """One member's place in the grid, counted from the top left."""

    def __init__(self, at: int, columns: int, rows: int, pixels: int, colours: Look):
        self.colours = colours
        self.number = "" if at == 0 else str(at + 1)
        self.first_column = at % columns == 0
        across, gap = 1 / columns, 0.03
        down = (PANEL + BETWEEN) / pixels
        left = at % columns * across
        top = 1 - at // columns * down
        self.x_domain = [left + (0 if self.first_column else gap / 2), left + across - gap / 2]
        self.y_domain = [max(top - PANEL / pixels, 0), top]

    @property
    def refs(self) -> dict[str, str]:
        return {"xaxis": f"x{self.number}", "yaxis": f"y{self.number}"}

    def axes(self, maximum: float, across: dict) -> dict[str, dict]:
        up = frame.value_axis(self.colours, maximum, automargin=False, anchor=f"x{self.number}", nticks=4)
        up |= {"domain": self.y_domain, "showticklabels": self.first_column}
        across = across | {"domain": self.x_domain, "anchor": f"y{self.number}"}
        return {f"xaxis{self.number}": across, f"yaxis{self.number}": up}

    def bars(self, known: list, quarters: list[date], is_own: bool) -> list[dict]:
        placed = [(each, row) for each, row in zip(quarters, known, strict=True) if row]
        words = [
            f"{wording.quarter(each)}<br>{wording.count(int(row.low), int(row.high), row.shown)}<br>"
            f"{wording.rate_range(row.rate_low, row.rate_high)}"
            for each, row in placed
        ]
        counts = {"low": [row.low for _, row in placed], "high": [row.high for _, row in placed]}
        along = [each.isoformat() for each, _ in placed]
        colour = self.colours.own if is_own else self.colours.peer
        width = timeline.QUARTER_MS * 0.72
        return intervals.bars(counts, along, colour, self.colours, hover=words, width=width, axes=self.refs)

    def title(self, name: str, is_own: bool) -> dict:
        name = frame.wrapped(escape_html(name), 11)
        text = f"<b>{name}</b>" if is_own else name
        font = {"size": frame.SIZE, "color": self.colours.own if is_own else self.colours.text}
        place = {"xref": "paper", "yref": "paper", "x": self.x_domain[0], "y": self.y_domain[1]}
        return frame.note(
            text, self.colours, **place, xanchor="left", yanchor="bottom", yshift=4, align="left", font=font
        )

    def words(self, known: list, quarters: list[date]) -> list[dict]:
        """'under 5' where all is; '0' where the own count is; 'not returned' in its gap."""
        notes = []
        if all(row and intervals.is_under_five(row._asdict()) for row in known):
            middle = quarters[len(quarters) // 2]
            notes.append(self._note(wording.UNDER_FIVE, middle, y=wording.MOST_UNDER_FIVE, yanchor="bottom"))
        for at, row in zip(quarters, known, strict=True):
            if row and row.high == 0:
                notes.append(self._note("0", at, y=0, yanchor="bottom"))
        top = {"yref": f"y{self.number} domain", "y": 1, "yanchor": "top", "textangle": -90}
        for first, last in frame.runs([row is None for row in known]):
            middle = pd.Timestamp(quarters[first]) + (quarters[last] - quarters[first]) / 2
            notes.append(self._note(wording.NOT_RETURNED, middle, **top))
        return notes

    def _note(self, text: str, at: date, **more: object) -> dict:
        refs = {"xref": f"x{self.number}", "yref": f"y{self.number}"}
        return frame.note(text, self.colours, x=at.isoformat(), **(refs | more))

    def gaps(self, known: list, quarters: list[date]) -> list[dict]:
        field = {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": self.colours.gap}
        field |= {"xref": f"x{self.number}", "yref": f"y{self.number} domain", "y0": 0, "y1": 1}
        half = pd.Timedelta(days=44)
        return [
            {
                **field,
                "x0": (pd.Timestamp(quarters[first]) - half).isoformat(),
                "x1": (pd.Timestamp(quarters[last]) + half).isoformat(),
            }
            for first, last in frame.runs([row is None for row in known])
        ]
