"""Closing on the page: it names who is missing, and explains what closing again means."""

from datetime import date

from tests.queries.small_group import SEVEN
from tests.views.conftest import steady, table, texts, title


def test_it_names_who_is_missing_and_closes_without_them(make_store, opened):
    counts = {member: steady()[member] for member in SEVEN[:6]}
    page = opened(make_store(counts, closed=False), "close_quarter", be="coordinator", close="2026-04")
    assert "6 of 7 members have returned it" in title(page)
    assert table(page, "Apr–Jun 2026")["Apr–Jun 2026"].tolist() == ["returned"] * 6 + ["not returned"]
    assert "Gorse: not returned whole" in texts(page)
    assert page.button[0].label == "Close Apr–Jun 2026" and page.button[0].disabled
    page.checkbox[0].check().run()
    page.button[0].click().run()
    assert "Apr–Jun 2026 is closed: edition 1 counts 6 of 7 members" in page.success[0].value.replace("\\", "")


def test_closing_again_says_what_it_means_and_makes_another_edition(make_store, opened):
    page = opened(make_store(steady()), "close_quarter", be="coordinator", close="2026-04")
    assert "makes another edition" in page.warning[0].value and "still answers" in page.warning[0].value
    page.checkbox[0].check().run()
    page.button[0].click().run()
    assert "closed again: edition 2" in page.success[0].value.replace("\\", "")
    assert table(page, "Again")["Again"].tolist() == ["closed again", ""]


def test_with_nothing_returned_there_is_nothing_to_close(make_store, opened):
    page = opened(make_store({}, closed=False), "close_quarter", be="coordinator")
    assert title(page) == "No quarter is waiting to be closed"
    assert not page.button and "Nothing yet" in texts(page)


def test_the_quarter_that_is_waiting_longest_comes_first(make_store, opened):
    page = opened(make_store(steady(), closed=False), "close_quarter", be="coordinator")
    assert title(page) == "Apr–Jun 2024 is waiting: all 7 members have returned it, and eight more"
    assert page.selectbox(key="close").value == f"{date(2024, 4, 1):%Y-%m}"
