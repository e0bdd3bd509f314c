"""Files that are written completely or not at all [written_whole], by one process at a time [alone]."""

import os
import secrets
import time
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
    target = _target(path)
    if target.is_dir():
        raise IsADirectoryError(f"{target.name} is not saved: there is a folder of that name, so choose another name")
    unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(target)
    except OSError as error:
        if error.filename == os.fspath(unfinished):
            error.filename = os.fspath(target)  # which is the name that was given
        raise
    finally:
        if unfinished.exists():  # on a disk that can only be read, removing what isn't there is an error, too
            unfinished.unlink()


@contextmanager
def alone(path: str | Path, patience: float = 1.0) -> Iterator[None]:
    """Wait until no other process is in such a block for a file, so that none changes it between reading and writing.

    While you are in it there is a file `path.lock`.  A process that was killed leaves it there, so nobody waits for
    longer than `patience` seconds.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, alone(Path(folder) / "note.txt"):
    ...     print([file.name for file in Path(folder).iterdir()])
    ['note.txt.lock']
    """
    lock, end = Path(f"{_target(path)}.lock"), time.monotonic() + patience
    while True:
        try:
            lock.open("xb").close()
            break
        except FileExistsError:
            if time.monotonic() > end:
                break
            time.sleep(0.002)
        except OSError as error:
            error.filename = os.fspath(path)  # which was asked for, not its lock
            raise
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _target(path: str | Path) -> Path:
    """Return the file that is written: for a link, the one that it points to; in a folder that is there."""
    try:
        target = Path(os.path.realpath(path))
    except FileNotFoundError:
        message = "the current folder was deleted, so change to another one (in a notebook, with %cd)"
        raise FileNotFoundError(f"{Path(path).name} is not saved: {message}") from None
    if not target.parent.is_dir():
        raise FileNotFoundError(f"{target.name} is not saved: there is no folder {target.parent}, so make it first")
    return target
