"""Questions for discussion that the coordinator writes for a focus page, in place of the ones that came with it."""

from ingest.group.setup import changing
from ingest.problems import Refused
from ingest.screening import personal_words
from ingest.words import one_line
from queries.store import Store
from queries.viewer import Viewer

LONGEST, MOST = 300, 12
SETTING = "questions for discussion: {}"


def own_questions(store: Store, page: str) -> list[str]:
    """The coordinator's questions for this page, in order; none where the ones that came with it are asked."""
    return [line for line in (store.setting(SETTING.format(page)) or "").splitlines() if line]


def save_questions(store: Store, viewer: Viewer, page: str, text: str) -> list[str]:
    """One question a line; without any, the page's first questions are asked again. What was saved.

    Raises NotAllowed for anybody but the coordinator; Refused for what is too long, too many or looks personal.
    """
    lines = [line for line in map(one_line, text.splitlines()) if line]
    if len(lines) > MOST:
        raise Refused.because("questions", f"{len(lines)} questions are too many to discuss: at most {MOST}.")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST:
            raise Refused.because("questions", f"Question {number} is {len(line)} characters long: at most {LONGEST}.")
        if personal_words([line]):
            message = f"Question {number} holds what looks like personal data. Everybody reads it: leave that out."
            raise Refused.because("personal_data", message)
    with changing(store, viewer, f"questions for discussion of {page}: {len(lines) or 'the first ones'}") as cursor:
        store.set(cursor, SETTING.format(page), "\n".join(lines), viewer.email)
    return lines
