"""`python -m ingest clean`: the copy without personal columns, without a store; the file is never touched."""

import csv
import io
import json
import os
import stat

import pytest

from ingest import cleaning
from ingest.__main__ import main
from ingest.screening import RULE
from tests.ingest.reading.books import book, row, sheet

PERIOD = ("--member", "alder", "--from", "2026-07", "--to", "2026-09")
HEAD = "incident_ref,reported_on,category,Tenant name,Mobile,Team"
ROWS = ("A1,03/07/2026,damp_mould,Jane Bloggs,07700 900123,North", "A2,14/07/2026,hoarding,Sam Doe,,South")
TEXT = "\n".join((HEAD, *ROWS)) + "\n"
PERSONAL = ("Bloggs", "Sam", "07700")


@pytest.fixture
def clean(tmp_path, capsys):
    """Cleans a file of that content: (exit code, the copy or None, what was printed)."""

    def run(content: str | bytes, *options: str, name: str = "log.csv", out: str = "copy.csv"):
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        before = file.read_bytes()
        code = main(["clean", str(file), "--out", str(tmp_path / out), *options])
        assert file.read_bytes() == before
        copy = tmp_path / out
        printed = capsys.readouterr()
        return code, copy.read_bytes() if copy.is_file() else None, printed.out + printed.err

    return run


def matching(tmp_path, **settings) -> tuple[str, str]:
    path = tmp_path / "matching.json"
    own = {each: each for each in ("incident_ref", "reported_on", "category")}
    path.write_text(json.dumps({"columns": own} | settings), encoding="utf-8")
    return "--matching", str(path)


def rows_of(copy: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(copy.decode(encoding), newline="")))


def test_the_copy_lacks_the_personal_columns_and_a_count_of_them_is_left(clean, tmp_path):
    code, copy, printed = clean(TEXT)
    assert code == 0
    assert rows_of(copy) == [
        ["incident_ref", "reported_on", "category", "Team"],
        ["A1", "03/07/2026", "damp_mould", "North"],
        ["A2", "14/07/2026", "hoarding", "South"],
    ]
    left = (tmp_path / "copy_taken_out.txt").read_text(encoding="utf-8-sig")
    for text in (printed, left):
        assert "2 columns with 3 filled cells: D (Tenant name), E (Mobile)." in text
        assert [value for value in PERSONAL if value in text] == []


def test_only_its_owner_may_read_the_copy(clean, tmp_path):
    clean(TEXT)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "copy.csv").stat().st_mode) == 0o600


def test_no_store_is_needed_or_made(clean, tmp_path):
    clean(TEXT)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy.csv", "copy_taken_out.txt", "log.csv"]


def of_two_sheets() -> bytes:
    month = sheet([row(1, tuple(HEAD.split(","))), *(row(n, tuple(ROWS[n - 2].split(","))) for n in (2, 3))])
    lists = sheet([row(1, ("Staff",)), row(2, ("Jo Bloggs",))])
    return book({"July": month, "Lists": lists})


FORMS = {
    "semicolons": (TEXT.replace(",", ";"), {}),
    "titles": (f"Log of 2026,,,,,\nJo Bloggs,,,,,\n{TEXT}", {}),
    "totals": (f"{TEXT}Total,2,,,,\n", {}),
    "Windows-1252, named": (TEXT.replace("South", "Côte £5").encode("cp1252"), {"encoding": "cp1252"}),
    "UTF-16, named": (TEXT.encode("utf-16"), {"encoding": "utf-16"}),
    "row of headings, named": (f"x,,,,,\n{TEXT}", {"header_row": 2}),
    "workbook": (of_two_sheets(), {"sheet": "July"}),
    "quoted": (TEXT.replace("South", '"South, by the ""sea"""'), {}),
}


@pytest.mark.dose(4)
@pytest.mark.parametrize("form", FORMS)
def test_the_copy_fits_the_same_matching_and_holds_nothing_personal(form, clean, tmp_path, capsys):
    content, settings = FORMS[form]
    named = matching(tmp_path, **settings)
    assert clean(content, *named)[0] == 0
    assert main(["check", str(tmp_path / "copy.csv"), *named, *PERIOD, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], [each["rule"] for each in found["problems"]]) == (2, [])


def test_rows_and_sheets_that_are_not_in_the_copy_are_counted(clean, tmp_path):
    _, copy, printed = clean(f"Log of 2026,,,,,\n{TEXT}Total,2,,,,\n")
    assert rows_of(copy)[0] == ["", "", "", ""]
    assert "1 row above the headings" in printed
    assert "1 row taken for totals or notes" in printed
    assert "Line 5 would be left out" in printed  # the upload cannot ask this of the copy
    _, copy, printed = clean(of_two_sheets(), name="log.xlsx", out="other.csv")
    assert "1 other sheet: “Lists”" in printed
    assert b"Bloggs" not in copy


def test_a_file_in_own_words_needs_no_matching(clean):
    text = "Log of 2026,,,\nCase,Date,Sort,Mobile\nA1,03/07/2026,Mould,07700 900123\nA2,04/07/2026,Mould,\n"
    code, copy, _ = clean(text)
    assert (code, rows_of(copy)[1:3]) == (0, [["Case", "Date", "Sort"], ["A1", "03/07/2026", "Mould"]])


def test_nothing_personal_is_said_and_the_copy_is_made(clean):
    code, copy, printed = clean("incident_ref,reported_on,category\nA1,2026-07-03,damp_mould\n")
    assert (code, len(rows_of(copy))) == (0, 2)
    assert "No column: none of them was recognised as personal." in printed


def test_a_personal_heading_is_masked(clean):
    code, copy, printed = clean(TEXT.replace("Team", "jo.bloggs@mail.example"))
    assert code == 0
    assert b"bloggs" not in copy
    assert "bloggs@mail" not in printed


def test_cells_of_a_column_that_the_return_needs_are_to_be_cleared_first(clean):
    code, copy, printed = clean(TEXT.replace("A2", "07700 900456"))
    assert (code, copy) == (1, None)
    assert "Clear the cells named, from A3." in printed
    assert "900456" not in printed


def test_a_matching_with_names_is_said(clean, tmp_path):
    values = {"category": {"07700 900123": "neglect"}}
    code, _, printed = clean(TEXT, *matching(tmp_path, values=values))
    assert code == 0
    assert "The matching holds personal data" in printed


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("log.csv", "is the file itself, which is never written over"),
        ("./sub/../log.csv", "is the file itself"),
        ("link.csv", "is the file itself"),
        ("sub", "is a folder"),
        ("copy.xlsx", "Call it copy.csv"),
        ("there.csv", "is there already and is not written over"),
        ("counted.csv", "counted_taken_out.txt is there already"),
        ("nowhere/copy.csv", "There is no folder"),
    ],
)
def test_nothing_is_written_over_or_to_a_wrong_place(out, words, clean, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "log.csv").write_text(TEXT)
    os.link(tmp_path / "log.csv", tmp_path / "link.csv")
    (tmp_path / "there.csv").write_text("mine")
    (tmp_path / "counted_taken_out.txt").write_text("mine")
    before = sorted(each.name for each in tmp_path.rglob("*"))
    code, _, printed = clean(TEXT, out=out)
    assert (code, sorted(each.name for each in tmp_path.rglob("*"))) == (1, before)
    assert words in printed
    assert (tmp_path / "there.csv").read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"incident_ref,reported_on,category\n", "headings but no rows"),
        (b"%PDF-1.7\n", "PDF"),
        (b'incident_ref,reported_on,category\nA1,"x,y\n', "never closed"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(content, words, clean):
    code, copy, printed = clean(content)
    assert (code, copy) == (1, None)
    assert words in printed


def test_a_missing_file_a_folder_and_a_wrong_matching_are_said(tmp_path, capsys):
    (tmp_path / "log.csv").write_text(TEXT)
    (tmp_path / "wrong.json").write_text("[]")
    out = ["--out", str(tmp_path / "copy.csv")]
    assert main(["clean", str(tmp_path / "none.csv"), *out]) == 1
    assert main(["clean", str(tmp_path), *out]) == 1
    assert main(["clean", str(tmp_path / "log.csv"), *out, "--matching", str(tmp_path / "wrong.json")]) == 1
    said = capsys.readouterr().err
    assert said.count("cannot be read: check its name") == 2
    assert "The matching must be one object" in said
    with pytest.raises(SystemExit) as wrong_use:
        main(["clean", str(tmp_path / "log.csv")])
    assert wrong_use.value.code == 2


def test_a_full_disk_leaves_neither_the_copy_nor_its_count(clean, tmp_path, monkeypatch):
    def full(path, flags):
        if path.endswith(".txt"):
            raise OSError(28, "No space left on device")
        return os.open(path, flags, 0o600)

    monkeypatch.setattr(cleaning, "_for_owner", full)
    code, copy, printed = clean(TEXT)
    assert (code, copy, "cannot be written" in printed) == (1, None, True)
    assert RULE not in printed
