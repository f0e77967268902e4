"""Text of others in Markdown and in charts: shown letter by letter, whatever it is."""

import pytest

from views.escaping import escape_markdown, unbroken, unescape_markdown


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


def test_no_line_ends_inside_a_financial_year():
    assert unbroken(r"Damp and mould, 2025\-26\: was 2024-25") == "Damp and mould, 2025\\-\u206026\\: was 2024-\u206025"
    assert unescape_markdown(unbroken(escape_markdown("in 2025-26"))) == "in 2025-26"
    for other in ("2025-26-01", "12025-26", "2025-267", "Jul–Sep 2026"):
        assert unbroken(other) == other
