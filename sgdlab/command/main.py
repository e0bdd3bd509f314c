"""What was typed after `sgdlab`, taken apart [main]."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sgdlab import __version__
from sgdlab.command.copying import FOLDER

ABOUT = """\
Stochastic gradient descent and backpropagation, told apart: thirteen notebooks with live labs.

Without a command, sgdlab copies the notebooks to a folder of your own and opens them in JupyterLab.
What you wrote there is never overwritten.
"""
EXAMPLES = """\
examples:
  sgdlab                     open the curriculum (the same as: sgdlab lab)
  sgdlab copy my-class       put the notebooks into my-class/, without opening them
  sgdlab progress            which exercises have I passed?
  sgdlab doctor              the labs do not show: what is wrong, and how is it mended?
  sgdlab claims              compute every claim of the curriculum on this machine
  sgdlab lab --port 9000     what follows is handed on to JupyterLab
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; 0 where it went well. Errors: a sentence on standard error, and 1."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command not in (None, "lab"):
        _parser().error(f"{' '.join(rest)}: unknown; {options.command} --help says what it takes")
    try:
        return _do(options, rest)
    except (OSError, ValueError, RuntimeError) as error:
        print(f"sgdlab: {error}", file=sys.stderr)
        return 1


def _do(options: argparse.Namespace, rest: list[str]) -> int:
    """Run one command; each is imported when it is asked for, so that help comes at once."""
    if options.command == "copy":
        from sgdlab.command.copying import copy

        return copy(options.folder)
    if options.command == "claims":
        from sgdlab.command.claims import claims

        return claims(options.notebooks)
    if options.command == "progress":
        from sgdlab.command.progress import progress

        return progress(options.folder)
    if options.command == "doctor":
        from sgdlab.command.doctor import doctor

        return doctor()
    if options.command == "bench":
        from sgdlab.command.bench import bench

        return bench()
    if options.command == "link":
        from sgdlab.command.link import link

        print(link(options.hub, options.repository, options.branch))
        return 0
    from sgdlab.command.lab import lab

    return lab(getattr(options, "folder", FOLDER), rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "sgdlab", description=ABOUT, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"sgdlab {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    lab = commands.add_parser("lab", help="open the notebooks in JupyterLab (this is what sgdlab alone does)")
    copy = commands.add_parser("copy", help="copy the notebooks to a folder of your own")
    claims = commands.add_parser("claims", help="compute every claim of the notebooks, and list them")
    progress = commands.add_parser("progress", help="list the exercises that you have passed")
    commands.add_parser("doctor", help="check this environment: Python, widgets, JupyterLab, kernel, browser")
    commands.add_parser("bench", help="measure this machine: engine and labs, in ratios")
    link = commands.add_parser("link", help="print the link that gives a class the notebooks on a JupyterHub")
    lab.add_argument("--folder", type=Path, default=FOLDER, help=f"folder of your copy (default: {FOLDER})")
    for one in (copy, progress):
        one.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"folder (default: {FOLDER})")
    claims.add_argument("notebooks", nargs="*", help="two digits each, such as 00 08 (default: all)")
    link.add_argument("hub", help="the hub's address, such as https://hub.example.org")
    link.add_argument("repository", help="the git repository's address")
    link.add_argument("--branch", default="main", help="branch or tag (default: main); a workshop names a tag")
    return parser
