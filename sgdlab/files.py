"""Files that are there whole or not at all [written_whole]."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: str | Path) -> Iterator[BinaryIO]:
    """Open a new file for bytes that takes the name `path` once all of it is written.

    It is written beside that place.  If anything goes wrong, such as a full disk or an interruption, it is removed, and
    a file that was there before is left as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, written_whole(Path(folder) / "note.txt") as file:
    ...     file.write(b"hello")
    5
    """
    target = Path(os.path.realpath(path))  # through a link the file that it points to is replaced, not the link
    unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
