"""Text from a file, on its way into Markdown: shown as it stands, never read as markup."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_BECOMES_A_LINK = re.compile(r"(?i)(?<=www)(?=\.)|(?<=:)(?=//)|(?=@)")
_JOINER = "\N{WORD JOINER}"


def plain(text: object) -> str:
    """The text with every Markdown and HTML mark escaped, on one line.

    An address in it is made no link of: the page looks for those after it has read the escapes, so what it looks for
    is parted by a character that shows nothing.
    """
    words = " ".join(str(text).split())
    return _MARKS.sub(r"\\\1", _BECOMES_A_LINK.sub(_JOINER, words))
