"""`python -m queries`: lists, answers with ask's own figures, and says by its exit code how it went."""

import csv
import io
import json
import subprocess
import sys
from datetime import date

import pytest

from queries.__main__ import main
from queries.exports import as_json
from queries.question import questions
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup

QUARTER = date(2026, 7, 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A closed store of seven members; one is named like a formula, and one row is referenced like one."""
    path = tmp_path_factory.mktemp("store") / "group.duckdb"
    group = SmallGroup(path)
    for n, member in enumerate(SEVEN):
        group.returns(member, QUARTER, {"damp_mould": [n, 2 * n, 5], "hoarding": [1, 1, 1]})
    group.close(QUARTER)
    group.change("update member set name = '=Gorse' where member = 'gorse'")
    group.change("update incident set incident_ref = '@1' where incident_ref = 'r2-hoarding-0-0'")
    group.store.close()
    return path


@pytest.fixture
def run(path, capsys):
    """(exit code, standard output, standard error) of a command line on that store."""

    def start(*arguments, store=path):
        code = main([*arguments, "--store", str(store)] if store else list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return start


def test_without_a_question_all_are_listed_with_purpose_and_parameters(run):
    code, out, err = run(store=None)
    assert (code, err) == (0, "")
    assert [block.splitlines()[0] for block in out.strip().split("\n\n")] == list(questions())
    assert (
        "group_figures\n"
        "  How many incidents do the members have together, in closed quarters?\n"
        "  grain: one row per family (or category) and period on which at least five members count\n"
        "  asked by: lead, reader, coordinator, group, public\n"
        "  reads: shown\n"
        "  by: month | quarter | year (default quarter)\n"
        "  family: family (default none)\n"
        "  category: category (default none)\n"
    ) in out
    assert "rate\n" in out and "  x: integer (required)\n" in out


def test_an_answer_as_csv(run):
    code, out, err = run("member_figures", "--as", "birch", "--set", "family=damp_and_mould", "--set", "by=quarter")
    assert (code, err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["member"], row["period"], row["low"], row["high"], row["shown"]) for row in rows] == [
        ("alder", "2026-07-01", "5", "7", "5"),
        ("birch", "2026-07-01", "8", "8", "8"),
        ("cedar", "2026-07-01", "8", "12", "10"),
        ("damson", "2026-07-01", "13", "17", "15"),
        ("elder", "2026-07-01", "13", "17", "15"),
        ("fir", "2026-07-01", "18", "22", "20"),
        ("gorse", "2026-07-01", "23", "27", "25"),
    ]


VIEWERS = {
    "cedar": Viewer.lead("cedar"),
    "coordinator": Viewer.coordinator(),
    "public": Viewer.public(),
}


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("group_figures", {"by": "quarter", "category": "*"}),
        ("periods", {}),
        ("share", {"x": "3", "n": "40"}),
    ],
)
def test_the_figures_are_those_of_ask(run, path, viewer, question, asked):
    settings = [word for name, value in asked.items() for word in ("--set", f"{name}={value}")]
    code, out, _ = run(question, "--as", viewer, *settings, "--format", "json")
    store = Store.open(path)
    expected = as_json(store.ask(question, VIEWERS[viewer], **asked))
    store.close()
    assert code == 0
    assert out == expected
    assert len(json.loads(out)) > 0


def test_own_rows_and_own_figures_are_those_of_the_member_named(run):
    _, out, _ = run("own_figures", "--as", "cedar", "--set", "by=month", "--format", "json")
    by_month = {(row["family"], row["period"]): row["n"] for row in json.loads(out) if row["n"]}
    assert by_month == {
        ("damp_and_mould", "2026-07-01"): 2,
        ("damp_and_mould", "2026-08-01"): 4,
        ("damp_and_mould", "2026-09-01"): 5,
        ("self_neglect_and_hoarding", "2026-07-01"): 1,
        ("self_neglect_and_hoarding", "2026-08-01"): 1,
        ("self_neglect_and_hoarding", "2026-09-01"): 1,
    }


def test_cells_that_a_spreadsheet_would_run_are_defused(run):
    assert "\ngorse,'=Gorse," in run("members", "--as", "coordinator")[1]
    assert "\n'@1," in run("own_incidents", "--as", "birch")[1]
    assert '"=Gorse"' in run("members", "--as", "coordinator", "--format", "json")[1]


REFUSED = [
    (
        ("member_figures", "--as", "public"),
        "member_figures is answered to: lead, reader, coordinator, group.",
    ),
    (("own_incidents", "--as", "coordinator"), "own_incidents is answered to: lead, reader."),
    (("people", "--as", "alder"), "people is answered to: coordinator."),
    (("group_figures", "--as", "public", "--set", "by=month"), "The public sees quarters and years only."),
    (("control_chart", "--as", "coordinator", "--set", "of=own"), "Only a member has figures of its own."),
    (("rate", "--as", "public", "--set", "x=-1", "--set", "homes=5"), "A count (x) is 0 or more."),
    (("members", "--as", "heather"), "There is no member 'heather'. Members: alder, birch, cedar,"),
]


@pytest.mark.parametrize(("arguments", "says"), REFUSED)
def test_refused_is_exit_code_1_with_the_reason(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith(says)


WRONG_USAGE = [
    (("figures_of_gorse", "--as", "alder"), "There is no question 'figures_of_gorse'."),
    (("members",), "Usage: python -m queries QUESTION"),
    (("members", "out.csv", "--as", "alder"), "Usage: python -m queries QUESTION"),
    (("backup",), "Usage: python -m queries backup OUT"),
    (("member_figures", "--as", "alder", "--set", "by=month"), "by is one of quarter, year, not 'month'."),
    (("member_figures", "--as", "alder", "--set", "quarter"), "--set takes name=value, not 'quarter'."),
    (("member_figures", "--as", "alder", "--set", "member=fir"), "member_figures does not take member."),
    (
        ("member_figures", "--as", "alder", "--set", "edition=2"),
        "member_figures does not take edition. It takes: by, family.",
    ),
    (("breakdown", "--as", "alder", "--set", "field=about"), "breakdown needs period."),
    (
        ("rate", "--as", "public", "--set", "homes=5", "--set", f"x={10**30}"),
        "x is a whole number of at most 15",
    ),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG_USAGE)
def test_wrong_usage_is_exit_code_2(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(says)


def test_a_form_that_is_not_known_is_exit_code_2_too(run, capsys):
    with pytest.raises(SystemExit) as stopped:
        run("members", "--as", "alder", "--format", "xlsx")
    assert stopped.value.code == 2


def test_no_store_is_exit_code_1(run, tmp_path):
    code, out, err = run("members", "--as", "alder", store=tmp_path / "nowhere.duckdb")
    assert (code, out) == (1, "")
    assert err.startswith("There is no store at")


def test_a_store_in_use_by_another_process_is_exit_code_3(path, root):
    store = Store.open(path)
    done = subprocess.run(
        [sys.executable, "-m", "queries", "members", "--as", "alder", "--store", str(path)],
        capture_output=True,
        text=True,
        cwd=root,
    )
    store.close()
    assert (done.returncode, done.stdout) == (3, "")
    assert "in use by another process" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_whole_process_answers(path, root):
    asked = ["rate", "--as", "public", "--set", "x=0", "--set", "homes=1000", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "queries", *asked, "--store", str(path)],
        capture_output=True,
        text=True,
        cwd=root,
    )
    assert (done.returncode, done.stderr) == (0, "")
    row = json.loads(done.stdout)[0]
    assert (row["value"], row["lower95"]) == (0, 0)
    assert row["upper95"] == pytest.approx(3.6888794541139363)


def test_backup_writes_a_store_that_answers_the_same_and_never_over_a_file(run, tmp_path):
    out = tmp_path / "copy.duckdb"
    code, said, err = run("backup", str(out))
    assert (code, err) == (0, "")
    assert said == f"Backed up to {out} ({out.stat().st_size:,} bytes).\n"
    asked = "member_figures", "--as", "alder"
    assert run(*asked, store=out) == run(*asked)
    before = out.read_bytes()
    code, said, err = run("backup", str(out))
    assert (code, said) == (1, "")
    assert "is there already" in err
    assert out.read_bytes() == before
