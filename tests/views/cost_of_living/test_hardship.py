"""Hardship totals in words, from literals; and one way from the form to the page."""

import datetime

import pandas as pd
import pytest

from ingest.hardship import MEASURES
from tests.views.administration.test_settings import change
from tests.views.conftest import steady, table, texts
from tests.views.html_tables import html_tables
from views.cost_of_living.hardship import group_numbers, group_table, nearest, own_table
from views.upload.hardship_form import held_totals

APRIL, JULY = pd.Timestamp(2026, 4, 1), pd.Timestamp(2026, 7, 1)
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.mark.parametrize(
    ("total", "low", "high", "words"),
    [
        ("households", 0, 4, "under 5"),
        ("households", 5, 7, "5"),
        ("awards", 8, 12, "10"),
        ("awards", 1298, 1302, "1,300"),
        ("pounds", 0, 499, "under £500"),
        ("pounds", 500, 1499, "£1,000"),
        ("income_maximised", 1_233_500, 1_234_499, "£1,234,000"),
    ],
)
def test_what_an_interval_stands_for(total, low, high, words):
    assert nearest(BY_NAME[total], low, high) == words


def own() -> pd.DataFrame:
    rows = [(JULY, 4, None, 1234, None), (APRIL, None, 0, None, 25000)]
    return pd.DataFrame(rows, columns=["quarter", "households", "awards", "pounds", "income_maximised"])


def test_own_totals_to_read():
    assert own_table(own()).values.tolist() == [
        ["Jul–Sep 2026", "4", "–", "£1,234", "–"],
        ["Apr–Jun 2026", "–", "0", "–", "£25,000"],
    ]


def test_what_the_form_begins_with():
    nothing = dict.fromkeys(BY_NAME)
    assert held_totals(own(), datetime.date(2026, 7, 1)) == nothing | {"households": 4, "pounds": 1234}
    assert held_totals(own(), datetime.date(2026, 1, 1)) == nothing
    assert held_totals(own().iloc[:0], datetime.date(2026, 7, 1)) == nothing


def test_the_groups_totals_to_read_and_to_download():
    rows = [(JULY, "awards", 28, 32, 6), (APRIL, "pounds", 0, 499, 5), (APRIL, "awards", 0, 4, 5)]
    found = pd.DataFrame(rows, columns=["quarter", "total", "low", "high", "contributors"])
    assert group_table(found).values.tolist() == [
        ["Jul–Sep 2026", "–", "30 (6 members)", "–", "–"],
        ["Apr–Jun 2026", "–", "under 5 (5 members)", "under £500 (5 members)", "–"],
    ]
    assert group_numbers(found).values.tolist()[:2] == [
        ["Jul–Sep 2026", "Awards", 28, 32, 6],
        ["Apr–Jun 2026", "Pounds awarded", 0, 499, 5],
    ]


def test_from_the_form_to_the_page(make_store, opened):
    store = make_store(steady())
    change(store, "insert into shown_hardship values (1, '2026-04-01', 'pounds', 11500, 12499, 5)")
    form = opened(store, "upload", way="hardship")
    form.number_input(key="hardship_awards_2026-07").set_value(0)
    form.number_input(key="hardship_pounds_2026-07").set_value(50)
    save = next(each for each in form.button if each.label == "Save these totals")
    save.click().run()
    assert "awards are 0" in form.error[0].value
    form.number_input(key="hardship_awards_2026-07").set_value(7)
    next(each for each in form.button if each.label == "Save these totals").click().run()
    assert "The totals of Jul–Sep 2026 are saved" in form.success[0].value.replace("\\", "")
    assert form.number_input(key="hardship_pounds_2026-07").value == 50
    page = opened(store, "cost_of_living")
    own, group = html_tables(page)
    assert own.values.tolist() == [["Jul–Sep 2026", "–", "7", "£50", "–"]]
    assert group.values.tolist() == [["Apr–Jun 2026", "–", "–", "£12,000 (5 members)", "–"]]
    for be, present in (("lead_birch", False), ("coordinator", False), ("lead_alder", True)):
        seen = opened(store, "cost_of_living", be=be, present=present)
        assert table(seen, "Awards").values.tolist() == [["Apr–Jun 2026", "–", "–", "£12,000 (5 members)", "–"]], be
        assert "£50" not in texts(seen)


def test_where_nobody_has_totals_or_columns_the_page_says_so_and_nothing_else(make_store, opened):
    assert [each.value for each in opened(make_store(steady()), "cost_of_living").header] == []
