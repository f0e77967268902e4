import re

import pytest

from views import announcement


def said(noted: list[str]) -> str:
    return re.fullmatch(
        r'<div role="status" aria-live="polite" style="[^"]*">(.*)</div>', announcement.as_status(noted)
    )[1]


@pytest.mark.parametrize(
    ("noted", "words"),
    [
        ([], ""),
        (["Family: Neglect", "Neglect is up"], "Family: Neglect. Neglect is up"),
        (["Family: Neglect", "Family: Neglect"], "Family: Neglect"),
        (["<b>Elder</b> & Co"], "&lt;b&gt;Elder&lt;/b&gt; &amp; Co"),
        (['a"b'], "a&quot;b"),
    ],
)
def test_it_is_one_line_of_text_whatever_the_names_are(noted, words):
    assert said(noted) == words


def test_choices_and_the_title_are_announced_and_headings_are_no_links(make_store, opened):
    from tests.views.conftest import steady, title

    page = opened(make_store(steady()), "trends", be="coordinator", family="missing_people")
    status = [each.value for each in page.markdown if 'role="status"' in each.value]
    assert len(status) == 1
    assert "Family: Missing people" in status[0] and title(page) in status[0]
    assert [each.proto.hide_anchor for each in [*page.title, *page.header]] == [True] * 3
