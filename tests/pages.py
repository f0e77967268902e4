"""Opens a page of the dashboard in a test."""

from functools import cache
from types import SimpleNamespace

from streamlit.components.v2 import manifest_scanner
from streamlit.elements.lib import mutable_status_container
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

# AppTest looks through all installed packages at every run, for a quarter of a second; they stay as they are
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# a status waits a twentieth of a second, twice, for a browser that is not there
mutable_status_container.time = SimpleNamespace(sleep=lambda seconds: None)


def switch_to(dashboard: AppTest, name: str) -> AppTest:
    """The next run is of the page `name`, as if its address had been opened.

    `AppTest.switch_page` takes pages that are files. Ours are functions, which Streamlit knows by the hash of their
    path in the address.
    """
    dashboard._page_hash = calc_hash(name)
    return dashboard
