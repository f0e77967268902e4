"""Every colour, mark and width. A colour has one meaning everywhere, in light and in dark."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Colours by meaning, as #rrggbb. The contrast to `ground` is at least 3:1 for the first block, 4.5:1 for text."""

    own: str
    peer: str
    group: str
    high: str
    low: str
    met: str
    running: str
    missed: str
    overdue: str
    text: str
    quiet: str
    link: str
    on_own: str
    """Of text: on the ground, quieter, a link, and on the own member's colour."""

    ground: str
    raised: str
    grid: str
    band: str
    gap: str
    ramp: tuple[str, ...]


LIGHT = Look(
    own="#1a56db",
    peer="#80868b",
    group="#16191d",
    high="#c75300",
    low="#00506b",
    met="#9381c6",
    running="#7159b0",
    missed="#4f3590",
    overdue="#2a1458",
    text="#14171b",
    quiet="#5a6370",
    link="#1a56db",
    on_own="#ffffff",
    ground="#ffffff",
    raised="#f3f5f7",
    grid="#e4e7ea",
    band="#e9edf1",
    gap="#f3f5f7",
    ramp=("#f1f4f6", "#d5dde3", "#b3c0ca", "#8b9dab", "#62798a", "#3d5567"),
)

DARK = Look(
    own="#5b96ff",
    peer="#8b949e",
    group="#eef1f4",
    high="#ff9a3d",
    low="#42d9ff",
    met="#7566b0",
    running="#9d8cd6",
    missed="#c3b7ee",
    overdue="#f0ecff",
    text="#e6eaee",
    quiet="#a3adb8",
    link="#7db0ff",
    on_own="#11161b",
    ground="#11161b",
    raised="#1b222a",
    grid="#2a323b",
    band="#222b34",
    gap="#1b222a",
    ramp=("#1b242c", "#293640", "#3d4f5d", "#577082", "#7c97a9", "#aec2cf"),
)

CLOCK_WORDS = {"met": "met", "running": "running", "missed": "missed", "overdue": "overdue"}
"""The four results of a legal clock, light to heavy; each is a colour of `Look` by the same name."""

SIGNAL_MARKS = {"high": "triangle-up", "low": "triangle-down"}
SIGNAL_CHARACTERS = {"high": "▲", "low": "▼"}
FOCUS_MARK = "◆"
"""Before the name of a focus family of the group; the page says what it means."""

SMALLEST_TEXT = 12
"""Pixels: of any text in a chart."""
LEGIBLE = 20
"""Pixels: the smallest text on a projector of 1280 × 720."""

PROSE, FORM = 640, 480
"""Widths in pixels: of text, for lines under some 75 characters, and of a form."""


def look(dark: bool = False) -> Look:
    """The colours for the theme the viewer has chosen."""
    return DARK if dark else LIGHT


def family_name(label: str, focus: bool) -> str:
    """A family's label, marked when it is a focus family of the group."""
    return f"{FOCUS_MARK} {label}" if focus else label


def translucent(colour: str, opacity: float) -> str:
    """'#1a56db', 0.3 -> 'rgba(26,86,219,0.3)'."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def shade(ramp: tuple[str, ...], share: float) -> str:
    """The colour at `share`, 0 to 1, of the ramp, mixed between two steps as plotly does."""
    place = min(max(share, 0), 1) * (len(ramp) - 1)
    first = min(int(place), len(ramp) - 2)
    mixed = (
        round(
            int(ramp[first][at : at + 2], 16) * (first + 1 - place)
            + int(ramp[first + 1][at : at + 2], 16) * (place - first)
        )
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def ink(ground: str) -> str:
    """Black or white, whichever is easier to read on `ground`; at least 4.5:1 on any."""
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, ground))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
