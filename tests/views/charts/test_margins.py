"""Room beside an axis: at least what Plotly was seen to need, and little more."""

import pytest

from views.charts import margins

# words, size of their letters -> pixels that Chromium measured of them in Source Sans
MEASURED = [
    ("200", 12, 17.9),
    ("100%", 12, 27.9),
    ("Low", 14, 24),
    ("Under 24 hours", 14, 89.4),
    ("Recorded as missing", 14, 119.1),
    ("Treated as a<br>welfare check", 14, 80),
    ("Hate and anti-social<br>behaviour", 14, 117.1),
    ('Birch<br><span style="color:#555;font-size:12px">about 325, was about 250</span>', 14, 127.5),
]


@pytest.mark.parametrize(("words", "size", "pixels"), MEASURED)
def test_words_are_as_wide_as_a_browser_draws_them_or_a_little_wider(words, size, pixels):
    assert pixels - 1 <= margins.width(words, size) <= pixels * 1.1 + 1


def test_bold_letters_are_wider_and_marks_are_no_letters():
    plain = margins.width("Alder", 14)
    assert margins.width('<span style="color:#123456">Alder</span>', 14) == plain < margins.width("<b>Alder</b>", 14)
    assert margins.width("&lt;&amp;", 14) == margins.width("<", 14) + margins.width("&", 14)


VALUES = {"range": [0, 200], "automargin": True, "tickfont": {"size": 12}}
NAMES = {"range": [-1, 1], "tickvals": [0], "ticktext": ["Over 7 days"], "automargin": True, "ticklabelstandoff": 8}


@pytest.mark.parametrize(
    ("axes", "others", "pixels"),
    [
        ({"yaxis": VALUES}, 8, 18 + 3 + 8),
        ({"yaxis": VALUES}, 60, 18 + 3 + 12),
        ({"yaxis": VALUES | {"range": [0, 2000]}}, 8, 27 + 3 + 8),  # 2,000
        ({"yaxis": VALUES | {"automargin": False}}, 8, 0),
        ({"yaxis": NAMES, "xaxis": VALUES}, 8, 69 + 8 + 3 + 8),
        ({"yaxis": VALUES, "yaxis2": NAMES}, 8, 69 + 8 + 3 + 8),
        ({"yaxis": {"visible": False, "range": [0, 1]}}, 8, 0),
    ],
)
def test_the_left_margin_holds_the_widest_words_of_its_axes(axes, others, pixels):
    assert margins.left(axes, 14, others=others) == pytest.approx(pixels, abs=2)


@pytest.mark.parametrize(
    ("axis", "pixels"),
    [
        (VALUES, 15 + 3 + 8),
        ({"type": "date", "tickvals": ["2026-01-01"], "ticktext": ["Jan 2026"], "automargin": True}, 15 + 3 + 8),
        ({"type": "date", "automargin": True, "ticks": "outside", "ticklen": 4}, 15 + 4 + 2 + 3 + 8),
        (NAMES | {"ticktext": ["Over<br>7 days"]}, 30 + 3 + 8),
        ({"categoryarray": ["one", "two"], "automargin": True, "title": {"text": "Days"}}, 30 + 3 + 8),
        (VALUES | {"side": "top"}, 0),
        (VALUES | {"automargin": False}, 0),
    ],
)
def test_the_lower_margin_holds_a_line_of_words_marks_and_a_title(axis, pixels):
    assert margins.bottom({"xaxis": axis}, others=8) == pixels
