from views.charts.heat_map import heat_map
from views.look import LIGHT

LABELS = {"damp_and_mould": "Damp and mould", "other": "Other"}


def words(figure):
    text = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text")
    return dict(zip(zip(text.x, (round(y) for y in text.y), strict=True), text.text, strict=True))


def test_every_cell_has_its_number_or_its_word(one_quarter, names):
    cells = words(heat_map(one_quarter, "alder", names, LABELS))
    assert cells[(0, 0)] == "0.60"
    assert cells[(1, 0)] == "3.0"
    assert cells[(2, 0)] == "under<br>5"
    assert cells[(0, 1)] == "not<br>returned"
    assert cells[(3, 0)] == cells[(3, 1)] == ""


def test_a_member_without_any_figure_says_so_down_its_column(one_quarter, names):
    figure = heat_map(one_quarter, "alder", names, LABELS)
    (note,) = (each for each in figure.layout.annotations if each.name != "key")
    assert (note.text, note.x) == ("not returned", 3)


def test_colour_repeats_the_number_and_leaves_small_counts_out(one_quarter, names):
    colour = heat_map(one_quarter, "alder", names, LABELS).data[0]
    assert [list(row) for row in colour.z] == [[0.6, 3.0, None, None], [None] * 4]
    assert (colour.zmin, colour.zmax) == (0, 3.5)
    assert [step[1] for step in colour.colorscale] == list(LIGHT.ramp)
    assert colour.showscale is False


def test_under_five_is_hatched(one_quarter, names):
    hatched = heat_map(one_quarter, "alder", names, LABELS).data[1]
    assert (list(hatched.x), hatched.marker.pattern.shape) == ([2], "/")


def test_intervals_are_written_below_the_rates(one_quarter, names):
    traces = heat_map(one_quarter, "alder", names, LABELS).data
    ranges = next(trace for trace in traces if trace.type == "bar" and trace.textposition == "inside")
    assert list(ranges.text) == ["0.31–1.1", "1.9–4.5"]


def test_hovering_and_clicks(one_quarter, names):
    cells = heat_map(one_quarter, "alder", names, LABELS).data[-1]
    assert [member for member, _ in cells.customdata] == ["alder", "birch", "cedar"]
    assert {family for _, family in cells.customdata} == {"damp_and_mould"}
    assert cells.hovertext[1] == ("<b>Birch, Damp and mould</b><br>about 30 incidents<br>1.9 to 4.5 per 1,000 homes")


def test_own_is_named_in_blue(one_quarter, names):
    heads = heat_map(one_quarter, "alder", names, LABELS).layout.xaxis.ticktext
    assert LIGHT.own in heads[0] and LIGHT.own not in "".join(heads[1:])
