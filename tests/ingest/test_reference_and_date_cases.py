"""References and dates as exports have them: each reported case gives what is wanted, and so do others of its kind."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.__main__ import main
from ingest.intake import Preview, preview_file
from ingest.matching import Matching
from ingest.matching.as_seen import as_seen
from ingest.matching.no_reference import is_none
from ingest.problems import Refused
from queries.viewer import Viewer
from tests.ingest.reading.books import book, log
from views.upload.reading_choices import SETTLED_BY

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "cases"
ALDER = Viewer.lead("alder", "lead@alder.example")
LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.dose(5)
few = settings(max_examples=10, deadline=None)

QUARTER = ("2026-07", "2026-09")
YEAR = ("2025-11", "2026-10")
TURNED = ("dates_look_swapped", "a spreadsheet may have swapped day and month")
# case -> months, exit code, incidents, rule, words of the message
WANTED = {
    "04_invisible_in_reference.csv": (
        QUARTER,
        1,
        0,
        "repeated_reference",
        "line 4 repeats line 2; line 6 repeats line 5",
    ),
    "05_scientific_references.csv": (
        QUARTER,
        1,
        0,
        "damaged_reference",
        "shortened to a few digits (as 2.02607E+11 is)",
    ),
    "10_placeholder_references.csv": (QUARTER, 1, 0, "missing_reference", "5 rows have no reference"),
    "11_days_and_months_turned.csv": (YEAR, 1, 0, "date_orders_mixed", "none of the dates can be trusted"),
    "11b_mended_as_told.csv": (YEAR, 0, 6, *TURNED),
    "13_wrapped_references.csv": (QUARTER, 1, 0, "repeated_reference", "line 3 repeats line 2; line 4 repeats line 2"),
    "20_compact_dates.csv": (QUARTER, 0, 6, None, ""),
    "21_narrow_space_before_pm.csv": (QUARTER, 0, 6, None, ""),
    "22_zoned_times.csv": (QUARTER, 0, 6, None, ""),
    "32_clocks_go_forward.csv": (("2026-03", "2026-03"), 0, 1, None, ""),
    "33_date_zero.xlsx": (QUARTER, 1, 0, "date_zero", "0 (shown as 00/01/1900) is no date"),
}


ASKED_OF_FEW_ROWS = "months_without_rows"
"""A case has a few rows: months that have none are asked about beside what the case is for."""


@pytest.mark.parametrize("case", WANTED)
def test_each_case_gives_what_is_wanted(case, capsys):
    (first, last), exit_code, rows, rule, words = WANTED[case]
    matching = (CASES / case).with_suffix(".json")
    named = ["--matching", str(matching)] if matching.exists() else []
    period = ["--member=alder", f"--from={first}", f"--to={last}", "--json"]
    assert main(["check", str(CASES / case), *period, *named]) == exit_code
    found = json.loads(capsys.readouterr().out)
    rules = {p["rule"] for p in found["problems"]} - {ASKED_OF_FEW_ROWS}
    assert (found["rows"], rules) == (rows, {rule} if rule else set())
    assert words in " ".join(p["message"] for p in found["problems"])


def look(content: str | bytes, first=date(2026, 7, 1), last=date(2026, 9, 1), **settings_) -> Preview:
    content = content.encode() if isinstance(content, str) else content
    return preview_file(None, ALDER, first, last, content, "export", Matching(columns={}, **settings_))


def with_references(*references: str, **settings_) -> Preview:
    """Incidents with these references; each is quoted, so that it is what the cell holds."""
    cells = ('"' + each.replace('"', '""') + '"' for each in references)
    lines = [f"{cell},{13 + n % 15}/07/2026,neglect" for n, cell in enumerate(cells)]
    return look("\n".join(["incident_ref,reported_on,category", *lines]) + "\n", **settings_)


def with_dates(*cells: str, first=date(2025, 11, 1), last=date(2026, 10, 1), **settings_) -> Preview:
    lines = [f'A{n},"{cell}",neglect' for n, cell in enumerate(cells)]
    return look("\n".join(["incident_ref,reported_on,category", *lines]) + "\n", first, last, **settings_)


def closed(*cells: str) -> Preview:
    lines = [f'A{n},{13 + n}/07/2026,neglect,"{cell}"' for n, cell in enumerate(cells)]
    return look("\n".join(["incident_ref,reported_on,category,closed_on", *lines]) + "\n")


def missing(began: str, ended: str) -> Preview:
    line = f'A1,{began[:10]},missing_person,"{began}","{ended}"'
    return look(
        f"incident_ref,reported_on,category,missing_from,found_at\n{line}\n", date(2025, 1, 1), date(2026, 10, 1)
    )


def rules(preview: Preview) -> list[str]:
    return [problem.rule for problem in preview.problems if problem.rule != ASKED_OF_FEW_ROWS]


def kept(preview: Preview) -> list[str]:
    assert preview.hard == [], [problem.message for problem in preview.hard]
    return preview.incidents["incident_ref"].to_pylist()


def months(preview: Preview) -> list[str]:
    assert preview.hard == [], [problem.message for problem in preview.hard]
    return [f"{month:%Y-%m}" for month in preview.incidents["month"].to_pylist()]


class TestAsSeen:
    @pytest.mark.parametrize(
        "other",
        [
            "CASE-1\u200b",
            "CASE\u20111",
            "CASE\u00ad-1",
            "\ufeffCASE-1",
            " CASE-1\u00a0",
            "CASE–1",
            "ＣＡＳＥ-1",
            "CASE\u2212\u20601",
            "CASE-1_x000D_",
            "CASE_x002D_1",
            "'CASE-1",
            '="CASE-1"',
            '"CASE-1"',
            "’CASE-1",
            "CASE-1\u200e",
            "CASE-1\ufe0f",
            "\tCASE-1",
        ],
    )
    def test_what_looks_alike_is_the_same(self, other):
        assert rules(with_references("CASE-1", other)) == ["repeated_reference"]
        assert kept(with_references(other)) == ["CASE-1"]

    @pytest.mark.parametrize(
        "other",
        ["CASE 2", "CASE\u00a02", "CASE  2", "CASE \u202f 2", "CASE\u30002", "CASE\r\n2", "CASE_x000D__x000A_2"],
    )
    def test_spaces_of_all_kinds_are_one(self, other):
        assert kept(with_references(other)) == ["CASE 2"]

    def test_what_looks_otherwise_is_another(self):
        others = ["case-1", "CASE-01", "CASE1", "CASE -1", "O'CASE-1", "CASE-1'", "CASE_1", "CÁSE-1", "СASE-1"]
        assert kept(with_references("CASE-1", *others)) == ["CASE-1", *others]

    def test_leading_zeros_stay(self):
        assert kept(with_references("'0001", "0002", '="0003"', "'4")) == ["0001", "0002", "0003", "4"]

    def test_excels_formula_of_a_text_is_read_unquoted_too(self):
        text = 'incident_ref,reported_on,category\n="0001",="13/07/2026",neglect\n="0002",\'14/07/2026,="hoarding"\n'
        found = look(text)
        assert (kept(found), found.incidents["category"].to_pylist()) == (["0001", "0002"], ["neglect", "hoarding"])

    def test_a_second_file_pasted_below_is_noticed(self):
        assert rules(with_references("CASE-1", "CASE-2", "\ufeffCASE-1")) == ["repeated_reference"]

    @few
    @given(
        st.from_regex(r"[A-Z]{1,4}-[0-9]{2,6}", fullmatch=True),
        st.lists(st.sampled_from(["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200e"]), min_size=1, max_size=3),
        st.integers(0, 5),
    )
    def test_nothing_invisible_makes_another_reference(self, reference, invisible, at):
        other = reference[:at] + "".join(invisible) + reference[at:]
        assert as_seen(other) == reference
        assert rules(with_references(reference, other)) == ["repeated_reference"]

    @few
    @given(st.text(max_size=20))
    def test_what_is_kept_is_seen_as_itself(self, text):
        assert as_seen(as_seen(text)) == as_seen(text)


class TestDestroyed:
    @pytest.mark.parametrize(
        ("references", "what"),
        [
            (["2.02607E+11"] * 6, "shortened"),
            (["2.03E+08", "CASE-2"], "shortened"),
            (["2,02607E+11", "2,02608E+11"], "shortened"),
            (["1E+05", "17"], "shortened"),
            (["2.02607e+15", "2.02608e+15"], "shortened"),
            (["Jan-10", "Feb-10"], "turned into dates"),
            (["10-Jan", "CASE-2"], "turned into dates"),
            (["01-Sep-26", "CASE-2"], "turned into dates"),
            (["14/07/2026", "CASE-2"], "turned into dates"),
            (["2026-07-14", "26-45"], "turned into dates"),
            (["2026-07-14", "2026-07-14", "2026-07-15"], "turned into dates"),
            (["2026-07-14 00:00", "2026-07-15 00:00"], "turned into dates"),
            (["2026070100000120", "2026070100000130"], "cut to 15 digits"),
            (["2026070100000120", "2026070100000120", "CASE-3"], "cut to 15 digits"),
            (["2026070100000100000", "CASE-3"], "cut to 15 digits"),
            (["#####", "CASE-2"], "replaced by ####"),
        ],
    )
    @pytest.mark.parametrize("repeats", ["refuse", "keep_first"])
    def test_is_refused_with_how_to_export_again(self, references, what, repeats):
        (problem,) = with_references(*references, repeated_reference=repeats).problems
        assert (problem.rule, problem.soft) == ("damaged_reference", False)
        assert what in problem.message and "Export the file again" in problem.message
        assert "keep the first" not in problem.message

    @pytest.mark.parametrize(
        "references",
        [
            ["2026-07-01", "2026-07-02", "2026-07-45"],
            ["1E5", "12E4", "E+11"],
            ["JUL-001", "JAN-10", "MAY-2026-1", "Mar"],
            ["2026070100000121", "2026070100000130"],
            ["202607010000000", "202607020000000"],
            ["AB2026070100000120", "#12"],
            ["32/13/2026", "1/2", "14/07/26-3"],
        ],
    )
    def test_real_references_are_read(self, references):
        assert kept(with_references(*references)) == references

    def test_real_repeats_beside_it_are_still_told_apart(self):
        found = with_references("CASE-1", "2.02607E+11", "2.02607E+11", "CASE-1")
        assert rules(found) == ["damaged_reference", "repeated_reference"]
        assert "1 row has a reference that is already used above: line 5 repeats line 2" in found.problems[1].message

    def test_numbers_beyond_fifteen_digits_in_a_workbook(self):
        (problem,) = look(book({"Log": log(2026070100000120, 2026070100000450)})).problems
        assert problem.rule == "damaged_reference"

    def test_twelve_digits_in_a_workbook_are_whole(self):
        assert kept(look(book({"Log": log(202607000001, 202607000002)}))) == ["202607000001", "202607000002"]

    @few
    @given(st.lists(st.integers(10**11, 10**15), min_size=1, max_size=6))
    def test_whatever_number_was_shortened(self, numbers):
        found = with_references(*(f"{number:.5E}" for number in numbers), repeated_reference="keep_first")
        assert rules(found) == ["damaged_reference"]


class TestNoReference:
    def test_counts_as_missing(self):
        words = [
            "N/A",
            "n/a",
            "TBC",
            "tbc.",
            "#N/A",
            "#REF!",
            "#NAME?",
            "#DIV/0!",
            "-",
            "--",
            "–",
            "?",
            "...",
            "no ref found",
            "No reference",
            "None",
            "null",
            "NULL",
            "(blank)",
            "Unknown",
            "not known",
            "Not yet assigned",
            "to be confirmed",
            "Ref to follow",
            "no crm ref",
            "nan",
            "XXX",
            "awaiting reference",
            "N.A.",
            "not applicable",
            "None recorded",
            "<none>",
            "' -",
            "as above",
            "ditto",
            "same as above",
            "See notes",
            "do.",
            '"',
            "〃",
        ]
        assert rules(with_references(*words)) == ["missing_reference"]
        numbered = kept(with_references(*words, missing_reference="number"))
        assert numbered == [f"202607-202609-{2 + n}" for n in range(len(words))]

    def test_a_reference_stays_one(self):
        references = [
            "CASE-1",
            "NA1",
            "TBC-4",
            "Case",
            "NOTE",
            "ONE",
            "No 7",
            "0",
            "X",
            "Noah",
            "none-3",
            "ASB",
            "Reference",
            "Ref A",
            "Same 2",
        ]
        assert kept(with_references(*references)) == references

    def test_zeros_of_an_empty_look_up(self):
        assert rules(with_references("CASE-1", "0", "0")) == ["missing_reference"]

    def test_none_is_left_out_as_a_repeat(self):
        found = with_references(
            "N/A", "N/A", "TBC", "N/A", "CASE-5", missing_reference="number", repeated_reference="keep_first"
        )
        assert len(kept(found)) == 5
        assert found.left_out == {}

    def test_the_message_names_the_words(self):
        (problem,) = with_references("N/A", "N/A", "TBC", "", "CASE-5").problems
        assert "4 rows have no reference (the first is line 2). “N/A”, “TBC” count as none." in problem.message

    @few
    @given(st.from_regex(r"[A-Za-z]{0,4}[-/ ]?[1-9][0-9]{0,6}", fullmatch=True))
    def test_whatever_has_a_number_is_a_reference(self, text):
        assert not is_none(text)


class TestSwapped:
    @pytest.mark.parametrize(
        "cells",
        [
            ["2026-03-07 00:00", "14/07/2026", "2026-05-08 00:00"],
            ["07 Mar 2026", "14/07/2026", "8 May 2026"],
            ["46088", "14/07/2026", "46150"],
            ["2026-03-07", "14/07/26", "2026-07-07"],
            ["2026-07-03", "07/14/2026", "2026-08-05"],
            ["2026-03-07 09:30", "14/07/2026 09:30", "22.08.2026"],
            ["20260307", "14/07/2026", "20260508"],
        ],
    )
    def test_across_forms(self, cells):
        (problem,) = with_dates(*cells).problems
        assert (problem.rule, problem.soft) == ("date_orders_mixed", False)
        assert "export the file again" in problem.message and "yyyy-mm-dd" not in problem.message

    @pytest.mark.parametrize(
        "cells",
        [["2026-03-17", "14/07/2026"], ["2026-03-07", "04/07/2026", "14/07/2026"], ["2026-07-07", "14/07/2026"]],
    )
    def test_an_honest_mixture_is_said_as_one(self, cells):
        assert set(rules(with_dates(*cells))) == {"date_formats_mixed"}

    def test_a_date_outside_the_months_that_fits_when_swapped(self):
        cells = ["2026-03-07", "2026-07-14", "2026-02-09", "2026-08-20"]
        found = with_dates(*cells, first=date(2026, 7, 1), last=date(2026, 9, 1))
        hard = [problem for problem in found.problems if not problem.soft]
        assert [(problem.rule, problem.line) for problem in hard] == [
            ("date_outside_months", 2),
            ("date_outside_months", 4),
        ]
        assert "with day and month swapped it would be 3 Jul 2026" in hard[0].message

    @few
    @given(st.lists(st.dates(date(2026, 7, 1), date(2026, 9, 30)), min_size=1, max_size=12))
    def test_whatever_a_spreadsheet_of_new_york_makes_of_it(self, days):
        swapped = [f"{d.year}-{d.day:02d}-{d.month:02d}" if d.day <= 12 else f"{d:%d/%m/%Y}" for d in days]
        early = [d for d in days if d.day <= 12]
        found = with_dates(*swapped, last=date(2026, 9, 1))
        if any(d.day != d.month for d in early) and len(early) < len(days):
            assert rules(found) == ["date_orders_mixed"]

    @few
    @given(st.lists(st.dates(date(2026, 7, 1), date(2026, 9, 30)), min_size=1, max_size=40))
    def test_real_dates_of_a_quarter_are_not_asked_about(self, days):
        assert rules(with_dates(*(day.isoformat() for day in days), last=date(2026, 9, 1))) == []


class TestWritten:
    @pytest.mark.parametrize(
        ("cells", "wanted"),
        [
            (["20260714", "20260803"], ["2026-07", "2026-08"]),
            (["14072026", "03082026"], ["2026-07", "2026-08"]),
            (["07142026", "08032026"], ["2026-07", "2026-08"]),
            (["20260714T090500", "20260803T231500Z"], ["2026-07", "2026-08"]),
            (["202607140905", "20260803231500"], ["2026-07", "2026-08"]),
            (["20260731T233000Z", "20260731T233000+0100"], ["2026-08", "2026-07"]),
            (["07/13/2026, 3:05:09\u202fPM", "08/01/2026, 3:05:09\u202fAM"], ["2026-07", "2026-08"]),
            (["13/07/2026\u00a009:05", "01/08/2026\u00a0\u00a010:05"], ["2026-07", "2026-08"]),
            (["\u200e13\u200e/\u200e07\u200e/\u200e2026 09:05\u2009pm", "01/08/2026 10:05"], ["2026-07", "2026-08"]),
            (["13\u202fJul\u202f2026", "1 Aug\u20032026"], ["2026-07", "2026-08"]),
            (["13/07/2026 3:05 p.m.", "1/8/2026 at 3:05 a.m."], ["2026-07", "2026-08"]),
            (["'13/07/2026", '=""14/08/2026""'], ["2026-07", "2026-08"]),
            (["2026-07-31T23:30Z", "2026-07-31T23:30:00.123+01:00"], ["2026-08", "2026-07"]),
            (["2026-07-31 23:30:00 UTC", "2026-07-31 23:30:00 BST"], ["2026-08", "2026-07"]),
            (["2026-08-01T00:30:00+05:30", "2026-08-01T00:30:00+0100"], ["2026-07", "2026-08"]),
            (["2026-07-31T19:30:00-04:00", "2026-07-31T18:30:00-04:00"], ["2026-08", "2026-07"]),
            (["2026-01-31T23:30Z", "2026-02-01T00:30+01:00"], ["2026-01", "2026-01"]),
            (["Fri Jul 31 2026 23:30:00 GMT+0000 (Coordinated Universal Time)"], ["2026-08"]),
            (["2026-07-31T22:30:00+01:00[Europe/London]", "2026-07-31Z"], ["2026-07", "2026-07"]),
        ],
    )
    def test_is_read(self, cells, wanted):
        assert months(with_dates(*cells)) == wanted

    @pytest.mark.parametrize("date_format", ["%Y%m%d", "%d/%m/%Y", None])
    def test_compact_dates_whatever_the_matching_names(self, date_format):
        assert months(with_dates("20260714", "20260803", date_format=date_format)) == ["2026-07", "2026-08"]

    def test_compact_days_and_months_that_could_be_either_are_asked_about(self):
        assert rules(with_dates("03072026", "04082026")) == ["date_order_unclear"]
        assert months(with_dates("03072026", "04082026", date_format="%d%m%Y")) == ["2026-07", "2026-08"]

    @pytest.mark.parametrize("date_format", ["%d%m%y", "%y%m%d", "%H:%M", "%d/%m", "%Y", "%Y-%d-%m", "day", "%d%m%Y%d"])
    def test_a_format_that_can_never_work_is_refused(self, date_format):
        with pytest.raises(Refused, match="a format in which dates can be read"):
            Matching(columns={}, date_format=date_format)

    @pytest.mark.parametrize(
        "date_format",
        [
            "%d/%m/%Y",
            "%-d.%-m.%y",
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%dT%H:%M:%SZ",
            "%d %b %Y",
            "%a, %d %B %Y",
            "%b-%y",
            "%m/%Y",
            "%B %d, %Y",
            "%d%b%Y",
            "%y-%m-%d",
            "%m/%d/%Y, %I:%M:%S %p",
            "%Y%m%d",
            "%Y%m%dT%H%M%S",
            "%Y%m%d%H%M%S",
        ],
    )
    def test_a_format_that_can_work_is_taken(self, date_format):
        assert Matching(columns={}, date_format=date_format).date_format == date_format

    @pytest.mark.parametrize(
        ("cell", "words"),
        [
            ("28/04/2026 25:61", "“28/04/2026 25:61” is not a date"),
            ("20261332", "“20261332” is not a date"),
            ("13/07/2026 09:05-10:15", "is not a date"),
            ("2026-07-13 09:05 CEST", "has a time zone that is not known"),
            ("2026-07-13T09:05[America/New_York]", "“2026-07-13T09:05 …” has a time zone that is not known"),
            ("2026-07-13 09:05 Smith", "“2026-07-13 09:05 …”"),
            ("2026-07-13 Smith 1234567", "“2…” ("),
            ("1234567", "“1…” ("),
            ("20-2607-13", "“2…” ("),
            ("14 Jul 2026 09:05", "“14 Jul 2026 09:05” is not written like most"),
            ("########", "#### is not a date"),
        ],
    )
    def test_what_cannot_be_read_is_shown_unless_it_may_be_personal(self, cell, words):
        assert words in with_dates("2026-07-13", "2026-07-14", cell).hard[0].message

    @few
    @given(
        st.datetimes(datetime(2025, 11, 2), datetime(2026, 10, 18), timezones=st.just(ZoneInfo("UTC"))),
        st.integers(-11, 14),
    )
    def test_every_moment_counts_in_its_month_in_london(self, moment, hours):
        moment = moment.replace(microsecond=0)
        there = moment.replace(tzinfo=None) + timedelta(hours=hours)
        cell = f"{there:%Y-%m-%dT%H:%M:%S}{hours:+03d}:00"
        assert months(with_dates(cell)) == [f"{moment.astimezone(LONDON):%Y-%m}"]


class TestDateZero:
    @pytest.mark.parametrize(
        "cell",
        [
            "0",
            "00/01/1900",
            "0/1/1900",
            "1900-01-00",
            "1/0/1900",
            "00-Jan-00",
            "00-Jan-1900",
            "00/01/1900 00:00",
            "00:00",
            "00:00:00",
        ],
    )
    def test_is_named(self, cell):
        (problem,) = closed("14/08/2026", "15/08/2026", cell).problems
        assert (problem.rule, problem.line) == ("date_zero", 4)
        assert problem.message.endswith("Empty the cell, or write the date.")

    @pytest.mark.parametrize(
        "cell",
        [
            "01/01/1900",
            "1899-12-30",
            "30/12/1899",
            "0001-01-01",
            "01/01/0001 00:00:00",
            "0000-00-00",
            "0000-00-00 00:00:00",
        ],
    )
    def test_a_date_that_stands_for_none_is_asked_about_as_a_word(self, cell):
        """It may be matched to nothing recorded, for the whole column at once."""
        (problem,) = closed("14/08/2026", "15/08/2026", cell).problems
        assert (problem.rule, problem.line) == ("unmatched_word", 4)
        assert "empty the cell" in problem.message

    @few
    @given(st.dates(date(2026, 8, 1), date(2026, 9, 30)))
    def test_no_real_date_is_one(self, day):
        assert rules(closed(day.isoformat())) == []


class TestDurations:
    @pytest.mark.parametrize(
        ("began", "ended", "band"),
        [
            ("28/03/2026 12:00", "29/03/2026 12:30", "under_24h"),
            ("28/03/2026 12:00", "29/03/2026 13:00", "24_48h"),
            ("25/10/2025 12:00", "26/10/2025 11:30", "24_48h"),
            ("24/10/2025 23:30", "26/10/2025 22:30", "2_7_days"),
            ("27/03/2026 12:00", "29/03/2026 12:59", "24_48h"),
            ("22/03/2026 12:00", "29/03/2026 13:00", "2_7_days"),
            ("19/10/2025 12:00", "26/10/2025 11:30", "over_7_days"),
            ("13/07/2026 12:00", "14/07/2026 12:00", "24_48h"),
        ],
    )
    def test_by_time_not_by_the_clock(self, began, ended, band):
        found = missing(began, ended)
        assert found.hard == []
        assert found.incidents["missing_duration"].to_pylist() == [band]

    def test_the_hour_that_comes_twice_is_no_contradiction(self):
        found = missing("26/10/2025 01:50", "26/10/2025 01:10")
        assert (rules(found), found.incidents["missing_duration"].to_pylist()) == ([], ["under_24h"])

    def test_an_end_before_the_beginning_is_refused(self):
        assert rules(missing("13/07/2026 12:00", "13/07/2026 11:59")) == ["found_before_missing"]

    def test_zoned_times(self):
        found = missing("2026-03-28T12:00:00Z", "2026-03-29T12:30:00+01:00")
        assert found.incidents["missing_duration"].to_pylist() == ["under_24h"]

    @few
    @given(st.datetimes(datetime(2025, 2, 1), datetime(2026, 9, 1)), st.integers(1, 10 * 24 * 60))
    def test_against_the_time_zone_database(self, began, minutes):
        began = began.replace(second=0, microsecond=0)
        start = began.replace(tzinfo=LONDON)
        end = start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)
        ended = end.astimezone(LONDON).replace(tzinfo=None)
        if any(each.replace(tzinfo=LONDON, fold=0).utcoffset() != each.replace(tzinfo=LONDON, fold=1).utcoffset()
               for each in (began, ended)):  # fmt: skip
            return  # an hour that comes twice, or does not exist
        band = (
            "under_24h"
            if minutes < 1440
            else "24_48h"
            if minutes < 2880
            else "2_7_days"
            if minutes <= 10080
            else "over_7_days"
        )
        found = missing(f"{began:%Y-%m-%d %H:%M}", f"{ended:%Y-%m-%d %H:%M}")
        assert found.incidents["missing_duration"].to_pylist() == [band]


def test_a_return_of_dates_that_look_swapped_waits_for_an_answer(tmp_path, capsys):
    store = str(tmp_path / "group.duckdb")
    lists = [f"--{name}={ROOT / 'sample_data' / name}.csv" for name in ("members", "homes", "people")]
    assert main(["init", "--store", store, *lists]) == 0
    named = ["--member=alder", "--from=2025-11", "--to=2026-10", "--store", store, "--json"]
    capsys.readouterr()
    assert main(["load", str(CASES / "11b_mended_as_told.csv"), *named]) != 0
    found = json.loads(capsys.readouterr().out)
    assert ("dates_look_swapped", True) in [(p["rule"], p["soft"]) for p in found["problems"]]
    assert found["return"] is None


def test_the_page_offers_to_keep_the_first_of_real_repeats_only():
    assert [rule for rule, setting in SETTLED_BY.items() if setting == "repeated_reference"] == ["repeated_reference"]
    assert "damaged_reference" not in SETTLED_BY
