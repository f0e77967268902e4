"""How a member records: the standard's questions about what it counts, and the answers there are to each."""

from collections.abc import Mapping

from ingest.problems import Problem, Refused
from ingest.standard import STANDARD

ANSWERS = {each.name: each.answers for each in STANDARD.recording_questions}


def check(answers: Mapping[str, str]) -> None:
    """Accept only the answers that the standard offers, because every member sees them. Raises Refused."""
    wrong = [
        Problem("answer", f"“{question[:40]}” is answered with one of: {'; '.join(ANSWERS[question])}.")
        if question in ANSWERS
        else Problem("question", f"There is no question {question[:40]!r}. Known: {', '.join(ANSWERS)}.")
        for question, answer in answers.items()
        if answer not in ANSWERS.get(question, ())
    ]
    if wrong:
        raise Refused(wrong)
