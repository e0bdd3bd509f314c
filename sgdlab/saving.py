"""Save the record of a run: everything in NumPy's own format [write, reading], or a table [write_table]."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import numpy as np
from numpy.typing import NDArray

from sgdlab.files import written_whole
from sgdlab.quantities import Batch, Given, Labels

VERSION = 1  # of the format; raised when an older sgdlab can no longer read what is written
MARK = "sgdlab_run"  # the entry that holds it
NOT_ARRAYS = "words"  # the entry for everything that isn't an array, as JSON
BATCHES, SIZES = "batch_indices", "batch_sizes"


def write(path: Path, record: Mapping[str, Given]) -> None:
    """Write a record to an .npz file: arrays as they are, tuples of index arrays joined, the rest as JSON."""
    arrays = {name: value for name, value in record.items() if isinstance(value, np.ndarray)}
    words = {name: value for name, value in record.items() if name not in arrays and name != BATCHES}
    arrays |= {MARK: np.array(VERSION), NOT_ARRAYS: np.array(json.dumps(words, default=_plain))}
    arrays |= _joined(record[BATCHES])
    for name, value in arrays.items():
        if value.dtype.hasobject:  # np.savez would pickle it; NumPy 2.0 takes allow_pickle for one more array
            raise ValueError(f"{name} holds Python objects; only arrays of numbers can be saved")
    with written_whole(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # an entry might be called allow_pickle; none is


@contextmanager
def reading(path: Path) -> Iterator[dict[str, Any]]:
    """Open a record that `write` wrote.

    Errors: ValueError for a file that is not such a record, is damaged, or comes from a newer sgdlab, even if that only
    shows while the record is used inside the `with`.
    """
    with path.open("rb") as file:
        try:
            if not is_zipfile(file):  # NumPy would advise to unpickle it
                raise ValueError("it is no npz file, or its end is missing")
            file.seek(0)
            yield _record(np.load(file, allow_pickle=False))
        except Exception as why:  # of the many kinds that zipfile, zlib, NumPy and json raise for wrong bytes
            raise ValueError(f"{path.name} is not a run that run.save('run.npz') wrote, or is damaged: {why}") from why


def _record(stored: Given) -> dict[str, Any]:
    """The parts of a record by name, from an open file that sgdlab wrote."""
    version = int(stored[MARK]) if MARK in stored else 0
    if version < 1:
        raise ValueError("it holds something else")
    if version > VERSION:
        raise ValueError(f"a newer sgdlab wrote it, in version {version}; this one reads up to {VERSION}")
    arrays = {name: stored[name] for name in stored.files if name != MARK}
    words = json.loads(str(arrays.pop(NOT_ARRAYS)))
    arrays[BATCHES] = _parted(arrays[BATCHES], arrays.pop(SIZES))
    if twice := words.keys() & arrays.keys():
        raise ValueError(f"it has {', '.join(sorted(twice))} twice, as words and as an array")
    return {**words, **arrays}


def write_table(path: Path, columns: Mapping[str, NDArray[Any]]) -> None:
    """Write columns of equal length as comma-separated values, numbers with all their digits."""
    with written_whole(path) as file, io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(columns)
        rows.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))


def _plain(value: Given) -> Any:
    """A NumPy number as Python's own."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a record holds arrays, numbers and words; got {value!r:.80}")


def _joined(batches: Batch) -> dict[str, Any]:
    """One array of all index arrays (B,) or (S, B), side by side, and their sizes; -1 for the full batch, None."""
    given = [np.asarray(indices) for indices in batches if indices is not None]
    sizes = [-1 if indices is None else np.shape(indices)[-1] for indices in batches]
    if len({indices.dtype == bool for indices in given}) > 1:
        raise ValueError("this run has batches as masks beside batches as indices: let your rule yield one kind")
    joined = np.concatenate(given, axis=-1) if given else np.zeros(0, np.intp)
    return {BATCHES: joined, SIZES: np.array(sizes, np.intp)}


def _parted(joined: Labels, sizes: Labels) -> Batch:
    ends = np.cumsum(np.maximum(sizes, 0)).tolist()
    if ends and ends[-1] != joined.shape[-1]:
        raise ValueError(f"its batches hold {ends[-1]} examples together, and {joined.shape[-1]} are there")
    return tuple(None if n < 0 else joined[..., end - n : end] for n, end in zip(sizes.tolist(), ends, strict=True))


def check_names(what: str, found: Mapping[str, object], kind: type) -> None:
    """Refuse a part of a record that lacks a field of its dataclass, or has another."""
    names = {field.name for field in fields(kind)}
    if found.keys() != names:
        wrong = [f"lacks {name}" for name in sorted(names - found.keys())]
        wrong += [f"has an unknown entry {name!r:.40}" for name in sorted(found.keys() - names)]
        raise ValueError(f"{what} {', '.join(wrong)}")


def misfits(run: Given) -> list[str]:
    """The parts of a record whose shape or type is not that of a run."""
    if run.params.ndim not in (2, 3) or run.params.dtype.kind != "f":
        return ["params"]
    rows, *each = run.params.shape[:-1]
    taken, place = rows - 1, run.params.shape[1:]
    shapes = {"steps": [rows], "examples_seen": [rows], "losses": [rows, *each], "batch_losses": [taken, *each]}
    shapes |= {"gradients": [taken, *place]} if run.gradients is not None else {}
    shapes |= {"diverged_at": each} if each else {}
    types = {"stopped_by": (str,), "recipe": (str,), "title": (str,), "examples": (int,), "seed": (int, list)}
    types |= {} if each else {"diverged_at": (int, type(None))}
    batches = [np.empty((*each, 0), int) if one is None else one for one in run.batch_indices]
    fits = {
        **{name: _has_shape(getattr(run, name), shape) for name, shape in shapes.items()},
        **{name: type(getattr(run, name)) in kinds for name, kinds in types.items()},
        "learning_rates": len(run.learning_rates) == taken
        and np.broadcast_shapes(run.learning_rates.shape[1:], place) == place,
        "batch_indices": len(batches) == taken and all(_has_shape(one, [*each, one.shape[-1]]) for one in batches),
        "ends": len(run.ends) in (0, *each),
    }
    return [name for name, fit in fits.items() if not fit] or _nonsense(run)


def _nonsense(run: Given) -> list[str]:
    """What can't be in a record, though its shape and type are right; losses before the last may be infinite."""
    steps, seen = run.steps.tolist(), run.examples_seen.tolist()
    sound = {
        "params (all are finite)": np.isfinite(run.params).all(),
        "losses (the last is finite)": np.isfinite(run.losses[-1]).all(),
        "steps (they rise from 0)": steps[0] == 0 and steps == sorted({*steps}),
        "examples_seen (it never falls)": seen == sorted(seen),
        "ends (at a step of the run)": all(end.step in range(steps[-1] + 1) for end in run.ends),
    }
    return [name for name, fit in sound.items() if not fit]


def _has_shape(value: Given, shape: Sequence[int]) -> bool:
    """Whether a value is an array of numbers of that shape; where no step was taken, of any shape without an entry."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
        return False
    return value.shape == tuple(shape) or (shape[0] == 0 and not value.size)
