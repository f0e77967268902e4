"""The next quarter's upload of the sample: one action moved as hoped, one shows no clear change."""

import shutil
from datetime import date

from ingest import returns
from ingest.group import closing
from ingest.intake import preview_file
from ingest.making_sample import COORDINATOR
from ingest.matching import Matching
from ingest.sample import FOLDER
from queries.store import Store
from queries.viewer import Viewer


def verdicts(store) -> dict[str, str]:
    rows = store.ask("action_verdicts", Viewer.lead("fir"))
    return dict(zip(rows["aim"], rows["verdict"], strict=True))


def test_the_next_quarter_gives_a_verdict(sample_path, tmp_path):
    store = Store.open(shutil.copy(sample_path, tmp_path / "next.duckdb"))
    assert verdicts(store) == dict.fromkeys(["missing_people", "domestic_abuse", "damp_and_mould"], "too_early")
    damson = Viewer.lead("damson", "lead@damson.example")
    file = next((FOLDER / "to_upload").glob("damson_*"))
    matching = FOLDER / "matchings" / "damson.json"
    read = Matching.from_json(matching.read_text("utf-8")) if matching.exists() else None
    months = date(2026, 7, 1), date(2026, 9, 1)
    preview = preview_file(store, damson, *months, file.read_bytes(), file.name, read)
    returns.save(store, damson, preview, accepted={problem.rule for problem in preview.soft})
    if "gorse" not in {path.name.split("_")[0] for path in (FOLDER / "returns").glob("*2026-07*")}:
        returns.nil(store, Viewer.lead("gorse"), *months)
    closing.close(store, COORDINATOR, months[0])
    found = verdicts(store)
    assert (found["missing_people"], found["domestic_abuse"]) == ("as_hoped", "no_clear_change")
    store.close()
