"""The guide to the matching file: its example is a matching, and gives what the guide says."""

import re

from ingest.matching import Matching, match
from tests.ingest.matching.text_tables import table_of


def test_the_example_of_the_guide_reads_a_log(root):
    guide = (root / "docs" / "matching_file.md").read_text("utf-8")
    example = Matching.from_json(re.search(r"<!-- example -->\n```json\n(.+?)\n```", guide, re.DOTALL)[1])
    rows = [
        ["1", "13/07/2026", "Abuse", "Physical", "Police, NHS", "", "Still open", ""],
        ["1", "13/07/2026", "Abuse", "By neglect", "", "MARAC\nPolice", "", ""],
        ["2", "14/07/2026", "Tenancy", "Lost keys", "", "", "", "x"],
        ["3", "15/07/2026", "Hoarding", "", "", "", "20/07/2026", "x"],
    ]
    headings = ["Ref", "Date reported", "Type", "Sub-type", "Agency 1", "Agency 2", "Closed", "Physical abuse"]
    result = match(table_of(headings, rows), example)
    assert result.problems == []
    assert result.left_out == {"category: Tenancy › Lost keys": 1, "folded": 1}
    assert [tuple(row.values()) for row in result.rows.to_pylist()] == [
        (2, "1", "13/07/2026", "physical_abuse", "neglect", "police;nhs;marac", ""),
        (5, "3", "15/07/2026", "hoarding", "physical_abuse", "", "20/07/2026"),
    ]


def test_every_key_of_a_matching_is_in_the_guide(root):
    guide = (root / "docs" / "matching_file.md").read_text("utf-8")
    keys = set(Matching.__dataclass_fields__) - {"standard"}
    assert [key for key in keys if f"`{key}`" not in guide] == []
