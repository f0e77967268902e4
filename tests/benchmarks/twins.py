"""Every page of the dashboard, and its twin: the same page, drawing from the frames that the first was answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pandas as pd
from streamlit.testing.v1 import AppTest

from queries.store import Store
from views import front_door, visit
from views.visit import Visit

ROOT = Path(__file__).parents[2]
Asked = tuple[str, tuple]


@dataclass(frozen=True)
class LiteralVisit(Visit):
    """A visit that asks nobody: its answers lie ready."""

    answers: dict[Asked, pd.DataFrame] | None = None
    day: date | None = None

    def ask(self, question: str, **parameters) -> pd.DataFrame:
        return self.answers[question, tuple(sorted(parameters.items()))].copy(deep=False)

    @property
    def today(self) -> date:
        return self.day


class Page:
    """One page as one visitor sees it, and its twin, each to be run again as often as wanted."""

    def __init__(self, name: str, be: str):
        self.name, self.be = name, be
        self._answers: dict[Asked, pd.DataFrame] = {}
        self._visit: Visit | None = None
        self._real = self._opened()
        with self._recorded():
            self._real.run()
        twin_visit = LiteralVisit(
            self._visit.store, self._visit.person, answers=self._answers, day=self._visit.today
        )
        self._enter_twin = patch.object(front_door, "enter", lambda: twin_visit)
        self._twin = self._opened()
        with self._enter_twin:
            self._twin.run()
        self.prove_alike()

    def run(self) -> None:
        """The page itself, its answers kept from the last time."""
        self._real.run()

    def run_cold(self) -> None:
        """The page itself, when every answer has to be worked out again."""
        visit._answer.clear()
        self._real.run()

    def run_twin(self) -> None:
        """What the page would take if every answer cost nothing: no front door, no store, literal frames."""
        with self._enter_twin:
            self._twin.run()

    @property
    def charts(self) -> int:
        return len(self._real.get("plotly_chart"))

    def prove_alike(self) -> None:
        """Raises AssertionError where page and twin differ in charts, tables or title."""
        for each in (self._real, self._twin):
            assert not each.exception, f"{self.name}: {each.exception[0].message}"
        for kind in ("plotly_chart", "dataframe", "title", "button", "download_button"):
            real, twin = (len(each.main.get(kind)) for each in (self._real, self._twin))
            assert real == twin, f"{self.name}: {real} of {kind}, {twin} in the twin"

    def _opened(self) -> AppTest:
        dashboard = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
        dashboard.query_params["be"] = self.be
        return dashboard.switch_page(f"views/pages/{self.name}.py")

    @contextmanager
    def _recorded(self) -> Iterator[None]:
        ask = Visit.ask

        def recorded(asking: Visit, question: str, **parameters) -> pd.DataFrame:
            self._visit = asking
            found = ask(asking, question, **parameters)
            self._answers[question, tuple(sorted(parameters.items()))] = found.copy()
            return found

        with patch.object(Visit, "ask", recorded):
            yield
