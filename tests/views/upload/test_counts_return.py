"""The grid of counts, filled in as by hand."""

from datetime import date

from ingest.standard import STANDARD
from views.upload.counts_return import counts_of, empty_grid

JUL, AUG = date(2026, 7, 1), date(2026, 8, 1)


def test_every_category_has_its_row_and_an_empty_cell_is_no_count():
    grid = empty_grid([JUL, AUG])
    assert list(grid.columns) == ["Family", "Category", "Jul 2026", "Aug 2026"]
    assert len(grid) == len(STANDARD.categories)
    assert counts_of(grid, [JUL, AUG]) == {}


def test_what_was_entered_is_counted_by_month_and_category():
    grid = empty_grid([JUL, AUG]).set_index("Category", drop=False)
    grid.loc["Damp and mould", "Jul 2026"] = 4
    grid.loc["Hoarding", "Aug 2026"] = 1
    grid.loc["Neglect", "Aug 2026"] = 0
    assert counts_of(grid, [JUL, AUG]) == {(JUL, "damp_mould"): 4, (AUG, "hoarding"): 1}
