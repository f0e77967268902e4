import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from views.access import first_page
from views.pages import PAGES


@pytest.mark.parametrize(
    ("asked", "opened"),
    [
        ("/this_quarter", "http://localhost/"),
        ("/this_quarter?be=lead_cedar&quarter=2026-04", "http://localhost/?be=lead_cedar&quarter=2026-04"),
        ("/dashboard/this_quarter?present=true", "http://localhost/dashboard/?present=true"),
    ],
)
def test_the_first_page_opens_by_its_name_too_with_the_choices_of_the_address(asked, opened):
    assert next(iter(PAGES)) == "this_quarter"
    client = TestClient(Starlette(routes=[first_page.route("this_quarter")]), base_url="http://localhost")
    assert str(client.get(asked).url) == opened


@pytest.mark.parametrize("path", ["/", "/trends", "/this_quarter_2", "/this_quarter/x"])
def test_other_addresses_are_left_to_the_framework(path):
    assert TestClient(Starlette(routes=[first_page.route("this_quarter")])).get(path).status_code == 404
