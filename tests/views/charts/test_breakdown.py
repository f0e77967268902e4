import pandas as pd

from views.charts.breakdown import breakdown, none, too_few
from views.look import LIGHT
from views.scales import steps


def labels(figure):
    return list(figure.layout.yaxis.ticktext)


def test_largest_first_by_what_is_shown_and_not_known_last(breakdown_rows):
    assert labels(breakdown(breakdown_rows)) == ["Community", "Own home", "Online", "Not known"]


def test_bars_run_from_low_to_high(breakdown_rows):
    figure = breakdown(breakdown_rows)
    stems, caps, stubs = figure.data
    assert list(stems.base) == [0, 0, 0] and list(stems.x) == [28, 18, 48]
    assert list(caps.base) == [28, 18, 48] and list(caps.x) == [4, 4, 4]
    assert caps.marker.color == LIGHT.group
    assert stubs.marker.pattern.shape == "/" and list(stubs.x) == [4]
    assert [note.text for note in figure.layout.annotations if note.name != "key"][1:] == ["30", "20", "under 5", "50"]


def test_a_click_gives_the_code(breakdown_rows):
    codes = [code for trace in breakdown(breakdown_rows).data for code in trace.customdata]
    assert set(codes) == {"not_known", "own_home", "online", "community"}


def test_own_counts_are_whole_bars_in_blue(breakdown_rows):
    exact = breakdown_rows.assign(low=[50, 20, 1, 30], high=[50, 20, 1, 30], shown=["50", "20", "1", "30"])
    (bars,) = breakdown(exact, own=True).data
    assert bars.marker.color == LIGHT.own
    assert list(bars.x) == [30, 20, 1, 50]
    assert "<b>Online</b><br>1 incident" in bars.hovertext


def test_many_small_codes_fold_into_the_pages_line():
    rows = pd.DataFrame(
        [[code, code.title(), 0, 4, "under 5"] for code in "abcd"] + [["e", "E", 5, 7, "5"]],
        columns=["code", "label", "low", "high", "shown"],
    )
    assert too_few(rows) == ["A", "B", "C", "D"]
    assert labels(breakdown(rows)) == ["E"]
    assert too_few(rows.tail(3)) == []
    everything = breakdown(rows.head(4))
    assert [note.text for note in everything.layout.annotations] == ["Every figure is under 5"]


def test_where_every_answer_is_under_five_none_is_listed_again():
    rows = pd.DataFrame([[c, c, 0, 4, "under 5"] for c in "ABCD"], columns=["code", "label", "low", "high", "shown"])
    assert not breakdown(rows).data and too_few(rows) == []


def test_steps_of_a_scale_are_in_its_order():
    counts = {"2_7_days": 9, "under_24h": 5, "not_found": 7, "over_7_days": 1, "24_48h": 3}
    listed = [[code, code, count, count, str(count)] for code, count in [*counts.items(), ("not_given", 8)]]
    rows = pd.DataFrame(listed, columns=["code", "label", "low", "high", "shown"])
    in_order = ["under_24h", "24_48h", "2_7_days", "over_7_days", "not_found", "not_given"]
    assert labels(breakdown(rows, steps=steps("missing_duration"))) == in_order


def test_a_figure_is_written_beside_its_bar_as_it_is_shown():
    rows = pd.DataFrame([["a", "A", 1083, 1087, "1,085"]], columns=["code", "label", "low", "high", "shown"])
    assert "1,085" in [note.text for note in breakdown(rows).layout.annotations]


def test_a_range_has_room_beside_the_longest_bar():
    """On a telephone a share of the axis is too little for "375 to 415": the room is in pixels."""
    rows = pd.DataFrame([["a", "A", 375, 415, "375 to 415"]], columns=["code", "label", "low", "high", "shown"])
    assert breakdown(rows).layout.margin.r >= len("375 to 415") * 6


def exact(counts: list[int]) -> pd.DataFrame:
    rows = [[f"code_{at}", f"Answer {at}", n, n, f"{n}"] for at, n in enumerate(counts)]
    return pd.DataFrame(rows, columns=["code", "label", "low", "high", "shown"])


def test_many_answers_that_nobody_gave_fold_into_the_pages_line_too():
    rows = exact([3, *[0] * 9, 5])
    assert none(rows) == [f"Answer {at}" for at in range(1, 10)] and too_few(rows) == []
    assert labels(breakdown(rows, own=True)) == ["Answer 10", "Answer 0"]


def test_a_scale_keeps_the_steps_that_nobody_gave():
    rows = exact([3, *[0] * 7])
    assert none(rows) == [] and len(labels(breakdown(rows, own=True))) == 8
    assert none(exact([0] * 9)) == [], "nothing else is there"
