"""Actions of the learning log in words, for the page, *This quarter* and every pack."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from views import wording
from views.visit import Visit

KINDS = {"success": "A success", "difficulty": "A difficulty", "question": "Can anyone help?"}
SOURCES = {
    "own_review": "Our own case review",
    "adults_review": "Safeguarding Adults Review",
    "child_review": "Child safeguarding practice review",
    "domestic_abuse_review": "Domestic abuse related death review",
    "ombudsman": "Ombudsman’s report",
    "coroner": "Coroner’s report",
}
CLOSED_AS = {"done": "done", "dropped": "dropped"}
THE_GROUP = "The group"
_WHY = {
    "few_after": "it takes two closed quarters after the action",
    "few_before": "it takes two quarters before the action with the same members",
    "moved_before": "it had moved the same way before the action",
    "too_few": "the counts are too small to compare",
}


@dataclass(frozen=True)
class Action:
    """One action: texts are plain, never Markdown. verdict: a key of wording.VERDICTS, None where there is no aim."""

    action: str
    owner: str
    due: date
    status: str
    hope: str
    verdict: str | None
    why: str

    @property
    def in_words(self) -> str:
        """'too early to tell: it takes two closed quarters after the action'; empty without an aim."""
        if self.verdict is None:
            return ""
        words = wording.VERDICTS[self.verdict]
        return f"{words}: {self.why}" if self.why else words

    @property
    def line(self) -> str:
        """'Train every triage team (Cedar, by 15 Mar 2026): open. Hoped for: …, so far: …'"""
        words = f"{self.action} ({self.owner}, by {wording.day(self.due)}): {self.status}."
        return f"{words} Hoped for: {self.hope}. So far: {self.in_words}." if self.hope else words


def summary(rows: list[Action]) -> str:
    """'Two actions are open; one moved as hoped'."""
    is_open = sum(each.status in ("open", "overdue") for each in rows)
    moved = sum(each.verdict == "as_hoped" for each in rows)
    words = f"{wording.number_word(is_open).capitalize() if is_open else 'No'} action{'' if is_open == 1 else 's'}"
    words += f" {'is' if is_open == 1 else 'are'} open"
    return f"{words}; {wording.number_word(moved)} moved as hoped" if moved else words


def listed(visit: Visit, *, only_open: bool = False) -> list[Action]:
    """The actions of the log, the earliest due first."""
    entries = visit.ask("lessons")
    rows = entries[entries["open_action"] if only_open else entries["action"].notna()].sort_values("due_on")
    verdicts = visit.ask("action_verdicts").set_index("lesson_id")
    return [_action(visit, row, verdicts) for row in rows.to_dict("records")]


def _action(visit: Visit, row: dict, verdicts: pd.DataFrame) -> Action:
    verdict = verdicts.loc[row["lesson_id"]] if row["lesson_id"] in verdicts.index else None
    why = verdict["why"] if verdict is not None and pd.notna(verdict["why"]) else None
    return Action(
        action=row["action"],
        owner=owner(visit, row["owner"]),
        due=wording_day(row["due_on"]),
        status=status(row, visit.today),
        hope=hope(visit, row),
        verdict=None if verdict is None else verdict["verdict"],
        why=_WHY.get(why, ""),
    )


def wording_day(moment: object) -> date:
    return pd.Timestamp(moment).date()


def owner(visit: Visit, member: object) -> str:
    return visit.names.get(member, str(member)) if pd.notna(member) else THE_GROUP


def status(row: dict, today: date) -> str:
    """'open', 'overdue', 'done 3 Oct 2026' or 'dropped'."""
    if row["closed_as"] == "done":
        return f"done {wording.day(row['done_on'])}"
    if pd.notna(row["closed_as"]):
        return CLOSED_AS[row["closed_as"]]
    return "overdue" if wording_day(row["due_on"]) < today else "open"


def hope(visit: Visit, row: dict) -> str:
    """What the action hopes to move: 'missing people up', 'the share “Agreed” of consent in domestic abuse up'."""
    if pd.isna(row["aim"]):
        return ""
    subjects = visit.labels("category") | visit.labels("family")
    label = subjects[row["aim"]]
    if pd.notna(row["aim_field"]):
        answer = visit.labels(row["aim_field"])[row["aim_code"]]
        return f"the share “{answer}” within {label} {row['aim_direction']}"
    return f"{label} {row['aim_direction']}"
