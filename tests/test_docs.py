"""What the guides say is so: links lead somewhere, commands are there, settings are read."""

import ast
import copy
import itertools
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.__main__ import _parser as ingest_parser
from ingest.group import retention, sessions
from ingest.group.settings import SETTINGS
from queries.__main__ import _parser as queries_parser
from queries.question import questions
from tests.conftest import ROOT
from views.access import configuration, groups, sign_in

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall(text(page)) if kind == language]


def commands() -> Iterator[tuple[str, str]]:
    """(page, command) of every `python -m …` in a block or between backticks."""
    for page in PAGES:
        for line in text(page).splitlines():
            for command in re.findall(r"python -m ([^`#;]+)", line):
                if not command.startswith(("venv", "pip")):
                    yield named(page), command.strip()


SECRETS = [(named(page), block) for page in PAGES for block in blocks(page, "toml")]
SIGN_IN = sorted(DOCS.glob("sign_in_*.md"))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        assert "://" in link or (page.parent / link.split("#")[0]).exists(), link


def test_every_guide_the_program_names_is_there():
    found = set()
    for source in [*ROOT.glob("*.py"), *ROOT.glob("*/*.py"), *ROOT.glob("views/*/*.py")]:
        found |= set(re.findall(r"docs/[a-z_]+\.md", text(source)))
    assert "docs/on_a_laptop.md" in found
    assert [name for name in sorted(found) if not (ROOT / name).exists()] == []


def test_every_file_of_the_program_that_a_page_names_is_there():
    pattern = r"`((?:queries|ingest|views|tests|sample_data|\.streamlit)/[\w./]*)`"
    found = {(named(page), name) for page in PAGES for name in re.findall(pattern, text(page))}
    assert len(found) > 10
    written = ".streamlit/secrets.toml"  # by the operator
    assert [pair for pair in sorted(found) if pair[1] != written and not (ROOT / pair[1]).exists()] == []


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_every_command_is_there(page, command):
    module, *arguments = shlex.split(command)
    if module == "pytest":
        options = {"-n", "--dist", "-k", "-m"}
        values = {after for name, after in itertools.pairwise(arguments) if name in options}
        files = [name for name in arguments if not name.startswith("-") and name not in values]
        assert all((ROOT / name).exists() for name in files)
    elif "…" in arguments or module not in ("ingest", "queries"):
        place = ROOT / module.replace(".", "/")
        assert place.exists() or place.with_suffix(".py").exists()
    elif module == "ingest":
        ingest_parser().parse_args(arguments[: arguments.index(">")] if ">" in arguments else arguments)
    else:
        asked = queries_parser().parse_args(arguments).question
        assert asked in {None, "backup", "verify", "move", *questions()}


def test_the_guides_that_show_settings_are_these():
    expected = [named(page) for page in SIGN_IN] + ["docs/many_groups.md", "docs/on_a_laptop.md", "docs/postgresql.md"]
    assert {page for page, _ in SECRETS} == set(expected)


def leaves(table: dict, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, name))
        else:
            yield (*path, name)


def without(settings: dict, path: tuple[str, ...]) -> dict:
    rest = copy.deepcopy(settings)
    table = rest
    for name in path[:-1]:
        table = table[name]
    del table[path[-1]]
    return rest


@pytest.fixture
def what_it_makes_of(monkeypatch):
    """settings -> everything that the program reads out of them."""
    monkeypatch.delenv("PEER_TRENDS_STORE", raising=False)

    def read(settings: dict) -> tuple:
        monkeypatch.setattr(configuration, "section", lambda name: settings.get(name, {}))
        return (
            configuration.named_store(),
            configuration.providers(),
            configuration.provider_always_verifies(),
            configuration.this_machine_only(),
            groups.stores(),
        )

    return read


@pytest.mark.parametrize(("page", "block"), SECRETS)
def test_every_setting_in_a_guide_makes_a_difference(page, block, what_it_makes_of):
    """A misspelt or invented one would not: the program does not read it."""
    settings = tomllib.loads(block)
    whole = what_it_makes_of(settings)
    assert [path for path in leaves(settings) if what_it_makes_of(without(settings, path)) == whole] == []


@pytest.mark.parametrize(("page", "block"), [each for each in SECRETS if "[auth]" in each[1]])
def test_every_sign_in_in_a_guide_is_whole_and_safe(page, block, what_it_makes_of):
    settings = tomllib.loads(block)
    _, providers, always, *_ = what_it_makes_of(settings)
    assert settings["auth"]["redirect_uri"].endswith("/oauth2callback")
    assert len(providers) == max(1, sum(isinstance(value, dict) for value in settings["auth"].values()))
    assert all("_" not in name for name in providers if name)
    assert always == ("entra" in page)
    assert not any(sign_in.accepts_any_tenant(configuration.provider_table(name)) for name in providers)


def said_by(source: Path) -> str:
    """Every text in a module, one after the other; what a name stands for in it is left out."""
    constants = (node.value for node in ast.walk(ast.parse(text(source))) if isinstance(node, ast.Constant))
    return "\n".join(value for value in constants if isinstance(value, str))


@pytest.mark.parametrize("page", SIGN_IN, ids=named)
def test_every_message_it_explains_is_one_that_is_said(page):
    said = said_by(ROOT / "views" / "access" / "sign_in.py")
    explained = re.findall(r'^\| "([^"]+)" \|', text(page), re.MULTILINE)
    assert len(explained) >= 3
    assert [message for message in explained if message not in said] == []


def test_the_settings_and_their_bounds_are_as_they_are():
    page = text(DOCS / "running_it.md")
    for setting in SETTINGS:
        row = rf"\| {setting.default} [^|]*\| {setting.least} to {setting.most} \|"
        assert re.search(row, page), setting.name
    assert (retention.YEARS, retention.MONTHS_AFTER_REPLACED, sessions.IDLE_MINUTES) == (7, 12, 30)


def test_the_server_listens_and_takes_what_the_guide_says():
    page = text(DOCS / "running_it.md")
    server = tomllib.loads(text(ROOT / ".streamlit" / "config.toml"))["server"]
    assert f"| listening address | `{server['address']}` |" in page
    assert f"| largest upload | {server['maxUploadSize']} MB |" in page


def test_decisions_are_numbered_without_a_gap_and_short():
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for number, page in enumerate(pages, 1):
        assert text(page).startswith(f"# {number}. ")
        assert "**The price:**" in text(page) and len(text(page).splitlines()) < 25
