"""The kinds of personal data: the pattern of their values, and the headings under which they are expected."""

import re
from dataclasses import dataclass

from ingest.screening import personal_data as values

RULE = "personal_data"
CHANCE_RULE = "nhs_numbers_by_chance"


@dataclass(frozen=True)
class Kind:
    """One kind of personal data.

    `value` is its pattern in any cell (None: it has none, or, for NHS numbers, a pattern is not enough). `heading`
    matches all the words of a heading that announces it; a cell under such a heading counts if `below` matches.
    """

    name: str
    one: str
    many: str
    value: str | None
    heading: re.Pattern[str]
    below: str


def _any_of(*phrases: str) -> str:
    """One regular expression group that matches any of the phrases."""
    return f"(?:{'|'.join(phrases)})"


_NUMBER = "(?: ?(?:no|nos|nr|num|number|numbers))*"
_BEFORE, _AFTER = "(?:.* )?", "(?: .*)?"
_DIGITS = r"\d(?:[^0-9]*\d){%d}"

_PERSON = (
    "(?:adult|applicant|birth|carer|caseworker|caller|child|childs|client|colleague|complainant|"
    "contact|customer|employee|family|father|first|fore|full|given|householder|informant|keyworker|"
    "known as|last|lead|leaseholder|legal|licensee|lodger|maiden|manager|middle|mother|next of kin|nok|"
    "occupant|occupier|offender|officer|owner|parent|partner|patient|people|perpetrator|person|"
    "preferred|referrer|reporter|resident|service user|spouse|staff|subject|sur|survivor|suspect|"
    "tenant|user|victim|witness|worker|(?:household|family|staff) member)s?"
)

_HEADINGS = {
    "email": rf"{_BEFORE}e? ?mails?(?: (?:address|addresses|addr|id))?(?: \d)?",
    "telephone": _BEFORE
    + _any_of("tele?", "telephone", "phone", "mobile", "mob", "landline", "fax", "whatsapp", "contact (?:no|number)")
    + r"(?: (?:no|nos|nr|num|number|numbers|tel|phone|home|work|day|evening|\d))*",
    "nhs_number": rf"{_BEFORE}nhs ?(?:no|nos|nr|num|number|numbers|id|ref|reference){_AFTER}",
    "national_insurance": rf"{_BEFORE}(?:nino|national insurance|nat ins|n ?i){_NUMBER}{_AFTER}",
    "birth_date": _BEFORE
    + _any_of(
        "dobs?",
        "do b",
        "d o b",
        "dates? of births?",
        "birth ?dates?",
        "birthdays?",
        "date born",
        "born(?: on)?",
    )
    + _AFTER,
    "name": _any_of(
        "names?",
        "initials",
        "next of kin",
        "(?:sur|fore|first|last|full|second|middle)names?",
        rf"{_BEFORE}{_PERSON}(?: full)? names?{_AFTER}",
        rf"names? (?:of )?(?:the )?{_BEFORE}{_PERSON}{_AFTER}",
        rf"{_BEFORE}(?:surname|forename)s?{_AFTER}",
    ),
    "address": r"(?!.*\b(?:ip|web|url|type|e ?mail|mac)\b)"
    + _any_of(
        rf"{_BEFORE}(?:addresse?s?|addr|address ?line)(?: ?\d| line)?{_AFTER}",
        "(?:house|flat|door|unit|apartment|room|street) (?:no|num|number|name)",
        rf"{_BEFORE}street(?: name)?",
        "road(?: name)?",
    ),
    "uprn": rf"{_BEFORE}{_any_of('uprns?', 'unique property reference')}{_AFTER}",
}

_A_WORD = r"[\p{L}\d]"

KINDS = tuple(
    Kind(name, one, many, value, re.compile(_HEADINGS.get(name, "(?!)")), below)
    for name, one, many, value, below in [
        ("email", "an e-mail address", "e-mail addresses", values.EMAIL, "@| at "),
        ("telephone", "a telephone number", "telephone numbers", values.TELEPHONE, _DIGITS % 5),
        ("nhs_number", "an NHS number", "NHS numbers", None, _DIGITS % 8),
        (
            "national_insurance",
            "a National Insurance number",
            "National Insurance numbers",
            values.NATIONAL_INSURANCE,
            _DIGITS % 5,
        ),
        ("postcode", "a full postcode", "full postcodes", values.POSTCODE, _A_WORD),
        ("birth_date", "a date of birth", "dates of birth", values.BIRTH_DATE, r"\d"),
        ("name", "a name", "names", None, r"\p{L}"),
        ("address", "an address", "addresses", None, _A_WORD),
        ("uprn", "a UPRN", "UPRNs", None, _DIGITS % 4),
    ]
)

# A heading that is only a person ("Tenant") may be over codes as well as names.
PERSON_ALONE = re.compile(
    "(?:(?:the|alleged|main|lead|housing|social|investigating|support|case|key) )*"
    "(?:tenant|resident|customer|client|victim|perpetrator|complainant|householder|leaseholder|suspect|"
    "officer|caseworker|keyworker|worker|owner|holder|manager|service user|person of concern|"
    "person at risk|adult at risk)s?"
)
NO_ANSWER = (
    *("", "yes", "no", "y", "n", "true", "false", "n/a", "na", "none", "nil", "null", "nan", "not known"),
    *("not_known", "unknown", "not recorded", "not given", "not applicable", "anonymised", "anonymous"),
    *("redacted", "withheld", "removed", "deleted", "unspecified", "not specified"),
)
