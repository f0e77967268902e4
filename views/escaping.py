"""Text from files and lists on its way to the screen: shown letter by letter, never read as markup."""

import html
import re

from ingest.words import NEVER_SHOWN, one_line

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_ESCAPED = re.compile(rf"\\({_MARKUP.pattern})")
_BECOMES_A_LINK = re.compile(r"(?i)(?<=www)(?=\.)|(?<=:)(?=//)|(?=@)")
_JOINER = "\N{WORD JOINER}"
_YEAR = re.compile(r"(?<!\d)(\d{4}\\?-)(?=\d{2}(?![\d-]))")


def escape_markdown(text: object) -> str:
    """The text on one line, with every Markdown and HTML character escaped.

    The page turns addresses into links after it has resolved the escapes. An invisible character inside each address
    prevents that.
    """
    words = one_line(str(text))
    return _MARKUP.sub(r"\\\1", _BECOMES_A_LINK.sub(_JOINER, words))


def unbroken(text: str) -> str:
    """Markdown in which no line ends inside a financial year: "2025-26" is broken at its hyphen otherwise."""
    return _YEAR.sub(rf"\1{_JOINER}", text)


def unescape_markdown(text: str) -> str:
    """What escape_markdown was given, where Markdown of our own words is shown as plain text."""
    return _ESCAPED.sub(r"\1", text).replace(_JOINER, "")


def escape_html(text: object) -> str:
    """For plotly, which reads some HTML in labels, annotations and hover texts."""
    return html.escape(NEVER_SHOWN.sub("", str(text)), quote=False)
