"""What each member records as an incident: the questions in words, and members' answers to them."""

import pandas as pd

from ingest.standard import STANDARD
from views import wording

QUESTIONS = {each.name: each.label for each in STANDARD.recording_questions}
NOT_SAID = "not said"


def answers(recorded: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a member, one column a question; 'not said' where a member has not answered.

    recorded: the answer to how_we_record (member, question, answer).
    """
    given = recorded.set_index(["member", "question"])["answer"]
    return pd.DataFrame(
        {"Member": list(names.values())}
        | {
            words: [given.get((member, question), NOT_SAID) for member in names]
            for question, words in QUESTIONS.items()
        }
    )


def differences(recorded: pd.DataFrame) -> str:
    """'Members record differently: children too and all damp and mould.', or that they answer alike."""
    if recorded.empty:
        return "No member has said yet how it records."
    kinds = recorded.groupby("question")["answer"].nunique()
    different = [words.lower().rstrip("?") for question, words in QUESTIONS.items() if kinds.get(question, 0) > 1]
    if not different:
        return "The members that have said how they record answer alike."
    return f"Members record differently: {wording.listed(different)}."


def alike(recorded: pd.DataFrame, member: str, names: dict[str, str]) -> list[str]:
    """The member and all that give its answers to every question that it has answered, in the order of `names`."""
    given = recorded.set_index(["member", "question"])["answer"].to_dict()
    wanted = {question: answer for (who, question), answer in given.items() if who == member}
    return [each for each in names if all(given.get((each, question)) == answer for question, answer in wanted.items())]
