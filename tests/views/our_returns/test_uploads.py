"""What became of each upload, in words: a table of literals."""

import ast
import csv
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from views.our_returns.kinds_of_problems import KINDS, OTHER, kind_of
from views.our_returns.uploads import in_words

ROOT = Path(__file__).parents[3]


def upload(outcome, rules=(), found=(), months=None, return_id=None, rows_of="incidents", kind="file"):
    first, last = (pd.Timestamp(f"{month}-01") for month in months) if months else (pd.NaT, pd.NaT)
    return {
        "tried_at": pd.Timestamp(2026, 10, 3, 14, 5),
        "tried_by": "lead@alder.example",
        "rows_of": rows_of,
        "kind": kind,
        "from_month": first,
        "to_month": last,
        "outcome": outcome,
        "rules": list(rules),
        "found": list(found),
        "return_id": return_id,
    }


SUMMER, SPRING = ("2026-07", "2026-09"), ("2026-04", "2026-06")
SAVED = upload("saved", months=SUMMER, return_id="alder-0003")
DRAFT = {"incidents": datetime(2027, 1, 11)}

IN_WORDS = {  # uploads newest first, of which the last is looked at; drafts kept; what became of it, what to do next
    "saved": ([SAVED], {}, "Saved as alder-0003", "Nothing."),
    "the same again": ([upload("unchanged", months=SUMMER)], {}, "Read: the same was saved already", "Nothing."),
    "refused for one thing": (
        [upload("refused", ["required"], [1])],
        {},
        "Refused: 1 problem – 1 row or cell to correct",
        "Correct them in your system, or in the file; then upload it again.",
    ),
    "refused for several: kinds are added up, the first to settle is named first": (
        [upload("refused", ["date_outside_months", "date_zero", "unmatched_word"], [97, 1, 12], SUMMER)],
        {},
        "Refused: 110 problems – 12 words to match, 98 dates to correct",
        "Upload it again and choose what each word means.",
    ),
    "more than the list holds": (
        [upload("refused", ["date_zero", "more_problems"], [1000, 1])],
        {},
        "Refused: more than 1,000 problems – 1,000 dates to correct",
        "Correct these dates, or choose the months that the file holds; then upload it again.",
    ),
    "a rule that is no more": (
        [upload("refused", ["of_an_older_program"], [2])],
        {},
        "Refused: 2 problems – 2 other problems",
        "Upload it again: the page says what is wrong, and where.",
    ),
    "refused, and saved since": (
        [SAVED, upload("refused", ["required"], [1], ("2026-09", "2026-09"))],
        {},
        "Refused: 1 problem – 1 row or cell to correct",
        "Nothing, if alder-0003, saved since, is this file put right.",
    ),
    "refused before its months were known, and saved since": (
        [SAVED, upload("refused", ["file_kind"], [1])],
        {},
        "Refused: 1 problem – 1 reason why it cannot be read",
        "Nothing, if alder-0003, saved since, is this file put right.",
    ),
    "saved since: other months": (
        [SAVED, upload("refused", ["period"], [1], SPRING)],
        {},
        "Refused: 1 problem – 1 month that cannot be returned",
        "Choose whole months that have ended; then upload it again.",
    ),
    "saved since: hazards": (
        [SAVED | {"rows_of": "hazards"}, upload("begun", months=SUMMER)],
        {},
        "Left half way: not saved",
        "Upload the file again and save it.",
    ),
    "left, with a draft": (
        [upload("begun")],
        DRAFT,
        "Left half way: not saved",
        "Upload the file again and save it. What was chosen for it is kept until 11 Jan 2027.",
    ),
    "left, with a draft of the other file": (
        [upload("begun", rows_of="hazards")],
        DRAFT,
        "Left half way: not saved",
        "Upload the file again and save it.",
    ),
}


@pytest.mark.parametrize("case", IN_WORDS)
def test_what_became_of_it_and_what_to_do_next(case):
    uploads, drafts, became, then = IN_WORDS[case]
    row = in_words(pd.DataFrame(uploads), drafts).iloc[-1]
    assert (row["What became of it"], row["What to do next"]) == (became, then)


def test_when_by_whom_what_and_of_which_months():
    rows = in_words(pd.DataFrame([SAVED | {"kind": "nil"}, upload("begun", rows_of="hazards")]), {})
    assert rows[["When", "By", "What", "Months"]].values.tolist() == [
        ["03 Oct 2026, 15:05", "lead@alder.example", "Nothing to report of incidents", "Jul 2026 to Sep 2026"],
        ["03 Oct 2026, 15:05", "lead@alder.example", "A file of hazards", ""],
    ]


NOT_OF_FILES = {"checklist", "internal", "matching_offer", "more_problems", "not_allowed", "nothing_to_do"}
NOT_OF_FILES |= {"copy_place", "quarter", "sample_store", "unknown_member", "unknown_return"}


def rules_in_the_code() -> set[str]:
    """The first word of each Problem, Rule and Refused.because of what reads, matches and checks a file, if it can
    refuse one."""
    found = set()
    for path in (ROOT / "ingest").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        for call in calls if path.parent.name != "group" else ():
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            only_asks = any(each.arg == "soft" and getattr(each.value, "value", None) is True for each in call.keywords)
            if name in ("Problem", "Rule", "because") and call.args and not only_asks:
                word = call.args[0]
                found |= {word.value} if isinstance(word, ast.Constant) else set()
    return found


def test_every_rule_that_can_refuse_a_file_is_of_a_kind():
    faulty = csv.DictReader((ROOT / "sample_data" / "faulty" / "expected.csv").open(encoding="utf-8", newline=""))
    rules = rules_in_the_code() | {row["rule"] for row in faulty if row["soft"] == "no"}
    assert len(rules) > 50
    without = sorted(rule for rule in rules - NOT_OF_FILES if kind_of(rule) is OTHER)
    assert without == [], "give it a kind in views/our_returns/kinds_of_problems.py"


def test_no_rule_is_of_two_kinds():
    rules = [rule for kind in KINDS for rule in kind.rules]
    assert len(rules) == len(set(rules))
