"""Long texts that many cells repeat: a small workbook could otherwise fill the memory."""

import re
from collections import Counter

from ingest.problems import Refused

LONGEST_TEXT = 32_767  # characters; Excel's own limit
MOST_TEXT = 300_000_000  # bytes of all cells together
STRING = re.compile(rb"<(?:\w+:)?si(?=[\s>])[^>]*>(.*?)</(?:\w+:)?si\s*>", re.DOTALL)
USED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")


def refuse_long_strings(shared: bytes, sheet: bytes) -> None:
    """Refuse cells longer than Excel's, and texts that come to more than the limit. Raises Refused."""
    if not shared:
        return
    lengths = [len(text) for text in STRING.findall(shared)] if len(shared) > LONGEST_TEXT else [len(shared)]
    longest = max(lengths, default=0)
    if longest > 8 * LONGEST_TEXT + 10_000:
        raise Refused.because(
            "cell_too_long",
            f"A cell of the workbook is longer than {LONGEST_TEXT:,} characters: this is no table of incidents.",
        )
    if longest * (sheet.count(b'"s"') + sheet.count(b"'s'")) <= MOST_TEXT:
        return
    used = Counter(USED.findall(sheet))
    total = sum(lengths[int(index)] * times for index, times in used.items() if int(index) < len(lengths))
    if total > MOST_TEXT:
        raise Refused.because(
            "workbook_too_large",
            f"The texts of the sheet come to more than {MOST_TEXT // 1_000_000} MB: the same long texts are repeated "
            "in many cells. Delete the columns of long texts and save it again.",
        )
