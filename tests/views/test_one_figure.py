"""A figure is the same on the page, in its table, in its download and on the command line."""

import csv
import io
import json
import re
import shutil

import pandas as pd
import pytest
import streamlit

from ingest.standard import STANDARD
from queries.__main__ import main
from tests.queries.small_group import SEVEN
from tests.views.conftest import MONTHS, steady, table, tables, texts
from tests.views.html_tables import numbers
from views import exhibit, wording
from views.drill_down import own_rows

FAMILY = "abuse_and_neglect"
FAMILIES = {family.code: family.label for family in STANDARD.families}
SHOWN = ("Incidents", "Group", "Apr–Jun 2025", "The year before")
SAID = ("Period", "Edition", "Downloaded on", "Made for", "Rounding")
CATEGORIES = {category.code: category.label for category in STANDARD.categories}


@pytest.fixture
def store(make_store):
    """Counts that differ by member and month, so that no two figures are the same by chance."""
    counts = steady()
    for at, member in enumerate(SEVEN):
        counts[member]["neglect"] = [(place * (at + 2)) % 9 + 1 for place in range(MONTHS)]
        counts[member]["damp_mould"] = [(place + at) % 6 * 3 for place in range(MONTHS)]
    return make_store(counts)


@pytest.fixture
def downloads(monkeypatch):
    """key -> file name and what makes the file, of every download that the page offers."""
    offered, original = {}, streamlit.download_button

    def button(label, data, **more):
        offered[more.get("key")] = more["file_name"], data
        return original(label, data, **more)

    monkeypatch.setattr(streamlit, "download_button", button)
    return offered


@pytest.fixture
def ask(store, capsys):
    """The command line's answer, as the CSV it prints, from a copy: the page has the store open."""
    copy = shutil.copy(store, store.with_name("beside.duckdb"))

    def answer(question: str, viewer: str, **asked: str) -> pd.DataFrame:
        settings = [word for name, value in asked.items() for word in ("--set", f"{name}={value}")]
        capsys.readouterr()
        assert main([question, "--store", str(copy), "--as", viewer, *settings]) == 0
        return pd.read_csv(io.StringIO(capsys.readouterr().out), dtype={"shown": str, "before_shown": str})

    return answer


def downloaded(downloads, name: str) -> pd.DataFrame:
    """The file as pandas reads it, without the columns that say where it is from, the same in every row."""
    file_name, make = downloads[f"download_{name}"]
    content = make()
    raw = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len({len(row) for row in raw}) == 1
    rows = pd.read_csv(io.BytesIO(content), dtype={name: str for name in raw[0] if name in SHOWN})
    assert list(rows.columns) == raw[0]
    assert {"Family", *SAID} <= set(rows)
    assert rows[list(SAID)].drop_duplicates().shape == (1, len(SAID))
    assert rows[[*SAID[1:]]].notna().all(axis=None)
    whose = rows["Made for"][0].lower().replace(" ", "-")
    said = rf"_for-{whose}(_nearest-five|_exact)?_{rows['Downloaded on'][0]}\.csv"
    assert re.fullmatch(rf"[a-z0-9-]+(_[a-z0-9-]+)*{said}", file_name)
    if exhibit.NOTE in rows:
        assert set(rows.pop(exhibit.NOTE)) == {wording.MORE_IS_NOT_WORSE}
    return rows.drop(columns=list(SAID))


def same_as_its_download(rows: pd.DataFrame, downloads, name: str) -> pd.DataFrame:
    """Every column of the page's table that the file has is the same in it; what it has besides are numbers."""
    file = downloaded(downloads, name)
    same = [column for column in rows if column in file]
    assert len(same) >= 2
    for column in same:
        cells, shown = (["" if pd.isna(cell) else str(cell) for cell in each[column]] for each in (file, rows))
        assert cells == [cell.replace(",", "") if column == "Homes" else cell for cell in shown], column
    for column in set(file) - set(rows) - {"Family"}:
        assert pd.api.types.is_numeric_dtype(file[column]), column
    return file


def same_as_its_long_download(rows: pd.DataFrame, downloads, name: str, across: str, value: str) -> pd.DataFrame:
    """The same of a table that has a column for each member or year, and a file that has a row for each."""
    file, (first, *others) = downloaded(downloads, name), rows.columns
    cells = {(row[first], row[across]): row[value] for row in file.to_dict("records")}
    for column in others:
        found = [cells.get((each, column.removeprefix(f"{value} ")), "") for each in rows[first]]
        assert found == rows[column].fillna("").tolist(), column
    return file


def hovers(page) -> str:
    """What the charts of a page say when hovered, without marks."""
    found = []
    for chart in page.get("plotly_chart"):
        for trace in json.loads(chart.proto.spec)["data"]:
            words = trace.get("hovertext") or trace.get("text") or []
            found += [words] if isinstance(words, str) else [each for each in words if each]
    return re.sub(r"<[^>]+>", " ", "\n".join(map(str, found)))


def test_this_quarter(store, opened, downloads, ask):
    page = opened(store, "this_quarter", be="lead_cedar")
    names = ("this_quarter", "this_quarter_own")
    folded = len(page.get("plotly_chart"))
    for name in names:
        page.session_state[f"folded_{name}"] = True
    page.run()
    assert len(page.get("plotly_chart")) > folded, "those without a clear change are drawn when unfolded"
    found = [each for each in tables(page) if "In words" in each.columns]
    for of, rows, name in zip(("group", "own"), found, names, strict=True):
        answer = ask("headlines", "cedar", of=of)
        assert rows["Family"].tolist() == answer["family"].map(FAMILIES).tolist()
        assert rows["Incidents"].tolist() == answer["shown"].tolist()
        assert rows["Apr–Jun 2025"].tolist() == answer["before_shown"].tolist()
        assert rows["Rate per 1,000 homes (95%)"].tolist() == [
            wording.rate_range(row.rate_low, row.rate_high) for row in answer.itertuples()
        ]
        for row in answer[answer["low"] > 0].itertuples():
            assert wording.count(row.low, row.high, row.shown) in texts(page)
        same_as_its_download(rows, downloads, name)
    figures = ask("group_figures", "cedar")
    newest = figures[figures["period"] == "2026-04-01"]
    assert newest["shown"].tolist() == ask("headlines", "cedar").sort_values("family")["shown"].tolist()


def test_trends(store, opened, downloads, ask):
    page = opened(store, "trends", be="lead_cedar", family=FAMILY)
    months = table(page, "Signal")
    answer, own = ask("control_chart", "cedar", family=FAMILY), ask("own_figures", "cedar", by="month", family=FAMILY)
    assert months["Month"].tolist() == answer["month"].map(wording.month).tolist()
    assert months["Group"].tolist() == answer["shown"].tolist()
    assert numbers(months["Cedar"]) == own["n"].tolist()
    assert numbers(months["Average"]) == answer["mean"].round(1).tolist()
    assert numbers(months["Usual range from"]) == answer["lower"].round(1).tolist()
    assert numbers(months["to"]) == answer["upper"].round(1).tolist()
    assert months["Members"].tolist() == [f"{row.contributors} of {row.members}" for row in answer.itertuples()]
    figures = ask("group_figures", "cedar", by="month", family=FAMILY)
    assert figures["shown"].tolist() == answer["shown"].tolist()
    for row, n in zip(answer.itertuples(), own["n"], strict=True):
        assert f"Group: {wording.count(row.low, row.high, row.shown)}" in hovers(page)
        assert f"Cedar: {wording.count(n, n, str(n))}" in hovers(page)
    same_as_its_download(months, downloads, "by_month")
    seasons = table(page, "Group 2024-25")
    assert seasons["Group 2024-25"].tolist() == answer["shown"].tolist()[:12]
    same_as_its_long_download(seasons, downloads, "by_season", "Financial year", "Group")
    members = table(page, "Quarter")
    by_member = ask("member_figures", "cedar", family=FAMILY)
    for member in SEVEN:
        shown = by_member.loc[by_member["member"] == member, "shown"].tolist()
        assert members[member.title()].tolist() == shown
    file = same_as_its_long_download(members, downloads, "by_member", "Member", "Incidents")
    assert file["Incidents, lowest"].tolist() == by_member.sort_values(["period", "member"])["low"].tolist()


@pytest.mark.parametrize(("by", "period"), [("year", "2025-04"), ("quarter", "2026-04")])
def test_compare(store, opened, downloads, ask, by, period):
    page = opened(store, "compare", be="lead_birch", family=FAMILY, **{"by": by, by: period})
    flags = ask("compare_flags", "birch", by=by, family=FAMILY, period=period)
    rows = table(page, "Against the group")
    assert rows["Incidents"].tolist() == flags["shown"].tolist()
    assert numbers(rows["Homes"]) == flags["homes"].tolist()
    assert rows["Rate per 1,000 homes (95%)"].tolist() == [
        wording.rate_range(row.rate_low, row.rate_high) for row in flags.itertuples()
    ]
    for row in flags.itertuples():
        counted = wording.count(row.low, row.high, row.shown)
        assert f"{counted} {wording.rate_range(row.rate_low, row.rate_high)}" in hovers(page)
    file = same_as_its_download(rows, downloads, "compare")
    for column, of in (("Incidents, lowest", "low"), ("Incidents, highest", "high"), ("Homes", "homes")):
        assert file[column].tolist() == flags[of].tolist()
    assert file["Rate per 1,000 homes, low (95%)"].tolist() == flags["rate_low"].round(2).tolist()
    assert file["Rate per 1,000 homes, high (95%)"].tolist() == flags["rate_high"].round(2).tolist()
    same_as_its_download(rows, downloads, "compare_funnel")
    figures = ask("member_figures", "birch", by=by, family=FAMILY)
    assert figures.loc[figures["period"] == f"{period}-01", "shown"].tolist() == flags["shown"].tolist()
    changes = table(page, "Rate now to then, from")
    answer = ask("change_on_last_year", "birch", of="members", by=by, family=FAMILY, period=period)
    assert changes["Incidents"].tolist() == answer["shown"].tolist()
    assert changes.iloc[:, 2].tolist() == answer["before_shown"].tolist()
    assert numbers(changes["Rate now to then, from"]) == answer["ratio_low"].round(2).tolist()
    assert numbers(changes["to"]) == answer["ratio_high"].round(2).tolist()
    same_as_its_download(changes, downloads, "compare_last_year")
    every = table(page, "Family").set_index("Family")
    for row in ask("compare_flags", "birch", by=by, period=period).itertuples():
        assert every.loc[FAMILIES[row.family], row.member.title()] == row.shown
    same_as_its_long_download(every.reset_index(), downloads, "compare_families", "Member", "Incidents")


@pytest.mark.parametrize(("of", "question"), [("group", "group_figures"), ("own", "own_figures")])
def test_drill_down(store, opened, downloads, ask, of, question):
    page = opened(store, "drill_down", be="lead_alder", family=FAMILY, of=of)
    answer = ask(question, "alder", by="year", family=FAMILY, category="*")
    answer = answer[answer["period"] == "2025-04-01"]
    rows = table(page, "Incidents")
    assert rows["Category"].tolist() == answer["category"].map(CATEGORIES).tolist()
    column = answer["shown"] if of == "group" else answer["n"].astype(str)
    assert rows["Incidents"].tolist() == column.tolist()
    same_as_its_download(rows, downloads, "breakdown")
    asked = {"family": FAMILY, "category": "neglect", "field": "age_band"}
    page = opened(store, "drill_down", be="lead_alder", of=of, **asked)
    answer = ask("breakdown", "alder", of=of, by="year", period="2025-04", **asked)
    rows = table(page, "Share of the answers")
    assert rows["Age band"].tolist() == answer["label"].tolist()
    assert rows["Incidents"].tolist() == answer["shown"].tolist()
    assert rows["Share of the answers"].tolist() == [
        wording.share_range(row.share_low, row.share_high) for row in answer.itertuples()
    ]
    known = answer[answer["low"] > 0].iloc[0]
    assert wording.count(known["low"], known["high"], known["shown"]) in hovers(page)
    same_as_its_download(rows, downloads, "breakdown")
    beside = table(page, "Alder")
    for column, whose in (("Alder", "own"), ("Group", "group")):
        answer = ask("breakdown", "alder", of=whose, by="year", period="2025-04", **asked)
        shown = dict(zip(answer["label"], answer["shown"], strict=True))
        assert beside[column].tolist() == [shown.get(label, "") for label in beside["Age band"]]
    same_as_its_download(beside, downloads, "beside_the_group")


def test_own_rows(store, opened, downloads, ask):
    page = opened(store, "drill_down", be="lead_cedar", of="own", family=FAMILY)
    rows = table(page, "Incident reference")
    answer = ask("own_incidents", "cedar", family=FAMILY, **{"from": "2025-04", "to": "2026-03"})
    assert rows["Incident reference"].tolist() == answer["incident_ref"].tolist()
    assert rows["Month"].tolist() == answer["month"].map(wording.month).tolist()
    assert rows["Category"].tolist() == answer["category"].map(CATEGORIES).tolist()
    same_as_its_download(rows, downloads, "own_rows")


def test_of_many_own_rows_the_newest_are_on_the_page_and_all_in_the_download(store, opened, downloads, monkeypatch):
    monkeypatch.setattr(own_rows, "MOST", 5)
    page = opened(store, "drill_down", be="lead_cedar", of="own", family=FAMILY)
    rows, file = table(page, "Incident reference"), downloaded(downloads, "own_rows")
    assert "The newest 5 of your own incidents; the download has all." in texts(page)
    assert len(file) > 20 and rows["Incident reference"].tolist() == file["Incident reference"].tolist()[-5:]
    assert set(rows["Month"]) == {"Mar 2026"}


def test_who_supplied_which_column(store, opened, downloads, ask):
    page = opened(store, "data_dictionary", be="coordinator")
    rows = table(page, "Column").set_index("Column")
    answer = ask("column_supplied", "coordinator")
    answer = answer[answer["quarter"] == "2026-04-01"]
    assert len(answer) == rows.size
    for row in answer.itertuples():
        cell = rows.loc[STANDARD.field(row.field).title, row.member.title()]
        assert cell == ("yes" if row.supplied else "–")
    same_as_its_download(rows.reset_index(), downloads, "columns_supplied")
