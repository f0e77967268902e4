"""Which names are encodings: one answer for reading and for the check of a matching."""

import pytest

from ingest.matching import Matching
from ingest.problems import Refused
from ingest.reading import read
from ingest.reading.encodings import encoding_name

TEXT = b"incident_ref,reported_on,category\nA1,2026-07-03,hoarding\n"


@pytest.mark.parametrize(
    ("given", "name"),
    [("UTF8", "utf-8"), ("utf-8-sig", "utf-8"), ("Windows-1252", "cp1252"), ("latin-1", "iso8859-1")],
)
def test_known_by_any_of_its_names(given, name):
    assert encoding_name(given) == name


@pytest.mark.parametrize(
    "given",
    ["klingon", "base64", "rot13", "utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"],
)
def test_refused_alike_by_reading_and_by_a_matching(given):
    assert encoding_name(given) is None
    with pytest.raises(Refused, match="encoding"):
        read(TEXT, "export.csv", encoding=given)
    with pytest.raises(Refused, match="encoding"):
        Matching(columns={}, encoding=given)


@pytest.mark.parametrize("given", [None, 8, b"utf-8", "utf\0-8"])
def test_what_is_no_name_is_no_encoding(given):
    assert encoding_name(given) is None
