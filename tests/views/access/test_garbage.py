"""Nobody's page waits while garbage is looked for: modules are left out, and not all is looked through each time."""

import subprocess
import sys

import streamlit

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


def test_the_framework_does_not_look_through_everything_after_each_run():
    """By its option: a page that runs without a server never does."""
    assert streamlit.config.get_option("runner.postScriptGC") is False
