"""Answers held against each other where pandas writes an empty cell in more than one way."""

import pandas as pd
from pandas.testing import assert_frame_equal


def assert_same_values(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """In any index; a column without a value is of no type."""
    assert_frame_equal(*(_plain(each) for each in (one, other)))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.reset_index(drop=True)
    return frame.astype(object).where(frame.notna(), None)
