"""What a lead meets on the upload page, with files as they come; clicks are counted in tests/browser."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.problems import Refused
from queries.refusals import DiskFull
from tests.queries.small_group import SmallGroup
from tests.views.conftest import START, steady, table, texts, title
from views.upload import saving

FAULTY = Path(__file__).parents[3] / "sample_data" / "faulty"
HEADINGS = "incident_ref,reported_on,category\n"
QUARTER = HEADINGS + "".join(
    f"{letter}{n},2026-0{7 + n % 3}-0{1 + n % 9},{category}\n"
    for letter, category, times in (("A", "damp_mould", 12), ("B", "hoarding", 3), ("C", "neglect", 7))
    for n in range(times)
)
OWN_WORDS = "Ref,Date reported,Concern type\nX1,13/07/2026,Mould\nX2,14/07/2026,phys abuse\nX3,15/08/2026,Parking\n"
TABLES = ("member_return", "incident", "matching", "member", "audit", "setting")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The seven, returned and closed to June 2026; it is 20 October."""
    path = tmp_path_factory.mktemp("made") / "group.duckdb"
    small = SmallGroup(path)
    with small.store.write() as cursor:
        small.store.set(cursor, "sample", "yes", "test")
    for member, by_category in steady().items():
        small.returns(member, START, by_category)
    small.close(date(2026, 4, 1))
    small.store.close()
    return path


@pytest.fixture
def group(made, tmp_path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copy(made, tmp_path / "group.duckdb"))


def give(page, text: str | bytes, name: str = "export.csv"):
    content = text.encode() if isinstance(text, str) else text
    page.file_uploader[0].set_value((name, content, "text/csv"))
    return page.run()


def box(page, label: str):
    return next(each for each in page.selectbox if each.label.replace("\\", "").startswith(label))


def button(page, label: str):
    return next(each for each in page.button if each.label == label)


def errors(page) -> str:
    return "\n".join(each.value for each in page.error).replace("\\", "")


def ask(path: Path, sql: str) -> list[tuple]:
    """Beside the page, which has the store open in this very process."""
    with duckdb.connect(str(path)) as beside:
        return beside.execute(sql).fetchall()


def content(path: Path) -> dict[str, list]:
    return {name: ask(path, f"from {name} order by all") for name in TABLES}


def current(path: Path) -> list[tuple]:
    return ask(
        path,
        "select category, count(*) from current_incident "
        "where member = 'alder' and month >= '2026-07-01' group by all order by all",
    )


def answer_and_save(page):
    for question in [each for each in page.checkbox if each.label in ("Yes, that is right", "Yes, nothing to report")]:
        question.check()
    return confirm_and_save(page)


def confirm_and_save(page):
    next(each for each in page.checkbox if each.label == "I confirm all four").check().run()
    return button(page, "Save this return").click().run()


def test_it_says_what_is_due_and_proposes_twelve_months(group, opened):
    page = opened(group, "upload")
    assert title(page) == "Jul–Sep 2026 is due by 31 Oct 2026"
    assert "the last twelve months, Oct 2025 to Sep 2026" in texts(page)


def test_a_file_is_checked_shown_beside_what_others_see_and_saved(group, opened):
    page = give(opened(group, "upload"), QUARTER)
    assert (box(page, "From").value.isoformat(), box(page, "To").value.isoformat()) == (
        "2026-07-01",
        "2026-09-01",
    )
    rows = table(page, "What the others see").set_index("Family")
    assert list(rows.loc["Damp and mould"]) == ["12", "10", "–"]
    assert list(rows.loc["Self-neglect and hoarding"]) == ["3", "under 5", "–"]
    assert list(rows.loc["Abuse and neglect"]) == ["7", "5", "–"]
    assert list(rows.loc["Missing people"]) == ["0", "under 5", "–"]
    assert button(page, "Save this return").disabled
    page = answer_and_save(page)
    assert title(page) == "Saved: Jul 2026 to Sep 2026"
    receipt = table(page, "This return").set_index("What")["This return"]
    assert receipt["Return"] == "alder-0002"
    assert receipt["Incidents"] == "22"
    assert receipt["In place of"] == "nothing: these months are new"
    assert current(group) == [("damp_mould", 12), ("hoarding", 3), ("neglect", 7)]


def test_nothing_is_saved_while_a_question_is_open(group, opened):
    page = give(opened(group, "upload"), QUARTER)
    assert "You have not used these categories before: Damp and mould (12), Hoarding (3)." in texts(page)
    next(each for each in page.checkbox if each.label == "I confirm all four").check().run()
    assert button(page, "Save this return").disabled
    assert current(group) == []


def test_once_saved_the_file_is_gone_from_the_session(group, opened):
    page = give(opened(group, "upload"), QUARTER)
    page = answer_and_save(page)
    assert "file" not in page.session_state
    page = button(page, "Upload another").click().run()
    assert title(page) == "Nothing is due: Jul–Sep 2026 is in"
    assert page.file_uploader[0].value is None


def test_the_same_file_again_would_change_nothing(group, opened):
    page = give(opened(group, "upload"), QUARTER)
    page = button(answer_and_save(page), "Upload another").click().run()
    page = give(page, QUARTER)
    assert [each.value.replace("\\", "") for each in page.success] == [
        "Saved already. Nothing would change: the same incidents are current, in alder-0002."
    ]
    assert not any(each.label == "Save this return" for each in page.button)


def test_a_file_that_would_empty_months_is_asked_about(group, opened):
    page = give(opened(group, "upload"), QUARTER)
    box(page, "From").select(date(2026, 4, 1)).run()
    assert "For 3 months (Apr 2026 to Jun 2026) the file holds 0 incidents; 27 count there now" in texts(page)
    assert button(page, "Save this return").disabled


def tick(page, label: str):
    return next(each for each in page.checkbox if each.label.replace("\\", "") == label).check().run()


def months_current(path: Path) -> list[str]:
    found = ask(
        path, "select strftime(month, '%Y-%m') from current_month where member = 'alder' and month >= '2026-07-01'"
    )
    return sorted(month for (month,) in found)


def test_a_due_month_without_rows_is_a_zero_only_when_that_is_said(group, opened):
    page = give(opened(group, "upload"), "\n".join(line for line in QUARTER.splitlines() if ",2026-09" not in line))
    assert box(page, "To").value.isoformat() == "2026-08-01"
    assert "Sep 2026 has no rows: nothing to report, or is this last quarter’s file?" in texts(page)
    page = tick(page, "Nothing to report in Sep 2026: return it as zero")
    page = answer_and_save(page)
    assert title(page) == "Saved: Jul 2026 to Sep 2026"
    assert months_current(group) == ["2026-07", "2026-08", "2026-09"]


def test_a_month_without_rows_inside_is_asked_about_and_the_months_chosen_stay(group, opened):
    page = give(opened(group, "upload"), "\n".join(line for line in QUARTER.splitlines() if ",2026-08" not in line))
    assert "Aug 2026 has no rows: nothing to report, or are rows missing?" in texts(page)
    next(each for each in page.checkbox if each.label == "I confirm all four").check().run()
    assert button(page, "Save this return").disabled
    page = answer_and_save(page)
    assert months_current(group) == ["2026-07", "2026-08", "2026-09"]


def test_the_months_chosen_stay_when_a_word_is_changed(group, opened):
    page = give(opened(group, "upload"), OWN_WORDS)
    for word, category in (("“phys abuse”", "physical_abuse"), ("“Parking”", "out of scope")):
        box(page, word).select(category).run()
    box(page, "From").set_value(date(2026, 6, 1)).run()
    box(page, "“Parking”").select("neglect").run()
    assert [box(page, label).value.isoformat() for label in ("From", "To")] == ["2026-06-01", "2026-08-01"]


def test_rows_of_later_months_are_one_thing_to_say_and_are_left_out(group, opened):
    page = give(opened(group, "upload"), QUARTER + "Z1,2026-10-05,neglect\nZ2,2026-10-15,neglect\n")
    assert "One thing to say first" in texts(page)
    assert "2 rows are of Oct 2026, outside the months of this return." in texts(page)
    page = answer_and_save(tick(page, "Leave out 2 rows of Oct 2026"))
    receipt = table(page, "This return").set_index("What")["This return"]
    assert receipt["Left out"] == "2 rows: they were reported in other months"


def test_closing_dates_that_cannot_be_read_do_not_refuse_the_file(group, opened):
    lines = QUARTER.splitlines()
    closed = ["closed_on", *(("2026-10-01", "2026-02-31", "2026-13-44")[n % 3] for n in range(len(lines) - 1))]
    page = give(opened(group, "upload"), "\n".join(",".join(each) for each in zip(lines, closed, strict=True)))
    label = next(each.label for each in page.checkbox if each.label.startswith("Leave "))
    assert label == "Leave 14 unreadable closing dates empty"
    page = tick(page, label)
    assert "Left empty – 14 closing dates" in texts(page)
    page = answer_and_save(page)
    assert title(page) == "Saved: Jul 2026 to Sep 2026"


def test_an_optional_column_of_texts_does_not_refuse_the_file(group, opened):
    lines = QUARTER.splitlines() + [f"T{n},2026-09-01,neglect" for n in range(90)]
    texts_of = ["about", *(f"sentence {n} of what happened" for n in range(len(lines) - 1))]
    page = give(opened(group, "upload"), "\n".join(",".join(each) for each in zip(lines, texts_of, strict=True)))
    assert "About: 112 different words." in errors(page)
    page = tick(page, "Leave 112 unreadable cells of “About” empty")
    page = answer_and_save(page)
    assert title(page) == "Saved: Jul 2026 to Sep 2026"
    assert ask(group, "select count(*) from matching where member = 'alder'") == [(0,)]


def test_known_words_are_filled_in_to_be_seen_and_look_alikes_are_not(group, opened):
    page = give(opened(group, "upload"), OWN_WORDS)
    assert box(page, "Incident reference").value == "Ref"
    assert box(page, "Category").value == "Concern type"
    assert box(page, "“Mould” · 1 row").value == "damp_mould"
    assert box(page, "“phys abuse” · 1 row").value is None
    assert box(page, "“Parking” · 1 row").value is None
    assert "2 words left to choose." in texts(page)
    assert not any(each.label == "Save this return" for each in page.button)


def test_a_matching_is_made_once_and_remembered(group, opened):
    page = give(opened(group, "upload"), OWN_WORDS)
    box(page, "“phys abuse”").select("physical_abuse").run()
    box(page, "“Parking”").select("out of scope").run()
    assert "Left out – 1 row: category “Parking” is out of scope" in texts(page)
    page = answer_and_save(page)
    assert current(group) == [("damp_mould", 1), ("physical_abuse", 1)]
    page = button(page, "Upload another").click().run()
    page = give(page, OWN_WORDS + "X4,16/09/2026,phys abuse\n")
    assert "Headings and words are all matched already." in texts(page)
    assert not any(each.label.startswith("“") for each in page.selectbox)


def test_a_new_word_stops_a_later_file_until_it_is_matched(group, opened):
    page = give(opened(group, "upload"), QUARTER + "D1,2026-09-03,Mouldy wall\n")
    assert "1 new word in this file" in texts(page)
    assert not any(each.label == "Save this return" for each in page.button)
    box(page, "“Mouldy wall”").select("damp_mould").run()
    assert button(page, "Save this return").disabled


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    "name, says",
    [
        ("empty.csv", "The file is empty."),
        ("picture.csv", "picture"),
        ("wrong_headings.csv", "None of the headings that are expected is in the first"),
        ("archive.zip", ".zip"),
        ("old_workbook.xls", ".xls"),
        ("gbk.csv", "neither Unicode nor plausible as Windows-1252"),
        ("unclosed_quote.csv", "opens a quotation mark that is never closed"),
        ("impossible_date.csv", "is not a day of the calendar"),
        ("dates_both_ways.csv", "every date could be day first or month first"),
        ("missing_references.csv", "no reference"),
        ("personal_data.csv", "Delete columns J, K, L, M, N, O, P and Q."),
    ],
)
def test_a_wrong_file_gets_its_message_and_changes_nothing(group, opened, name, says):
    page = opened(group, "upload")
    before = content(group)
    page = give(page, (FAULTY / name).read_bytes(), name)
    assert not page.exception
    assert says in errors(page) + texts(page)
    assert page.error or "One thing to say first" in texts(page)
    assert not any(each.label == "Save this return" for each in page.button)
    assert content(group) == before


def test_another_members_file_stops_before_anything_of_it_is_used(group, opened):
    page = give(opened(group, "upload"), OWN_WORDS.replace("phys abuse", "Assault").replace("Parking", "Hoarder"))
    page = button(answer_and_save(page), "Upload another").click().run()
    before = content(group)
    page = give(page, "Log no,Date reported,Sort\n1,2026-07-03,Mould\n")
    assert "does not have the columns that your matching expects" in errors(page)
    assert "Not in the file: 2 of 3 headings, “Ref”, “Concern type”" in texts(page)
    assert not any(each.label == "Save this return" for each in page.button)
    assert content(group) == before


def test_a_refusal_for_personal_data_shows_no_value_and_offers_a_copy_without(group, opened):
    planted = ("Sample Tenant", "07700", "@example.org", "SW1A 2AA", "QQ", "Downing")
    page = opened(group, "upload")
    assert "travels to the server as it is" in texts(page)
    assert "python -m ingest clean export.csv --out copy.csv" in texts(page)
    page = give(page, (FAULTY / "personal_data.csv").read_bytes())
    everything = texts(page) + errors(page) + str(page.session_state)
    assert [value for value in planted if value in everything] == []
    labels = [each.label for each in page.get("download_button")]
    assert "Copy without columns J, K, L, M, N, O, P, Q" in labels
    assert not any(page.session_state["file"].values.values())


def test_a_choice_settles_dates_that_could_be_read_both_ways(group, opened):
    page = give(opened(group, "upload"), (FAULTY / "dates_both_ways.csv").read_bytes())
    box(page, "How the dates are written").select("%d/%m/%Y").run()
    assert "every date could be" not in texts(page)
    assert box(page, "How the dates are written").value == "%d/%m/%Y"


def test_nothing_to_report_is_a_zero_on_purpose(group, opened):
    page = opened(group, "upload", way="nil")
    assert "No incidents to report in Jul 2026 to Sep 2026" in texts(page)
    page = confirm_and_save(page)
    assert title(page) == "Saved: Jul 2026 to Sep 2026"
    assert ask(group, "select kind, rows from member_return where return_id = 'alder-0002'") == [("nil", 0)]


def test_a_nil_return_over_incidents_is_asked_about(group, opened):
    page = opened(group, "upload", way="nil")
    box(page, "From").select(date(2026, 6, 1)).run()
    assert "9 incidents that you returned for these months would no longer count" in texts(page)
    next(each for each in page.checkbox if each.label == "I confirm all four").check().run()
    assert button(page, "Save this return").disabled


def test_an_unfinished_month_cannot_be_chosen(group, opened):
    page = opened(group, "upload", way="nil")
    assert "Oct 2026" not in box(page, "To").options


@pytest.mark.parametrize("be", ["reader_alder", "coordinator"])
def test_only_leads_have_the_upload_page(group, opened, be):
    page = opened(group, "upload", be=be)
    assert "is due" not in title(page)
    assert len(page.file_uploader) == 0


def test_a_matching_is_shared_between_members_with_the_same_system(group, opened):
    known = OWN_WORDS.replace("phys abuse", "Assault").replace("Parking", "Hoarder")
    page = button(answer_and_save(give(opened(group, "upload"), known)), "Upload another").click().run()
    page.text_input[0].set_value("CaseBook 4").run()
    page = button(page, "Share with the other leads").click().run()
    assert "Shared with the other leads as CaseBook 4, version 1" in texts(page)
    other = opened(group, "upload", be="lead_birch")
    assert box(other, "Or a matching").options == ["CaseBook 4 · Alder"]
    box(other, "Or a matching").select(0).run()
    other = give(other, known.replace("X", "Y"))
    assert "Headings and words are all matched already." in texts(other)
    button(page, "Stop sharing").click().run()
    assert not any(
        each.label.startswith("Or a matching") for each in opened(group, "upload", be="lead_birch").selectbox
    )


HAZARD_FILE = (
    b"Job ref,Date reported,Type of hazard,Severity,Tenure,In scope,Made safe at\n"
    b"J1,2026-07-03 10:30,Black mould,Emergency,AST,Y,2026-07-04 09:30\n"
    b"J2,2026-08-03,Black mould,Significant,AST,Y,\n"
)


def test_a_file_of_hazards_goes_the_same_way(group, opened):
    page = give(opened(group, "upload", which="hazards"), HAZARD_FILE)
    assert {"Hazard reference", "Aware at", "Hazard type", "Hazard level"} <= {each.label for each in page.selectbox}
    fold = next(each for each in page.expander if each.label.startswith("Match more later"))
    assert "8 further fields" in fold.label
    page = answer_and_save(tick(page, "Nothing to report in Sep 2026: return it as zero"))
    assert title(page) == "Saved: Jul 2026 to Sep 2026"
    receipt = table(page, "This return").set_index("What")["This return"]
    assert (receipt["Return"], receipt["Hazards"]) == ("alder-h0001", "2")
    assert ask(group, "select hazard_ref, hazard_type, emergency_made_safe from current_hazard order by all") == [
        ("J1", "damp_mould", "cannot_tell"),
        ("J2", "damp_mould", "not_in_law"),
    ]


def test_personal_data_in_a_file_of_hazards_is_refused(group, opened):
    page = give(opened(group, "upload", which="hazards"), HAZARD_FILE.replace(b"J1", b"a.person@example.org"))
    assert "example.org" not in texts(page)
    assert not [each for each in page.button if each.label == "Save this return"]


def test_a_full_disk_is_said_on_the_page_which_saves_when_there_is_room(group, opened, monkeypatch):
    def no_room(*_, **__):
        raise DiskFull

    page = give(opened(group, "upload"), QUARTER)
    with monkeypatch.context() as full:
        full.setattr(saving.returns, "save", no_room)
        page = answer_and_save(page)
    assert "disk is full" in page.error[0].value and not page.exception
    page = button(page, "Save this return").click().run()
    assert button(page, "Upload another") and not page.error


def test_a_save_that_was_refused_stays_refused_in_the_list_until_it_succeeds(group, opened, monkeypatch):
    def too_late(*_, **__):
        raise Refused.because("saved_meanwhile", "Another return was saved a moment ago.")

    page = give(opened(group, "upload"), QUARTER)
    with monkeypatch.context() as late:
        late.setattr(saving.returns, "save", too_late)
        page = answer_and_save(page)
    assert "a moment ago" in errors(page)
    page = page.run()
    assert ask(group, "select outcome, rules from upload") == [("refused", ["saved_meanwhile"])]
    button(page, "Save this return").click().run()
    assert ask(group, "select outcome, rules from upload") == [("saved", [])]


def test_what_became_of_each_file_is_listed_for_its_lead(group, opened):
    def noted() -> list[tuple]:
        order = "from upload where member = 'alder' order by upload_order"
        return ask(group, f"select outcome, rules, found, return_id {order}")

    page = give(opened(group, "upload"), QUARTER.replace("A3,2026", "A3,2027"))
    refused = ("refused", ["date_in_future"], [1], None)
    assert noted() == [refused]
    page = give(page, OWN_WORDS)
    assert noted() == [refused, ("begun", [], [], None)]
    page = give(page, QUARTER)
    page.run()
    assert [row[0] for row in noted()] == ["refused", "begun", "begun"]
    answer_and_save(page)
    (return_id,) = ask(group, "select max(return_id) from member_return where return_id like 'alder-%'")[0]
    assert noted()[2] == ("saved", [], [], return_id) and len(noted()) == 3
    listed = table(opened(group, "our_returns"), "What became of it")
    assert listed["What became of it"].tolist()[:2] == [f"Saved as {return_id}", "Left half way: not saved"]
    assert listed["What to do next"].tolist()[0] == "Nothing."
    reader = opened(group, "our_returns", be="reader_alder")
    assert "What became of each upload" not in [each.value for each in reader.header]
