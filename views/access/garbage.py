"""Garbage is collected without looking through all modules, and not after each run of a page.

Python collects it of itself while objects are made. Nearly all of the 130,000 objects that it would look at are
modules, which live as long as the server: 80 ms in which no page of anybody is answered. The framework would also
collect after each run (`runner.postScriptGC` in .streamlit/config.toml): with twelve people on all pages that was a
third of the server's time.
"""

import gc
from functools import cache


@cache
def leave_modules_out() -> None:
    """Once, when all pages are loaded: what is there by then is not looked at again."""
    gc.collect()
    gc.freeze()
