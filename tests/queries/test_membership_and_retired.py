"""A category that left the standard keeps its history; a member that left is not missing, and none are too many."""

from datetime import date

import pytest

from ingest.group import standard_copy
from queries.question import questions
from tests.queries.small_group import SEVEN, SmallGroup, month
from views import wording

START, QUARTERS = date(2025, 4, 1), 5
NEWEST = month(START, 3 * (QUARTERS - 1))
COUNTS = {"damp_mould": [14, 9, 11], "neglect": [8, 12, 10], "hoarding": [5, 6, 7]}
NOT_FIGURES = {"codes", "audit_trail"}
ASKED = [
    *((name, {}) for name in questions() if name not in NOT_FIGURES),
    *(
        (name, {"by": by, "category": "neglect"})
        for name in ("group_figures", "own_figures")
        for by in ("month", "year")
    ),
    ("control_chart", {"of": "own"}),
    ("headlines", {"of": "own"}),
]


def filled(path, leaves=None, *, goes_on=True) -> SmallGroup:
    """Seven members and five quarters; gorse may leave after a month, and may go on returning."""
    group = SmallGroup(path)
    for member in SEVEN:
        for quarter in range(QUARTERS):
            begins = month(START, 3 * quarter)
            if member != "gorse" or leaves is None or goes_on or begins <= leaves:
                group.returns(member, begins, COUNTS)
    if leaves:
        group.change("update member set left_after = ? where member = 'gorse'", leaves)
    group.close(NEWEST)
    return group


def asked(group: SmallGroup) -> dict:
    found = {}
    for at, (name, parameters) in enumerate(ASKED):
        try:
            found[at, name] = group.ask(name, "alder", **parameters)
        except Exception as refused:  # questions with parameters of their own, or of a coordinator
            found[at, name] = type(refused).__name__
    return found


def test_every_figure_is_the_same_after_a_category_left_the_standard(tmp_path, monkeypatch):
    group = filled(tmp_path / "store.duckdb")
    before = asked(group)
    of_today = standard_copy.code_rows
    monkeypatch.setattr(standard_copy, "code_rows", lambda s: [r for r in of_today(s) if r["code"] != "neglect"])
    standard_copy.copy_standard(group.store)
    retired = group.store.cursor().execute("select code from code where retired is not null").fetchall()
    assert set(retired) == {("neglect",)}
    after = asked(group)
    tables = [key for key, rows in before.items() if not isinstance(rows, str) and len(rows)]
    assert len(tables) > 12
    for key in tables:
        assert after[key].equals(before[key]), key
    for name in ("group_figures", "own_figures"):
        assert (group.ask(name, "alder", category="neglect")["homes"].notna()).all()
    group.returns("alder", month(NEWEST, 3), {"damp_mould": [1, 2, 3]})
    rows = group.ask("own_figures", "alder", category="neglect")
    assert rows["n"].tolist() == [30] * QUARTERS + [0]
    group.store.close()


@pytest.mark.dose(3)
@pytest.mark.parametrize("leaves", [date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)])
@pytest.mark.parametrize("goes_on", [True, False])
def test_no_more_members_return_than_there_are_and_who_left_is_not_missing(tmp_path, leaves, goes_on):
    group = filled(tmp_path / "store.duckdb", leaves, goes_on=goes_on)
    for by in ("month", "quarter", "year"):
        rows = group.ask("group_figures", "alder", by=by)
        assert (rows["contributors"] <= rows["members"]).all(), by
    status = group.ask("returns_status", "alder")
    status = status[status["quarter"].dt.date <= NEWEST]
    assert status.loc[status["member"] == "gorse", "status"].unique().tolist() == ["returned"]
    assert (status["status"] == "returned").all()
    group.store.close()


@pytest.mark.parametrize(("contributors", "expected"), [(7, 6), (7, 7), (1, 0)])
def test_a_sentence_never_says_more_of_fewer(contributors, expected):
    assert wording.members(contributors, expected) == f"all {contributors} members"
