"""Bytes -> UTF-8. Unicode is recognised for certain; anything else is tried as Windows-1252 and asked about."""

import re
from dataclasses import dataclass

import numpy as np

from ingest.problems import Refused
from ingest.reading.encodings import encoding_name

BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

MISREAD_MARK = "ï»¿".encode()
MARKS_AT_START = re.compile(b"(?:\xef\xbb\xbf|%b)*" % MISREAD_MARK)

IMPROBABLE = re.compile(
    "[¡¢¤¥¦¨ª¬¯´¶¸¹º¿×÷ƒˆ†‡‰˜‚„ÐÞðþ]"  # nobody types these in a log of incidents in England
    "|[A-Za-zÀ-ÖØ-öø-ÿ][±²³µ°§¼½¾«»][A-Za-zÀ-ÖØ-öø-ÿ]"  # a symbol inside a word: Central European
    "|[a-zß-öø-ÿœšž][À-ÖØ-ÞŒŠŽŸ]"  # a capital after a small letter: Macintosh
    "|[À-ÖØ-öø-ÿŒœŠšŽžŸ]{2}"  # pairs of accented letters: Cyrillic, Greek, Chinese, Japanese
    "|[0-9][ß-öø-ÿœšž]|[ß-öø-ÿœšž][0-9]"  # an accented letter beside a digit: DOS
    "|[ÂÃ][^A-Za-z\\s,;]|â€"  # UTF-8 that is invalid elsewhere in the file
)
IMPROBABLE_SHARE = 0.1


@dataclass(frozen=True)
class Decoded:
    """`text` is UTF-8 without a byte order mark. `assumed`: nothing named the encoding and it is not Unicode."""

    text: memoryview
    encoding: str
    assumed: bool


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Decode a file. Raises Refused where it is not text in the encoding named by its mark or by the matching."""
    mark, by_mark = next(((m, e) for m, e in BYTE_ORDER_MARKS if content.startswith(m)), (b"", None))
    named = _named(encoding)
    if encoding and by_mark and named and not named.startswith(by_mark):
        raise _contradicted(encoding, by_mark.upper())
    if by_mark and by_mark != "utf-8":
        return _as_text(content, named or by_mark, "utf-16")
    if by_mark or named is None or named == "utf-8":
        return _utf8(content, _marks(content, mark), must_be=bool(mark or named))
    if encoding and not content.isascii() and not named.startswith("utf") and _is_utf8(content):
        raise _contradicted(encoding, "UTF-8")
    return _as_text(content, named, named)


def _marks(content: bytes, mark: bytes) -> int:
    """The length of the marks at the start: some programs write one before a text that has one already, or read it as
    three letters and write those."""
    found = MARKS_AT_START.match(content)
    return found.end() if found and (mark or content.startswith(MISREAD_MARK)) else 0


def _named(encoding: str | None) -> str | None:
    if not encoding:
        return None
    name = encoding_name(encoding)
    if name is None:
        raise Refused.because(
            "encoding_unknown",
            f"There is no encoding “{encoding}”. Usual ones are utf-8, utf-16, cp1252 and latin-1.",
        )
    return name


def _utf8(content: bytes, start: int, must_be: bool) -> Decoded:
    if content.isascii() or _is_utf8(content):
        return Decoded(_without_nul(memoryview(content)[start:], content), "utf-8", assumed=False)
    if must_be:
        return _as_text(content, "utf-8", "utf-8")
    return _windows(content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_text(content: bytes, codec: str, name: str) -> Decoded:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        raise Refused.because(
            "encoding_wrong",
            f"The file is not {name.upper()} throughout: near line {line:,} it has bytes that are not "
            "valid. Save it as “CSV UTF-8” and upload that.",
            line=line,
        ) from None
    encoded = text.encode("utf-8")
    marks = MARKS_AT_START.match(encoded)
    encoded = encoded[marks.end() if marks else 0 :]
    return Decoded(_without_nul(memoryview(encoded), encoded), name, assumed=False)


def _windows(content: bytes) -> Decoded:
    """Windows-1252 decodes nearly any bytes, so the letters that result must also be likely."""
    _without_nul(memoryview(content), content)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_windows(_line(content, error.start)) from None
    share, first = _improbable(content)
    if share > IMPROBABLE_SHARE:
        raise _not_windows(_line(content, first))
    encoded = text.encode("utf-8")
    return Decoded(memoryview(encoded), "cp1252", assumed=True)


def _improbable(content: bytes) -> tuple[float, int]:
    """The share of characters beyond ASCII that are unlikely next to their neighbours, and the first one's place."""
    padded = np.frombuffer(b" " + content + b" ", dtype="uint8")
    at = np.flatnonzero(padded > 127)
    threes = np.stack([padded[at - 1], padded[at], padded[at + 1]], axis=1).astype("uint32")
    codes = threes @ np.array([1 << 16, 1 << 8, 1], dtype="uint32")
    kinds, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    odd = [bool(IMPROBABLE.search(int(kind).to_bytes(3, "big").decode("cp1252"))) for kind in kinds]
    if not any(odd):
        return 0.0, 0
    return counts[odd].sum() / len(at), int(at[firsts[odd].min()]) - 1


def _without_nul(text: memoryview, content: bytes) -> memoryview:
    at = content.find(b"\0")
    if at >= 0:
        line = _line(content, at)
        raise Refused.because(
            "nul_bytes",
            f"The file has NUL characters (the first near line {line:,}): it is damaged, or it is UTF-16 "
            "without a byte order mark. Export it again as “CSV UTF-8”.",
            line=line,
        )
    return text


def _not_windows(line: int) -> Refused:
    return Refused.because(
        "encoding_unknown",
        f"The file is neither Unicode nor plausible as Windows-1252 (near line {line:,}), so its letters "
        "cannot be trusted. Save it as “CSV UTF-8” and upload that, or name its encoding.",
        line=line,
    )


def _contradicted(encoding: str, found: str) -> Refused:
    return Refused.because(
        "encoding_wrong",
        f"The encoding named is “{encoding}”, but the file is {found}. Name {found.lower()}, or none.",
    )


def _line(content: bytes, position: int) -> int:
    """The line as an editor counts: a spreadsheet's count is known only when the file can be read."""
    before = content[:position]
    returns = before.count(b"\r") - before.count(b"\r\n")
    return before.count(b"\n") + returns + 1
