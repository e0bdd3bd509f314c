"""Parse and run what was typed after `sgdlab` [main]."""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from sgdlab import __version__

FOLDER = Path("sgdlab-notebooks")  # a learner's own copy, unless another one is named
NOTEBOOKS = ("lab", "copy", "claims", "progress")  # commands in one file
ABOUT = """\
Stochastic gradient descent and backpropagation, told apart: a course in notebooks, with live labs.

Without a command, sgdlab copies the notebooks to a folder of your own and opens them in JupyterLab.
What you wrote there is never overwritten.
"""
EXAMPLES = """\
examples:
  sgdlab                     open the curriculum (the same as: sgdlab lab)
  sgdlab copy my-class       put the notebooks into my-class/, without opening them
  sgdlab progress            which exercises have I passed?
  sgdlab doctor              the labs do not show: what is wrong, and how can I fix it?
  sgdlab claims              compute every claim of the curriculum on this machine
  sgdlab lab --port 9000     other options go to JupyterLab
"""
LAB = "Files that are missing in your folder are copied first. Other options, such as --port 9000, go to JupyterLab."
DOCTOR = "Says how to fix what is wrong; the exit code is 1 if something is."
LINK = "The hub needs nbgitpuller, and sgdlab in its environment."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say, and return the exit code. Errors: a sentence on standard error, and 1; Ctrl-C: 130.

    A reader that has seen enough, such as `head`, ends the command quietly, with 0.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # on Windows the encoding of a file may lack ✓ and ✗
        sys.stdout.reconfigure(errors="namereplace", line_buffering=True)  # a pipe gets each line at once, too
    try:
        try:
            return _answer(arguments)
        finally:  # argparse keeps quiet about a reader that has gone, and Python would complain at the end
            print(end="", flush=True)  # which also does without a standard output
    except BrokenPipeError:
        for number in (1, 2):  # standard output and error: either may be the one that nobody reads
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
        return 0


def _answer(arguments: Sequence[str] | None) -> int:
    """Parse the arguments, run the command, and turn an error into a sentence."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "lab")
    options, rest = _parser().parse_known_args(words)
    if rest and options.command != "lab":
        _parser().error(f"{' '.join(rest)}: unknown; {options.command} --help shows what it takes")
    try:
        os.getcwd()
    except FileNotFoundError:
        print("sgdlab: the current folder was deleted: change to another one, with cd", file=sys.stderr)
        return 1
    try:
        return _do(options, rest)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        print("sgdlab: stopped", file=sys.stderr)
        return 130
    except ImportError as error:  # a package is missing, or a file in the folder hides it
        print(f"sgdlab: {error}; `sgdlab doctor` says how to fix it", file=sys.stderr)
        return 1
    except (OSError, ValueError, RuntimeError) as error:
        message = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else error
        print(f"sgdlab: {message}", file=sys.stderr)
        return 1


def _do(options: argparse.Namespace, rest: list[str]) -> int:
    """Run one command, imported only now: --help is fast, and doctor runs where NumPy is missing."""
    name, *given = vars(options).values()
    with saying("loading sgdlab …"):
        command = getattr(import_module(f"sgdlab.command.{'notebooks' if name in NOTEBOOKS else name}"), name)
    done = command(*given, rest) if name == "lab" else command(*given)
    if name == "link":
        print(done)
        return 0
    return int(done)


@contextmanager
def saying(words: str) -> Iterator[None]:
    """Show what is being done for as long as it takes, if somebody looks at a terminal."""
    seen = sys.stderr is not None and sys.stderr.isatty()
    if seen:
        print(words, end="", flush=True, file=sys.stderr)
    try:
        yield
    finally:
        if seen:
            print(f"\r{' ' * len(words)}\r", end="", flush=True, file=sys.stderr)


def _folder(name: str) -> Path:
    return Path(name) if name else FOLDER  # and not Path(""), which is the current folder


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "sgdlab", description=ABOUT, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"sgdlab {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)

    def add(name: str, words: str, more: str = "") -> argparse.ArgumentParser:
        about = f"{words[:1].upper()}{words[1:]}. {more}".strip()
        return commands.add_parser(name, help=words, description=about)

    lab = add("lab", "open the notebooks in JupyterLab (this is what sgdlab alone does)", LAB)
    copy = add("copy", "copy the notebooks to a folder of your own", "Existing files are never overwritten.")
    claims = add("claims", "compute every claim of the notebooks, and list them", "The exit code is 1 if one fails.")
    progress = add("progress", "list the exercises that you have passed")
    add("doctor", "check this environment: Python, widgets, JupyterLab, kernel, browser", DOCTOR)
    add("bench", "measure this machine: engine and labs, in ratios", "Takes a few seconds.")
    link = add("link", "print the link that gives a class the notebooks on a JupyterHub", LINK)
    lab.add_argument("--folder", type=_folder, default=FOLDER, help=f"folder of your copy (default: {FOLDER})")
    for one in (copy, progress):
        one.add_argument("folder", nargs="?", type=_folder, default=FOLDER, help=f"folder (default: {FOLDER})")
    claims.add_argument("notebooks", nargs="*", help="their numbers, such as 00 08 (default: all)")
    link.add_argument("hub", help="the hub's address, such as https://hub.example.org")
    link.add_argument("repository", help="the git repository's address")
    link.add_argument("--branch", default="main", help="branch or tag (default: main); for a workshop, use a tag")
    return parser
