"""A page of the dashboard and its twin: the same page, every answer a literal frame that lies ready."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pandas as pd
from streamlit.testing.v1 import AppTest

from queries import kept
from queries.store import Store
from queries.versions import sources
from queries.viewer import Viewer
from tests.pages import switch_to
from views import visit
from views.access import open_stores
from views.visit import Visit

ROOT = Path(__file__).parents[2]
KINDS = (
    "plotly_chart",
    "dataframe",
    "title",
    "header",
    "table",
    "caption",
    "button",
    "download_button",
    "selectbox",
)


class Answers:
    """What a visit, the front door and the store's settings were answered, by what was asked."""

    def __init__(self):
        self._found: dict[tuple, object] = {}

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """While a page runs for the first time."""
        with ExitStack() as patches:
            for owner, name in ((Visit, "ask"), (Store, "ask"), (Store, "setting")):
                patches.enter_context(patch.object(owner, name, self._recording(owner, name)))
            yield

    @contextmanager
    def given(self) -> Iterator[None]:
        """While its twin runs. KeyError for what was not recorded."""
        with ExitStack() as patches:
            for owner, name in ((Visit, "ask"), (Store, "ask"), (Store, "setting")):
                patches.enter_context(patch.object(owner, name, self._giving(owner, name)))
            yield

    def _recording(self, owner: type, name: str):
        really = getattr(owner, name)

        def recording(asked_of, question: str, *viewer: Viewer, **parameters):
            answer = really(asked_of, question, *viewer, **parameters)
            self._found[_asked(owner, question, parameters)] = answer
            return answer

        return recording

    def _giving(self, owner: type, name: str):
        def giving(asked_of, question: str, *viewer: Viewer, **parameters):
            answer = self._found[_asked(owner, question, parameters)]
            return answer.copy(deep=False) if isinstance(answer, pd.DataFrame) else answer

        return giving


def _asked(owner: type, question: str, parameters: dict) -> tuple:
    return owner.__name__, question, tuple(sorted(parameters.items()))


class Page:
    """One page as one visitor sees it, and its twin, each to be run again as often as wanted."""

    def __init__(self, name: str, be: str):
        self.name = name
        self._answers = Answers()
        self._real, self._twin = _opened(name, be), _opened(name, be)
        self._member = be.removeprefix("lead_")
        visit._answer.clear()
        with self._answers.recorded():
            self._real.run()
        self.run_twin()
        self.prove_alike()

    def run(self) -> None:
        """The page itself, its answers kept from the last time."""
        self._real.run()

    def run_cold(self) -> None:
        """The page itself as after a start: no answer is in memory."""
        visit._answer.clear()
        self._real.run()

    def run_after_save(self) -> None:
        """The page itself as after a save of the visitor's own: those answers have to be worked out again."""
        store = open_stores.opened(Path(os.environ["PEER_TRENDS_STORE"]))
        with store.write(changes=sources(["own", "uploads", "returned"], self._member)):
            pass
        self._real.run()

    def run_anew(self) -> None:
        """The page itself as on an empty table of answers: each has to be worked out."""
        with patch.object(kept, "find", return_value=None):
            self.run_cold()

    def run_twin(self) -> None:
        """The same when answers cost nothing."""
        with self._answers.given():
            self._twin.run()

    @property
    def charts(self) -> int:
        return len(self._real.get("plotly_chart"))

    def prove_alike(self) -> None:
        """Raises AssertionError where the page failed, or shows something else than its twin."""
        for each in (self._real, self._twin):
            assert not each.exception, f"{self.name}: {each.exception[0].message}"
        for kind in KINDS:
            real, twin = (len(each.get(kind)) for each in (self._real, self._twin))
            assert real == twin, f"{self.name}: {real} of {kind}, {twin} in the twin"
        assert [each.value for each in self._real.title] == [each.value for each in self._twin.title]


def _opened(name: str, be: str) -> AppTest:
    dashboard = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    dashboard.query_params["be"] = be
    return switch_to(dashboard, name)
