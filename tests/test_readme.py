"""The README's commands are there, and every command there is in the README."""

import re

from ingest.__main__ import _parser as ingest_parser
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme():
    choices = next(a.choices for a in ingest_parser()._actions if a.choices)
    commands = [f"python -m ingest {name}" for name in choices] + ["python -m queries"]
    assert len(commands) > 8
    assert [c for c in commands if c not in README] == []


def test_the_two_commands_are_marked_for_who_runs_them():
    for marker, last in (
        ("run command", "streamlit run dashboard.py"),
        ("test command", "-m pytest -n auto --dist loadscope"),
    ):
        found = re.search(rf"<!-- {marker} -->\n```sh\n(.+)\n```", README)
        assert found and found[1].endswith(last)


def test_the_powershell_lines_are_the_same_commands():
    shell = re.findall(r"<!-- (?:run|test) command -->\n```sh\n(.+)\n```", README)
    powershell = re.search(r"```powershell\n(.+?)\n```", README, re.DOTALL)[1].splitlines()
    in_powershell = (("python3", "py"), (" &&", ";"), ("/bin/", "/Scripts/"), ("/", "\\"))
    for posix, windows in in_powershell:
        shell = [line.replace(posix, windows) for line in shell]
    assert powershell == shell


def test_the_drawing_names_every_folder_of_the_program():
    drawing = re.search(r"## The house\n\n```\n(.+?)\n```", README, re.DOTALL)[1]
    rooms = (ROOT / "views", ROOT / "ingest")
    folders = [folder.name for room in rooms for folder in room.iterdir() if any(folder.glob("*.py"))]
    assert len(folders) > 16
    assert [name for name in folders if f"{name}/" not in drawing] == []
    assert [name for name in re.findall(r"\b(\w+\.py)\b", drawing) if not any(ROOT.glob(f"**/{name}"))] == []


def test_every_file_it_names_is_there():
    for name in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / name).exists(), name


def test_its_benchmarks_can_be_run():
    for module in re.findall(r"python -m (tests\.[a-z.]+)", README):
        assert (ROOT / (module.replace(".", "/") + ".py")).exists(), module
