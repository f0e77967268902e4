"""Nothing overflows: an estimate that runs always, and with --slow the pages that LibreOffice and a browser print.

The names are of 120 letters, the log is full, and an action begins as a formula does.
"""

import io
import itertools
import re
import shutil
import subprocess
from datetime import date

import pytest
from docx import Document
from pptx import Presentation
from pptx.util import Emu, Inches

from ingest.group import learning
from ingest.standard import STANDARD
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import HOMES, SmallGroup
from tests.views.packs.conftest import QUARTER
from tests.views.packs.reading_packs import sheets
from views.packs import fitting, making, powerpoint
from views.packs.content import gather
from views.visit import Visit

LIBREOFFICE, CHROMIUM = shutil.which("soffice"), shutil.which("chromium")
FURTHER_CATEGORIES = """
insert into code by name
select 'category' as field, 'further_' || n as code, 'A further category with a long name, number ' || n as label,
       'other' as family, 200 + n as position, false as seasonal
from range(10) as numbers (n)
"""
COORDINATOR = Viewer.coordinator("c@group.example")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """A lead's visit of a group with long names, ten categories more than the standard's and seven long actions."""
    group = SmallGroup(tmp_path_factory.mktemp("crowded") / "group.duckdb", homes=HOMES)
    for member in HOMES:
        group.returns(member, date(2026, 4, 1), {"missing_person": [6, 6, 6], "damp_mould": [20, 20, 20]})
    with group.store.write() as cursor:
        cursor.execute("update member set name = name || repeat(' and Long Partnership', 5)")
        cursor.execute(FURTHER_CATEGORIES)
    group.close(date(2026, 4, 1))
    for number in range(7):
        action, due = "=1+1 " + "long " * 22, date(2026, 12, 1 + number)
        about = {"aim": "damp_and_mould", "aim_direction": "down", "owner": "birch"}
        entry = learning.Entry(QUARTER, "success", "Learnt. " * 60, action=action, due_on=due, **about)
        learning.add(group.store, COORDINATOR, entry, learning.CHECKLIST, of_group=True)
    yield Visit(group.store, Viewer.lead("alder"))
    group.store.close()


@pytest.mark.parametrize(
    ("text", "width", "size", "rows"),
    [
        ("", 100, 10, 1),
        ("a" * 16, 100, 10, 1),  # (100 − 14.4) ÷ 5.2 = 16.5 letters
        ("a" * 17, 100, 10, 2),
        ("aaaa bbbb cccc dd", 100, 10, 2),
        ("aaaa bbbb cccc d", 100, 10, 1),
        ("aa " + "b" * 33, 100, 10, 4),  # a word of three lines begins on a new one
        ("any", 10, 10, 3),
    ],
)
def test_lines_of_a_text(text, width, size, rows):
    assert fitting.rows_of(text, width, size) == rows


def test_rows_that_do_not_fit_go_to_the_next_page():
    rows = [["Heading"], *[["word"]] * 5]
    one = fitting.cell_rows(["word"], [100], 10)
    assert fitting.pages(rows, [100], 10, one * 6) == [slice(0, 5)]
    assert fitting.pages(rows, [100], 10, one * 3) == [slice(0, 2), slice(2, 4), slice(4, 5)]
    assert fitting.pages(rows, [100], 10, 1) == [slice(n, n + 1) for n in range(5)]


def overflowing(content: bytes) -> list[str]:
    """Every shape that is off its slide, on another one, or holds more text than it has room for."""
    made, found = Presentation(io.BytesIO(content)), []
    for slide in made.slides:
        edges = []
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            if shape.left < 0 or shape.left + shape.width > made.slide_width or shape.top + height > made.slide_height:
                found.append(f"{shape.name} is off the slide “{slide.shapes.title.text_frame.text}”")
            edges.append((shape.top, shape.top + height, shape.name))
            if shape.has_text_frame and shape.text_frame.text:
                texts = [each.text for each in shape.text_frame.paragraphs]
                size = max(run.font.size.pt for each in shape.text_frame.paragraphs for run in each.runs)
                if fitting.height_of(texts, Emu(shape.width).pt, size) > Emu(shape.height).pt:
                    found.append(f"{shape.name} is full: {texts[0][:60]}")
        edges.sort()
        for (_, end, name), (start, _, below) in itertools.pairwise(edges):
            if end > start + Inches(0.05):
                found.append(f"{name} covers {below} on “{slide.shapes.title.text_frame.text[:40]}”")
    return found


@pytest.mark.parametrize("name", ["pptx", "plan_pptx"])
def test_slides_have_room(packs, crowded, name):
    for content in (packs[name, "cedar"], making.make(crowded, name, QUARTER)):
        assert overflowing(content) == []


@pytest.mark.parametrize(("width", "height"), [(10, 7.5), (10, 5.625), (13.333, 7.5)])
def test_a_template_of_any_size_is_filled_and_its_empty_places_go(crowded, tmp_path, width, height):
    template, made = tmp_path / "template.pptx", Presentation()
    made.slide_width, made.slide_height = Inches(width), Inches(height)
    made.save(template)
    content = powerpoint.powerpoint(gather(crowded, QUARTER), template)
    read = Presentation(io.BytesIO(content))
    assert (read.slide_width, read.slide_height) == (Inches(width), Inches(height))
    assert not [each for each in overflowing(content) if "off the slide" in each]
    assert {each.name.split()[0] for slide in read.slides for each in slide.placeholders} == {"Title"}


def test_a_template_that_cannot_be_used_is_named(crowded, tmp_path):
    wrong = tmp_path / "wrong.pptx"
    wrong.write_text("no slides")
    for path in (wrong, tmp_path / "none.pptx"):
        with pytest.raises(NotAllowed, match="is not a PowerPoint file that can be read"):
            powerpoint.powerpoint(gather(crowded, QUARTER), path)


def test_the_board_paper_is_as_wide_as_its_page(crowded):
    paper = Document(io.BytesIO(making.make(crowded, "board", QUARTER)))
    page = paper.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    for table in paper.tables:
        assert sum(column.width for column in table.columns) <= room
    assert "For Alder" in page.footer.paragraphs[0].text


def test_more_than_thirty_categories_are_all_in_the_workbook(crowded):
    rows = sheets(making.make(crowded, "workbook", QUARTER))["Categories_by_quarter"]
    column = next(row for row in rows if "Category" in row).index("Category")
    named = {row[column] for row in rows if len(row) > column}
    assert len(named & set(crowded.labels("category").values())) == len(STANDARD.categories) + 10 > 30


def test_a_text_that_begins_as_a_formula_is_defused(crowded):
    actions = sheets(making.make(crowded, "workbook", QUARTER))["Actions"]
    assert actions[3][0].startswith("'=1+1")


def printed(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.slow
@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_prints_a_page_a_slide(packs, crowded, tmp_path):
    """As many pages as slides; a plan is one page; a paper of long names has few."""
    for name in ("pptx", "plan_pptx", "board"):
        ending = making.PACKS[name].ending
        (tmp_path / f"{name}.{ending}").write_bytes(packs[name, "cedar"])
        (tmp_path / f"{name}_long.{ending}").write_bytes(making.make(crowded, name, QUARTER))
    command = [LIBREOFFICE, f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, *sorted(tmp_path.glob("*.*x"))], cwd=tmp_path, check=True, timeout=300)
    for path in tmp_path.glob("*.pptx"):
        slides = len(Presentation(path).slides)
        assert printed(path.with_suffix(".pdf").read_bytes()) == slides
    assert printed((tmp_path / "board.pdf").read_bytes()) <= 4


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_the_plan_prints_on_one_side_of_a4(packs, crowded, tmp_path):
    for content in (packs["plan", "cedar"], making.make(crowded, "plan", QUARTER)):
        page, out = tmp_path / "plan.html", tmp_path / "plan.pdf"
        page.write_bytes(content)
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*command, f"--print-to-pdf={out}", page.as_uri()], check=True, timeout=120, capture_output=True)
        assert printed(out.read_bytes()) == 1
