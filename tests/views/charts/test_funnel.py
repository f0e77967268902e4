import pandas as pd
import pytest

from views.charts.funnel import funnel
from views.look import LIGHT

LIMITS = pd.DataFrame(
    [[5000, -0.1, 3.0, -0.2, 4.0], [20000, 0.6, 2.0, 0.4, 2.5]],
    columns=["homes", "lower95", "upper95", "lower998", "upper998"],
)


def test_limits_are_dashed_and_never_below_zero(one_quarter, group_row, names):
    lines = funnel(one_quarter, LIMITS, group_row, "alder", names).data[:4]
    assert [line.line.dash for line in lines] == ["dash", "dash", "dot", "dot"]
    assert list(lines[0].y) == [0, 0.6]


def test_peers_are_strokes_and_own_is_a_dot(one_quarter, group_row, names):
    strokes, few, wide, dots = funnel(one_quarter, LIMITS, group_row, "alder", names).data[-4:]
    assert (list(strokes.customdata), strokes.marker.color) == (["birch"], LIGHT.peer)
    assert (list(strokes.base), list(strokes.y)) == (pytest.approx([2.8]), pytest.approx([0.4]))
    assert (list(few.customdata), few.marker.pattern.shape) == (["cedar"], "/")
    assert (list(few.base), list(few.y), list(wide.y)) == ([0], pytest.approx([0.8]), [])
    assert (list(dots.x), list(dots.y), dots.marker.color) == ([20000], [0.6], LIGHT.own)


def test_members_without_homes_are_left_out(one_quarter, group_row, names):
    one_quarter.loc[1, ["homes", "rate_low", "rate_high"]] = None
    figure = funnel(one_quarter, LIMITS, group_row, "alder", names)
    assert "Birch" not in str(figure.to_dict())


def test_the_groups_rate_is_the_middle_line(one_quarter, group_row, names):
    middle = funnel(one_quarter, LIMITS, group_row, "alder", names).data[4]
    assert middle.line.color == LIGHT.group
    assert list(middle.y) == pytest.approx([45 / 35] * 2)
    without = funnel(one_quarter, LIMITS, None, "alder", names)
    assert len(without.data) == 8
