"""Settings on the page: the agreement is asked for, numbers are saved, clearing out is previewed first."""

import re
from datetime import date

from queries.store import Store
from tests.views.conftest import MONTHS, steady, table, texts, title


def change(path, sql: str) -> None:
    """Before a page has the store open."""
    store = Store.open(path)
    with store.write() as cursor:
        cursor.execute(sql)
    store.close()


def button(page, label: str):
    return next(each for each in page.button if each.label.startswith(label))


def press(page, label: str) -> None:
    button(page, label).click().run()


def test_exact_figures_need_the_written_agreement_and_every_page_says_so(make_store, opened):
    store = make_store(steady())
    page = opened(store, "settings", be="coordinator")
    assert title(page) == "Members see each other's figures to the nearest five"
    assert button(page, "Show exact").disabled
    page.checkbox(key="signed").check().run()
    press(page, "Show exact")
    assert title(page) == "Members see each other's exact figures"
    for name in ("trends", "compare", "settings"):
        bands = opened(store, name, be="coordinator").get("html")
        assert any("exact figures" in band.proto.body for band in bands), name
    press(page, "Go back")
    assert title(page) == "Members see each other's figures to the nearest five"
    assert not any("exact figures" in band.proto.body for band in opened(store, "trends").get("html"))


def test_numbers_are_saved_and_only_what_changed_is_on_record(make_store, opened):
    store = make_store(steady())
    page = opened(store, "settings", be="coordinator")
    page.number_input(key="idle_minutes").set_value(45)
    press(page, "Save these")
    assert page.success[0].value == "Saved\\."
    assert page.number_input(key="idle_minutes").value == 45
    trail = table(opened(store, "audit_trail", be="coordinator", action="settings"), "About")
    assert trail["About"].tolist() == ["idle_minutes = 45"]


def test_the_focus_areas_that_the_coordinator_chose_lead(make_store, opened):
    store = make_store(steady())
    page = opened(store, "settings", be="coordinator")
    assert page.multiselect(key="focus_chosen").value == ["damp_and_mould", "cost_of_living", "missing_people"]
    page.multiselect(key="focus_chosen").set_value([])
    press(page, "Save the focus areas")
    assert "Choose one family or more" in page.error[0].value
    page.multiselect(key="focus_chosen").set_value(["abuse_and_neglect"])
    press(page, "Save the focus areas")
    assert page.success[0].value.startswith("Saved")
    first = opened(store, "this_quarter", be="coordinator")
    marked = [link.label for link in first.get("page_link") if "◆" in link.label]
    assert marked and all("Abuse and neglect" in label for label in marked)
    explained = [fold.label for fold in opened(store, "data_dictionary", be="coordinator").expander]
    assert [label.split(" – ")[0] for label in explained if "a focus of the group" in label] == ["Abuse and neglect"]


def test_rows_that_are_due_are_previewed_without_a_count_and_cleared_on_purpose(make_store, opened):
    store = make_store(steady())
    change(store, "update member_return set withdrawn_at = '2024-12-01' where member = 'gorse'")
    change(store, "delete from closing_return where member = 'gorse'")
    page = opened(store, "settings", be="coordinator")
    due = table(page, "Why")
    assert due.values.tolist() == [["Gorse", "withdrawn", "1", str(MONTHS), "Apr 2024", "Jun 2026"]]
    assert button(page, "Clear these out").disabled
    page.checkbox(key="sure_clear_out").check().run()
    press(page, "Clear these out")
    assert "Cleared out" in page.success[0].value and "Nothing is due" in texts(page)
    trail = table(opened(store, "audit_trail", be="coordinator"), "About")
    assert trail["About"].tolist()[0] == f"gorse: {MONTHS} months of 1 returns (withdrawn); 0 sessions"


def test_nothing_is_due_in_a_young_store(make_store, opened):
    page = opened(make_store(steady()), "settings", be="coordinator")
    assert "Nothing is due: no rows from before Apr 2019" in texts(page)
    assert "Clear these out" not in [each.label for each in page.button]


def test_the_first_question_is_asked_until_it_is_answered(make_store, opened):
    store = make_store(steady())
    change(store, "delete from closing")
    question = "What have you agreed about seeing each other's figures?"
    assert any(
        each.proto.label == question for each in opened(store, "close_quarter", be="coordinator").get("page_link")
    )
    page = opened(store, "settings", be="coordinator")
    assert title(page) == question
    press(page, "To the nearest five")
    assert title(page) == "Members see each other's figures to the nearest five"
    trail = table(opened(store, "audit_trail", be="coordinator", action="settings"), "About")
    assert trail["About"].tolist()[0] == "peer_figures = interval"


def test_the_first_quarter_is_set_and_a_member_before_it_owes_nothing(make_store, opened):
    """With Oct–Dec 2026 as the first, on 20 October nothing is due, and Gorse is told that its homes are missing."""
    path = make_store({}, closed=False, homes=False)
    page = opened(path, "settings", be="coordinator")
    page.selectbox(key="first_quarter_chosen").select(date(2026, 10, 1))
    next(each for each in page.button if each.label == "Save this quarter").click().run()
    assert "Nobody is asked for a quarter before Oct–Dec 2026" in page.success[0].value.replace("\\", "")
    page = opened(path, "upload", be="lead_gorse")
    assert title(page) == "Nothing is due yet: your first quarter is Oct–Dec 2026"
    assert "The number of homes of Gorse for 2026-27 is missing" in page.info[0].value.replace("\\", "")


def test_the_due_day_and_the_next_meeting_are_named_wherever_they_matter(make_store, opened):
    path = make_store(steady())
    page = opened(path, "settings", be="coordinator")
    page.number_input(key="due_days").set_value(14)
    page.date_input(key="next_meeting").set_value(date(2026, 11, 12))
    press(page, "Save the dates")
    assert "The dates are saved" in page.success[0].value
    assert title(opened(path, "upload")) == "Jul–Sep 2026 was due on 14 Oct 2026"
    both = "Jul–Sep 2026 was due on 14 Oct 2026. Next meeting: 12 Nov 2026."
    assert both in texts(opened(path, "this_quarter"))
    assert both in texts(opened(path, "meeting"))
    assert "Next meeting: 12 Nov 2026." in texts(opened(path, "meeting", item="decide"))
    next_step = opened(path, "close_quarter", be="coordinator").expander[0].label.replace("\\", "")
    assert "By 14 Oct 2026 (this day is past): returns of Jul–Sep 2026" in next_step
    packs = opened(path, "packs", be="coordinator")
    assert packs.date_input(key="reminders_by").value == date(2026, 11, 3)
    assert "The group meets on 12 Nov 2026." in packs.code[0].value
    assert "Calendar file of the meeting, 12 Nov 2026" in [each.proto.label for each in packs.get("download_button")]


def test_enter_never_sends_a_form_half_filled(root):
    forms = re.compile(r"st\.form\((?:[^()]|\([^()]*\))*\)")
    found = {file: forms.findall(file.read_text("utf-8")) for file in (root / "views").rglob("*.py")}
    assert sum(map(len, found.values())) > 10
    assert [form for each in found.values() for form in each if "enter_to_submit=False" not in form] == []
