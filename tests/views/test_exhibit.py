import io

import pandas as pd
import pytest

from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup
from views.exhibit import downloaded, holds_figures
from views.provenance import GROUP, MEMBERS, OWN, RECORDED, provenance
from views.visit import Visit


@pytest.fixture
def visit(tmp_path):
    store = SmallGroup(tmp_path / "group.duckdb").store
    yield Visit(store, Viewer.lead("fir", "lead@fir.example"))
    store.close()


def test_a_download_is_what_is_shown_defused_and_on_record(visit):
    table = pd.DataFrame({"Member": ["=Fir()", "Élder"], "Incidents": ["under 5", "12"]})
    made = provenance(visit, "Damp and mould", "2025-26", shows="by member", whose=MEMBERS)
    content = downloaded(visit, table, made)
    day = visit.today.isoformat()
    said = f"Damp and mould,2025-26,Before the first closing,{day},Fir,to the nearest five; Fir exact"
    assert content.decode("utf-8-sig") == (
        "Member,Incidents,Family,Period,Edition,Downloaded on,Made for,Rounding\n"
        f"'=Fir(),under 5,{said}\nÉlder,12,{said}\n"
    )
    assert list(pd.read_csv(io.BytesIO(content))["Incidents"]) == ["under 5", "12"]
    last = visit.store.ask("audit_trail", Viewer.coordinator()).iloc[0]
    assert [last["who"], last["action"], last["member"], last["detail"]] == [
        "lead@fir.example",
        "download",
        "fir",
        f"damp-and-mould-by-member_2025-26_not-closed_for-fir_nearest-five_{day}.csv",
    ]


@pytest.mark.parametrize(
    ("whose", "presenting", "rounding", "file_name"),
    [
        (GROUP, False, "to the nearest five", "self-neglect_apr-jun-2026_not-closed_for-fir_nearest-five_"),
        (GROUP, True, "to the nearest five", "self-neglect_apr-jun-2026_not-closed_for-the-group_nearest-five_"),
        (MEMBERS, True, "to the nearest five", "self-neglect_apr-jun-2026_not-closed_for-the-group_nearest-five_"),
        (OWN, False, "exact: Fir's own figures", "self-neglect_apr-jun-2026_current_for-fir_exact_"),
        (RECORDED, False, "as recorded", "self-neglect_apr-jun-2026_current_for-fir_"),
    ],
)
def test_what_is_taken_says_how_far_it_is_from_exact_and_for_whom(visit, whose, presenting, rounding, file_name):
    visit = Visit(visit.store, visit.person, presenting)
    made = provenance(visit, "Self-neglect", "Apr–Jun 2026", whose=whose)
    assert (made.rounding, made.file_name) == (rounding, file_name + visit.today.isoformat())


def test_exact_figures_among_members_are_said(visit):
    with visit.store.write() as cursor:
        visit.store.set(cursor, "peer_figures", "exact", "coordinator@group.example")
    made = provenance(visit, "Self-neglect", "2025-26", whose=MEMBERS)
    assert made.rounding == "to the nearest five, or exact in quarters closed since the members agreed to it; Fir exact"


def test_a_column_named_family_stays_as_it_is(visit):
    made = provenance(visit, "All families", "2025-26")
    assert made.beside(pd.DataFrame({"Family": ["Damp and mould"]}))["Family"].tolist() == ["Damp and mould"]


def test_a_download_with_a_rate_says_that_more_is_not_worse(visit):
    table = pd.DataFrame({"Member": ["Fir"], "Rate per 1,000 homes (95%)": ["1.0 to 2.0"]})
    heading, row = downloaded(visit, table, provenance(visit, "Other", "2025-26")).decode("utf-8-sig").splitlines()
    assert heading.startswith('Member,"Rate per 1,000 homes (95%)",How to read this,Family')
    assert row.startswith("Fir,1.0 to 2.0,More recorded is not worse; it may be better reporting.,Other")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [({}, False), ({"2025-26": [None, float("nan")]}, False), ({"2025-26": ["", None]}, False)]
    + [({"2025-26": [None, each]}, True) for each in ("under 5", 0, "–")],
)
def test_a_table_whose_rows_are_only_named_is_not_offered(cells, expected):
    assert holds_figures(pd.DataFrame({"Month": ["Apr", "May"], **cells})) is expected
