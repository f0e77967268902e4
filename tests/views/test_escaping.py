"""Text of others in Markdown and in charts: shown letter by letter, whatever it is."""

import pytest

from views.escaping import escape_markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Alder", "Alder"),
        ("Homes & Co.", r"Homes \& Co\."),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("<b>x</b>", r"\<b\>x\</b\>"),
        ("[x](javascript:run())", r"\[x\]\(javascript\:run\(\)\)"),
        (":red[x] :material/bomb: $y$", r"\:red\[x\] \:material/bomb\: \$y\$"),
        ("two\nlines\t and   spaces", "two lines and spaces"),
        ("https://x.example", "https\\:\u2060//x\\.example"),
        ("WWW.x.example", "WWW\u2060\\.x\\.example"),
        ("lead@x.example", "lead\u2060@x\\.example"),
        ("Elm\u202eselohseR\u202c\x07 Homes\u2066", "ElmselohseR Homes"),
        (7, "7"),
    ],
)
def test_every_mark_is_escaped_and_no_address_becomes_a_link(text, shown):
    assert escape_markdown(text) == shown
