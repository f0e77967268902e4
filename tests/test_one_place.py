"""Facts that are defined in one place: where, and that nothing else in the program defines them again."""

import ast
import re
from pathlib import Path

import pytest

from ingest.group.standard_copy import copy_standard
from queries.store import Store
from views import wording
from views.charts import intervals

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
    ("the newest value of a setting", r"order by set_order desc", "queries/schema.py"),
    (
        "a return that counts for a month",
        r"from member_return\s+where withdrawn_at is null",
        "queries/macros/15_views.sql",
    ),
    ("what became of a return", r"then 'partly.replaced'", "queries/macros/15_views.sql"),
    ("a member expected for a whole period", r"left_after >= \w+ \+", "queries/macros/15_views.sql"),
    ("what others see instead of a code", r"coalesce\(code\.others_see", "queries/macros/40_disclosure.sql"),
    ("the members that a group's figure needs", r"(len\(\w+\)|contributors|count\([^)]*\)) (<|>=) 5\b", None),
    ("a count that is under five", r"(high|low|value)\w*(\"\])?\)? (<|>=) 5\b|\by=4\b", None),
    ("words for a count that is under five", r"""= ["']under 5["']""", "views/wording.py"),
    ("the least base of a share", r"\bbase (<|>=) 10\b|LEAST_BASE = ", "views/wording.py"),
    ("the normal score of a level", r"\b1\.9(6|59)\d*", "queries/macros/20_statistics.sql"),
    ("months after which outcomes are shown", r"^MATURES_AFTER = \d+$", None),
    ("answers written as a file of CSV", r"\.to_csv\(", "queries/exports.py"),
    ("titles of derived columns", r"""["'](Days open|Missing: for how long)["']""", None),
    ("answers about how a member records", r"Yes, children too|Only what triage confirms", None),
]
"""The file is None where the definition is data or is written in another way than the pattern."""


def files(root: Path) -> dict[str, str]:
    """Python and SQL; not the upgrades, which say how it was."""
    found = [file for folder in FOLDERS for end in ("py", "sql") for file in (root / folder).rglob(f"*.{end}")]
    return {
        file.relative_to(root).as_posix(): file.read_text("utf-8") for file in found if "upgrades" not in file.parts
    }


@pytest.mark.parametrize(("fact", "pattern", "place"), FACTS, ids=[fact for fact, _, _ in FACTS])
def test_a_fact_is_defined_in_its_one_place(root, fact, pattern, place):
    found = {name for name, text in files(root).items() if re.search(pattern, text, re.MULTILINE)}
    assert found - {place} == set(), f"{fact}: also in {found - {place}}"
    assert place is None or place in found


def test_every_grid_has_a_name_for_a_screen_reader(root):
    grids = ("st.dataframe", "st.data_editor")
    for name, text in files(root).items():
        if not name.endswith(".py"):
            continue
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            assert ast.unparse(call.func) != "st.table", f"{name}, line {call.lineno}: see views/tables.py"
            if ast.unparse(call.func) in grids:
                assert "alt" in {each.arg for each in call.keywords}, f"{name}, line {call.lineno}"


def test_pages_and_questions_have_the_same_limits():
    """Where SQL and the pages both need a fact, they have the same."""
    store = Store.in_memory()
    copy_standard(store)
    sql = (
        "select least_base(), least_contributors(), shown_as(0, 4), disclosed_high(0), "
        "disclosed_high(10) - disclosed_low(10)"
    )
    assert store.cursor().execute(sql).fetchone() == (
        wording.LEAST_BASE,
        wording.LEAST_MEMBERS,
        wording.UNDER_FIVE,
        wording.MOST_UNDER_FIVE,
        intervals.ROUNDING,
    )
