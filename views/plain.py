"""Text from a file, on its way into Markdown: shown as it stands, never read as markup."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
# an address becomes a link whatever is escaped in it; a word joiner, which shows as nothing, keeps it text
_LINKS = re.compile(r"(www(?=\.)|:(?=//)|@)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> str:
    """The text with every Markdown and HTML mark escaped, on one line, and no address in it a link."""
    on_one_line = " ".join(str(text).split())
    return _MARKS.sub(r"\\\1", _LINKS.sub(rf"\1{_JOINER}", on_one_line))
