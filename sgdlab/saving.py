"""A record in a file: everything in NumPy's own format [write, read], or a table [write_table]."""

import csv
import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

VERSION = 1  # of the format; goes up when an older sgdlab could no longer read what is written
MARK = "sgdlab_run"  # the entry that holds it
WORDS = "words"  # the entry for everything that is no array, as JSON
BATCHES, SIZES = "batch_indices", "batch_sizes"


def write(path: Path, record: Mapping[str, Any]) -> None:
    """Write a record into an .npz file: arrays as they are, tuples of index arrays joined, all else as JSON.

    The file takes its name once it is whole, so that an interruption leaves an older one as it was.
    """
    arrays = {name: value for name, value in record.items() if isinstance(value, np.ndarray)}
    words = {name: value for name, value in record.items() if name not in arrays and name != BATCHES}
    arrays |= {MARK: np.array(VERSION), WORDS: np.array(json.dumps(words, default=_plain))}
    arrays |= _joined(record[BATCHES])
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any]:
    """Return what `write` wrote.  Errors: a file that is not such a one, or is damaged, or newer than this sgdlab."""
    try:
        with path.open("rb") as file:
            arrays = _arrays(np.load(file, allow_pickle=False))
        words: dict[str, Any] = json.loads(str(arrays.pop(WORDS)))
        batches = _parted(arrays.pop(BATCHES), arrays.pop(SIZES))
        return {**words, **arrays, BATCHES: batches}
    except (ValueError, TypeError, KeyError, EOFError, BadZipFile, zlib.error) as reason:
        raise ValueError(
            f"{path.name} is not a run that run.save('run.npz') wrote, or is damaged: {reason}"
        ) from reason


def _arrays(stored: Any) -> dict[str, Any]:
    """The arrays of an open file by name, if it is one of ours."""
    if not isinstance(stored, np.lib.npyio.NpzFile) or MARK not in stored:
        raise ValueError("it holds something else")
    version = int(stored[MARK])
    if version > VERSION:
        raise ValueError(f"a newer sgdlab wrote it, in version {version}; this one reads up to {VERSION}")
    return {name: stored[name] for name in stored.files if name != MARK}


def write_table(path: Path, columns: Mapping[str, Any]) -> None:
    """Write columns of equal length as comma-separated values, numbers with all their digits."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))


def _plain(value: Any) -> Any:
    """A NumPy number as Python's own."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a record holds arrays, numbers and words; got {value!r:.80}")


def _joined(batches: tuple[Any, ...]) -> dict[str, Any]:
    """One array of all index arrays (B,) or (S, B), side by side, and their sizes; -1 for the full batch, None."""
    given = [np.asarray(indices) for indices in batches if indices is not None]
    sizes = [-1 if indices is None else np.shape(indices)[-1] for indices in batches]
    if len({indices.dtype == bool for indices in given}) > 1:
        raise ValueError("this run has batches as masks beside batches as indices: let your rule yield one kind")
    joined = np.concatenate(given, axis=-1) if given else np.zeros(0, np.intp)
    return {BATCHES: joined, SIZES: np.array(sizes, np.intp)}


def _parted(joined: Any, sizes: Any) -> tuple[Any, ...]:
    ends = np.cumsum(np.maximum(sizes, 0)).tolist()
    return tuple(
        None if size < 0 else joined[..., end - size : end] for size, end in zip(sizes.tolist(), ends, strict=True)
    )
