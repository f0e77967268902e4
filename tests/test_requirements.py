"""The requirements name everything that is imported and nothing else, and the versions that the tests passed on."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

from tests.conftest import ROOT

PROGRAM = ("dashboard.py", "ingest", "queries", "views", "sample_data")
OWN = {"dashboard", "ingest", "queries", "views", "sample_data", "tests"}
FOR_OTHERS = {"authlib", "httpx", "tzdata"}
"""What a library of the program imports where it is there: Streamlit, to sign people in; pandas, for London's time."""
COMMANDS = {"axe-playwright-python", "mypy", "pandas-stubs", "pytest-xdist", "ruff", "sqlfluff"}
"""What the tests run or read, and no module imports."""


def imported(*places: str) -> set[str]:
    """The packages, by their names in a requirements file, that modules import; own and standard ones left out."""
    files = [
        file for place in places for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    modules = {name for file in files for name in _modules(file)} - OWN - sys.stdlib_module_names
    known = packages_distributions()
    return {_plain(known[module][0]) for module in modules}


def _modules(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text("utf-8").split("\n")
    named = [Requirement(line) for line in lines if line and not line.startswith(("-", "#"))]
    return {_plain(each.name): each for each in named}


def test_the_program_s_requirements_are_what_it_imports():
    assert set(required("requirements.txt")) == imported(*PROGRAM) | FOR_OTHERS


def test_the_tests_requirements_are_what_only_they_import_or_run():
    program = set(required("requirements.txt"))
    assert set(required("tests/requirements.txt")) == (imported("tests") - program) | COMMANDS


def test_the_versions_are_exact_and_such_as_the_requirements_allow():
    versions = required("tests/versions.txt")
    assert all(re.fullmatch(r"==[\w.]+", str(each.specifier)) for each in versions.values())
    for name, wanted in (required("requirements.txt") | required("tests/requirements.txt")).items():
        assert wanted.specifier.contains(str(versions[name].specifier).removeprefix("==")), name
