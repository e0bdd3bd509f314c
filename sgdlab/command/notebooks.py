"""The notebooks of the course, and a learner's own copy of them.

- open them in JupyterLab                                   [lab]
- copy what is missing; existing files are never touched    [copy]
- compute every claim in them                               [claims]
- list the exercises that are passed                        [progress]
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from sgdlab.command.main import FOLDER, saying
from sgdlab.course.curriculum import claims_of, folder, notebooks, title
from sgdlab.course.curriculum.passed import FILE
from sgdlab.course.curriculum.passed import progress as progress_in
from sgdlab.files import written_whole
from sgdlab.quantities import count

REPOSITORY = Path("notebooks")  # those of a clone


def lab(where: Path, rest: Sequence[str]) -> int:
    """Copy what is missing, and open the first notebook of a folder in JupyterLab, which gets `rest` as arguments.

    In a clone of the repository, its own notebooks are opened.
    """
    if rest and not rest[0].startswith("-"):
        raise ValueError(
            f"{rest[0]} is no option: name a folder with --folder {rest[0]}; JupyterLab's options begin with a dash"
        )
    if find_spec("jupyterlab") is None:
        raise RuntimeError('JupyterLab is not installed here: pip install "sgdlab[lab]"')
    if where == FOLDER and (REPOSITORY / notebooks()[0].name).exists():
        where = REPOSITORY
    else:
        where = home(where)
        copy(where)
    print(f"{where}: JupyterLab starts")
    return run(command(where, rest))


def run(words: Sequence[str]) -> int:
    """Run a program until it ends; it handles Ctrl-C itself (JupyterLab asks whether to stop), so we keep waiting."""
    with subprocess.Popen(words) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue


def command(where: Path, rest: Sequence[str]) -> list[str]:
    """Return the command that opens the first notebook of a folder, with the folder's parent as JupyterLab's root."""
    where = where.resolve()
    first = quote(f"/lab/tree/{where.name}/{notebooks()[0].name}")
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    address = [f"--LabApp.default_url={first}", f"--ServerApp.root_dir={where.parent}"]
    return [sys.executable, "-m", "jupyterlab", *address, *root, *rest]


def home(where: Path) -> Path:
    """Return the folder itself, or the current folder if it is a copy and the default FOLDER does not exist."""
    if where == FOLDER and not FOLDER.exists() and (Path() / notebooks()[0].name).exists():
        return Path.cwd()
    return where


def put(where: Path) -> tuple[list[str], list[str]]:
    """Copy the curriculum into a folder; return the names of added files, and of kept files that differ."""
    if where.exists() and not where.is_dir():
        raise NotADirectoryError(f"{where} is a file; name a folder (it will be made if it does not exist)")
    where.mkdir(parents=True, exist_ok=True)
    added, kept = [], []
    for source in sorted(path for path in folder().iterdir() if path.suffix in (".ipynb", ".md")):
        target = where / source.name
        fresh = source.read_bytes()
        if target.exists():
            kept += [source.name] if target.read_bytes() != fresh else []
            continue
        with written_whole(target) as file:
            file.write(fresh)
        added.append(source.name)
    return added, kept


def copy(where: Path) -> int:
    """Copy the curriculum and report what was done."""
    where = home(where)
    added, kept = put(where)
    many = f"{count(len(added), 'file')} added" if added else "nothing was missing"
    print(f"{where}: {many}")
    for name in kept:
        print(f"  {name} is yours and was left as it is (rename it, and copy again, to have the original beside it)")
    return 0


def claims(numbers: Sequence[str] = ()) -> int:
    """Run the notebooks (all, or those with these two-digit numbers) and list their claims; return 1 if one fails."""
    asked = {number.zfill(2): number for number in numbers}
    chosen = [path for path in notebooks() if not asked or path.name[:2] in asked]
    unknown = [typed for number, typed in asked.items() if number not in {path.name[:2] for path in chosen}]
    if unknown:
        have = ", ".join(path.name[:2] for path in notebooks())
        raise ValueError(f"there is no notebook {', '.join(sorted(unknown))}; there are {have}")
    total = failed = 0
    for place, path in enumerate(chosen, 1):
        with saying(f"notebook {path.name[:2]}, {place} of {len(chosen)} …"), ended_by_control_c():
            made = claims_of(path)
        print(f"{path.name[:2]} {title(path)}: {len(made)} claims")
        for one in made:
            print(f"  {one!r}")
        total += len(made)
        failed += sum(not one.holds for one in made)
    many = f"{failed} fail" if failed > 1 else f"{failed or 'none'} fails"
    print(f"{count(total, 'claim')} in {count(len(chosen), 'notebook')}; {many}")
    return int(failed > 0)


@contextmanager
def ended_by_control_c() -> Iterator[None]:
    """Let Ctrl-C end the whole block: `train` would catch it to keep the steps so far, and a notebook would go on."""

    def end(*_: object) -> None:
        raise SystemExit

    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    except SystemExit:
        raise KeyboardInterrupt from None
    finally:
        signal.signal(signal.SIGINT, before)


def progress(where: Path) -> int:
    """List how many exercises of each notebook are passed, in a folder (which may be the current one)."""
    if not where.is_dir() and (where != FOLDER or where.exists()):
        raise NotADirectoryError(
            f"{where} is {'a file' if where.exists() else 'not there'}; name the folder of your copy"
        )
    if not (where / FILE).exists() and where == FOLDER:
        where = next((place for place in (Path(), REPOSITORY) if (place / FILE).exists()), where)
    for path in notebooks():
        found = progress_in(path.name[:2], where)
        print(f"{path.name[:2]} {title(path)}: {found.sentence}")
    if not (where / FILE).exists():
        print(f"(no {FILE} in {where}: it appears there when you pass your first exercise)")
    return 0
