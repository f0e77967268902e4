import pandas as pd

from views.drill_down.own_rows import without_gaps


def test_a_missing_word_is_an_empty_cell_and_a_missing_number_stays_one():
    rows = pd.DataFrame(
        {
            "Age band": pd.Series(["25 to 44", None], dtype="str"),
            "Escalated": pd.Series([None, "Yes"], dtype="object"),
            "Days open": pd.Series([3, None], dtype="Int32"),
        }
    )
    shown = without_gaps(rows)
    assert shown["Age band"].tolist() == ["25 to 44", ""]
    assert shown["Escalated"].tolist() == ["", "Yes"]
    assert shown["Days open"].isna().tolist() == [False, True]
    assert shown["Days open"].dtype == "Int32"
