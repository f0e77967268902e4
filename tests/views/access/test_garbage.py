"""Modules are not looked through whenever garbage is collected."""

import subprocess
import sys

from tests.conftest import ROOT

COUNT = """
import gc
import dashboard
objects, before = len(gc.get_objects()), gc.get_freeze_count()
dashboard.garbage.leave_modules_out()
print(objects, before, gc.get_freeze_count())
"""


def test_what_the_server_starts_with_is_left_out_and_what_pages_make_is_not():
    found = subprocess.run([sys.executable, "-c", COUNT], cwd=ROOT, capture_output=True, text=True, check=True)
    left, before, after = map(int, found.stdout.split())
    assert before > 100_000 > 10_000 > left
    assert after == before  # once: whatever a page made would never be collected
