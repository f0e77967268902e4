"""Facts that are defined in one place: where, and that nothing else in the program defines them again."""

import ast
import re
from pathlib import Path

import pytest

FOLDERS = ("ingest", "queries", "views", "sample_data")
FACTS = [
    # the fact, what a definition of it looks like, the one file
    ("the levels of headings", r"\bst\.(title|header|subheader)\(", "views/headings.py"),
    ("what is beneath a chart opens in the order of the page", r"\bst\.popover\(", None),
    ("when a financial year begins", r"month (>=|<|<=|>) [34]\b|\(4, 1\)", "ingest/months.py"),
    ("the last finished quarter", r"quarter_of\(today", "ingest/months.py"),
    ("characters that begin a formula", r"""["']=["'], ?["']\+["']""", "queries/exports.py"),
    ("encodings that no file has", r"\bpunycode\b", "ingest/reading/encodings.py"),
    ("addresses compared without case", r"email\b.*\.lower\(\)|address\.(strip\(\)\.)?lower\(\)", None),
    ("how long somebody was missing", r"under_24h", "ingest/coarsening.py"),
    ("titles of derived columns", r"""["'](Days open|Missing: for how long)["']""", None),
    ("answers about how a member records", r"Yes, children too|Only what triage confirms", None),
]
"""The file is None where the definition is data or is written in another way than the pattern."""


def python_files(root: Path) -> dict[str, str]:
    files = [file for folder in FOLDERS for file in (root / folder).rglob("*.py")]
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}


@pytest.mark.parametrize(("fact", "pattern", "place"), FACTS, ids=[fact for fact, _, _ in FACTS])
def test_a_fact_is_defined_in_its_one_place(root, fact, pattern, place):
    found = {name for name, text in python_files(root).items() if re.search(pattern, text, re.MULTILINE)}
    assert found - {place} == set(), f"{fact}: also in {found - {place}}"
    assert place is None or place in found


def test_every_grid_has_a_name_for_a_screen_reader(root):
    grids = ("st.dataframe", "st.table", "st.data_editor")
    for name, text in python_files(root).items():
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) in grids:
                assert "alt" in {each.arg for each in call.keywords}, f"{name}, line {call.lineno}"
