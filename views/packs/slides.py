"""Parts of a PowerPoint file: the slide with its finding, lines of text that fit, a footer, alternative text.

Every place is given in inches of a slide 7.5 high; on a template of another size it moves with the size.
"""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PythonPptxError
from pptx.oxml.xmlchemy import OxmlElement
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Inches, Pt

from queries.refusals import NotAllowed
from views.look import LIGHT
from views.packs import fitting

WIDE = (Inches(13.333), Inches(7.5))
A4 = (Emu(10692000), Emu(7560000))
HIGH, MARGIN = 7.5, 0.6
TITLE_TOP, TITLE_HEIGHT, BODY_TOP, FOOT_TOP = 0.35, 1.1, 1.6, 6.95
TITLE_SIZE, TEXT_SIZE, NOTE_SIZE, FOOT_SIZE, LEAST_SIZE = 28, 22, 16, 11, 10
_SLIDE_NUMBER = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"  # any identifier: PowerPoint asks for one
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def new(title: str, template: Path | None = None, size: tuple[int, int] = WIDE) -> Slides:
    """An empty presentation; a group's own template keeps its size and its looks. Raises NotAllowed."""
    try:
        made = Presentation(str(template) if template else None)
    except (OSError, PythonPptxError, BadZipFile, KeyError, ValueError):
        raise NotAllowed(f"{template} is not a PowerPoint file that can be read. Give a .pptx file.") from None
    if template is None:
        _resize(made, size)
    properties = made.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.subject, properties.language = "Safeguarding trends", "en-GB"
    return made


def slide(made: Slides, title: str, notes: str, foot: str = "", *, size: int = TITLE_SIZE) -> Slide:
    """A slide whose title is a finding, with what the speaker may say and who may see it."""
    added = made.slides.add_slide(_title_layout(made))
    for shape in list(added.placeholders):
        if shape.placeholder_format.type not in _TITLES:
            shape._element.getparent().remove(shape._element)
    shape = added.shapes.title
    shape.left, shape.top, shape.width, shape.height = place(made, TITLE_TOP, TITLE_HEIGHT)
    frame = shape.text_frame
    frame.text, frame.word_wrap, frame.vertical_anchor = title, True, MSO_ANCHOR.MIDDLE
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    fits = fitting.fitting([title], shape.width.pt, shape.height.pt, points(made, size))
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold = Pt(fits), True
    added.notes_slide.notes_text_frame.text = notes
    if foot:
        _foot(made, added, foot)
    return added


def lines(
    made: Slides, on: Slide, texts: Sequence[str], *, top: float, height: float, size: int = TEXT_SIZE,
    colour: str = LIGHT.text, bold: bool = False,
) -> None:  # fmt: skip
    """Texts one below the other; the size shrinks where they would not fit."""
    box = on.shapes.add_textbox(*place(made, top, height))
    frame = box.text_frame
    frame.word_wrap = True
    fits = fitting.fitting(texts, Emu(box.width).pt, Emu(box.height).pt, points(made, size))
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.space_after = text, Pt(fitting.BETWEEN)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb, run.font.bold = Pt(fits), rgb(colour), bold


def place(made: Slides, top: float, height: float) -> tuple[Emu, Emu, Emu, Emu]:
    """left, top, width and height of a box as wide as the slide without its margins."""
    scale = made.slide_height / HIGH
    left = int(MARGIN * scale)
    return Emu(left), Emu(int(top * scale)), Emu(made.slide_width - 2 * left), Emu(int(height * scale))


def points(made: Slides, size: int) -> int:
    """A size of type on this presentation's slides; never under ten points."""
    return max(int(size * min(made.slide_height / Inches(HIGH), 1)), LEAST_SIZE)


def describe(frame: object, alt: str) -> None:
    """The alternative text; the library has no call for it."""
    frame._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def rgb(colour: str) -> RGBColor:
    """'#16191d' as the library's colour."""
    return RGBColor.from_string(colour[1:])


def _foot(made: Slides, on: Slide, text: str) -> None:
    """Who may see it, and the slide's number, which moves with the slide."""
    box = on.shapes.add_textbox(*place(made, FOOT_TOP, HIGH - FOOT_TOP - 0.1))
    box.text_frame.word_wrap = True
    paragraph = box.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = f"{text} Slide "
    size = fitting.fitting([f"{run.text} 99"], Emu(box.width).pt, Emu(box.height).pt, FOOT_SIZE, 8)
    field, look, number = (OxmlElement(name) for name in ("a:fld", "a:rPr", "a:t"))
    field.set("id", _SLIDE_NUMBER)
    field.set("type", "slidenum")
    look.set("sz", str(size * 100))
    number.text = str(len(made.slides))
    field.extend([look, number])
    paragraph._p.append(field)
    run.font.size, run.font.color.rgb = Pt(size), rgb(LIGHT.quiet)


def _title_layout(made: Slides) -> SlideLayout:
    """The layout that has a title and the fewest other places. Raises NotAllowed where a template has none."""
    found = []
    for layout in made.slide_layouts:
        kinds = [each.placeholder_format.type for each in layout.placeholders]
        if any(kind in _TITLES for kind in kinds):
            found.append((sum(kind not in (*_TITLES, *_FOOTERS) for kind in kinds), layout))
    if not found:
        raise NotAllowed("The template has no layout with a title. Add one in PowerPoint, or leave the template out.")
    return min(found, key=lambda each: each[0])[1]


def _resize(made: Slides, size: tuple[int, int]) -> None:
    """The library's own template is 4:3: its layouts are stretched to the slide, so that a new slide fits too."""
    across, down = size[0] / made.slide_width, size[1] / made.slide_height
    made.slide_width, made.slide_height = size
    for layout in [made.slide_master, *made.slide_layouts]:
        for shape in layout.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * across), int(shape.width * across)
                shape.top, shape.height = int(shape.top * down), int(shape.height * down)
