"""Packs read back: values are those of the questions, the public's hold nothing of a member, each has its words."""

import io
import re
import shutil
import time
import zipfile
from datetime import date

import pandas as pd
import pytest
from pptx import Presentation

from queries.refusals import NotAllowed
from tests.views.packs.conftest import QUARTER
from tests.views.packs.reading_packs import (
    charts,
    paper_tables,
    sheets,
    slide_tables,
    slide_titles,
    texts,
    visible_numbers,
)
from views import wording
from views.packs import making
from views.packs.__main__ import main
from views.packs.content import gather
from views.wording import MORE_IS_NOT_WORSE

PUBLIC = ("pptx", "bulletin", "workbook", "csv")
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")


def of_quarter(rows):
    return rows[rows["period"] == pd.Timestamp(QUARTER)]


def answer(visit, family):
    rows = visit.ask("group_figures", by="quarter", family=family)
    return rows[rows["period"] <= pd.Timestamp(QUARTER)].tail(13)


def test_charts_over_time_hold_the_answers_ends(packs, visits):
    drawn = charts(packs["pptx", "coordinator"])
    for family, label in (("missing_people", "Missing people"), ("damp_and_mould", "Damp and mould")):
        found = next(series for title, series in drawn.items() if title.startswith(f"{label}:"))
        rows = answer(visits["coordinator"], family)
        assert found == {"At least": rows["low"].tolist(), "At most": rows["high"].tolist()}


def test_charts_of_members_hold_their_rates_ends(packs, visits):
    drawn = charts(packs["pptx", "coordinator"])
    rows = visits["coordinator"].ask("compare_flags", by="year", period=date(2025, 4, 1), family="missing_people")
    rows = rows.set_index("member").loc[list(MEMBERS)]
    found = next(series for title, series in drawn.items() if title.startswith("Missing people, 2025-26"))
    assert found["At least"] == pytest.approx(rows["rate_low"].tolist())
    assert found["At most"] == pytest.approx(rows["rate_high"].tolist())


def test_the_workbooks_numbers_are_the_answers(packs, visits):
    rows = sheets(packs["workbook", "coordinator"])["Families_by_quarter"]
    headings = rows[2]
    table = pd.DataFrame(rows[3:], columns=headings)
    asked = visits["coordinator"].ask("group_figures", by="quarter")
    asked = asked[asked["period"] <= pd.Timestamp(QUARTER)]
    assert table["Low"].tolist() == asked["low"].tolist() and table["High"].tolist() == asked["high"].tolist()
    assert table["As shown"].tolist() == asked["shown"].tolist()


@pytest.mark.parametrize("name", PUBLIC)
def test_the_publics_hold_no_member_and_no_small_count(packs, name):
    content = packs[name, "public"]
    assert not [word for word in MEMBERS if re.search(rf"\b{word}\b", texts(content), re.I)]
    numbers = {float(each) for each in visible_numbers(content)}
    assert numbers, "it holds figures"
    assert not numbers & {1, 2, 3, 4}


@pytest.mark.parametrize("name", PUBLIC)
def test_the_publics_counts_are_to_the_nearest_five(packs, visits, name):
    """Whatever is a number alone is a shown figure or one of its ends, and no exact total of the members."""
    asked = pd.concat(
        [visits["public"].ask("group_figures", by=by, category=of) for by in ("quarter", "year") for of in (None, "*")]
    )
    allowed = {int(value) for column in ("low", "high") for value in asked[column]}
    allowed |= {int(each.replace(",", "")) for each in asked["shown"] if wording.is_figure(each)}
    assert {int(float(each)) for each in visible_numbers(packs[name, "public"])} <= allowed


def test_the_bulletin_is_the_publics_whoever_asks(packs):
    assert packs["bulletin", "cedar"] == packs["bulletin", "public"] == packs["bulletin", "coordinator"]


def test_the_bulletin_asks_no_network_and_runs_nothing(packs):
    page = packs["bulletin", "public"].decode()
    assert not re.search(r"https?://|<script|src=|url\(|@import|<link", page)
    assert "default-src 'none'" in page


def test_the_bulletin_can_be_read_at_eleven_or_so(packs):
    """Flesch and Kincaid's grade of its sentences; grade 6 is read at eleven."""
    page = packs["bulletin", "public"].decode()
    prose = re.findall(r"<(?:p|li)>([^<]+)<", page)
    sentences = [
        each for line in prose[:20] if "Tenant Access" not in line for each in re.split(r"[.:] ?", line) if each
    ]
    words = [word for each in sentences for word in re.findall(r"[A-Za-z’]+", each)]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    assert 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 < 7


@pytest.mark.parametrize("name", ["pptx", "workbook", "plan", "plan_pptx", "board", "bulletin", "csv"])
def test_each_says_what_it_may_be_used_for(packs, name):
    text = texts(packs[name, "cedar"]).replace("&#x27;", "'")
    assert MORE_IS_NOT_WORSE in text and "Edition: Apr–Jun 2026" in text
    assert "Requirements: publishable" in text if name == "bulletin" else "Requirements: withheld" in text


def test_every_chart_and_table_has_alternative_text_and_titles_come_first(packs):
    made = Presentation(io.BytesIO(packs["pptx", "coordinator"]))
    for slide in made.slides:
        assert slide.shapes[0] == slide.shapes.title and slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.xpath(".//p:cNvPr/@descr")[0]) > 20
            if shape.has_table:
                assert shape.table.first_row
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height


def test_the_title_of_a_slide_is_its_finding(packs, visits):
    content = gather(visits["coordinator"], QUARTER)
    titles = slide_titles(packs["pptx", "coordinator"])
    assert content.title in titles and content.compared[0].title in titles
    assert len(set(titles)) > 8


def test_the_board_paper_has_own_exact_figures_beside_the_groups(packs, visits):
    own = visits["cedar"].ask("own_figures", by="quarter").pipe(of_quarter).set_index("family")["n"]
    group = visits["cedar"].ask("group_figures", by="quarter").pipe(of_quarter).set_index("family")["shown"]
    labels = visits["cedar"].labels("family")
    table = {row[0]: row for row in paper_tables(packs["board", "cedar"])[0][1:]}
    for family, label in labels.items():
        assert (table[label][1], table[label][4]) == (f"{own[family]:,}", group[family])


def test_only_a_member_has_a_board_paper_and_only_the_group_a_plan(visits):
    for who in ("coordinator", "public"):
        with pytest.raises(NotAllowed):
            making.make(visits[who], "board", QUARTER)
    for name in ("plan", "plan_pptx"):
        with pytest.raises(NotAllowed):
            making.make(visits["public"], name, QUARTER)
    with pytest.raises(NotAllowed, match="not closed"):
        making.make(visits["cedar"], "pptx", date(2026, 7, 1))


def test_no_pack_of_another_holds_a_members_exact_count(packs, visits):
    """Cedar's exact counts of a quarter, where they are not an end of what is shown of them."""
    own = visits["cedar"].ask("own_figures", by="quarter").pipe(of_quarter).set_index("family")["n"]
    rows = sheets(packs["workbook", "coordinator"])["Members_by_quarter"]
    table = pd.DataFrame(rows[3:], columns=rows[2]).query("Member == 'Cedar' and Period == 'Apr–Jun 2026'")
    labels = visits["cedar"].labels("family")
    for row in table.to_dict("records"):
        exact = own[next(code for code, label in labels.items() if label == row["Family"])]
        assert row["Low"] < row["High"] and row["Low"] <= exact <= row["High"]


def test_the_same_number_in_headline_page_table_download_and_packs(packs, visits, sample):
    """Missing people, April to June 2026, all members together."""
    from views.this_quarter import family_rows

    visit = visits["coordinator"]
    shown = answer(visit, "missing_people").iloc[-1]["shown"]
    headline = next(
        row for row in visit.ask("headlines", period=QUARTER).to_dict("records") if row["family"] == "missing_people"
    )
    page = family_rows.table([headline], visit.labels("family"), "Apr–Jun 2025", {})
    assert page["Incidents"].tolist() == [headline["shown"]] == [shown]
    in_slides = [row for rows in slide_tables(packs["pptx", "coordinator"]) for row in rows]
    on_slides = next(row for row in in_slides if row[0] == "Missing people")
    in_plan = next(row for row in slide_tables(packs["plan_pptx", "cedar"])[0] if row[0] == "Missing people")
    in_paper = next(row for row in paper_tables(packs["board", "cedar"])[0] if row[0] == "Missing people")
    in_book = pd.DataFrame(
        sheets(packs["workbook", "coordinator"])["Families_by_quarter"][3:],
        columns=sheets(packs["workbook", "coordinator"])["Families_by_quarter"][2],
    ).query("Family == 'Missing people' and Period == 'Apr–Jun 2026'")
    assert [on_slides[1], in_plan[1], in_paper[4], *in_book["As shown"]] == [shown] * 4
    bulletin = packs["bulletin", "public"].decode()
    assert f"Missing people: {wording.count(int(headline['low']), int(headline['high']), shown)}" in bulletin
    with zipfile.ZipFile(io.BytesIO(packs["csv", "public"])) as archive:
        lines = archive.read("families_by_quarter.csv").decode("utf-8-sig").splitlines()
    assert next(each for each in lines if each.startswith("Missing people,Apr–Jun 2026")).endswith(f",{shown}")


def test_packs_are_made_quickly(visits):
    """PowerPoint under 3 s, workbook under 2 s on the sample data, once the answers are known."""
    for name, limit in (("pptx", 3), ("workbook", 2)):
        started = time.process_time()
        making.make(visits["coordinator"], name, QUARTER)
        assert time.process_time() - started < limit


def test_the_command_line(sample_path, tmp_path, capsys):
    copy = shutil.copy(sample_path, tmp_path / "copy.duckdb")
    out = tmp_path / "a.xlsx"
    asked = ["--quarter", "2026-04", "--store", str(copy), "--out", str(out)]
    assert main(["workbook", "--as", "public", *asked]) == 0
    assert out.read_bytes().startswith(b"PK") and out.with_suffix(".csv.zip").exists()
    assert main(["board", "--as", "public", *asked]) == 1
    assert main(["pptx", "--as", "holly", *asked]) == 1
    assert "no member 'holly'" in capsys.readouterr().err
    assert main(["pptx", "--as", "cedar", *asked[:1], "2026", *asked[2:]]) == 2
