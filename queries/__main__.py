"""The command line of the questions: `python -m queries` lists them, `python -m queries QUESTION` asks one."""

import argparse
import contextlib
import sys
from pathlib import Path

from queries.backup import backup_to
from queries.exports import as_csv, as_json
from queries.moving import move
from queries.question import Question, questions
from queries.refusals import NotAllowed, QueryRefused, StoreInUse, WrongQuestion
from queries.store import Store
from queries.verify import verify
from queries.viewer import Viewer

DONE, REFUSED, WRONG_USAGE, IN_USE = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 answered, 1 refused with the reason, 2 wrong usage, 3 the store is in use."""
    given = _parser().parse_args(arguments)
    try:
        if given.question is None:
            print(_list())
            return DONE
        if given.question == "backup":
            return _backup(given)
        if given.question == "verify":
            return _verify(given)
        if given.question == "move":
            return _move(given)
        if given.question not in questions():
            print(f"There is no question {given.question!r}. python -m queries lists them.", file=sys.stderr)
            return WRONG_USAGE
        return _ask(given)
    except StoreInUse as refusal:
        print(refusal, file=sys.stderr)
        return IN_USE
    except QueryRefused as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m queries", description="Ask a store a question.")
    parser.add_argument("question", nargs="?", help="a question, or: backup, verify, move")
    parser.add_argument(
        "out", nargs="?", help="with backup: the file to write; with verify: the file to check; with move: the store"
    )
    parser.add_argument("to", nargs="?", help="with move: where the store is copied to")
    parser.add_argument("--store", help="the store's file")
    parser.add_argument("--as", dest="viewer", metavar="CODE|coordinator|public", help="who is asking")
    parser.add_argument("--set", action="append", default=[], metavar="name=value", help="a parameter of the question")
    parser.add_argument("--format", choices=["csv", "json"], default="csv")
    return parser


def _list() -> str:
    return "\n\n".join(_described(question) for question in questions().values())


def _described(question: Question) -> str:
    lines = [question.name, f"  {question.purpose}", f"  grain: {question.grain}"]
    lines.append(f"  asked by: {', '.join(question.asked_by)}")
    lines.append(f"  reads: {', '.join(sorted(question.reads))}")
    for p in question.parameters:
        default = "required" if p.required else f"default {p.default or 'none'}"
        lines.append(f"  {p.name}: {' | '.join(p.choices) or p.kind} ({default})")
    return "\n".join(lines)


def _backup(given: argparse.Namespace) -> int:
    if not given.out or not given.store:
        print("Usage: python -m queries backup OUT --store FILE", file=sys.stderr)
        return WRONG_USAGE
    with contextlib.closing(Store.open(given.store)) as store:
        size = backup_to(Path(given.out), store, Viewer.coordinator("command line"))
    print(f"Backed up to {given.out} ({size:,} bytes).")
    return DONE


def _verify(given: argparse.Namespace) -> int:
    if not given.out or given.store:
        print("Usage: python -m queries verify FILE", file=sys.stderr)
        return WRONG_USAGE
    found = verify(Path(given.out).resolve())
    print(f"{given.out} is whole: {found.in_words()}")
    return DONE


def _move(given: argparse.Namespace) -> int:
    if not given.out or not given.to or given.store:
        print("Usage: python -m queries move FROM TO", file=sys.stderr)
        return WRONG_USAGE
    moved = move(Path(given.out), Path(given.to))
    print(
        f"Copied to {given.to}: {moved.rows:,} rows of {moved.tables} tables; {moved.answers:,} answers of both were "
        f"compared and are equal. {given.out} is unchanged: name {given.to} as the store, then put {given.out} away."
    )
    return DONE


def _ask(given: argparse.Namespace) -> int:
    if not given.store or not given.viewer or given.out:
        print("Usage: python -m queries QUESTION --store FILE --as CODE|coordinator|public", file=sys.stderr)
        return WRONG_USAGE
    wrong = [pair for pair in given.set if "=" not in pair]
    if wrong:
        print(f"--set takes name=value, not {wrong[0]!r}.", file=sys.stderr)
        return WRONG_USAGE
    parameters = dict(pair.split("=", 1) for pair in given.set)
    with contextlib.closing(Store.open(given.store)) as store:
        try:
            answer = store.ask(given.question, _viewer(store, given.viewer), **parameters)
        except WrongQuestion as error:
            print(error, file=sys.stderr)
            return WRONG_USAGE
    print(as_json(answer) if given.format == "json" else as_csv(answer), end="")
    return DONE


def _viewer(store: Store, name: str) -> Viewer:
    if name == "coordinator":
        return Viewer.coordinator()
    if name == "public":
        return Viewer.public()
    known = store.ask("members", Viewer.coordinator())["member"].tolist()
    if name not in known:
        raise NotAllowed(f"There is no member {name!r}. Members: {', '.join(known) or 'none yet'}.")
    return Viewer.lead(name)


if __name__ == "__main__":
    sys.exit(main())
