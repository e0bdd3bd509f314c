"""The learner's own copy of the notebooks: new files are added, and existing ones are never touched.

- the folder of the copy                                    [home]
- copy what is missing, and report it                       [put, copy]
"""

from pathlib import Path

from sgdlab.command.folders import FOLDER
from sgdlab.course.curriculum import folder, notebooks
from sgdlab.files import written_whole
from sgdlab.quantities import count


def home(where: Path) -> Path:
    """Return the folder itself, or the current folder if it is a copy and the default FOLDER does not exist."""
    if where == FOLDER and not FOLDER.exists() and (Path() / notebooks()[0].name).exists():
        return Path.cwd()
    return where


def put(where: Path) -> tuple[list[str], list[str]]:
    """Copy the curriculum into a folder; return the names of added files, and of kept files that differ.

    Errors: NotADirectoryError if a file has the name of the folder.
    """
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
