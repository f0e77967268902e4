"""How each member draws the line of what it records: the questions in words, the answers beside figures."""

import pandas as pd

from ingest.standard import STANDARD
from views import wording

QUESTIONS = {each.name: each.label for each in STANDARD.recording_questions}


def answers(how_we_record: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a member, one column a question; 'not said' where a member has not answered."""
    said = how_we_record.set_index(["member", "question"])["answer"]
    return pd.DataFrame(
        {"Member": list(names.values())}
        | {
            words: [said.get((member, question), "not said") for member in names]
            for question, words in QUESTIONS.items()
        }
    )


def differ(how_we_record: pd.DataFrame) -> str:
    """'Members answer differently on: children too?, all damp and mould?' or that they answer alike."""
    if how_we_record.empty:
        return "No member has said yet how it records."
    kinds = how_we_record.groupby("question")["answer"].nunique()
    apart = [words.lower().rstrip("?") for question, words in QUESTIONS.items() if kinds.get(question, 0) > 1]
    if not apart:
        return "The members that have said how they record answer alike."
    return f"Members record differently: {wording.listed(apart)}."
