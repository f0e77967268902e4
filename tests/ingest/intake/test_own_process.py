"""Work in a process of its own: the same answers and refusals, and what happens when the process does not answer."""

import operator
import os
import subprocess
import time

import pytest

from ingest.intake import match_file, open_file, own_process
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.standard import HAZARDS, STANDARD
from tests.ingest.reading.books import zipped

TEXT = b"incident_ref,reported_on,category\nA1,2026-07-03,hoarding\nA2,2026-08-13,damp_mould\n"


@pytest.mark.parametrize(
    ("content", "large"),
    [
        (TEXT, False),
        (b"x" * own_process.LARGE, False),
        (b"x" * own_process.LARGE + b"x", True),
        (zipped({"a.xml": "x" * own_process.LARGE}), False),
        (zipped({"a.xml": "x" * own_process.LARGE, "b.xml": "x"}), True),
        (zipped({"a.xml": "x" * own_process.LARGE, "b.xml": "x"})[:-30], False),
        (b"", False),
    ],
    ids=["small", "as much", "more", "unpacks to as much", "unpacks to more", "cut short", "empty"],
)
def test_what_is_large(content, large):
    assert own_process.is_large(content) is large


@pytest.mark.parametrize("standard", [STANDARD, HAZARDS], ids=lambda each: each.row_name)
def test_it_finds_what_is_found_here(standard):
    matching = Matching.of_standard(standard)
    there = own_process.run(open_file, TEXT, "x.csv", matching)
    here = open_file(TEXT, "x.csv", matching)
    assert there.table.rows.equals(here.table.rows) and (there.sha256, there.placed) == (here.sha256, here.placed)
    assert there.matching.standard is standard
    if standard is STANDARD:
        matched = own_process.run(match_file, there, matching)
        assert matched.matched.rows.equals(match_file(here, matching).matched.rows) and matched.months


def test_it_refuses_in_the_same_words():
    refused = []
    for ask in (lambda *arguments: own_process.run(open_file, *arguments), open_file):
        with pytest.raises(Refused) as found:
            ask(b"%PDF", "x.csv", Matching.of_standard())
        refused.append(found.value.problems)
    assert refused[0] == refused[1]


def test_it_is_another_process_that_gives_way_to_this_one_and_is_used_again():
    first = own_process.run(os.getpid)
    assert first != os.getpid()
    own_process.run(print, "no answer")
    assert own_process.run(os.getpid) == first
    if hasattr(os, "nice"):
        assert own_process.run(os.nice, 0) == min(os.nice(0) + own_process.LESS_PRIORITY, 19)


def test_a_fault_of_ours_is_found_again_here_and_printed_nowhere(capfd):
    with pytest.raises(ZeroDivisionError):
        own_process.run(operator.truediv, 1, 0)
    assert capfd.readouterr() == ("", "")


def test_one_that_ended_while_it_was_idle_is_replaced():
    before = own_process.run(os.getpid)
    (idle,) = own_process._idle
    idle._process.kill()
    idle._process.wait()
    assert own_process.run(os.getpid) != before


@pytest.mark.parametrize(("work", "argument"), [(os._exit, 1), (time.sleep, 600)], ids=["it ends", "it takes too long"])
def test_one_that_does_not_answer_is_a_refusal_in_words(work, argument, monkeypatch):
    own_process.run(os.getpid)
    (idle,) = own_process._idle
    monkeypatch.setattr(own_process, "MOST_SECONDS", 0.1)
    with pytest.raises(Refused) as refused:
        own_process.run(work, argument)
    (problem,) = refused.value.problems
    assert problem.rule == "takes_too_much" and "Nothing is saved" in problem.message
    assert not idle.is_there and own_process._idle == []


def test_without_a_process_the_work_is_done_here(monkeypatch):
    def none(*_, **__):
        raise OSError

    own_process.end_idle()
    monkeypatch.setattr(subprocess, "Popen", none)
    assert own_process.run(os.getpid) == os.getpid()
