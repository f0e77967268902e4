import pandas as pd

from views.charts.seasonal import seasonal
from views.look import LIGHT


def years(figure):
    return {trace.name: trace for trace in figure.data if trace.type == "scatter"}


def test_years_lie_over_the_same_months(group_months, own_months):
    lines = years(seasonal(group_months))
    assert list(lines) == ["2025-26", "2026-27"]
    assert lines["2025-26"].y[6:] == (10, 15, 25, 40, 20, None)
    assert lines["2026-27"].y[:3] == (15, 10, None)


def test_the_newest_year_is_strong_and_the_earlier_ones_grey(group_months, own_months):
    group = years(seasonal(group_months))
    assert (group["2026-27"].line.color, group["2025-26"].line.color) == (LIGHT.group, LIGHT.peer)
    own = years(seasonal(own_months))
    assert (own["2026-27"].line.color, own["2025-26"].line.color) == (LIGHT.own, LIGHT.peer)
    assert group["2026-27"].line.width > group["2025-26"].line.width


def test_earlier_years_are_told_apart_without_colour():
    rows = pd.DataFrame([[f"{year}-04", year - 2020] for year in (2023, 2024, 2025, 2026)], columns=["period", "n"])
    dashes = [trace.line.dash for trace in years(seasonal(rows)).values()]
    assert len(set(dashes[:3])) == 3


def test_the_groups_newest_year_shows_its_intervals(group_months):
    (bars,) = [trace for trace in seasonal(group_months).data if trace.type == "bar"]
    assert (list(bars.base), list(bars.y)) == ([13, 8], [4, 4])


def test_gaps_have_their_word_and_months_to_come_have_none(own_months):
    notes = [note for note in seasonal(own_months).layout.annotations if "not returned" in note.text]
    assert {note.text for note in notes} == {"2025-26: not returned"}
    assert {note.x for note in notes} == {2.5, 7}


def test_hovering(own_months):
    words = years(seasonal(own_months))["2025-26"].hovertext
    assert words[8] == "Dec 2025: 0 incidents"
    assert words[9] == "Jan 2026: 6 incidents"
    assert words[7] == ""
