import csv
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from ingest.standard import STANDARD
from ingest.standard.code_table import code_rows
from views.drill_down import last_year, over_time, sentences, together
from views.drill_down.place import Place

YEAR = date(2025, 4, 1)
LABELS = {
    "family": {"abuse_and_neglect": "Abuse and neglect", "other": "Other"},
    "category": {"neglect": "Neglect", "prevent_concern": "Prevent concern", "cost_of_living": "Cost of living"},
    "raised_by": {"colleague": "Colleague", "agency": "Another agency"},
}
VISIT = SimpleNamespace(labels=lambda field: LABELS[field], own_name="Cedar")


def place(**more) -> Place:
    return Place(**{"own": False, "by": "year", "period": YEAR, "family": "abuse_and_neglect", "category": "neglect",
                    "field": "raised_by", **more})  # fmt: skip


def rows(*answers) -> pd.DataFrame:
    """(code, low, high, shown) of each answer."""
    table = pd.DataFrame(answers, columns=["code", "low", "high", "shown"])
    return table.assign(label=table["code"])


def test_every_answer_of_the_standard_has_its_own_words_and_nothing_else_has():
    with sentences.PREDICATES.open(encoding="utf-8", newline="") as file:
        said = {(row["field"], row["code"]): row["words"] for row in csv.DictReader(file)}
    coded = {(row["field"], row["code"]) for row in code_rows() if row["field"] in splitting()}
    assert set(said) == {(field, code) for field, code in coded if code not in ("not_known", "not_given")}
    assert [words for words in said.values() if words.count(" ~ ") != 1] == []


def splitting() -> set[str]:
    """Fields whose answers are no categories."""
    return {column.name for column in STANDARD.columns} - {"category", "also_involves"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            [("colleague", 60, 60, "60"), ("agency", 40, 40, "40")],
            "Most neglect incidents in 2025-26 were raised by a colleague",
        ),
        (
            [("colleague", 48, 52, "50"), ("agency", 38, 42, "40"), ("not_known", 8, 12, "10")],
            "Neglect incidents in 2025-26 were most often raised by a colleague",
        ),
        (
            [("colleague", 38, 42, "40"), ("agency", 38, 42, "40")],
            "No answer to “Raised by” is clearly first among neglect incidents in 2025-26",
        ),
        ([("colleague", 3, 3, "3"), ("agency", 1, 1, "1")],
         "Neglect incidents in 2025-26 were most often raised by a colleague"),
        ([], "There is no figure yet of neglect incidents in 2025-26, by “Raised by”"),
    ],
)  # fmt: skip
def test_the_title_says_the_finding(answers, said):
    assert sentences.title(VISIT, place(), rows(*answers)) == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (("colleague", 83, 87, "85"), "About 85 neglect incidents in 2025-26 were raised by a colleague"),
        (("colleague", 0, 4, "under 5"), "Under 5 neglect incidents in 2025-26 were raised by a colleague"),
        (("colleague", 1, 1, "1"), "1 neglect incident in 2025-26 was raised by a colleague"),
    ],
)
def test_of_one_answer_the_title_says_how_many(answer, said):
    assert sentences.title(VISIT, place(code="colleague"), rows(answer)) == said


def test_own_titles_name_the_member_and_say_that_answers_were_chosen():
    named = sentences.subject(VISIT, place(own=True, answers=("gender.female",), category="prevent_concern"))
    assert named == "Prevent concern incidents at Cedar with the answers chosen"
    assert sentences.subject(VISIT, place(field="la_decision")) == "neglect incidents referred to the council"
    assert sentences.subject(VISIT, place(field="la_decision"), of_all=True) == "neglect incidents"


def beside(*answers) -> pd.DataFrame:
    """answers_on_last_year: (code, now, before, rose, more_often), exact."""
    return pd.DataFrame(
        [
            {
                "field": "raised_by", "code": code, "label": LABELS["raised_by"][code], "low": now, "high": now,
                "shown": str(now), "before_low": before, "before_high": before, "before_shown": str(before),
                "same_members": True, "rose": rose, "more_often": more_often,
                "share_low": now / 100, "share_high": now / 100,
                "before_share_low": before / 100, "before_share_high": before / 100,
            }
            for code, now, before, rose, more_often in answers
        ]
    )  # fmt: skip


def test_what_moved_most_is_said_first():
    moved = beside(("agency", 10, 30, False, False), ("colleague", 60, 20, True, True))
    assert sentences.moves(VISIT, place(), moved) == [
        "More neglect incidents were raised by a colleague than the year before: 60, was 20.",
        "Fewer neglect incidents were raised by another agency than the year before: 10, was 30.",
    ]
    quarter = place(by="quarter", period=date(2026, 4, 1))
    assert sentences.moves(VISIT, quarter, moved[:1]) == [
        "Fewer neglect incidents were raised by another agency than in Apr–Jun 2025: 10, was 30."
    ]


def test_the_hint_names_the_answer_of_each_other_field_that_changed_most():
    every = beside(("agency", 10, 30, False, False), ("colleague", 60, 20, True, True))
    moved = last_year.moved_elsewhere(place(field="gender"), every, {"raised_by", "gender"})
    assert [sentences.mix(VISIT, row) for row in moved.itertuples()] == ["More often: raised by a colleague"]
    assert last_year.moved_elsewhere(place(), every, {"raised_by"}).empty


def test_beside_the_year_before_as_a_table():
    table = last_year.table(beside(("colleague", 60, 20, True, True)), "Raised by", "2025-26", "the year before")
    assert table.iloc[0].tolist() == ["Colleague", "60", "20", "60%", "20%", "rose"]


def quarters(*shares, members=("alder",)) -> pd.DataFrame:
    """(share, low, high) a quarter."""
    first = pd.Timestamp("2025-01-01")
    rows = [
        (first + pd.DateOffset(months=3 * at), *share, "colleague", list(members)) for at, share in enumerate(shares)
    ]
    return pd.DataFrame(rows, columns=["period", "share", "share_low", "share_high", "clock", "members"])


def test_a_share_that_fell_for_good_is_said_with_its_quarter():
    panel = quarters((0.6, 0.5, 0.7), (0.58, 0.5, 0.66), (0.3, 0.2, 0.4), (0.28, 0.2, 0.36))
    assert over_time.said(VISIT, place(code="colleague"), panel) == (
        "Fewer of them were raised by a colleague since Jul–Sep 2025: 28% in Oct–Dec 2025 "
        "(95% interval 20% to 36%), 58% in the quarter before that change."
    )
    steady = quarters((0.6, 0.5, 0.7), (0.3, 0.2, 0.4), (0.58, 0.5, 0.66))
    assert over_time.said(VISIT, place(code="colleague"), steady) == (
        "The share has not clearly changed since Jan–Mar 2025."
    )


def test_quarters_of_other_members_are_not_compared():
    panel = quarters((0.6, 0.5, 0.7), (0.3, 0.2, 0.4))
    panel.at[0, "members"] = ["birch"]
    assert over_time.said(VISIT, place(code="colleague"), panel) == (
        "The members that answer have changed, so the quarters are not compared."
    )


def test_what_comes_together_is_said_with_its_share():
    found = pd.DataFrame(
        [("cost_of_living", "Cost of living", 20, 20, "20", 0.2, 0.2, 0.13, 0.29),
         ("other", "Other", 0, 0, "0", 0.0, 0.0, 0.0, 0.04)],
        columns=["category", "label", "low", "high", "shown", "share_low", "share_high", "lower95", "upper95"],
    )  # fmt: skip
    assert together.said(found, "neglect incidents in 2025-26") == (
        "Of the neglect incidents in 2025-26, 20% also involved cost of living (95% interval 13% to 29%)."
    )
    none = found.assign(share_low=None, share_high=None)
    assert together.said(none, "neglect incidents").startswith("There is no share of neglect incidents:")
