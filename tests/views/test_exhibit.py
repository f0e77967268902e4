import pandas as pd

from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup
from views.exhibit import downloaded
from views.visit import Visit


def test_a_download_is_what_is_shown_defused_and_on_record(tmp_path):
    store = SmallGroup(tmp_path / "group.duckdb").store
    visit = Visit(store, Viewer.lead("fir", "lead@fir.example"))
    table = pd.DataFrame({"Member": ["=Fir()", "Élder"], "Incidents": ["under 5", "12"]})
    assert downloaded(visit, table, "compare.csv").decode("utf-8-sig") == (
        "Member,Incidents\n'=Fir(),under 5\nÉlder,12\n"
    )
    last = store.ask("audit_trail", Viewer.coordinator()).iloc[0]
    assert [last["who"], last["action"], last["member"], last["detail"]] == [
        "lead@fir.example",
        "download",
        "fir",
        "compare.csv",
    ]
    store.close()


def test_a_download_with_a_rate_says_that_more_is_not_worse(tmp_path):
    store = SmallGroup(tmp_path / "group.duckdb").store
    visit = Visit(store, Viewer.lead("fir", "lead@fir.example"))
    table = pd.DataFrame({"Member": ["Fir"], "Rate per 1,000 homes (95%)": ["1.0 to 2.0"]})
    heading, row = downloaded(visit, table, "compare.csv").decode("utf-8-sig").splitlines()
    assert heading == "Member,Rate per 1,000 homes (95%),How to read this"
    assert row == "Fir,1.0 to 2.0,More recorded is not worse; it may be better reporting."
    store.close()
