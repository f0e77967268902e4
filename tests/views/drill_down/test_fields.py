import pandas as pd
import pytest

from ingest.standard import STANDARD, code_rows, hazard_code_rows
from views.drill_down import fields


class Codes:
    """As much of a visit as the fields ask."""

    codes = pd.DataFrame(code_rows() + hazard_code_rows())

    def labels(self, field: str) -> dict[str, str]:
        rows = self.codes[self.codes["field"] == field]
        return dict(zip(rows["code"], rows["label"], strict=True))


def test_every_column_of_the_store_has_a_title():
    assert all(fields.title(column.name) for column in STANDARD.columns)


def test_a_categorys_own_fields_come_first_and_only_there():
    missing, everything = fields.splitting(Codes, "missing_person"), fields.splitting(Codes, None)
    assert next(iter(missing)) == "missing_risk_level"
    assert "missing_duration" in missing and "missing_duration" not in everything
    assert "hazard_level" in everything and not {"hazard_type", "clock_result"} & set(everything)
    assert next(iter(everything)) == fields.FIRST


def test_rows_are_shown_in_words():
    rows = pd.DataFrame(
        {
            "incident_ref": ["A1", "A2"],
            "month": pd.to_datetime(["2026-04-01", "2026-05-01"]),
            "category": ["neglect", "damp_mould"],
            "also_involves": [["self_neglect", "hoarding"], None],
            "escalated": [True, None],
            "days_open": [None, None],
        }
    )
    shown = fields.in_words(rows, Codes())
    assert shown.columns.tolist() == [
        "Incident reference", "Month", "Category", "Also involves", "Escalated",
    ]  # fmt: skip
    assert shown.iloc[0].tolist() == ["A1", "Apr 2026", "Neglect", "Self-neglect; Hoarding", "Yes"]
    assert shown.iloc[1].tolist()[:3] == ["A2", "May 2026", "Damp and mould"]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("yes", ["yes"]),
        (True, ["yes"]),
        (False, ["no"]),
        (None, []),
        (["a", "b"], ["a", "b"]),
        (float("nan"), []),
    ],
)
def test_codes_of_a_cell(value, codes):
    assert fields.codes_of(pd.Series([value], dtype=object)).tolist() == [codes]
