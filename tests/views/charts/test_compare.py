import pytest

from views.charts.compare import compare
from views.look import LIGHT


def thick(figure):
    return [trace for trace in figure.data if trace.type == "bar" and trace.width == 0.34]


def test_members_are_in_the_order_of_their_names_not_of_their_counts(one_quarter, group_row, names):
    for order in (one_quarter, one_quarter.iloc[::-1]):
        axis = compare(order, group_row, "alder", names).layout.yaxis
        assert list(axis.tickvals) == [3, 2, 1, 0]
        assert [text.replace("<b>", "").split("<br>")[0][-20:] for text in axis.ticktext[1:]] == [
            "Birch",
            "Cedar",
            "Gorse",
        ]
        assert "Alder" in axis.ticktext[0]


def test_own_is_bold_and_blue(one_quarter, group_row, names):
    own, birch = compare(one_quarter, group_row, "alder", names).layout.yaxis.ticktext[:2]
    assert own.startswith("<b>") and LIGHT.own in own
    assert "<b>" not in birch and LIGHT.own not in birch


def test_each_row_says_its_count_or_that_there_is_none(one_quarter, group_row, names):
    rows = compare(one_quarter, group_row, "alder", names).layout.yaxis.ticktext
    for row, words in zip(
        rows, ["12 incidents", "about 30 incidents", "under 5 incidents", "not returned"], strict=True
    ):
        assert f">{words}</span>" in row


def test_intervals_are_always_drawn(one_quarter, group_row, names):
    thin = compare(one_quarter, group_row, "alder", names).data[0]
    assert list(thin.base) == [0.31, 1.86, 0.0]
    assert [round(base + length, 2) for base, length in zip(thin.base, thin.x, strict=True)] == [
        1.05,
        4.52,
        2.05,
    ]
    assert list(thin.customdata) == ["alder", "birch", "cedar"]


def test_what_the_count_may_be_is_thick_and_under_five_hatched(one_quarter, group_row, names):
    figure = compare(one_quarter, group_row, "alder", names)
    peer, wide, few = thick(figure)
    assert not wide.base
    assert (list(peer.base), [round(x, 6) for x in peer.x]) == ([2.8], [0.4])
    assert (list(few.base), list(few.x), few.marker.pattern.shape) == ([0.0], [0.8], "/")
    own = next(trace for trace in figure.data if trace.type == "scatter")
    assert (list(own.x), list(own.marker.color)) == ([0.6], [LIGHT.own])


def test_the_groups_rate_is_a_line_with_its_band(one_quarter, group_row, names):
    figure = compare(one_quarter, group_row, "alder", names)
    band, line = figure.layout.shapes
    assert (band.x0, band.x1) == (0.89, 1.79)
    assert line.x0 == line.x1 == pytest.approx(45 / 35000 * 1000)
    assert line.line.color == LIGHT.group
    assert "Group 0.89 to 1.8" in [note.text for note in figure.layout.annotations]


def test_without_a_group_figure_there_is_no_line(one_quarter, names):
    assert not compare(one_quarter, None, "alder", names).layout.shapes


def test_a_small_members_interval_does_not_squeeze_the_others(one_quarter, group_row, names):
    one_quarter.loc[2, "rate_high"] = 40.0
    figure = compare(one_quarter, group_row, "alder", names)
    assert figure.layout.xaxis.range == (0, 12)
    assert "to 40.0 ▸" in [note.text for note in figure.layout.annotations]


def test_no_homes_no_rate_and_the_row_says_why(one_quarter, group_row, names):
    one_quarter.loc[1, ["homes", "rate_low", "rate_high"]] = None
    figure = compare(one_quarter, group_row, "alder", names)
    assert list(figure.data[0].customdata) == ["alder", "cedar"]
    assert "no homes figure, so no rate" in [note.text for note in figure.layout.annotations]


def test_hovering_says_what_the_table_says(one_quarter, group_row, names):
    assert list(compare(one_quarter, group_row, "alder", names).data[0].hovertext) == [
        "<b>Alder</b><br>12 incidents<br>0.31 to 1.1 per 1,000 homes",
        "<b>Birch</b><br>about 30 incidents<br>1.9 to 4.5 per 1,000 homes",
        "<b>Cedar</b><br>under 5 incidents<br>0 to 2.0 per 1,000 homes",
    ]


def test_flags_are_triangles(one_quarter, group_row, names):
    flagged = one_quarter.assign(flag=["low", "high", None])
    marks = {
        trace.marker.symbol: trace.marker.color
        for trace in compare(flagged, group_row, "alder", names).data
        if trace.type == "scatter" and isinstance(trace.marker.symbol, str)
    }
    assert marks == {"triangle-up": LIGHT.high, "triangle-down": LIGHT.low}


def test_a_long_name_is_on_two_lines_so_that_a_telephone_has_room_for_the_rates(one_quarter, group_row, names):
    long = names | {"birch": "Birchfield Community Housing Ltd"}
    drawn, usual = (compare(one_quarter, group_row, "alder", each) for each in (long, names))
    label = drawn.layout.yaxis.ticktext[list(long).index("birch")]
    assert label.startswith("Birchfield<br>Community") or label.startswith("Birchfield Community<br>Housing Ltd")
    assert drawn.layout.height - usual.layout.height == 16 * len(names)
