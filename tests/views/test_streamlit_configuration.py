import tomllib

import pytest

from views.look import DARK, LIGHT


@pytest.fixture(scope="module")
def settings(root):
    return tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "name", "expected"),
    [
        ("server", "address", "localhost"),
        ("server", "showEmailPrompt", False),
        ("server", "maxUploadSize", 25),
        ("server", "enableCORS", True),
        ("server", "enableXsrfProtection", True),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "toolbarMode", "minimal"),
    ],
)
def test_nothing_leaves_the_machine_and_nothing_inner_is_shown(settings, section, name, expected):
    assert settings[section][name] == expected


@pytest.mark.parametrize(("name", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_pages_have_the_colours_of_the_charts(settings, name, colours):
    theme = settings["theme"][name]
    assert theme["backgroundColor"] == colours.ground
    assert theme["secondaryBackgroundColor"] == colours.raised
    assert theme["textColor"] == colours.text
    assert theme["primaryColor"] == colours.own
