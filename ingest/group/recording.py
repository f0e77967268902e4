"""How a member draws the line of what it records: a few questions, and the answers there are to each."""

from collections.abc import Mapping

from ingest.problems import Problem, Refused

ANSWERS = {
    "children": ("Yes, children too", "No, adults only"),
    "triage": ("Everything raised, before triage", "Only what triage confirms"),
    "low_level": ("Yes, low-level welfare too", "No, safeguarding concerns only"),
    "anti_social_behaviour": ("All anti-social behaviour", "Only where safety was the concern"),
    "damp": ("All damp and mould", "Only where safety was the concern"),
}


def prove(answers: Mapping[str, str]) -> None:
    """Every member sees these answers: nothing else can be written there. Raises Refused."""
    wrong = [
        Problem("answer", f"“{question[:40]}” is answered with one of: {'; '.join(ANSWERS.get(question, ()))}.")
        if question in ANSWERS
        else Problem("question", f"There is no question {question[:40]!r}. Known: {', '.join(ANSWERS)}.")
        for question, answer in answers.items()
        if answer not in ANSWERS.get(question, ())
    ]
    if wrong:
        raise Refused(wrong)
