"""Text from a file, on its way into Markdown: shown as it stands, never read as markup."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def plain(text: object) -> str:
    """The text with every Markdown and HTML mark escaped, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(str(text).split()))
