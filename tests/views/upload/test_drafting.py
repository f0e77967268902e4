"""What was chosen is found again by the next file: a corrected one, the page's own table, the same after a reload."""

import pytest

from ingest.matching import Matching
from ingest.problems import Problem
from ingest.reading import read
from tests.views.upload.test_page import OWN_WORDS, answer_and_save, box, give, group, made, texts, tick, title
from views.upload import headings_gone
from views.upload.drafting import Drafting, as_matching
from views.upload.problem_files import table_with_problems
from views.upload.starting_matching import StartingMatching

__all__ = ["group", "made"]
START = StartingMatching(Matching.of_standard(), None, "key")
WORDS = {"“phys abuse”": "physical_abuse", "“Parking”": "out of scope"}


def choose(page):
    for word, code in WORDS.items():
        box(page, word).select(code).run()
    return page


def chosen(page) -> dict[str, str]:
    return {word: box(page, word).value for word in WORDS}


def test_a_reload_and_a_corrected_file_find_the_choices_as_they_were(group, opened):
    page = give(opened(group, "upload"), OWN_WORDS.replace("X3,15/08/2026", "X3,35/08/2026"))
    choose(page)
    anew = give(opened(group, "upload"), OWN_WORDS)  # another session, another file
    assert chosen(anew) == WORDS
    box(anew, "“Parking”").select("neglect").run()
    assert give(opened(group, "upload"), OWN_WORDS + "X4,16/09/2026,Mould\n") and chosen(anew)["“Parking”"] == "neglect"


def test_the_pages_own_table_with_its_problems_finds_them_too(group, opened):
    titled = "Safeguarding log,,\nMade in October,,\n" + OWN_WORDS
    page = give(opened(group, "upload"), titled)
    if not any(each.label.startswith("“") for each in page.selectbox):
        page.number_input[0].set_value(3).run()
    choose(page)
    read_again = read(titled.encode(), "export.csv", header_row=3)
    said = "Row 6, column B (Reported on): “35/08/2026” is not a day of the calendar. Correct it."
    mended = table_with_problems(read_again, [Problem("date_impossible", said, 6, "B", "Date reported", "reported_on")])
    assert chosen(give(opened(group, "upload"), mended, "to_correct.csv")) == WORDS


def test_a_renamed_heading_is_pointed_out_and_settled_by_one_tick(group, opened):
    page = choose(give(opened(group, "upload"), OWN_WORDS))
    page = tick(page, "Nothing to report in Sep 2026: return it as zero")
    assert title(answer_and_save(page)) == "Saved: Jul 2026 to Sep 2026"
    page = give(opened(group, "upload"), OWN_WORDS.replace("Concern type", "Type of concern").replace("X1", "Y1"))
    page = tick(page, "*Concern type* is gone; *Type of concern* is new: the same?")
    assert "Headings and words are all matched already." in texts(page)
    again = give(opened(group, "upload"), OWN_WORDS.replace("Concern type", "Type of concern").replace("X1", "Z1"))
    assert "Headings and words are all matched already." in texts(again)


def test_nothing_is_asked_about_the_headings_of_another_file(monkeypatch):
    """A column that is needed is gone, with none in its place: no answer would make the file fit."""
    own = Matching({"Ref": "incident_ref", "Reported": "reported_on", "Type": "category", "Age": "age_band"})
    monkeypatch.setattr(headings_gone, "_is_said", lambda label, key, preset: pytest.fail(label))
    other = read(b"Log;Grund;Ort\n1;2;3\n4;5;6\n", "export.csv")
    assert headings_gone.settle(other, own, None, "key") == own


@pytest.mark.parametrize(
    "drafting, settings, kept",
    [
        (
            Drafting(("f", "k"), None, {"Ref": "incident_ref"}, values={"category": {"Mould": "damp_mould"}}),
            {"date_format": "%d/%m/%Y"},
            Matching({"Ref": "incident_ref"}, {"category": {"Mould": "damp_mould"}}, date_format="%d/%m/%Y"),
        ),
        (  # words of before stay, those chosen now come to them
            Drafting(
                ("f", "k"),
                Matching({"Ref": "incident_ref"}, {"category": {"Mould": "damp_mould", "Neglect": "neglect"}}),
                values={"category": {"Mould": None}},
            ),
            {},
            Matching({"Ref": "incident_ref"}, {"category": {"Mould": None, "Neglect": "neglect"}}),
        ),
        (
            Drafting(("f", "k"), None, {"When": "reported_on"}, numbered=True),
            {},
            Matching({"When": "reported_on"}, missing_reference="number"),
        ),
    ],
)
def test_what_is_kept_as_a_draft(drafting, settings, kept):
    assert as_matching(drafting, START, settings) == kept
