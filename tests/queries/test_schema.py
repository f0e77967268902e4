"""The store's tables and the group's standard: each thing kept has its column, each code its row."""

from datetime import date

import pytest

from ingest.group.standard_copy import copy_standard
from ingest.standard import STANDARD, code_rows, hazard_code_rows
from queries.schema import MACROS
from queries.store import Store

CODED = [each for each in STANDARD.columns if each.codes and each.name != "category"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = Store.create(tmp_path_factory.mktemp("schema") / "store.duckdb")
    copy_standard(made)
    yield made
    made.close()


def columns(store, table):
    rows = store.cursor().execute(
        "select column_name, data_type from information_schema.columns where table_name = ?", [table]
    )
    return dict(rows.fetchall())


def test_incident_has_a_column_for_every_field_and_none_else(store):
    expected = {each.name: each.type.upper() for each in STANDARD.columns}
    assert columns(store, "incident") == {"return_id": "VARCHAR", **expected}


def test_no_column_holds_a_day_a_time_or_free_text(store):
    kept = columns(store, "incident")
    assert [name for name, kind in kept.items() if kind == "DATE" or "TIME" in kind] == ["month"]
    coded = {each.name for each in STANDARD.columns if each.codes}
    assert {name for name, kind in kept.items() if "VARCHAR" in kind} - coded == {"return_id", "incident_ref"}


def test_the_code_table_is_the_standards(store):
    names = list(code_rows()[0])
    assert set(columns(store, "code")) == {*names, "retired"}
    held = store.cursor().execute(f"select {', '.join(names)} from code").fetchall()
    listed = [*code_rows(), *hazard_code_rows()]
    assert sorted(map(str, held)) == sorted(str(tuple(row[name] for name in names)) for row in listed)


def test_categories_and_families_are_read_from_the_codes(store):
    found = store.cursor().execute("select category, family, seasonal from category order by position")
    assert found.fetchall() == [(each.code, each.family, each.seasonal) for each in STANDARD.categories]
    found = store.cursor().execute("select family, focus, seasonal from family order by position")
    assert found.fetchall() == [(each.code, each.focus, each.seasonal) for each in STANDARD.families]


def written(column, code):
    """The cell as the store keeps it."""
    if column.type == "boolean":
        return code == "yes"
    return [code] if column.type == "varchar[]" else code


@pytest.mark.parametrize("column", CODED, ids=lambda column: column.name)
def test_a_breakdown_finds_every_code_of_a_column(store, column):
    for code in column.codes:
        cursor = store.cursor().begin()
        cursor.execute(f"insert into incident ({column.name}) values (?)", [written(column, code.code)])
        found = cursor.execute("select field, code from incident_code").fetchall()
        cursor.rollback()
        assert found == [(column.name, code.code)]


def test_several_codes_are_all_found_once_and_none_where_none_was_given(store):
    cursor = store.cursor().begin()
    cursor.execute("insert into incident (incident_ref, other_agencies) values ('A1', ['nhs', 'police', 'nhs', null])")
    cursor.execute("insert into incident (incident_ref, days_open) values ('A2', 12)")
    found = cursor.execute("select incident_ref, field, code from incident_code order by all").fetchall()
    cursor.rollback()
    assert found == [("A1", "other_agencies", "nhs"), ("A1", "other_agencies", "police")]


def test_no_key_no_sequence_no_enum_no_index(store):
    """So that the same SQL runs where several machines share the data."""
    for table in ("duckdb_constraints", "duckdb_indexes", "duckdb_sequences"):
        assert store.cursor().execute(f"select count(*) from {table}()").fetchone() == (0,), table
    enums = "select count(*) from duckdb_columns() where data_type like 'ENUM%'"
    assert store.cursor().execute(enums).fetchone() == (0,)


@pytest.mark.parametrize(
    ("month", "quarter", "year"),
    [
        (date(2026, 3, 1), date(2026, 1, 1), date(2025, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 1), date(2026, 10, 1), date(2026, 4, 1)),
        (date(2027, 1, 1), date(2027, 1, 1), date(2026, 4, 1)),
    ],
)
def test_periods_are_named_by_their_first_month(store, month, quarter, year):
    ask = "select period_of($1, 'month'), period_of($1, 'quarter'), period_of($1, 'year')"
    assert store.cursor().execute(ask, [month]).fetchone() == (month, quarter, year)


def test_the_schema_may_be_run_again(store):
    """Which is how a store is upgraded: nothing that it holds is lost."""
    before = store.cursor().execute("select count(*) from code").fetchone()
    store.cursor().execute(MACROS[0].read_text("utf-8"))
    assert store.cursor().execute("select count(*) from code").fetchone() == before != (0,)
