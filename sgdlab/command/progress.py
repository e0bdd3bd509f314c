"""List what a learner has passed, notebook by notebook [progress]."""

from pathlib import Path

from sgdlab.command.folders import FOLDER
from sgdlab.course.curriculum import notebooks, title
from sgdlab.course.curriculum.passed import FILE
from sgdlab.course.curriculum.passed import progress as progress_in


def progress(where: Path) -> int:
    """List how many exercises of each notebook are passed, in a folder (which may be the current one).

    Errors: NotADirectoryError if the folder is a file, or another one than the usual that is not there.
    """
    if not where.is_dir() and (where != FOLDER or where.exists()):
        raise NotADirectoryError(
            f"{where} is {'a file' if where.exists() else 'not there'}; name the folder of your copy"
        )
    if not (where / FILE).exists() and where == FOLDER:
        where = next((place for place in (Path(), Path("notebooks")) if (place / FILE).exists()), where)
    for path in notebooks():
        found = progress_in(path.name[:2], where)
        print(f"{path.name[:2]} {title(path)}: {found.sentence}")
    if not (where / FILE).exists():
        print(f"(no {FILE} in {where}: it appears there when you pass your first exercise)")
    return 0
