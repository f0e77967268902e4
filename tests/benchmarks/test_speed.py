"""The one command for all of speed: each part is printed under the command that makes it alone."""

import importlib
import re

from tests.benchmarks import speed


def test_each_part_is_printed_with_its_own_command(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(
        speed, "PARTS", {title: lambda quick: asked.append(quick) or "a table" for title in speed.PARTS}
    )
    speed.main(["--quick"])
    said = capsys.readouterr().out
    commands = re.findall(r"python -m ([\w.]+)\)\na table", said)
    assert len(commands) == 4 and asked == [True] * 4
    assert all(callable(importlib.import_module(each).main) for each in commands)
