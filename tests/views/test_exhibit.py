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
