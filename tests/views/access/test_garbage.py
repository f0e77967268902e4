"""Nobody's page waits while garbage is looked for: modules are left out, and not all is looked through each time."""

import gc
import subprocess
import sys

from streamlit.testing.v1 import AppTest

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


def test_after_a_run_of_a_page_the_framework_does_not_look_through_everything():
    collected = []

    def note(phase: str, found: dict) -> None:
        collected.append((phase, found["generation"]))

    page = AppTest.from_string("import streamlit as st; st.write(1)", default_timeout=30).run()
    gc.disable()
    gc.callbacks.append(note)
    try:
        page.run()
    finally:
        gc.callbacks.remove(note)
        gc.enable()
    assert collected == []
