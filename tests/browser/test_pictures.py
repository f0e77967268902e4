"""Every kind of chart as a picture, made in the browser, with what it rests on in it; and the page on paper."""

import re
import struct
import xml.etree.ElementTree as ET

import pytest

from views.look import DARK, LIGHT

pytestmark = pytest.mark.browser

TEXT = "{http://www.w3.org/2000/svg}text"
CHARTS = {
    "trends?be=lead_cedar&family=missing_people": ("by month", "by time of year", "by member"),
    "compare?be=lead_cedar": ("by member", "against the year before", "by size of member", "by member"),
    "drill_down?be=lead_cedar&of=group": ("by family", "by family and the year before"),
    "hazards?be=lead_cedar&of=group": ("limits kept by quarter", "by time taken", "by quarter", "by quarter"),
}


@pytest.fixture(scope="module")
def dashboard(sample_dashboard):
    return sample_dashboard


def saved(page, kind: str, nth: int):
    with page.expect_download() as download:
        page.locator(f"button[data-picture={kind}]").nth(nth).click()
    return download.value.suggested_filename, download.value.path()


@pytest.mark.dose(6)
@pytest.mark.parametrize("address", CHARTS)
def test_every_chart_is_saved_with_its_title_edition_and_rounding(dashboard, page, settled, address):
    page.goto(f"{dashboard.url}/{address}")
    page.locator("button[data-picture]").first.wait_for(timeout=90_000)
    settled(page)
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert page.locator("button[data-picture=svg]").count() == len(CHARTS[address])
    for nth, shows in enumerate(CHARTS[address]):
        name, path = saved(page, "svg", nth)
        texts = [" ".join(each.itertext()) for each in ET.parse(path).iter(TEXT)]
        words = " ".join(texts)
        assert re.search(rf"\b{shows}", texts[0])
        assert re.search(r"Edition of Apr–Jun 2026, closed on \d+ \w+ \d{4}\. To the nearest five", words)
        rests = "Rests on|nearest five;|From what is shown|Each member against|with a limit|has a limit"
        assert re.search(rests, words)
        assert "Made for Cedar on" in words
        assert re.fullmatch(r".*_closed-[0-9-]+_for-cedar_nearest-five_[0-9-]+\.svg", name)
    name, path = saved(page, "png", 0)
    content = path.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    assert (content[:4], name[-4:]) == (b"\x89PNG", ".png")
    assert width > 1200 and height > 500 and len(content) > 15_000
    assert [url for url in asked if not url.startswith(("blob:", "data:"))] == []


@pytest.mark.slow
def test_a_picture_of_the_dark_page_is_for_paper(dashboard, browser, settled):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{dashboard.url}/compare?be=lead_cedar")
    page.locator("button[data-picture]").first.wait_for(timeout=90_000)
    settled(page)
    content = saved(page, "svg", 0)[1].read_text("utf-8")
    context.close()

    def is_in(colour: str) -> bool:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return colour in content or f"rgb({red}, {green}, {blue})" in content

    assert [is_in(look.own) for look in (LIGHT, DARK)] == [True, False]
    assert [is_in(look.ground) for look in (LIGHT, DARK)] == [True, False]


@pytest.mark.slow
def test_on_paper_there_is_no_menu_and_a_page_for_each_chart(dashboard, page, settled):
    page.goto(f"{dashboard.url}/trends?be=lead_cedar&family=missing_people")
    page.locator("button[data-picture]").first.wait_for(timeout=90_000)
    settled(page)
    page.locator(".js-plotly-plot .main-svg").nth(8).wait_for(timeout=60_000)
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert pages == len(CHARTS["trends?be=lead_cedar&family=missing_people"])
    page.emulate_media(media="print")
    for hidden in ("stSidebar", "stHeader", "stDownloadButton", "stPopover"):
        assert not page.get_by_test_id(hidden).first.is_visible(), hidden
    assert page.locator("h1").is_visible()
