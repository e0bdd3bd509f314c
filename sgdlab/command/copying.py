"""The learner's own copy of the notebooks [copy, put]: new files are added, and what is there is never touched."""

from pathlib import Path

from sgdlab.teaching.curriculum import folder

FOLDER = Path("sgdlab-notebooks")


def put(where: Path) -> tuple[list[str], list[str]]:
    """Copy the curriculum into a folder; return the names of the files added, and of those kept that differ."""
    where.mkdir(parents=True, exist_ok=True)
    added, kept = [], []
    for source in sorted(path for path in folder().iterdir() if path.suffix in (".ipynb", ".md")):
        target = where / source.name
        fresh = source.read_bytes()
        if target.exists():
            kept += [source.name] if target.read_bytes() != fresh else []
            continue
        target.write_bytes(fresh)
        added.append(source.name)
    return added, kept


def copy(where: Path) -> int:
    """Copy the curriculum and say what was done."""
    added, kept = put(where)
    print(f"{where}: {len(added)} files added" + (", nothing was missing" if not added else ""))
    for name in kept:
        print(f"  {name} is yours and was left as it is (rename it, and copy again, to have the original beside it)")
    return 0
