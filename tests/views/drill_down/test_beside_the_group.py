"""One's own beside the group, in one table: literal rows in, literal table out."""

from datetime import date

import pandas as pd

from views.drill_down import beside_the_group
from views.drill_down.place import Place

PLACE = Place(False, "year", date(2025, 4, 1), "damp_and_mould", "damp_mould", "age_band")
COLUMNS = ["code", "label", "low", "high", "shown", "share_low", "share_high"]
OWN = pd.DataFrame(
    [("25_44", "25 to 44", 6, 6, "6", 0.6, 0.6), ("85_over", "85 and over", 4, 4, "4", 0.4, 0.4)], columns=COLUMNS
)
GROUP = pd.DataFrame(
    [("18_24", "18 to 24", 0, 4, "under 5", 0.0, 0.1), ("25_44", "25 to 44", 33, 37, "35", 0.88, 1.0)], columns=COLUMNS
)


def test_table():
    found = beside_the_group.table(OWN, GROUP, "Cedar", PLACE)
    assert found.to_dict("split")["data"] == [
        ["18 to 24", "", "", "under 5", "0% to 10%"],
        ["25 to 44", "6", "60%", "35", "88% to 100%"],
        ["85 and over", "4", "40%", "", ""],
    ]
    assert list(found) == ["Age band", "Cedar", "Cedar, share of the answers", "Group", "Group, share of the answers"]


def test_file_has_the_same_rows_as_numbers():
    found = beside_the_group.file(OWN, GROUP, "Cedar", PLACE).astype(object)
    assert found.where(found.notna(), None).to_dict("list") == {
        "Age band": ["18 to 24", "25 to 44", "85 and over"],
        "Cedar": [None, 6, 4],
        "Cedar, share (0 to 1)": [None, 0.6, 0.4],
        "Group": ["under 5", "35", None],
        "Group, lowest": [0, 33, None],
        "Group, highest": [4, 37, None],
        "Group, share (0 to 1), lowest": [0.0, 0.88, None],
        "Group, share (0 to 1), highest": [0.1, 1.0, None],
    }
