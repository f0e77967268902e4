"""The rows that the editor of a list saves, and when it starts again."""

import pandas as pd

from ingest.group.list_files import Row
from views.administration.list_editor import rows, version


def test_cells_are_trimmed_text_and_empty_rows_are_left_out():
    edited = pd.DataFrame(
        {"member": ["alder ", None, " ", "birch"], "homes": ["5000", None, float("nan"), 30.0]}, dtype=object
    )
    assert rows(edited) == [
        Row(1, {"member": "alder", "homes": "5000"}),
        Row(2, {"member": "birch", "homes": "30.0"}),
    ]


def test_the_editor_begins_anew_once_the_list_itself_has_changed():
    before = pd.DataFrame({"member": ["alder"], "name": ["Alder"]})
    assert version(before) == version(before.copy())
    assert version(before) != version(before.assign(name="Alder Homes"))
