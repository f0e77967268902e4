"""The families as tiles in present mode."""

import pytest

from tests.views.conftest import steady, texts
from views.this_quarter import tiles

CLEAR = {
    "family": "self_neglect", "high": 57, "shown": "55", "low": 53, "before_high": 42, "no_ratio": None, "ratio": 1.4,
    "ratio_low": 1.1, "ratio_high": 1.8, "stands_out": True, "lasting": False, "direction": "up",
}  # fmt: skip
SAME = CLEAR | {
    "family": "exploitation", "ratio": 1.0, "ratio_low": 0.8, "ratio_high": 1.2, "stands_out": False, "direction": None
}  # fmt: skip
FEW = SAME | {"family": "other", "low": 0, "high": 4, "shown": "under 5", "before_high": 4}
NONE = SAME | {"family": "hate", "high": None}


def test_what_stands_out_or_is_marked_comes_first_and_too_few_stay_apart():
    marked = SAME | {"family": "damp_and_mould"}
    shown, few = tiles.in_order([SAME, FEW, NONE, marked, CLEAR], {"damp_and_mould": "above its usual range"})
    assert [row["family"] for row in shown] == ["damp_and_mould", "self_neglect", "exploitation"]
    assert [row["family"] for row in few] == ["other"]


@pytest.mark.parametrize(
    ("row", "marked", "expected"),
    [
        (CLEAR, "", "**▲ up by about a third**"),
        (
            CLEAR | {"direction": "down", "ratio": 0.5, "ratio_low": 0.4, "ratio_high": 0.7},
            "",
            "**▼ down by about half**",
        ),
        (SAME, "", "no clear change"),
        (SAME, "above its usual range", "**above its usual range**"),
    ],
)
def test_a_change_in_short(row, marked, expected):
    assert tiles.in_short(row, "Apr–Jun 2025", marked) == expected


def test_presenting_shows_tiles_in_place_of_rows_and_larger_type(make_store, opened):
    store = make_store(steady())
    page = opened(store, "this_quarter", be="lead_cedar", present=True)
    assert "compared with Apr–Jun 2025" in texts(page)
    assert "Each family, all members together" not in texts(page)
    assert any("about" in each.value for each in page.markdown)
    assert not page.get("plotly_chart")
    styles = "".join(each.proto.body for each in page.get("html"))
    assert "font-size: 23px" in styles and "@media print" in styles
    plain = opened(store, "this_quarter", be="lead_cedar")
    assert "Each family, all members together" in texts(plain)
    assert "font-size: 23px" not in "".join(each.proto.body for each in plain.get("html"))
