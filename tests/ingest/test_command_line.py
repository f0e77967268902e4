"""`python -m ingest` as scripts use it: exit codes, what it prints, and the one object of --json."""

import json
import os
import stat
import subprocess
import sys

import pytest

from ingest.__main__ import main
from ingest.standard import STANDARD
from queries.store import Store
from queries.viewer import Viewer

GOOD = "incident_ref,reported_on,category\nA1,2026-07-03,damp_mould\nA2,2026-08-21,hoarding\n"
PERIOD = ("--member", "alder", "--from", "2026-07", "--to", "2026-09")
TITLED_WITH_TOTALS = GOOD + "Total,,2\n"


@pytest.fixture
def file(tmp_path):
    """Writes an export and gives its path as text."""

    def write(text: str, name: str = "export.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode())
        return str(path)

    return write


@pytest.fixture
def run(store_path, capsys):
    """Runs a command on the store: exit code, standard output, standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--store", str(store_path)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def as_object(printed: str) -> dict:
    assert printed.count("\n") == 1, "one object on one line"
    return json.loads(printed)


def content(store_path) -> list:
    store = Store.open(store_path)
    names = ("member", "member_return", "incident", "matching", "audit", "closing", "shown")
    found = [store.cursor().execute(f"select * from {name} order by all").fetchall() for name in names]
    store.close()
    return found


def test_a_load_prints_one_object(run, file):
    code, out, _ = run("load", file(GOOD), *PERIOD, "--json")
    assert code == 0
    first = as_object(out)
    assert (first["outcome"], first["rows"], first["left_out"], first["return"]) == (
        "loaded",
        2,
        0,
        "alder-0001",
    )
    assert first["problems"] == []


def test_months_without_rows_are_named_and_a_quarter_without_any_is_no_zero_without_an_answer(run, file, store_path):
    longer = ("--member", "alder", "--from", "2026-01", "--to", "2026-09")
    before = content(store_path)
    code, _, printed = run("load", file(GOOD), *longer)
    assert code == 1 and content(store_path) == before
    assert "Jan 2026 to Jun 2026 and Sep 2026 have no rows" in printed
    assert "(to accept this: --accept months_without_rows)" in printed
    code, out, _ = run("load", file(GOOD), *PERIOD)
    assert code == 0 and "  Sep 2026 has no rows: counted as zero." in out.splitlines()
    code, out, _ = run("load", file(GOOD), *longer, "--accept", "months_without_rows", "--json")
    assert code == 0 and as_object(out)["months_without_rows"] == [f"2026-0{month}" for month in range(1, 7)]


def test_rows_of_other_months_and_cells_that_cannot_be_read_are_settled_by_options(run, file):
    text = "incident_ref,reported_on,category,closed_on\nA1,2026-07-03,neglect,soon\nA2,2026-06-21,neglect,2026-07-01\n"
    assert run("load", file(text), *PERIOD)[0] == 1
    settled = ("--leave-out-other-months", "--leave-empty", "closed_on")
    code, out, _ = run("load", file(text), *PERIOD, *settled)
    assert code == 0
    assert {"  1 left out: reported in other months", "  1 left empty: closed on"} <= set(out.splitlines())


def test_the_same_load_again_says_that_nothing_would_change(run, file, store_path):
    run("load", file(GOOD), *PERIOD)
    before = content(store_path)
    code, out, _ = run("load", file(GOOD), *PERIOD, "--json")
    assert (code, as_object(out)["outcome"]) == (0, "unchanged")
    assert content(store_path) == before


def test_a_refused_file_names_line_and_column_and_leaves_the_store_as_it_was(run, file, store_path):
    before = content(store_path)
    code, out, _ = run("load", file(GOOD.replace("hoarding", "mildew")), *PERIOD, "--json")
    refused = as_object(out)
    assert (code, refused["outcome"], refused["rows"], refused["return"]) == (1, "refused", 0, None)
    (problem,) = refused["problems"]
    assert set(problem) == {"line", "column", "heading", "field", "rule", "message", "soft"}
    assert (problem["line"], problem["column"], problem["heading"], problem["soft"]) == (
        3,
        "C",
        "category",
        False,
    )
    assert content(store_path) == before


def test_personal_data_is_summed_up_in_one_sentence(run, file):
    text = "incident_ref,reported_on,category,Mail,Phone\nA1,2026-07-03,hoarding,sam@mail.example,07700 900123\n"
    code, _, err = run("load", file(text), *PERIOD)
    assert code == 1
    assert err.splitlines()[-1] == "Delete columns D and E."
    assert "sam@mail.example" not in err and "07700 900123" not in err


def test_what_a_terminal_would_act_on_is_not_printed(run, file):
    text = "incident_ref,reported_on,category,Te\x1b[31mam\nA1,2026-07-03,hoarding,x\n"
    code, out, _ = run("check", file(text), *PERIOD)
    assert (code, "\x1b" in out, "Columns not kept: D (Te [31mam)" in out) == (0, False, True)


def test_a_question_refuses_until_it_is_accepted(run, file):
    code, _, err = run("load", file(TITLED_WITH_TOTALS), *PERIOD)
    assert code == 1
    assert "--accept totals_rows_left_out" in err
    code, out, _ = run("load", file(TITLED_WITH_TOTALS), *PERIOD, "--accept", "totals_rows_left_out", "--json")
    assert (code, as_object(out)["outcome"], as_object(out)["rows"], as_object(out)["left_out"]) == (
        0,
        "loaded",
        2,
        1,
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD + ",2026-08-21,hoarding\n", '"missing_reference": "number" numbers them'),
        (GOOD + "A2,2026-08-22,hoarding\n", '"repeated_reference": "keep_first" keeps the first of each'),
        (GOOD.replace("2026-07-03", "03/07/2026").replace("2026-08-21", "08/09/2026"), '"%d/%m/%Y" is day first'),
    ],
)
def test_what_a_page_would_let_one_choose_is_named_as_the_matching_says_it(run, file, text, key):
    code, _, told = run("load", file(text), *PERIOD)
    assert code == 1 and f"In the matching: {key}" in told.replace('"date_format": ', "")
    code, out, _ = run("load", file(text), *PERIOD, "--json")
    assert any(key in problem["message"] for problem in as_object(out)["problems"])


def test_a_check_tells_a_question_without_refusing(run, file, store_path):
    before = content(store_path)
    code, out, _ = run("check", file(TITLED_WITH_TOTALS), *PERIOD, "--json")
    checked = as_object(out)
    assert (code, checked["outcome"], checked["return"]) == (0, "ok", None)
    assert [(p["rule"], p["soft"]) for p in checked["problems"]] == [("totals_rows_left_out", True)]
    assert content(store_path) == before


def test_a_check_needs_no_store(file, capsys):
    code = main(["check", file(GOOD), *PERIOD[:2], "--from", "2026-01", "--to", "2026-09", "--json"])
    assert (code, as_object(capsys.readouterr().out)["rows"]) == (0, 2)


def test_the_matching_of_one_load_serves_the_next(run, file):
    matching = file(
        json.dumps({"columns": {"Ref": "incident_ref", "When": "reported_on", "Kind": "category"}}),
        "own.json",
    )
    text = "Ref,When,Kind\nA1,2026-07-03,damp_mould\n"
    assert run("load", file(text), *PERIOD)[0] == 1
    assert run("load", file(text), *PERIOD, "--matching", matching)[0] == 0
    code, out, _ = run("load", file(text.replace("A1", "A2")), *PERIOD, "--json")
    assert (code, as_object(out)["return"]) == (0, "alder-0002")


def test_a_new_word_in_a_later_file_stops_the_return_until_it_is_matched(run, file, store_path):
    columns = {"Ref": "incident_ref", "When": "reported_on", "Kind": "category"}
    first = {"columns": columns, "values": {"category": {"Mouldy": "damp_mould"}}}
    text = "Ref,When,Kind\nA1,2026-07-03,Mouldy\nA2,2026-07-04,phys abuse\n"
    load = ("load", file(text), *PERIOD)
    run(
        "load",
        file(text.replace("phys abuse", "mouldy"), "first.csv"),
        *PERIOD,
        "--matching",
        file(json.dumps(first), "1.json"),
    )
    before = content(store_path)
    code, out, _ = run(*load, "--json")
    (problem,) = as_object(out)["problems"]
    assert (code, problem["rule"], problem["line"], problem["column"]) == (1, "unmatched_word", 3, "C")
    assert set(problem) == {"line", "column", "heading", "field", "rule", "message", "soft"}
    assert content(store_path) == before
    first["values"]["category"]["phys abuse"] = "physical_abuse"
    assert run(*load, "--matching", file(json.dumps(first), "2.json"))[0] == 0


def test_a_load_that_is_refused_keeps_no_matching(run, file, store_path):
    matching = file(
        json.dumps({"columns": {"Ref": "incident_ref", "When": "reported_on", "Kind": "category"}}),
        "own.json",
    )
    assert run("load", file("Ref,When,Kind\nA1,2026-07-03,mildew\n"), *PERIOD, "--matching", matching)[0] == 1
    assert content(store_path)[3] == []


def test_by_must_be_a_lead_of_that_member(run, file, store_path):
    for stranger in ("lead@birch.example", "reader@alder.example", "nobody@alder.example"):
        code, out, _ = run("load", file(GOOD), *PERIOD, "--by", stranger, "--json")
        assert (code, as_object(out)["problems"][0]["rule"]) == (1, "not_allowed")
    assert run("load", file(GOOD), *PERIOD, "--by", "Lead@Alder.example")[0] == 0
    assert [row[1:3] for row in content(store_path)[4]][-1] == ("lead@alder.example", "upload")


def test_nil_withdraw_restore_and_close(run):
    code, out, _ = run("nil", *PERIOD)
    assert (code, out.splitlines()[0]) == (0, "Saved alder-0001: alder, 2026-07 to 2026-09, 0 incidents.")
    assert run("withdraw", "alder-0001")[0] == 0
    assert run("withdraw", "alder-0001")[0] == 1
    assert run("close", "--quarter", "2026-07")[0] == 1
    assert run("restore", "alder-0001")[0] == 0
    code, out, _ = run("close", "--quarter", "2026-07")
    assert (code, out) == (
        0,
        "Closed 2026-07: 1 of 3 members count in it; not returned whole: birch, cedar.\n",
    )
    assert run("close", "--quarter", "2026-07")[0] == 1
    assert run("nil", *PERIOD, "--member", "birch")[0] == 0
    code, out, _ = run("close", "--quarter", "2026-07")
    assert (code, out) == (
        0,
        "Came later: birch for 2026-07. Its own figures are shown now; the group's stay.\n",
    )


def test_returns_lists_what_counts_and_what_does_not(run, file):
    run("nil", *PERIOD)
    run("load", file(GOOD), *PERIOD)
    code, out, _ = run("returns", "--json")
    listed = as_object(out)["returns"]
    assert code == 0
    assert [(r["return"], r["kind"], r["from"], r["to"], r["rows"], r["status"]) for r in listed] == [
        ("alder-0001", "nil", "2026-07", "2026-09", 0, "replaced"),
        ("alder-0002", "file", "2026-07", "2026-09", 2, "current"),
    ]
    assert [line.split()[0] for line in run("returns")[1].splitlines()] == ["alder-0001", "alder-0002"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["upload"],
        ["load", "x.csv"],
        ["nil", "--member", "alder", "--from", "2026-7", "--to", "2026-09", "--store", "x"],
        ["nil", "--member", "alder", "--from", "2026-13", "--to", "2026-09", "--store", "x"],
        ["nil", "--member", "", "--from", "2026-07", "--to", "2026-09", "--store", "x"],
        ["close", "--quarter", "Jul 2026", "--store", "x"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m ingest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["load", "no_such_file.csv", *PERIOD], "no_file"),
        (["load", "GOOD", "--member", "elm", "--from", "2026-07", "--to", "2026-09"], "unknown_member"),
        (["load", "GOOD", "--member", "alder", "--from", "2026-07", "--to", "2026-10"], "period"),
        (["load", "GOOD", *PERIOD, "--matching", "BROKEN"], "matching_file"),
    ],
)
def test_what_can_be_mended_is_exit_code_1_with_its_rule(run, file, arguments, rule):
    given = {"GOOD": file(GOOD), "BROKEN": file("{", "broken.json")}
    code, out, _ = run(*[given.get(each, each) for each in arguments], "--json")
    assert (code, as_object(out)["problems"][0]["rule"]) == (1, rule)


def test_a_store_that_is_not_there_or_is_no_store(tmp_path, file, capsys):
    for name, text in (("missing.duckdb", None), ("text.duckdb", "hello")):
        if text:
            file(text, name)
        assert main(["returns", "--store", str(tmp_path / name), "--json"]) == 1
        assert as_object(capsys.readouterr().out)["outcome"] == "refused"


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_store_in_use_by_another_process_is_exit_code_3(store, store_path, root, file, form):
    """This process holds the store, as the dashboard does; a second one is started on it."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "load", file(GOOD), *PERIOD, "--store", str(store_path), *form],
        capture_output=True, text=True, cwd=root,
    )  # fmt: skip
    assert done.returncode == 3
    said = as_object(done.stdout)["problems"][0]["message"] if form else done.stderr
    assert "in use by another process" in said and "Traceback" not in done.stderr
    assert "Stop the dashboard and try again, or do this on its pages" in said


def test_the_template_is_the_standards_headings(capsys):
    assert main(["template"]) == 0
    assert capsys.readouterr().out == ",".join(STANDARD.field_names) + "\n"


def test_init_makes_a_store_for_its_owner_only_and_never_over_another(tmp_path, group_lists, capsys):
    path = tmp_path / "new.duckdb"
    init = ["init", "--store", str(path)]
    for name, file in group_lists.items():
        init += [f"--{name}", str(file)]
    assert main(init) == 0
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    made = path.read_bytes()
    assert main(init) == 1
    assert path.read_bytes() == made


def test_init_takes_the_first_quarter_that_everybody_returns(tmp_path, group_lists, capsys):
    """Alder alone has sent April to June; with that quarter as the first, the other two are late with it."""
    path = tmp_path / "new.duckdb"
    init = ["init", "--store", str(path)]
    for name, file in group_lists.items():
        init += [f"--{name}", str(file)]
    assert main([*init, "--first-quarter", "2026-05"]) == 1
    assert "2026-05 does not begin a quarter" in capsys.readouterr().err and not path.exists()
    with pytest.raises(SystemExit) as wrong:
        main([*init, "--first-quarter", "spring"])
    assert wrong.value.code == 2 and not path.exists()
    assert main([*init, "--first-quarter", "2026-04"]) == 0
    for member, first in (("alder", "2026-01"), ("birch", "2026-07"), ("cedar", "2026-07")):
        assert main(["nil", "--member", member, "--from", first, "--to", "2026-09", "--store", str(path)]) == 0
    store = Store.open(path)
    status = store.ask("returns_status", Viewer.coordinator())
    store.close()
    late = status[status["status"] == "not_returned"]
    assert late[["member", "quarter"]].astype(str).values.tolist() == [["birch", "2026-04-01"], ["cedar", "2026-04-01"]]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "members",
            "member,name\nalder,Alder\nALDER,Other\n",
            "line 2: this is in the list more than once.",
        ),
        ("members", "member,name\ncoordinator,Odd\n", "'coordinator' cannot be a member's code"),
        ("members", "colour,name\nalder,Alder\n", "members.csv: its first line must be member,name."),
        (
            "homes",
            "member,year_start,needs_type,homes\nalder,2026-01-01,supported,5\n",
            "line 2: year_start is",
        ),
        (
            "homes",
            "member,year_start,needs_type,homes\nalder,2026-04-01,supported,-5\n",
            "line 2: homes is a whole",
        ),
        (
            "homes",
            "member,year_start,needs_type,homes\nelm,2026-04-01,supported,5\n",
            "there is no member 'elm'",
        ),
        ("homes", "member,year_start,needs_type,homes\nalder,2026-04-01,castle,5\n", "needs_type is one of"),
        ("people", "email,role,member\nlead at alder,lead,alder\n", "line 2: email is an address"),
        ("people", "email,role,member\na@b.example,boss,alder\n", "role is one of lead, reader"),
        ("people", "email,role,member\na@b.example,lead,alder\na@b.example,lead,birch\n", "more than once"),
        (
            "people",
            "email,role,member\na@b.example,lead,alder\na@b.example,reader,birch\n",
            "with two members",
        ),
        ("people", "email,role,member\na@b.example,coordinator\n", "Line 2 has 2 cells, but there are 3 headings"),
    ],
)
def test_a_wrong_list_is_named_by_line_and_no_store_is_made(tmp_path, group_lists, capsys, name, text, says):
    group_lists[name].write_text(text, "utf-8")
    path = tmp_path / "new.duckdb"
    init = ["init", "--store", str(path)]
    for each, file in group_lists.items():
        init += [f"--{each}", str(file)]
    assert main(init) == 1
    assert says in capsys.readouterr().err
    assert not path.exists()


def test_a_fault_of_the_programs_own_shows_no_cell(run, file, monkeypatch):
    def broken(*_, **__):
        raise ValueError("A1 2026-07-03 sam.tenant@mail.example")

    monkeypatch.setattr("ingest.commands.preview_file", broken)
    code, out, err = run("load", file(GOOD), *PERIOD)
    assert code == 1
    assert "Something went wrong inside the program (ValueError)" in err
    assert "sam.tenant" not in out + err and "Traceback" not in err
