"""The command line: python -m ingest COMMAND.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 the store is in use by another process.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ingest import commands, months
from ingest.output import print_refused
from ingest.problems import Problem, Refused
from ingest.standard import FILES, STANDARD
from queries.refusals import QueryRefused, StoreInUse

DONE, REFUSED, WRONG_USAGE, IN_USE = 0, 1, 2, 3

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Wrong usage leaves through SystemExit(2), as argparse does."""
    given = _parser().parse_args(arguments)
    as_json = getattr(given, "json", False)
    try:
        return int(given.run(given))
    except Refused as refused:
        print_refused(refused.problems, as_json)
    except StoreInUse as refused:
        print_refused([Problem(refused.rule, str(refused))], as_json)
        return IN_USE
    except QueryRefused as refused:
        print_refused([Problem(refused.rule, str(refused))], as_json)
    except Exception as error:
        # a message or a traceback might contain a cell's value, so only the type of the error is printed
        message = f"Something went wrong inside the program ({type(error).__name__}). Nothing was saved."
        print_refused([Problem("internal", message)], as_json)
    return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Returns, from a file to the store.")
    each = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    init = _command(each, "init", commands.init, "make a store from the group's lists")
    _store(init)
    init.add_argument("--members", type=Path, required=True, metavar="CSV", help="member,name")
    init.add_argument("--homes", type=Path, required=True, metavar="CSV", help="member,year_start,needs_type,homes")
    init.add_argument("--people", type=Path, required=True, metavar="CSV", help="email,role,member")
    init.add_argument(
        "--first-quarter", type=_month, metavar="YYYY-MM", help="the first quarter that everybody is asked for"
    )

    _of(_command(each, "template", commands.template, "an empty CSV with the standard's headings"))

    clean = _command(each, "clean", commands.clean, "a copy without personal columns, made on this computer")
    clean.add_argument("file", type=Path, metavar="FILE")
    clean.add_argument("--out", type=Path, required=True, metavar="COPY", help="a new file; FILE is left as it is")
    _read_as(clean)

    check = _command(each, "check", commands.check, "what is wrong with a file; nothing is saved")
    _file(check)
    _store(check, required=False)

    load = _command(each, "load", commands.load, "save a file as a return")
    _file(load)
    load.add_argument(
        "--accept", action="extend", nargs="+", default=[], metavar="RULE", help="answer a question with yes"
    )
    _by(load)
    _store(load)

    _add_without_a_file(each)
    return parser


def _add_without_a_file(each: Commands) -> None:
    nil = _command(each, "nil", commands.nil, "nothing to report")
    _of(nil)
    _period(nil)
    _by(nil)
    _store(nil)

    returns = _command(each, "returns", commands.returns, "what is current, what was replaced or withdrawn")
    _store(returns)
    _of(returns)
    returns.add_argument("--json", action="store_true", help="print one object")

    for name, run, description in (
        ("withdraw", commands.withdraw, "withdraw a return; the earlier one counts again"),
        ("restore", commands.restore, "restore a withdrawn return"),
    ):
        command = _command(each, name, run, description)
        command.add_argument("return_id", metavar="RETURN")
        _by(command)
        _store(command)

    close = _command(each, "close", commands.close, "close a quarter, and every earlier one that waits")
    close.add_argument("--quarter", type=_month, required=True, metavar="YYYY-MM", help="its first month")
    _by(close)
    _store(close)


def _command(
    each: Commands, name: str, run: Callable[[argparse.Namespace], int], description: str
) -> argparse.ArgumentParser:
    sentence = description[0].upper() + description[1:] + "."
    command = each.add_parser(name, help=description, description=sentence, allow_abbrev=False)
    command.set_defaults(run=run)
    return command


def _file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE")
    _read_as(command, otherwise="the member's saved one")
    _period(command)
    command.add_argument(
        "--leave-out-other-months", action="store_true", help="leave out, and count, rows outside --from and --to"
    )
    command.add_argument(
        "--leave-empty",
        action="extend",
        nargs="+",
        default=[],
        choices=tuple(field.name for field in STANDARD.fields if not field.required),
        metavar="FIELD",
        help="leave cells of an optional field empty where they would refuse the file",
    )
    command.add_argument("--json", action="store_true", help="print one object")


def _read_as(command: argparse.ArgumentParser, otherwise: str = "the standard's headings") -> None:
    _of(command)
    command.add_argument("--matching", type=Path, metavar="JSON", help=f"default: {otherwise}")


def _of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--of", choices=tuple(FILES), default="incidents", help="which file it is; default: incidents")


def _period(command: argparse.ArgumentParser) -> None:
    command.add_argument("--member", type=_code, required=True, metavar="CODE")
    command.add_argument("--from", dest="from_month", type=_month, required=True, metavar="YYYY-MM")
    command.add_argument("--to", dest="to_month", type=_month, required=True, metavar="YYYY-MM")


def _store(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    command.add_argument("--store", type=Path, required=required, metavar="FILE")


def _by(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", metavar="ADDRESS", help="who does it, for the audit trail")


def _code(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a member's code is not empty")
    return text.strip()


def _month(text: str) -> date:
    try:
        return months.read_month(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _leave(code: int) -> None:
    """End the process at once. The usual way waits for nothing either, but destroys threads of libraries that have just
    read a file: 2 of 25 refused lists ended with "terminate called" and exit code 134."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main())
