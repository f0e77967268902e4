"""The upload page with several answers in a cell, several columns for a field, several rows for an incident, and words
that mean nothing recorded."""

import shutil
from pathlib import Path

import pytest

from tests.views.conftest import texts, title
from tests.views.upload.test_page import answer_and_save, ask, box, button, errors, give, made  # noqa: F401

HEADINGS = "incident_ref,reported_on,category,"
OWN = "Ref,Date reported,"


@pytest.fixture
def group(made, tmp_path) -> Path:  # noqa: F811
    return Path(shutil.copy(made, tmp_path / "group.duckdb"))


def several(page, label: str):
    return next(each for each in page.multiselect if each.label.startswith(label))


def unfold(page, label: str):
    """Open a fold; what is in it is drawn only then."""
    ends = box(page, "Category").key.removeprefix("column category")
    page.session_state[label + ends] = True
    return page.run()


def saved(path: Path, column: str) -> dict[str, object]:
    sql = f"select incident_ref, {column} from current_incident where member = 'alder' and month >= '2026-07-01'"
    return dict(ask(path, sql))


def test_agencies_by_comma_are_kept_both(group, opened):
    text = HEADINGS + 'other_agencies\nA1,2026-07-03,neglect,"police, nhs"\nA2,2026-08-03,hoarding,none\n'
    page = answer_and_save(give(opened(group, "upload"), text))
    assert title(page).startswith("Saved")
    assert saved(group, "other_agencies") == {"A1": ["police", "nhs"], "A2": ["none"]}


def test_where_no_word_shows_it_the_separator_is_asked(group, opened):
    text = HEADINGS + "other_agencies\nA1,2026-07-03,neglect,Vicar/Verger\nA2,2026-08-03,hoarding,\n"
    page = give(opened(group, "upload"), text)
    assert "Is “Vicar/Verger” several answers?" in texts(page)
    assert box(page, "“Vicar/Verger” · 1 row").value is None
    page = several(page, "What separates").set_value(["/"]).run()
    box(page, "“Vicar”").select("other")
    page = box(page, "“Verger”").select("").run()
    page = answer_and_save(page)
    assert saved(group, "other_agencies") == {"A1": ["other"], "A2": None}
    assert '"list_separator": [' in ask(group, "select body from matching where member = 'alder'")[0][0]


def test_words_for_nothing_are_filled_in_to_be_seen(group, opened):
    text = HEADINGS + "repeat_concern,closed_on\nA1,2026-07-03,neglect,Unknown,NULL\nA2,2026-08-03,neglect,Yes,Open\n"
    text += "A3,2026-08-04,neglect,No,Signed off\nA4,2026-08-04,neglect,No,2026-08-14\n"
    page = give(opened(group, "upload"), text)
    assert [box(page, f"“{word}”").value for word in ("Unknown", "NULL", "Open")] == ["", "", ""]
    assert box(page, "“Unknown”").options == ["Yes", "No", "Nothing recorded"]
    assert box(page, "“Signed off”").value is None
    page = answer_and_save(box(page, "“Signed off”").select("").run())
    assert saved(group, "repeat_concern") == {"A1": None, "A2": True, "A3": False, "A4": False}
    assert saved(group, "days_open") == {"A1": None, "A2": None, "A3": None, "A4": 10}


def test_a_category_in_two_columns_is_matched_as_pairs(group, opened):
    text = OWN + "Type,Sub-type\nX1,13/07/2026,Abuse,Physical\nX2,14/07/2026,Abuse,Neglect\nX3,15/08/2026,Hoarding,\n"
    page = give(opened(group, "upload"), text)
    assert several(page, "Category, narrowed down in").value == ["Sub-type"]
    assert "Their words are joined" in texts(page)
    page = answer_and_save(page)
    assert saved(group, "category") == {"X1": "physical_abuse", "X2": "neglect", "X3": "hoarding"}
    page = button(page, "Upload another").click().run()
    page = give(page, text.replace("X3", "X4"))
    assert "Headings and words are all matched already." in texts(page)


def test_ticked_columns_and_several_columns_of_a_list(group, opened):
    text = OWN + "Type,Physical abuse,Police,Agency 1,Agency 2\n"
    text += "X1,13/07/2026,Hoarding,x,Yes,NHS,\nX2,14/07/2026,Hoarding,,No,NHS,MARAC\nX3,15/08/2026,Hoarding,,,,\n"
    page = give(opened(group, "upload"), text)
    assert "3 more of your columns are known here: use them?" in texts(page)
    assert "D · Physical abuse → **Also involves · Physical abuse**, where it is ticked" in texts(page)
    page = button(page, "Use all 3").click().run()
    assert "known here" not in texts(page)
    page = unfold(page, "ticked columns")
    assert box(page, "D · Physical abuse").value == ("also_involves", "physical_abuse")
    page = unfold(page, "further columns")
    assert several(page, "Other agencies").value == ["Agency 1"]
    page = several(page, "Other agencies").set_value(["Agency 2", "Agency 1"]).run()
    page = answer_and_save(page)
    assert saved(group, "also_involves") == {"X1": ["physical_abuse"], "X2": None, "X3": None}
    assert saved(group, "other_agencies") == {"X1": ["nhs", "police"], "X2": ["nhs", "marac"], "X3": None}
    page = button(page, "Upload another").click().run()
    page = give(page, text.replace("X3", "X4"))
    assert "Headings and words are all matched already." in texts(page)
    page = next(each for each in page.toggle if each.label == "Match the columns again").set_value(True).run()
    page = unfold(page, "ticked columns")
    assert box(page, "E · Police").value == ("other_agencies", "police")


def test_a_column_of_ticks_is_offered_beside_the_standards_headings(group, opened):
    page = give(opened(group, "upload"), HEADINGS + "MARAC\nA1,2026-07-03,neglect,✓\nA2,2026-07-03,neglect,\n")
    page = next(each for each in page.toggle if each.label == "Match the columns again").set_value(True).run()
    page = answer_and_save(button(page, "Use it").click().run())
    assert saved(group, "other_agencies") == {"A1": ["marac"], "A2": None}


def test_rows_of_one_incident_are_folded_when_the_lead_says_so(group, opened):
    text = HEADINGS + "other_agencies\nA1,2026-07-03,neglect,police\nA1,2026-07-03,hoarding,nhs\n"
    text += "A2,2026-08-03,neglect,\n"
    page = give(opened(group, "upload"), text)
    assert "already used above" in texts(page)
    page = box(page, "Rows whose reference").select("fold").run()
    assert "1 row: further rows of an incident that is counted" in texts(page)
    page = answer_and_save(page)
    assert saved(group, "category") == {"A1": "neglect", "A2": "neglect"}
    assert saved(group, "also_involves") == {"A1": ["hoarding"], "A2": None}
    assert saved(group, "other_agencies") == {"A1": ["police", "nhs"], "A2": None}


def test_rows_of_one_incident_that_differ_are_named(group, opened):
    text = HEADINGS + "about\nA1,2026-07-03,neglect,adult\nA1,2026-07-03,hoarding,child\nA2,2026-08-03,neglect,\n"
    page = give(opened(group, "upload"), text)
    page = box(page, "Rows whose reference").select("fold").run()
    assert "Row 3, column D (About): “Child”, but row 2 of the same incident says “Adult”." in texts(page)
    assert not any(each.label == "Save this return" for each in page.button)


EXPORT = "Case ref,Date raised,Type of abuse,Other concerns,Gender,Raised by,LA outcome,Age,Police,Patch\n" + "".join(
    f"S{at},{day:02}/07/2026,{row}\n"
    for at, (day, row) in enumerate(
        [
            (1, "DA - Physical,Hoarding,F,Staff,NFA,34,Yes,North"),
            (2, "Neglect;#Hoarding,,M,Zzz,S42,81,No,South"),
            (3, "Elder,,F,Police,Www,17,No,North"),
            (14, "Emoti,Elder,F,Vvv,Closed - elsewhere,80-84,No,North"),
        ]
    )
)


def test_a_first_file_in_few_clicks(group, opened):
    page = give(opened(group, "upload"), EXPORT)
    assert "6 more of your columns are known here" in texts(page)
    assert "Patch" not in texts(page).split("known here")[1].split("Each lights")[0]
    page = button(page, "Use all 6").click().run()
    asked = {each.label for each in page.selectbox if each.label.startswith("“") and each.value is None}
    assert asked == {f"“{word}” · 1 row" for word in ("Elder", "Emoti", "Zzz", "Vvv", "Www", "Closed \\- elsewhere")}
    assert "1 row names several categories: the first is the category" in texts(page)
    page = button(page, "Leave the 3 words that fit nothing empty").click().run()
    page = button(page, "Use the 2 words that look alike as suggested").click().run()
    page = answer_and_save(box(page, "“Elder”").select("other").run())
    assert saved(group, "category") == {
        "S0": "domestic_abuse",
        "S1": "neglect",
        "S2": "other",
        "S3": "psychological_abuse",
    }
    assert saved(group, "also_involves") == {"S0": ["hoarding"], "S1": ["hoarding"], "S2": None, "S3": ["other"]}
    assert saved(group, "age_band") == {"S0": "25_44", "S1": "75_84", "S2": "16_17", "S3": "75_84"}
    assert saved(group, "raised_by") == {"S0": "colleague", "S1": None, "S2": "agency", "S3": None}
