"""Every pack by its name: which file it becomes, and who it is made for."""

from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module

from queries.viewer import Viewer
from views.packs.content import gather
from views.visit import Visit


@dataclass(frozen=True)
class Pack:
    """label: on the page's button. made_by: the module and its function that makes bytes of a Content. for_public: made
    by the public rule, whoever asks.

    The module is imported when the pack is wanted: the libraries of office files take a third of a second.
    """

    label: str
    ending: str
    mime: str
    made_by: tuple[str, str]
    for_public: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
_SLIDES = f"{_OFFICE}presentationml.presentation"
PACKS = {
    "pptx": Pack("PowerPoint", "pptx", _SLIDES, ("powerpoint", "powerpoint")),
    "bulletin": Pack("Bulletin for staff", "html", "text/html", ("bulletin", "bulletin"), for_public=True),
    "workbook": Pack("Workbook", "xlsx", f"{_OFFICE}spreadsheetml.sheet", ("workbook", "workbook")),
    "csv": Pack("Workbook’s tables as CSV", "zip", "application/zip", ("workbook", "csv_zip")),
    "plan": Pack("Plan on a page, to print", "html", "text/html", ("plan", "as_page")),
    "plan_pptx": Pack("Plan on a page, PowerPoint", "pptx", _SLIDES, ("plan", "as_slide")),
    "board": Pack("Board paper of our own", "docx", f"{_OFFICE}wordprocessingml.document", ("board", "board")),
}


def make(visit: Visit, name: str, quarter: date) -> bytes:
    """The file of a pack, of what this viewer may see. Raises NotAllowed."""
    pack = PACKS[name]
    asking = replace(visit, person=Viewer.public(), presenting=False) if pack.for_public else visit
    module, function = pack.made_by
    made: bytes = getattr(import_module(f"views.packs.{module}"), function)(gather(asking, quarter))
    return made


def file_name(name: str, quarter: date) -> str:
    return f"safeguarding_{name}_{quarter:%Y-%m}.{PACKS[name].ending}"


def offered(visit: Visit) -> list[str]:
    """The packs that this viewer may have."""
    if visit.viewer.roles == {"public"}:
        return ["pptx", "bulletin", "workbook", "csv"]
    return [name for name in PACKS if name != "board" or visit.member is not None]
