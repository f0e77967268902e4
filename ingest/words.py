"""When two spellings of a heading or a word are the same, and how a word is quoted in a message."""

import re
import unicodedata

INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
NEVER_SHOWN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, those that turn the direction of reading, and halves of a character."""

LONGEST_QUOTE = 60
MIGHT_BE_PERSONAL = re.compile(
    r"@|(?:\d\D{0,3}){5}|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b",
    re.IGNORECASE,
)


def normalised(text: str) -> str:
    """The form in which headings and words are compared: no case, outer or doubled spaces, invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(INVISIBLE)
    return " ".join(text.split()).casefold()


def one_line(text: str) -> str:
    """A name or a sentence that others read: on one line, single spaces, nothing that is never shown."""
    return " ".join(NEVER_SHOWN.sub("", text).split())


def quoted(text: str) -> str:
    """A word of a file for a message: on one line, shortened, and masked where it might be personal."""
    text = one_line(text.translate(INVISIBLE))
    if might_be_personal(text):
        return f"“{text[:1]}…” ({len(text)} characters, not shown in full as it may be personal)"
    return f"“{text[:LONGEST_QUOTE]}…”" if len(text) > LONGEST_QUOTE else f"“{text}”"


def shown_heading(heading: str) -> str:
    """A heading for a problem: as it is, or only its first character where it might be personal."""
    return f"{heading[:1]}…" if might_be_personal(heading) else heading


def might_be_personal(text: str) -> bool:
    """Whether a word looks too much like an address, a number or a postcode to be repeated whole."""
    return MIGHT_BE_PERSONAL.search(unicodedata.normalize("NFKC", text).translate(INVISIBLE)) is not None
