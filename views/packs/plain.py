"""Words of the pages as plain text, for files that are not Markdown."""

import re


def plain(markdown: str) -> str:
    """Our own Markdown without its marks, on one line."""
    text = re.sub(r"[*`]", "", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(text.split())
