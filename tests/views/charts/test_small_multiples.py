import pandas as pd
import pytest

from views.charts.small_multiples import small_multiples
from views.look import LIGHT

COLUMNS = ["member", "period", "low", "high", "shown", "rate_low", "rate_high"]


@pytest.fixture
def figures():
    return pd.DataFrame(
        [
            ["alder", "2026-01", 7, 7, "7", 0.1, 0.7],
            ["alder", "2026-04", 0, 0, "0", 0.0, 0.2],
            ["alder", "2026-07", 3, 3, "3", 0.0, 0.5],
            ["birch", "2026-01", 28, 32, "30", 1.8, 4.5],
            ["birch", "2026-07", 0, 4, "under 5", 0.0, 2.0],
        ],
        columns=COLUMNS,
    )


@pytest.fixture
def two():
    return {"alder": "Alder", "birch": "Birch"}


def notes(figure, text):
    return [note for note in figure.layout.annotations if note.text == text]


def test_panels_share_one_scale(figures, two):
    layout = small_multiples(figures, "alder", two, columns=2).layout
    assert layout.yaxis.range == layout.yaxis2.range == (0, 35)
    assert layout.xaxis.range == layout.xaxis2.range


def test_seven_panels_in_two_rows_do_not_overlap(figures):
    seven = {code: code for code in ["alder", "birch", "c", "d", "e", "f", "g"]}
    layout = small_multiples(figures, "alder", seven).layout.to_plotly_json()
    places = [(layout[f"xaxis{n}"]["domain"], layout[f"yaxis{n}"]["domain"]) for n in ["", *range(2, 8)]]
    for at, (x, y) in enumerate(places):
        assert 0 <= x[0] < x[1] <= 1 and 0 <= y[0] < y[1] <= 1
        for other_x, other_y in places[at + 1 :]:
            assert x[1] <= other_x[0] or other_x[1] <= x[0] or y[0] >= other_y[1]
    assert len({tuple(y) for _, y in places}) == 2


def test_own_is_blue_and_bold_peers_are_grey(figures, two):
    figure = small_multiples(figures, "alder", two)
    own = [trace for trace in figure.data if trace.xaxis == "x"]
    assert {trace.marker.color for trace in own} == {LIGHT.own}
    caps = [trace for trace in figure.data if trace.xaxis == "x2" and trace.marker.color == LIGHT.peer]
    assert (list(caps[0].base), list(caps[0].y)) == ([28], [4])
    assert notes(figure, "<b>Alder</b>")[0].font.color == LIGHT.own
    assert notes(figure, "Birch")[0].font.color == LIGHT.text


def test_under_five_is_a_hatched_stub_with_those_words(figures, two):
    figure = small_multiples(figures, "alder", two)
    stub = next(trace for trace in figure.data if trace.marker.pattern.shape == "/")
    assert (list(stub.x), list(stub.base), list(stub.y)) == (["2026-07-01"], [0], [4])
    assert [note.text.count("under 5") for note in figure.layout.annotations if note.name == "key"] == [1]


def test_a_panel_with_only_under_five_says_so(figures, two):
    small = figures[figures["member"] == "alder"].assign(member="birch", low=0, high=4, shown="under 5")
    figure = small_multiples(pd.concat([figures[:3], small]), "alder", two)
    (said,) = notes(figure, "under 5")
    assert (said.xref, said.yref, said.y) == ("x2", "y2", 4)


def test_a_count_widened_down_to_nothing_is_not_under_five(figures, two):
    widened = figures.replace({"high": {4: 28}, "shown": {"under 5": "0 to 28"}})
    figure = small_multiples(widened, "alder", two)
    assert not notes(figure, "hatched: under 5")
    assert {trace.marker.pattern.shape for trace in figure.data} == {None, "x"}
    caps = [trace for trace in figure.data if trace.xaxis == "x2" and trace.marker.color == LIGHT.peer]
    assert (list(caps[0].base), list(caps[0].y)) == ([28], [4])
    (crossed,) = [trace for trace in figure.data if trace.marker.pattern.shape == "x"]
    assert (list(crossed.base), list(crossed.y)) == ([0], [28])


def test_a_quarter_not_returned_is_a_gap_with_its_word_and_a_zero_is_a_zero(figures, two):
    figure = small_multiples(figures, "alder", two)
    (missing,) = notes(figure, "not returned")
    assert (missing.xref, missing.x[:10]) == ("x2", "2026-04-01")
    (zero,) = notes(figure, "0")
    assert (zero.xref, zero.x[:10]) == ("x", "2026-04-01")


def test_hovering_says_what_the_table_says(figures, two):
    words = {text for trace in small_multiples(figures, "alder", two).data for text in trace.hovertext}
    assert "Jan–Mar 2026<br>about 30 incidents<br>1.8 to 4.5 per 1,000 homes" in words
    assert "Jan–Mar 2026<br>7 incidents<br>0.10 to 0.70 per 1,000 homes" in words


def test_while_presenting_nobody_is_blue(figures, two):
    peers = figures.assign(low=0, high=4, shown="under 5")
    assert LIGHT.own not in str(small_multiples(peers, None, two).to_dict())


def test_what_the_panels_count_is_written_above_them(figures, two):
    [unit] = notes(small_multiples(figures, "alder", two), "Incidents a quarter")
    assert (unit.xanchor, unit.yref) == ("left", "paper")
