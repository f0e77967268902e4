"""One run of a page: who is here, on which store, and the answers this person may have."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from ingest.group import settings
from queries import asking
from queries.person import viewer_of
from queries.question import questions
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

NOT_KEPT = ("own_incidents",)  # incident by incident
KEPT_FOR = "1h"
MOST_COPIES = 50  # of an answer, before its frame is made anew


@dataclass(frozen=True)
class Visit:
    """What every page is given.

    person: who has signed in. viewer: who asks the questions; the group as a whole while presenting.
    sample: whether the store holds made-up figures. is_listed: whether the person's rights come from the list of
    people. run_ended_pages: runs every open page again whose session has ended. pages: the pages this viewer may open,
    by name, for links between them; `views.pages.menu` fills it.
    """

    store: Store
    person: Viewer
    presenting: bool = False
    sample: bool = False
    dark: bool = False
    is_listed: bool = False
    run_ended_pages: Callable[[], None] = field(default=lambda: None, compare=False)
    pages: dict[str, st.Page] = field(default_factory=dict, compare=False)
    _made: dict[tuple, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def viewer(self) -> Viewer:
        return self.person.presenting() if self.presenting else self.person

    def require_rights(self) -> None:
        """For what is made after the page was drawn: NotAllowed unless the person has the same rights now."""
        if self.is_listed and viewer_of(self.store, self.person.email) != self.person:
            raise NotAllowed("Your rights have changed since this page was opened. Reload it.")

    @property
    def member(self) -> str | None:
        """Whose own figures are on the screen: None for a coordinator and while presenting."""
        return self.viewer.member

    def ask(self, question: str, **parameters) -> pd.DataFrame:
        """The answer to this viewer, kept until what it rests on is written or the day changes, an hour at most.

        It is kept for all who may ask and whom its SQL tells the same. A member's own rows are not kept. Raises as
        `Store.ask`.
        """
        if question in NOT_KEPT:
            return self.store.ask(question, self.viewer, **parameters)
        asked = question, *sorted(parameters.items())
        return self.once(asked, lambda: self._kept_answer(question, parameters)).copy(deep=False)

    def ask_of(self, question: str, family: str, category: str | None = None, **parameters) -> pd.DataFrame:
        """The rows of a family, or of one category of it. A family's are taken from the answer for all families: asked
        once, whichever is looked at next."""
        if category:
            return self.ask(question, family=family, category=category, **parameters)
        rows = self.ask(question, **parameters)
        return rows[rows["family"] == family].reset_index(drop=True)

    def _kept_answer(self, question: str, parameters: dict[str, object]) -> pd.DataFrame:
        asked, viewer = questions()[question], self.viewer
        values = asked.values(parameters)
        role = asking.role_of(asked, viewer)
        asking.check_reach(viewer, role, values)
        member = asking.whose(viewer, values) if "viewer_member" in asked.uses else None
        told = {"viewer_member": member, "viewer_role": role, "today": self.today}
        told = {name: value for name, value in told.items() if name in asked.uses}
        sees = "shown" in asked.reads and not viewer.coordinates  # then the store notes that somebody has
        key = self.store.number, question, sorted(values.items()), told, sees
        kept = _answer(repr(key), _store=self.store, _viewer=viewer, _question=question, _values=values, _member=member)
        return kept.copied()

    def once(self, name: tuple, make: Callable[[], Any]) -> Any:
        """What `make` gives this viewer, made once in a run while nothing is written. name: what it is of, hashable."""
        key = self.viewer, self.today, self.store.versions.total, *name
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def end_run(self) -> None:
        """Let go of what was made in the run: widgets hold their visit until the session ends."""
        self._made.clear()
        self.store.keep_answers()

    @property
    def today(self) -> date:
        return self.store.today()

    @cached_property
    def names(self) -> dict[str, str]:
        """Member codes -> names."""
        members = self.ask("members")
        return dict(zip(members["member"], members["name"], strict=True))

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Member codes -> what charts call them: the short name, else the name."""
        members = self.ask("members")
        short = members["short_name"].where(members["short_name"] != "", members["name"])
        return dict(zip(members["member"], short, strict=True))

    @property
    def own_name(self) -> str:
        return self.names.get(self.member, "") if self.member else ""

    @property
    def own_short_name(self) -> str:
        return self.short_names.get(self.member, "") if self.member else ""

    @cached_property
    def codes(self) -> pd.DataFrame:
        """The standard's codes: field, code, label, definition, family, seasonal, focus."""
        return self.ask("codes")

    def labels(self, field: str) -> dict[str, str]:
        """The codes of one field ("family", "category", "age_band", …) -> labels, in the standard's order."""
        return self._labels[field]

    @cached_property
    def focus(self) -> list[str]:
        """The focus families that the coordinator chose, else the standard's; in the standard's order."""
        if chosen := settings.focus_families(self.store):
            return chosen
        is_focus = self.codes["focus"].fillna(False).astype(bool)
        return self.codes.loc[is_focus & (self.codes["field"] == "family"), "code"].tolist()

    @cached_property
    def families(self) -> dict[str, str]:
        """Categories -> the family of each."""
        rows = self.codes[self.codes["field"] == "category"]
        return dict(zip(rows["code"], rows["family"], strict=True))

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        columns = (self.codes[name] for name in ("field", "code", "label"))
        for of_field, code, label in zip(*columns, strict=True):
            found.setdefault(of_field, {})[code] = label
        return found

    def periods(self, unit: str) -> list[date]:
        """The whole quarters or years that have been closed, oldest first."""
        rows = self.ask("periods")
        return [day.date() for each, day in zip(rows["unit"], rows["period"], strict=True) if each == unit]


@dataclass
class Kept:
    """An answer, and the writes that it rests on: once there are newer ones it is worked out again, in its place.

    A frame notes each one that is made from it, and each index, until there are hundreds: a quarter of a million notes
    after five hundred runs of pages. So each run has a copy, and after some copies the frame is made anew.
    """

    answer: pd.DataFrame
    store: Store
    question: str
    member: str | None
    rests_on: tuple[int, ...]
    copies: int = 0

    def copied(self) -> pd.DataFrame:
        self.copies += 1
        if self.copies % MOST_COPIES == 0:
            self.answer = pd.DataFrame({name: self.answer[name].array for name in self.answer})
        return self.answer.copy()

    def is_good(self) -> bool:
        return not self.store.is_closed and self.store.rests_on(self.question, self.member) == self.rests_on


# st.cache_data would unpickle the frame at every hit, which takes several times as long as a copy. The key is one text:
# hashing it by its pieces takes longer than the rest of a hit.
@st.cache_resource(max_entries=2_000, ttl=KEPT_FOR, validate=Kept.is_good, show_spinner=False)
def _answer(
    key: str, *, _store: Store, _viewer: Viewer, _question: str, _values: dict[str, Any], _member: str | None
) -> Kept:
    rests_on = _store.rests_on(_question, _member)
    return Kept(_store.ask_kept(_question, _viewer, **_values), _store, _question, _member, rests_on)
