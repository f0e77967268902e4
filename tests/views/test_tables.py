import pandas as pd
import pytest

from views import tables


@pytest.mark.parametrize(
    ("cells", "of_numbers"),
    [
        (["12", "1,200", "under 5", ""], True),
        (["about 15", "not returned"], True),
        ([3, 1200], True),
        (["42%", None], True),
        (["13 to 17", "1,200 to 1,240", "under 5"], True),
        (["69% to 76%", "fewer than 20", ""], True),
        (["1.1 to 1.5 times"], False),
        (["under 5", ""], True),
        (["not returned", "–"], False),
        (["2025-26"], False),
        (["Alder", "12"], False),
    ],
)
def test_a_column_of_figures_goes_to_the_right(cells, of_numbers):
    assert tables.is_of_numbers(pd.Series(cells, dtype=object)) is of_numbers
