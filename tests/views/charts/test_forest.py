import pandas as pd
import pytest

from views.charts.forest import forest
from views.look import LIGHT

ROWS = pd.DataFrame(
    [
        ["damp_and_mould", "Damp and mould", 1.0905, 1.5, "165", "120"],
        ["exploitation", "Exploitation", 0.5, 2.0, "10", "10"],
        ["other", "Other", None, None, "5", "under 5"],
    ],
    columns=["code", "label", "ratio_low", "ratio_high", "shown_now", "shown_before"],
)


def test_half_and_double_lie_equally_far_from_same():
    figure = forest(ROWS)
    places = dict(zip(figure.layout.xaxis.ticktext, figure.layout.xaxis.tickvals, strict=True))
    assert places["half"] == -places["double"] == -1
    assert places["same"] == 0
    low, high = figure.layout.xaxis.range
    assert low == -high


def test_rows_keep_their_order_and_say_both_counts():
    rows = forest(ROWS).layout.yaxis.ticktext
    assert [row.split("<br>")[0] for row in rows] == ["Damp and mould", "Exploitation", "Other"]
    assert "about 165, was about 120" in rows[0] and "about 5, was under 5" in rows[2]


def test_a_clear_change_is_thicker():
    bars = forest(ROWS).data[0]
    assert list(bars.base) == pytest.approx([0.125, -1.0], abs=1e-4)
    assert bars.width[0] > bars.width[1]
    assert set(bars.marker.color) == {LIGHT.group}


def test_where_a_count_may_be_zero_there_is_no_ratio():
    figure = forest(ROWS)
    assert list(figure.data[0].customdata) == ["damp_and_mould", "exploitation"]
    assert "too few for a ratio" in [note.text for note in figure.layout.annotations]


def test_a_very_wide_interval_ends_at_the_edge():
    figure = forest(ROWS.assign(ratio_low=[0.0, 0.5, None], ratio_high=[500.0, 2.0, None]))
    bars, edge = figure.data[0], figure.layout.xaxis.range[1]
    assert bars.base[0] == -edge and bars.base[0] + bars.x[0] == pytest.approx(edge)


def test_own_ratios_have_their_middle_marked():
    _, dots = forest(ROWS.assign(ratio=[1.25, 1.0, None]), own=True).data
    assert set(dots.marker.color) == {LIGHT.own}
    assert list(dots.x) == pytest.approx([0.3219, 0], abs=1e-3)


def test_members_are_grey_and_the_own_member_blue():
    bars, dots = forest(ROWS.assign(whose=["peer", "own", "peer"], ratio=[None, 1.0, None])).data
    assert list(bars.marker.color) == [LIGHT.peer, LIGHT.own]
    assert list(dots.marker.color) == [LIGHT.own]


def test_hovering():
    assert forest(ROWS).data[0].hovertext[0] == (
        "<b>Damp and mould</b><br>about 165, was about 120<br>1.1 to 1.5 times the rate then"
    )
