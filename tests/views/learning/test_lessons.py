"""What was learnt, entry by entry: every text of it letter by letter, and its link."""

import pandas as pd

from views.learning.lessons import in_words

ENTRY = {
    "Quarter": "Apr–Jun 2026", "Kind": "A success", "About": "Missing people", "Whose": "Cedar",
    "What happened": "Staff told us *early*.", "Lesson": "Ask twice", "Action": "", "Changed because of it": "",
    "Source": "", "Link": "",
}  # fmt: skip


def test_an_entry_has_its_texts_and_no_others():
    assert in_words(pd.Series(ENTRY)) == (
        "**Missing people – a success**  \nCedar, Apr–Jun 2026\n\n"
        "What happened: Staff told us \\*early\\*\\.\n\nLesson: Ask twice"
    )


def test_a_link_leads_to_its_source_and_cannot_end_early():
    found = in_words(pd.Series(ENTRY | {"Source": "A published report", "Link": "https://example.org/a(b)?c=d> **e**"}))
    assert found.endswith("Source: A published report\n\n[Open the source](<https://example.org/a(b)?c=d%3E%20**e**>)")
