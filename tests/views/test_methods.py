"""The text under "How is this worked out?": two or three sentences, the formula, the source."""

import ast
import re
from pathlib import Path

import pytest

from views import methods

VIEWS = Path(methods.__file__).parent
NO_METHOD = {"SHOWN", "ALIKE"}  # a sentence used in others; the text under "How sure are we?"
TEXTS = {name: text for name, text in vars(methods).items() if name.isupper() and name[0] != "_"}
RANGES = {basis: methods.usual_range(basis) for basis in (None, "months", "quarters", "time_of_year")}


@pytest.mark.parametrize("text", [text for name, text in (TEXTS | RANGES).items() if name not in NO_METHOD])
def test_a_method_has_sentences_a_formula_and_a_source(text):
    first = re.split(r"(?<=[.”)])\s+(?=[A-Z])", text.split("\n\n")[0])
    assert len(first) >= 2
    assert re.search(r"`[^`]*[÷×=±:][^`]*`", text)
    assert re.search(r"Sources?: \w", text)


def calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (path.name, node)
        for path in sorted(VIEWS.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == name
    ]


def test_every_chart_and_list_of_figures_says_how_it_is_worked_out():
    found = [each for each in calls("exhibit") + calls("beneath") if each[0] != "exhibit.py"]
    assert len(found) >= 9
    for page, call in found:
        given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert "methods." in given["how"], (page, given["name"])
        assert given["rests_on"], (page, given["name"])


def test_no_chart_is_drawn_past_the_exhibit():
    """The small trends of family_rows are in a list that has its own line beneath."""
    drawn = {path.name for path in VIEWS.rglob("*.py") if "plotly_chart(" in path.read_text(encoding="utf-8")}
    assert drawn == {"exhibit.py", "family_rows.py"}
