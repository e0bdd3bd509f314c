"""Files that are written completely or not at all [written_whole]."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: str | Path) -> Iterator[BinaryIO]:
    """Open a new binary file that gets the name `path` once it is completely written.

    Until then it has a temporary name in the same folder.  If anything goes wrong, such as a full disk or an
    interruption, it is removed, and an earlier file of that name stays as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, written_whole(Path(folder) / "note.txt") as file:
    ...     file.write(b"hello")
    5
    """
    target = Path(os.path.realpath(path))  # for a link, replace the file that it points to, not the link
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{target.name} is not saved: there is no folder {target.parent}, so make it first")
    if target.is_dir():
        raise IsADirectoryError(f"{target.name} is not saved: there is a folder of that name, so choose another name")
    unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
