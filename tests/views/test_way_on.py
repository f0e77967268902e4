"""A page without figures leads on, and every link opens the same view in a new window."""

import ast
from pathlib import Path

import pytest

from tests.views.conftest import steady

VIEWS = Path(__file__).parents[2] / "views"


def test_every_link_carries_its_choices_in_its_address():
    """Without them a new window forgets whom the visitor of the made-up figures chose to be."""
    calls = [
        (path.name, call.lineno, {each.arg for each in call.keywords})
        for path in sorted(VIEWS.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "page_link"
    ]
    assert len(calls) > 20
    assert [(name, line) for name, line, given in calls if "query_params" not in given] == []


def links(page) -> list[str]:
    return [each.proto.label for each in page.get("page_link")]


@pytest.mark.parametrize("name", ["this_quarter", "meeting", "compare", "drill_down"])
def test_a_page_without_figures_leads_on(name, make_store, opened):
    store = make_store({"cedar": steady()["cedar"]}, closed=False)
    for user, wanted in (
        ("lead_alder", "Send in a return"),
        ("lead_cedar", "See your own figures by month"),
        ("coordinator", "Close a quarter"),
    ):
        assert links(opened(store, name, be=user)) == [wanted]
