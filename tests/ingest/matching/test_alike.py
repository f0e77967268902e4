"""References that are alike but not the same: asked about, never joined and never counted twice without a word."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.matching.alike import ask_about_alike, bare_forms


def asked(*references: str) -> list[str]:
    cells = pa.array(references, pa.string())
    return [each.message for each in ask_about_alike(cells, np.arange(2, 2 + len(cells)), {"field": "incident_ref"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ASB-12", "asb-12"),
        ("ASB-12", "ASB-12."),
        ("ASB-12", "ASB 12"),
        ("ASB-12", "ASB12"),
        ("ASB-12", "ASB/12"),
        ("ASB-0012", "ASB-12"),
        ("0012", "12"),
        ("12.0", "12"),
        ("12,345", "12345"),
        ("[0012]", "#0012"),
        ("A-1", "\u0410-1"),  # the Cyrillic letter
        ("Case \u039f1", "case o1"),  # the Greek one
    ],
)
def test_alike(one, other):
    (message,) = asked(one, "Z-99", other)
    assert message.startswith("1 reference differs from another only in capitals")
    assert "line 4 is like line 2" in message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026/1/12", "2026/11/2"),
        ("A-1-1", "A-11"),
        ("ASB-1", "ASB-10"),
        ("ASB-1a", "ASB-1b"),
        ("12.5", "125"),
        ("1-0", "10"),
        ("100", "1"),
        ("???", "!!"),
        ("", ""),
    ],
)
def test_not_alike(one, other):
    assert asked(one, other, "Z-99") == []


def test_the_first_few_pairs_are_named_by_line():
    (message,) = asked("a-1", "A-1", "a-2", "A-2", "a-3", "A-3", "a-4", "A-4")
    assert message.startswith("4 references differ")
    assert "line 3 is like line 2; line 5 is like line 4; line 7 is like line 6, and 1 more." in message


@settings(max_examples=30)
@given(st.lists(st.from_regex(r"[A-C]{1,2}[-/][1-9][0-9]{0,2}", fullmatch=True), min_size=1, unique=True, max_size=8))
def test_however_a_reference_is_written_it_has_one_form(references):
    written = [
        variant for r in references for variant in (r.lower(), r.replace("-", " "), f" {r}.", r.replace("/", "-0"))
    ]
    forms = bare_forms(pa.array(written)).to_pylist()
    assert len(set(forms)) == len({r.replace("/", "-") for r in references})
