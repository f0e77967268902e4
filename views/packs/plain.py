"""Words of the pages as plain text, for files that are not Markdown."""

import re


def plain(markdown: str) -> str:
    """Our own Markdown without its marks, on one line: each paragraph a sentence, a formula called so."""
    return " ".join(_sentence(paragraph) for paragraph in re.split(r"\n\s*\n", markdown.strip()))


def _sentence(paragraph: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[*`]", "", paragraph))
    text = " ".join(text.split())
    text = f"Formula: {text}" if paragraph.lstrip().startswith("`") else text
    return text if text.endswith((".", "?", "!")) else f"{text}."
