"""What holds for all charts alike."""

import ast

import pandas as pd
import plotly.graph_objects as go
import pytest

from views import look
from views.charts.breakdown import breakdown
from views.charts.clocks import by_quarter, kept_by_quarter, took
from views.charts.compare import compare
from views.charts.forest import forest
from views.charts.frame import config
from views.charts.funnel import funnel
from views.charts.heat_map import heat_map
from views.charts.quarter_trend import quarter_trend
from views.charts.seasonal import seasonal
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend

LIMITS = pd.DataFrame(
    [[5000, 0.2, 3.0, 0.1, 4.0], [20000, 0.6, 2.0, 0.4, 2.5]],
    columns=["homes", "lower95", "upper95", "lower998", "upper998"],
)
RATIOS = pd.DataFrame(
    [["damp_and_mould", "Damp and mould", 1.1, 1.6, "165", "120"]],
    columns=["code", "label", "ratio_low", "ratio_high", "shown_now", "shown_before"],
)
MET = pd.DataFrame(
    [
        [pd.Timestamp("2026-01-01"), "summary_sent", 0.9, 0.8, 0.95],
        [pd.Timestamp("2026-04-01"), "summary_sent", 1, 0.9, 1],
    ],
    columns=["period", "clock", "share", "share_low", "share_high"],
)
TOOK = pd.DataFrame(
    [["3 or less", True, 8, 12, "10"], ["4 to 5", False, 0, 4, "under 5"]],
    columns=["band", "in_time", "low", "high", "shown"],
)
LABELS = {"damp_and_mould": "Damp and mould"}


@pytest.fixture
def drawn(one_quarter, group_row, group_months, own_months, limits, breakdown_rows, names):
    """Every chart by name, from the literal frames; `extra` columns can be laid into each of them."""

    def draw(extra=None, dark=False, figures=one_quarter, people=names):
        extra = extra or {}
        figures = figures.assign(**extra)
        group, rows = group_months.assign(**extra), breakdown_rows.assign(**extra)
        return {
            "trend": trend(group, own_months, limits.assign(**extra), dark=dark),
            "small_multiples": small_multiples(figures, "alder", people, dark=dark),
            "compare": compare(figures, group_row | extra, "alder", people, dark=dark),
            "heat_map": heat_map(figures, "alder", people, LABELS, dark=dark),
            "breakdown": breakdown(rows, dark=dark),
            "quarter_trend": quarter_trend(figures.head(1), own=True, dark=dark),
            "seasonal": seasonal(group, dark=dark),
            "funnel": funnel(figures, LIMITS, group_row, "alder", people, dark=dark),
            "kept_by_quarter": kept_by_quarter(MET.assign(**extra), {"summary_sent": "Summary"}, dark=dark),
            "took": took(TOOK.assign(**extra), "working days", dark=dark),
            "hazards_by_quarter": by_quarter(figures.head(1), dark=dark),
            "forest": forest(RATIOS.assign(**extra), dark=dark),
        }

    return draw


NAMES = [
    "kept_by_quarter",
    "took",
    "hazards_by_quarter",
    "trend",
    "small_multiples",
    "compare",
    "heat_map",
    "breakdown",
    "quarter_trend",
    "seasonal",
    "funnel",
    "forest",
]


@pytest.mark.dose(2)
@pytest.mark.parametrize("name", NAMES)
def test_a_hidden_count_changes_nothing(drawn, name):
    assert drawn()[name].to_dict() == drawn({"hidden": 987654, "exact": 31})[name].to_dict()


@pytest.mark.parametrize("name", NAMES)
def test_plotly_knows_every_property(drawn, name):
    spec = drawn()[name].to_dict()
    assert go.Figure(spec).to_plotly_json()["data"] is not None


@pytest.mark.dose(2)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_ground_is_clear_and_colours_are_the_looks(drawn, name, dark):
    figure = drawn(dark=dark)[name]
    colours = look.look(dark)
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.font.color == colours.text
    other = look.look(not dark)
    meanings = (other.own, other.peer, other.group, other.text, other.quiet)
    assert not [colour for colour in meanings if colour in str(figure.to_dict())]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_zoomed_by_accident_and_no_legend_is_needed(drawn, name):
    figure = drawn()[name]
    assert figure.layout.dragmode is False
    assert figure.layout.showlegend is False
    assert figure.to_dict()["layout"]["template"] == {"layout": {}}
    axes = [axis for key, axis in figure.layout.to_plotly_json().items() if key[1:].startswith("axis")]
    assert axes and all(axis["fixedrange"] for axis in axes)


@pytest.mark.parametrize("name", ["trend", "small_multiples", "breakdown", "seasonal", "funnel", "compare"])
def test_counts_and_rates_start_at_zero(drawn, name):
    figure = drawn()[name]
    axis = figure.layout.xaxis if name in ("breakdown", "compare") else figure.layout.yaxis
    assert axis.range[0] == 0


@pytest.mark.parametrize("name", ["small_multiples", "compare", "heat_map", "funnel"])
def test_a_name_is_never_markup(drawn, name, names):
    figure = drawn(people=names | {"birch": '<a href="x">B&B</a>'})[name]
    text = str(figure.to_dict())
    assert "<a href" not in text
    assert "&lt;a" in text


def test_nothing_is_returned_yet(one_quarter, group_months, breakdown_rows, names):
    figures = [
        trend(None),
        trend(group_months.head(0)),
        small_multiples(one_quarter.head(0), "alder", names),
        breakdown(breakdown_rows.head(0)),
        seasonal(group_months.head(0)),
    ]
    for figure in figures:
        assert [note.text for note in figure.layout.annotations] == ["No figures for this choice yet"]
        assert not figure.data


def blended(colour: str, opacity: float, ground: str) -> str:
    """The colour as it is seen through its opacity; '' where it is clear."""
    if colour.startswith("rgba"):
        *channels, own = (float(each) for each in colour[5:-1].split(","))
        colour, opacity = "#" + "".join(f"{int(each):02x}" for each in channels), opacity * own
    if not opacity:
        return ""
    mixed = (
        round(int(colour[at : at + 2], 16) * opacity + int(ground[at : at + 2], 16) * (1 - opacity)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def each_of(value, number: int) -> list:
    return list(value) if isinstance(value, (list, tuple)) else [value] * number


def drawn_colours(trace: dict) -> list[list[tuple[str, float]]]:
    """Of each mark of a trace: its colour and its edge, with their opacity. Of a line: its own."""
    if "lines" in trace.get("mode", "") and "marker" not in trace:
        return [[(trace["line"]["color"], 1)]]
    marker, number = trace.get("marker", {}), len(trace.get("x", []))
    if "color" not in marker:
        return []
    opacities = each_of(marker.get("opacity", trace.get("opacity", 1)), number)
    edge = marker.get("line", {})
    edges = each_of(edge.get("color") if edge.get("width") else None, number)
    return [
        [(colour, opacity), *([(line, opacity)] if line else [])]
        for colour, line, opacity in zip(each_of(marker["color"], number), edges, opacities, strict=True)
    ]


@pytest.mark.dose(2)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_mark_or_its_edge_stands_out_from_the_ground(drawn, name, dark):
    ground, seen = look.look(dark).ground, 0
    for trace in drawn(dark=dark)[name].to_dict()["data"]:
        for parts in drawn_colours(trace):
            colours = [found for colour, opacity in parts if (found := blended(colour, opacity, ground))]
            seen += len(colours)
            assert not colours or max(look.contrast(each, ground) for each in colours) >= 3, (trace["type"], parts)
    assert seen or name == "heat_map"


def test_plotly_offers_no_tools_and_no_sharing():
    assert config()["displayModeBar"] is False


def test_charts_know_no_streamlit_and_no_store(root):
    modules = [
        *(root / "views" / "charts").glob("*.py"),
        root / "views" / "look.py",
        root / "views" / "wording.py",
    ]
    assert len(modules) > 10
    for module in modules:
        imported = {
            name
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        }
        known = imported - {"ingest.months"}  # plain dates
        rooms = {name.split(".")[0] for name in known}
        assert not rooms & {"streamlit", "queries", "ingest", "duckdb", "dashboard"}, module.name
