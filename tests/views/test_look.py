import itertools
import tomllib
from dataclasses import fields

import pytest

from views import look

SHOWN = ("own", "peer", "group", "high", "low", "met", "running", "missed", "overdue")
TOLD_APART = ("own", "peer", "group", "high", "low")
CLOCKS = ("met", "running", "missed", "overdue")
THEMES = [look.LIGHT, look.DARK]

# Machado, Oliveira and Fernandes 2009, severity 1
DEFICIENCIES = {
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lab(rgb):
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour, matrix):
    rgb = linear(colour)
    return lab([min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in matrix])


def distance(one, other, matrix):
    pairs = zip(seen(one, matrix), seen(other, matrix), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert look.contrast(one, other) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_every_meaning_stands_out_from_the_ground(theme, name):
    assert look.contrast(getattr(theme, name), theme.ground) >= 3
    assert look.contrast(getattr(theme, name), theme.raised) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "quiet"])
def test_words_are_legible(theme, name):
    for ground in (theme.ground, theme.raised, theme.band, theme.gap):
        assert look.contrast(getattr(theme, name), ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(TOLD_APART, 2)))
def test_meanings_are_told_apart_by_everybody(theme, deficiency, one, other):
    assert distance(getattr(theme, one), getattr(theme, other), DEFICIENCIES[deficiency]) >= 15


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_clocks_four_steps_are_told_apart(theme, deficiency):
    for one, other in itertools.pairwise(CLOCKS):
        assert distance(getattr(theme, one), getattr(theme, other), DEFICIENCIES[deficiency]) >= 12


def test_red_beside_green_would_have_failed():
    assert distance("#c0392b", "#7f8c1f", DEFICIENCIES["deuteranopia"]) < 30
    assert distance("#b5651d", "#6b8e23", DEFICIENCIES["deuteranopia"]) < 15


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_gridlines_are_fainter_than_data(theme):
    faintest = min(look.contrast(getattr(theme, name), theme.ground) for name in SHOWN)
    assert look.contrast(theme.grid, theme.ground) < faintest / 2


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
def test_the_ramp_goes_one_way(theme):
    steps = [look.contrast(colour, theme.ground) for colour in theme.ramp]
    assert steps == sorted(steps)
    assert steps[-1] / steps[0] > 4


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("share", [0, 0.1, 0.25, 0.37, 0.5, 0.63, 0.75, 0.9, 1])
def test_numbers_are_legible_anywhere_on_the_ramp(theme, share):
    cell = look.shade(theme.ramp, share)
    assert look.contrast(look.ink(cell), cell) >= 4.5


def test_shades_lie_between_the_steps():
    ramp = ("#000000", "#102030", "#ffffff")
    assert [look.shade(ramp, share) for share in (0, 0.25, 0.5, 1, 1.2)] == [
        "#000000",
        "#081018",
        "#102030",
        "#ffffff",
        "#ffffff",
    ]


def test_the_clocks_each_have_a_colour_and_a_word():
    names = {field.name for field in fields(look.Look)}
    assert set(look.CLOCK_WORDS) == set(CLOCKS) <= names
    assert all(look.CLOCK_WORDS.values())


def test_translucent():
    assert look.translucent("#1a56db", 0.3) == "rgba(26,86,219,0.3)"


def test_focus_families_are_marked():
    assert look.family_name("Damp and mould", True) == "◆ Damp and mould"
    assert look.family_name("Exploitation", False) == "Exploitation"


def test_light_and_dark():
    assert look.look() is look.LIGHT
    assert look.look(dark=True) is look.DARK


def themes(root):
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for name in ("light", "dark"):
        theme = {key: value for key, value in config[name].items() if key != "sidebar"}
        yield look.look(name == "dark"), theme, theme | config[name]["sidebar"]


def test_the_theme_is_that_of_the_look(root):
    for colours, theme, _ in themes(root):
        assert theme["textColor"] == colours.text
        assert theme["backgroundColor"] == colours.ground
        assert theme["primaryColor"] == colours.own
        assert theme["secondaryBackgroundColor"] == colours.raised


def test_words_of_the_theme_are_legible(root):
    """Also the words that Streamlit draws at 60% of the text's strength, on the page and in its fields."""
    for colours, theme, sidebar in themes(root):
        for part in (theme, sidebar):
            for ground in (part["backgroundColor"], part["secondaryBackgroundColor"]):
                assert look.contrast(part["textColor"], ground) >= 7
        for ground in (theme["backgroundColor"], theme["secondaryBackgroundColor"]):
            assert look.contrast(look.shade((ground, theme["textColor"]), 0.6), ground) >= 4.5
            assert look.contrast(theme["linkColor"], ground) >= 4.5
            assert look.contrast(colours.quiet, ground) >= 4.5
        assert look.contrast(theme["primaryColor"], theme["backgroundColor"]) >= 4.5
        assert look.contrast(colours.on_own, theme["primaryColor"]) >= 4.5


def test_edges_of_fields_and_the_focus_can_be_seen(root):
    for colours, theme, sidebar in themes(root):
        for part in (theme, sidebar):
            for ground in (part["backgroundColor"], part["secondaryBackgroundColor"]):
                assert look.contrast(part["borderColor"], ground) >= 3
                assert look.contrast(colours.own, ground) >= 3
