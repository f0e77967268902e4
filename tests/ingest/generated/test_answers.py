"""Words that mean nothing recorded, and several answers in one cell: in any field, by any separator."""

import csv
import json

from hypothesis import assume
from hypothesis import strategies as st

from ingest.standard import STANDARD
from tests.ingest.generated.sound import Log, generated, take, workbook

OPTIONAL = [field.name for field in STANDARD.fields if not field.required]
LISTS = [field.name for field in STANDARD.fields if field.kind == "codes"]
NOTHING = (
    "Unknown",
    "NULL",
    "N/A",
    "-",
    "TBC",
    "n/k",
    "Not recorded",
    "#N/A",
    "?",
    "(blank)",
    "Select…",
    "Open",
    "None yet",
)
NAMED = ("{}", " {} ", "{}\u00a0", "{}.", "\u200b{}")


def log_of(field: str, cells: list[str]) -> Log:
    rows = tuple((f"A{at}", "2026-07-14", "neglect", cell) for at, cell in enumerate(cells))
    return Log(("incident_ref", "reported_on", "category", field), rows)


def sound_cells(field: str) -> st.SearchStrategy:
    codes = STANDARD.codes(field)
    return st.sampled_from(codes) if codes else st.sampled_from(["2026-07-20 10:00", "2026-08-03 09:30"])


@generated(st.sampled_from(OPTIONAL), st.sampled_from(NOTHING), st.data())
def test_a_word_that_means_nothing_empties_its_cells_and_leaves_no_row_out(field, word, data):
    """Not matched, it may be read only as a code of the standard that says so; else it is asked about."""
    cells = data.draw(st.lists(st.one_of(st.just(word), sound_cells(field), st.just("")), min_size=2, max_size=8))
    assume(word in cells)
    log = log_of(field, cells)
    taken = take(log.text(), values={field: {word: ""}})
    assert (taken.refused, len(taken.rows), taken.left_out) == ((), len(cells), 0), taken.messages
    assert [row[field] for row in taken.rows] == ["" if cell == word else cell for cell in cells]
    unmatched = take(log.text())
    if unmatched.refused:
        assert set(unmatched.refused) == {"unmatched_word"}
        assert "Nothing recorded" in unmatched.messages
        assert "empty the cell" in unmatched.messages
    else:
        known = {row[field] for row, cell in zip(unmatched.rows, cells, strict=True) if cell == word}
        assert known <= {"not_known", "none", "not_applicable", "not_asked", "prefer_not_to_say"}, (field, word, known)


SEPARATORS = (";", "; ", ",", ", ", " , ", "/", " / ", "|", "\n", "\r\n", ";#", "\t", " & ", " + ", " and ")


@st.composite
def said(draw, words: list[str]) -> str:
    """These words in one cell."""
    how = draw(st.sampled_from([*SEPARATORS, "json", "bullets", "look-up", "mixed"]))
    if how == "json":
        return json.dumps(words)
    if how == "bullets":
        return "\n".join(f"• {word}" for word in words)
    if how == "look-up":
        return ";#".join(f"{draw(st.integers(1, 99))};#{word}" for word in words)
    if how == "mixed":
        each = [draw(st.sampled_from([", ", ";", " / ", "\n"])) for _ in words]
        return "".join(word + mark for word, mark in zip(words, each, strict=True))
    end = draw(st.sampled_from(["", how.rstrip(" ")])) if how.strip() not in ("&", "+", "and") else ""
    return how.join(words) + end


@generated(st.sampled_from(LISTS), st.booleans(), st.booleans(), st.data())
def test_several_answers_are_all_kept_once_whatever_separates_them(field, own_words, as_workbook, data):
    labels = STANDARD.code_labels(field)
    usable = [code for code in labels if code not in ("none", "not_known")]
    usable = [code for code in usable if own_words or not set(labels[code]) & set(",/;&|+")]
    names = {code: f"Word {chr(65 + at // 26)}{chr(65 + at % 26)}" for at, code in enumerate(usable)}
    shown = {code: names[code] if own_words else data.draw(st.sampled_from([code, labels[code]])) for code in usable}
    lists = data.draw(st.lists(st.lists(st.sampled_from(usable), max_size=4, unique=True), min_size=1, max_size=6))
    cells = [data.draw(said([shown[code] for code in codes])) if codes else "" for codes in lists]
    log = log_of(field, cells)
    values = {field: {name: code for code, name in names.items()}} if own_words else {}
    taken = take(workbook(log) if as_workbook else log.text(quoting=csv.QUOTE_ALL), values=values)
    if any("and " in labels[code].lower() or " and" in labels[code].lower() for code in usable) and taken.refused:
        assert set(taken.refused) == {"unmatched_word"}
        return
    assert taken.refused == (), (cells, taken.messages)
    found = [[code for code in row[field].split(";") if code] for row in taken.rows]
    assert found == [list(dict.fromkeys(codes)) for codes in lists], cells


@generated(st.data())
def test_several_answers_where_one_is_allowed_are_never_read_as_one(data):
    field = data.draw(st.sampled_from([f.name for f in STANDARD.fields if f.kind == "code" and not f.required]))
    first, second = data.draw(st.lists(st.sampled_from(STANDARD.codes(field)), min_size=2, max_size=2, unique=True))
    cell = data.draw(said([first, second]))
    taken = take(log_of(field, [cell, first]).text(quoting=csv.QUOTE_ALL))
    assert taken.refused, (cell, taken.rows)
