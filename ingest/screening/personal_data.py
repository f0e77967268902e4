r"""What personal data looks like in a cell, and how a cell is normalised and masked.

All patterns are RE2 (DuckDB's), matched without case, on text as `ingest.screening.sightings` cleans it: NFKC,
ASCII digits, every dash a hyphen, every space and underscore a space. `\b` bounds each of them, so that digits
inside a hexadecimal reference do not count as a telephone number.
"""

import re
import unicodedata
from functools import cache

GAP = r"[\s.()/\-]{0,3}"
NOT_A_DECIMAL = r"(?:^|[^.]|[^0-9]\.)"

EMAIL = r"[^\s@,;:<>()\[\]]+@[a-z0-9\p{L}-]+(?:\.[a-z0-9\p{L}-]+)+"

# Ofcom's shapes (National Telephone Numbering Plan), with at least three digits first, so that 01.04.2021 and
# references written in groups do not match. Nine digits after the 0 count only when written in groups.
_TELEPHONES_FROM_0 = "|".join(
    [
        r"0[1235789]\d{9}",
        rf"02[03489]{GAP}\d{{4}}{GAP}\d{{4}}",
        rf"0(?:1\d1|11\d|[389]\d\d){GAP}\d{{3}}{GAP}\d{{4}}",
        rf"0[13789]\d{{3}}{GAP}(?:\d{{6}}|\d{{3}}{GAP}\d{{3}}|\d{{2}}{GAP}\d{{2}}{GAP}\d{{2}})",
        rf"01\d{{4}}{GAP}\d{{5}}",
        rf"07\d(?:{GAP}\d){{8}}",
        r"0[58]00[\s-]\d{3}[\s-]?\d{3}",
        r"01\d{3}\)?[\s-]{1,2}\d{5}",
    ]
)
TELEPHONE = "|".join(
    [
        rf"{NOT_A_DECIMAL}\b(?:{_TELEPHONES_FROM_0})\b",
        rf"\+44{GAP}(?:0{GAP})?[1-9](?:{GAP}\d){{8,9}}\b",
        rf"\b0044(?:[1-9]\d{{8,9}}|7\d{{3}}{GAP}\d{{6}}|[\s.()-]{{1,3}}(?:0{GAP})?[1-9](?:{GAP}\d){{8,9}})\b",
        r"\b44\s7\d{3}\s?\d{3}\s?\d{3}\b",
    ]
)

# Two letters, six digits and A to D. Prefixes that are never issued match too (such as QQ, which forms print as
# their example): a mistyped number is personal as well.
NATIONAL_INSURANCE = r"\b[a-z]{2}[\s./-]?\d{2}[\s./-]?\d{2}[\s./-]?\d{2}[\s./-]?[a-d]\b"

_AREAS = (
    "ab al b ba bb bd bf bh bl bn br bs bt bx ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e "
    "ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls "
    "lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr "
    "ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
_HEX_AREAS = "|".join(area for area in _AREAS.split() if set(area) <= set("abcdef"))
_OTHER_AREAS = "|".join(area for area in _AREAS.split() if not set(area) <= set("abcdef"))
_UNIT = "[abd-hjlnp-uw-z]"
_UNIT_BEYOND_F = "[ghjlnp-uw-z]"

# With its space a postcode is recognised by its shape; alone in a cell, even with impossible letters. Without
# the space, the area must exist and some letter must be beyond F: otherwise hexadecimal references would match.
POSTCODE = "|".join(
    [
        rf"\b(?:[a-pr-uwyz][a-hk-y]?\d[a-z\d]?|gir) {{1,2}}\d{_UNIT}{{2}}\b",
        r"^[a-z]{1,2}\d[a-z\d]? {1,2}\d[a-z]{2}$",
        rf"\b(?:{_OTHER_AREAS})\d[a-z\d]?\d{_UNIT}{{2}}\b",
        rf"\b(?:{_HEX_AREAS})\d[a-z\d]?\d(?:{_UNIT_BEYOND_F}{_UNIT}|{_UNIT}{_UNIT_BEYOND_F})\b",
    ]
)

_BIRTH = r"(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|date born|\bborn(?: on)?)"
_DAY = (
    r"(?:\d{1,4}(?:st|nd|rd|th)?[\s./-]{1,2}(?:\d{1,2}|[a-z]{3,9})[\s.,/-]{1,2}\d{2,4}"
    r"|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{8}|\d{6})"
)
BIRTH_DATE = rf"\b{_BIRTH}[^0-9a-z]{{0,5}}(?:is |was )?{_DAY}\b|\b{_DAY}[^0-9a-z]{{0,4}}{_BIRTH}"


def visible_text(text: str) -> str:
    """A text as it looks: full-width forms as ASCII, one kind of space, no invisible characters."""
    seen = unicodedata.normalize("NFKC", text)
    spaced = "".join(" " if each.isspace() else each for each in seen)
    return "".join(each for each in spaced if unicodedata.category(each)[0] not in "CM")


def words_of(heading: str) -> str:
    """A heading's words, lower case with one space between ("TelNo" -> "tel no", "E-mail" -> "e mail")."""
    apart = re.sub(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z]{2})", r"\1\3 \2\4", visible_text(heading))
    return " ".join(re.findall(r"[^\W_]+", re.sub("['’]", "", apart).lower()))


@cache
def digits_of_all_scripts() -> tuple[str, str]:
    """Every decimal digit that NFKC leaves unchanged, and its ASCII digit, in the same order."""
    others = [chr(code) for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) == "Nd"]
    return "".join(others), "".join(str(unicodedata.decimal(each)) for each in others)


def mask(value: str, kind: str | None = None) -> str:
    """A value with its middle left out; of a short value, a name, an address or a date only the first character.

    >>> mask("07700 900123")
    '07… …23'
    """
    characters = [each for each in value if each.isalnum()]
    if len(characters) < 3:
        return "…"
    if len(characters) < 10 or kind in ("name", "address", "birth_date"):
        return f"{characters[0]}…"
    return f"{''.join(characters[:2])}… …{''.join(characters[-2:])}"
