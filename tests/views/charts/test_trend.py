import pandas as pd
import pytest

from views.charts.trend import trend
from views.look import LIGHT


def notes(figure, part):
    return [note for note in figure.layout.annotations if part in note.text]


def bands(figure):
    return [shape for shape in figure.layout.shapes if shape.fillcolor == LIGHT.band]


def lines(figure, colour):
    return [trace for trace in figure.data if trace.type == "scatter" and trace.line.color == colour]


def test_months_are_named_every_third_one(group_months, own_months):
    axis = trend(group_months, own_months).layout.xaxis
    assert list(axis.ticktext) == ["Oct 2025", "Jan 2026", "Apr 2026"]
    assert list(axis.tickvals) == ["2025-10-01", "2026-01-01", "2026-04-01"]


def test_the_group_is_near_black_strokes_from_low_to_high(group_months):
    strokes = next(trace for trace in trend(group_months).data if trace.type == "bar" and len(trace.x))
    assert list(strokes.base) == [8, 13, 23, 38, 18, 13, 8]
    assert set(strokes.y) == {4}
    assert strokes.marker.line.color == LIGHT.group


def test_months_with_a_member_missing_are_hollow(group_months):
    figure = trend(group_months)
    strokes = next(trace for trace in figure.data if trace.type == "bar" and len(trace.x))
    hollow = [x for x, colour in zip(strokes.x, strokes.marker.color, strict=True) if colour == LIGHT.ground]
    assert hollow == ["2026-04-01"]


def test_no_line_crosses_a_gap_and_the_gap_has_its_word(group_months, own_months):
    figure = trend(group_months, own_months, own_name="Alder")
    group = lines(figure, LIGHT.group)[0]
    own = lines(figure, LIGHT.own)[0]
    assert group.connectgaps is False and own.connectgaps is False
    assert group.y[list(group.x).index("2026-03-01")] is None
    assert own.y[list(own.x).index("2025-11-01")] is None
    assert notes(figure, "fewer than five returned")[0].x.startswith("2026-03-01")
    assert notes(figure, "Alder: not returned")[0].x.startswith("2025-11-01")


def test_an_own_zero_is_drawn(own_months):
    own = lines(trend(None, own_months), LIGHT.own)[0]
    assert own.y[list(own.x).index("2025-12-01")] == 0
    assert own.line.width == 3


def test_alone_the_own_gap_needs_no_name(own_months):
    assert notes(trend(None, own_months, own_name="Alder"), "not returned")[0].text == "not returned"


def test_labels_are_at_the_lines_ends(group_months, own_months, limits):
    figure = trend(group_months, own_months, limits, own_name="Alder")
    ends = {note.text for note in figure.layout.annotations if note.xref == "paper" and note.x == 1}
    assert ends == {"Group", "<b>Alder</b>", "Average"}
    (band,) = notes(figure, "Usual range")
    assert (band.y, band.yanchor) == (bands(figure)[0].y1, "bottom")


def test_the_axis_ends_above_what_is_shown_and_the_usual_range(group_months, limits):
    assert trend(group_months).layout.yaxis.range == (0, 50)
    assert trend(group_months, limits=limits.assign(upper=88)).layout.yaxis.range == (0, 100)


def test_the_usual_range_is_drawn_from_zero_or_above(group_months, limits):
    band = next(shape for shape in trend(group_months, limits=limits).layout.shapes if shape.fillcolor == LIGHT.band)
    assert (band.y0, band.y1) == (0, 36)


def test_limits_that_start_afresh_are_two_ranges(group_months, limits):
    afresh = limits.assign(upper=[36, 36, 36, 36, 50, 50, 50])
    bands = [each for each in trend(group_months, limits=afresh).layout.shapes if each.fillcolor == LIGHT.band]
    assert [band.y1 for band in bands] == [36, 50]


def test_without_limits_there_is_no_range_and_no_label(group_months, limits):
    none = limits.assign(mean=None, lower=None, upper=None, signal=None, direction=None)
    figure = trend(group_months, limits=none)
    assert not bands(figure)
    assert not notes(figure, "Usual range")


def test_signals_are_triangles_with_their_words(group_months, limits):
    high = trend(group_months, limits=limits).data[-1]
    assert (high.marker.symbol, high.marker.color) == ("triangle-up", LIGHT.high)
    assert list(high.x) == ["2026-01-01"]
    assert list(high.hovertext) == ["Above its usual range"]
    low = trend(group_months, limits=limits.replace("high", "low")).data[-1]
    assert (low.marker.symbol, low.marker.color) == ("triangle-down", LIGHT.low)


def test_under_five_is_hatched_named_once_and_joined_by_no_line(quiet_months):
    figure = trend(quiet_months)
    stubs = next(trace for trace in figure.data if trace.type == "bar" and len(trace.x))
    assert stubs.marker.pattern.shape == "/"
    assert set(stubs.y) == {4}
    assert len(notes(figure, "under 5")) == 1
    assert all(value is None for value in lines(figure, LIGHT.group)[0].y)


def test_hovering_says_what_the_table_says(group_months, own_months):
    words = [text for trace in trend(group_months, own_months, own_name="Alder").data for text in trace.hovertext or ()]
    assert "Group: about 40 incidents, all 7 members" in words
    assert "Group: about 15 incidents, 6 of 7 members" in words
    assert "Alder: 0 incidents" in words


def test_months_after_the_newest_edition_are_not_marked_as_missing(group_months, own_months):
    closed = group_months.iloc[:-2]
    figure = trend(closed, own_months, own_name="Alder")
    assert [note.text for note in notes(figure, "no group figure yet")] == ["no group figure yet"]


def test_events_are_above_the_line_at_their_date(group_months):
    events = pd.DataFrame(
        [["2025-10-27", "Awaab’s Law, <b>phase 1</b>"], ["2019-01-01", "Long ago"]], columns=["date", "label"]
    )
    figure = trend(group_months, events=events)
    assert notes(figure, "Awaab")[0].text == "Awaab’s Law, &lt;b&gt;phase 1&lt;/b&gt;"
    assert not notes(figure, "Long ago")
    dotted = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert [shape.x0[:10] for shape in dotted] == ["2025-10-27"]


def test_a_range_of_quarters_makes_it_a_chart_of_quarters(group_months, limits):
    """Bars, bands and the axis are three months wide, and the axis says so."""
    quarters = group_months.iloc[[0, 3]].assign(period=pd.to_datetime(["2025-10-01", "2026-01-01"]))
    by_quarter = limits.iloc[[0, 3]].assign(month=quarters["period"], basis="quarters")
    figure = trend(quarters, limits=by_quarter)
    assert notes(figure, "Incidents a quarter")
    assert (bands(figure)[0].x0[:10], bands(figure)[0].x1[:10]) == ("2025-08-17", "2026-02-15")
    assert not notes(figure, "fewer than five returned")


def test_a_range_for_the_time_of_year_has_a_band_a_month(group_months, limits):
    seasonal = limits.assign(mean=range(10, 17), lower=range(2, 9), upper=range(20, 27), basis="time_of_year")
    assert len(bands(trend(group_months, limits=seasonal))) == len(limits)


def test_a_long_name_of_an_event_is_on_two_lines_and_makes_room(group_months):
    """On a telephone some 28 characters fit beside the line; in the last months they stand to its left."""
    long = "Action: Visit every home with a second report within ten days"
    days = [str(group_months["period"].iloc[at])[:10] for at in (0, -1)]
    one, two = (
        trend(group_months, events=pd.DataFrame([[day, label] for day in days], columns=["date", "label"]))
        for label in ("New triage team", long)
    )
    assert [note.text.split("<br>") for note in notes(two, "Visit")] == [
        ["Action: Visit every home with a", "second report within ten days"]
    ] * 2
    assert [note.xanchor for note in notes(two, "Visit")] == ["left", "right"]
    assert two.layout.height - one.layout.height == 2 * 18
    upper, lower = (note.yshift for note in notes(two, "Visit"))
    assert upper - lower == 2 * 18


@pytest.mark.parametrize(("day", "moved"), [("2026-03-10", True), ("2026-02-01", False)])
def test_the_reason_for_a_gap_stands_beside_an_event_s_line(group_months, day, moved):
    events = pd.DataFrame({"date": [pd.Timestamp(day)], "label": ["A new form"]})
    notes = trend(group_months, events=events).layout.annotations
    (reason,) = [note for note in notes if note.text == "fewer than five returned"]
    assert (reason.xshift != 0) == moved
