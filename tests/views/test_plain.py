"""Text of a file stays text. That a browser makes no link of it was seen in one; here is what it is given."""

import pytest

from views.plain import plain


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Damp and mould", "Damp and mould"),
        ("*bold* _so_ `code`", r"\*bold\* \_so\_ \`code\`"),
        ("[x](javascript:y)", r"\[x\]\(javascript\:y\)"),
        ("<img src=x>", r"\<img src=x\>"),
        (":red[x] $a$ &amp;", r"\:red\[x\] \$a\$ \&amp;"),
        ("# one\n# two", r"\# one \# two"),
        ("https://evil.example", "https\\:\u2060//evil\\.example"),
        ("WWW.evil.example", "WWW\u2060\\.evil\\.example"),
        ("a@evil.example", "a@\u2060evil\\.example"),
        (12, "12"),
    ],
)
def test_marks_are_escaped_and_addresses_make_no_link(text, shown):
    assert plain(text) == shown
