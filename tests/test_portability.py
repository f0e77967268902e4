"""The program runs on Windows, macOS and Linux: it uses nothing that only one of them has."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = ("ingest", "queries", "sample_data", "views")
SHIPPED = [ROOT / "dashboard.py", *(module for name in FOLDERS for module in sorted(ROOT.glob(f"{name}/**/*.py")))]
MODULES = {
    *("fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"),
    *("_winapi", "msvcrt", "nt", "winreg", "winsound"),
}
NAMES = {
    "os": {
        *("chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg"),
        *("getpgid", "getuid", "killpg", "lchown", "mkfifo", "mknod", "nice", "openpty", "pathconf", "posix_spawn"),
        *("sched_getaffinity", "setsid", "startfile", "statvfs", "sync", "sysconf", "uname", "wait", "wait3", "wait4"),
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGSTOP", "SIGUSR1", "SIGUSR2", "alarm", "pause", "sigwait"},
    "socket": {"AF_UNIX"},
    "time": {"clock_gettime", "tzset"},
}
WHERE_THERE_IS_ONE = {"store_file.py": {"/proc/self/fd", "/proc/self/fd/"}}
"""What a module asks for and does without where the system has none."""
DATE_CODES = "aAbBcdfHIjmMpSUwWxXyYzZ%"  # those that Python promises on every system
FLAGGED_CODE = re.compile(r"%[-#][a-zA-Z]")
FOLDERS_OF_ONE_SYSTEM = re.compile(r"(/(tmp|dev|proc|etc|var|usr)/|[A-Z]:\\)")
MODE = re.compile(r"[rwaxt+]+")


def of_one_system(source: str) -> list[str]:
    """What in a module's source only one system has, or each takes in its own way: '3: %-d'."""
    tree = ast.parse(source)
    sql = {id(text) for node in ast.walk(tree) for text in _texts_of_sql(node)}
    return [f"{line}: {what}" for node in ast.walk(tree) if id(node) not in sql for line, what in _found(node)]


def _texts_of_sql(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts that call `strftime` themselves: DuckDB's own, which is the same on every system."""
    if isinstance(node, ast.JoinedStr | ast.Constant):
        texts = [node] if isinstance(node, ast.Constant) else [t for t in node.values if isinstance(t, ast.Constant)]
        if any("strftime(" in str(text.value) for text in texts):
            yield from texts


def _found(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
        yield from ((node.lineno, name) for name in names if name.split(".")[0] in MODULES)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr in NAMES.get(node.value.id, ()):
            yield node.lineno, f"{node.value.id}.{node.attr}"
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from ((node.lineno, code) for code in FLAGGED_CODE.findall(node.value))
        if FOLDERS_OF_ONE_SYSTEM.match(node.value):
            yield node.lineno, node.value
    elif isinstance(node, ast.FormattedValue) and node.format_spec:
        yield from _date_codes(node.format_spec)
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("strftime", "strptime"):
            yield from _date_codes(*node.args)
        if _opens_text_in_the_systems_encoding(node):
            yield node.lineno, "no encoding"


def _date_codes(*nodes: ast.AST) -> Iterator[tuple[int, str]]:
    for node in nodes:
        for text in ast.walk(node):
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                codes = re.findall(r"%([a-zA-Z])", text.value)
                yield from ((text.lineno, f"%{code}") for code in codes if code not in DATE_CODES)


def _opens_text_in_the_systems_encoding(call: ast.Call) -> bool:
    if any(keyword.arg in ("encoding", None) for keyword in call.keywords):
        return False
    if isinstance(call.func, ast.Attribute) and call.func.attr in ("read_text", "write_text"):
        return len(call.args) < (1 if call.func.attr == "read_text" else 2)
    if isinstance(call.func, ast.Name) and call.func.id == "open":
        return _is_text(call.args[1:2])
    return isinstance(call.func, ast.Attribute) and call.func.attr == "open" and bool(call.args) and _is_text(call.args)


def _is_text(mode: list[ast.expr]) -> bool:
    """Whether these arguments begin with the mode of a text file, or say none."""
    return not mode or bool(isinstance(mode[0], ast.Constant) and MODE.fullmatch(str(mode[0].value)))


@pytest.mark.parametrize("module", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_uses_nothing_that_only_one_system_has(module: Path):
    found = of_one_system(module.read_text(encoding="utf-8"))
    assert [each for each in found if each.split(": ")[1] not in WHERE_THERE_IS_ONE.get(module.name, ())] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import fcntl", ["1: fcntl"]),
        ("from resource import getrusage", ["1: resource"]),
        ("import os\nos.fork()", ["2: os.fork"]),
        ("import os, signal\nos.kill(1, signal.SIGKILL)", ["2: signal.SIGKILL"]),
        ('f"{day:%-d %b}"', ["1: %-d"]),
        ('f"{day:%#d %b}"', ["1: %#d"]),
        ('DAY = "%-d %b"', ["1: %-d"]),
        ('day.strftime("%e %b")', ["1: %e"]),
        ('f"{day:%s}"', ["1: %s"]),
        ('open("/tmp/x", "wb")', ["1: /tmp/x"]),
        ("open(name)", ["1: no encoding"]),
        ('open(name, "w")', ["1: no encoding"]),
        ('path.open("r")', ["1: no encoding"]),
        ("path.read_text()", ["1: no encoding"]),
        ('path.write_text("x")', ["1: no encoding"]),
    ],
)
def test_what_only_one_system_has_is_found(source, found):
    assert of_one_system(source) == found


@pytest.mark.parametrize(
    "source",
    [
        'f"{day.day} {day:%b %Y} {share:.0%}"',
        "\"select strftime(day, '%-d %b %Y')\"",
        "f\"strftime({name}_at, '%-d %b %Y')\"",
        'open(name, "rb"), open(name, encoding="utf-8"), path.open("wb"), path.read_text("utf-8")',
        'path.write_text("x", "utf-8"), Store.open(path), archive.open("a.xml"), path.read_bytes()',
        "import os\nos.umask(0o077), path.chmod(0o600), os.environ",
        'day.strftime("%d %b %Y")',
    ],
)
def test_what_every_system_has_is_not(source):
    assert of_one_system(source) == []
