"""The group's settings: numbers with their bounds. Added to, never changed, so that who set what stays known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ingest.group import retention, sessions
from ingest.group.setup import changing
from ingest.problems import Refused
from ingest.standard import STANDARD
from queries.store import Store
from queries.viewer import Viewer


@dataclass(frozen=True)
class Setting:
    """A number the coordinator may set. `unit` follows it in a sentence."""

    name: str
    label: str
    unit: str
    least: int
    most: int
    default: int


SETTINGS = (
    Setting("keep_years", "Keep rows for", "financial years", 1, 30, retention.YEARS),
    Setting(
        "keep_replaced_months",
        "Keep replaced and withdrawn rows for",
        "months",
        1,
        120,
        retention.MONTHS_AFTER_REPLACED,
    ),
    Setting("idle_minutes", "Sign people out after", "minutes without a click", 5, 480, sessions.IDLE_MINUTES),
)


def value_of(store: Store, setting: Setting) -> int:
    return int(store.setting(setting.name) or setting.default)


def change(store: Store, viewer: Viewer, name: str, value: int) -> None:
    """Set a number. Raises NotAllowed for anybody but the coordinator, Refused outside its bounds."""
    setting = next((each for each in SETTINGS if each.name == name), None)
    if setting is None:
        raise Refused.because("setting", f"There is no setting {name[:40]!r}.")
    if not setting.least <= value <= setting.most:
        raise Refused.because("setting", f"{setting.label}: from {setting.least} to {setting.most} {setting.unit}.")
    with changing(store, viewer, f"{name} = {value}") as cursor:
        store.set(cursor, name, str(value), viewer.email)


def focus_families(store: Store) -> list[str] | None:
    """The families that the coordinator has chosen as the group's focus; None where the standard's are kept."""
    held = store.setting("focus_families")
    return held.split(",") if held else None


def set_focus(store: Store, viewer: Viewer, families: Collection[str]) -> None:
    """Choose the focus families, one at least. Raises NotAllowed for anybody but the coordinator, Refused."""
    chosen = [family.code for family in STANDARD.families if family.code in families]
    with changing(store, viewer, f"focus_families = {', '.join(chosen)}") as cursor:
        if not chosen or len(chosen) < len(set(families)):
            raise Refused.because("setting", "Choose one family or more of the standard.")
        store.set(cursor, "focus_families", ",".join(chosen), viewer.email)


def first_quarter(store: Store) -> date | None:
    """The first quarter that everybody is asked for, where the coordinator has said it."""
    value = store.setting("first_quarter")
    return date.fromisoformat(value) if value else None
