"""Runs in files: all of it and without pickle, or as a table that others read."""

import csv
import json
import pickle
from contextlib import contextmanager
from dataclasses import fields, replace

import numpy as np
import pytest

import sgdlab as sl
from sgdlab import saving

LINE = sl.linear_regression(np.arange(7.0)[:, None] / 7, np.arange(7.0))


def half_masks(n, rng):
    yield rng.permutation(n) < n // 2


def train(**settings):
    return sl.train(LINE, **{"steps": 9, "seed": 4, **settings})


FULL = train()
RUNS = {
    "batches of varying sizes": train(**sl.sgd(0.1, 3)),
    "an ensemble": train(**sl.sgd(0.1, 3), seeds=4),
    "an ensemble with its own learning rates": train(optimizer=sl.gradient_descent([[0.1], [0.2]]), seeds=2),
    "masks": train(batches=half_masks),
    "thinned": train(record_every=4),
    "no step of an ensemble": train(steps=0, seeds=2),
    "diverged late": train(optimizer=sl.gradient_descent(3.0), steps=2000, record_every=7),
    "diverged members": train(optimizer=sl.gradient_descent([[0.1], [1e100]]), seeds=2),
    "float32": sl.train(sl.mlp(np.eye(3, dtype=np.float32), np.ones(3, np.float32), hidden=2), steps=3),
    "no gradients": replace(FULL, gradients=None),
    "operations not counted": replace(FULL, bill=sl.Bill(example_gradients=3, operations=None)),
    "words in any script": replace(FULL, title='λ "q", \\ and\nlines', recipe="", stopped_by="é\x00"),
    "NumPy's whole numbers": replace(FULL, seed=np.int64(3), examples=np.int32(7)),
}


def same(a, b):
    """Whether two entries of a record are equal, in type and shape too."""
    if isinstance(a, tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and a.dtype == b.dtype and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
    return a == b


def test_python_objects_are_refused_before_a_file_is_made(tmp_path):
    with pytest.raises(ValueError, match="losses holds Python objects; only arrays of numbers can be saved"):
        replace(FULL, losses=np.array([None, 1.0], dtype=object)).save(tmp_path / "run.npz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", RUNS)
def test_what_is_loaded_is_what_was_saved(name, tmp_path):
    run = RUNS[name]
    run.save(tmp_path / "run.npz")
    loaded = sl.Run.load(str(tmp_path / "run.npz"))
    assert {f.name for f in fields(run) if not same(getattr(run, f.name), getattr(loaded, f.name))} == set()
    assert repr(loaded) == repr(run)
    assert not loaded.params.flags.writeable


def test_numpy_alone_reads_it(tmp_path):
    run = RUNS["batches of varying sizes"]
    run.save(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as stored:
        np.testing.assert_array_equal(stored["losses"], run.losses)
        assert stored["sgdlab_run"] == 1
        assert stored["batch_sizes"].tolist() == [3, 3, 1] * 3
        assert json.loads(str(stored["words"]))["bill"]["updates"] == 9


def _pickled(path):
    with path.open("wb") as file:
        np.savez(file, sgdlab_run=np.array([{}], dtype=object))


FOREIGN = {
    "text": lambda path: path.write_text("step,loss\n0,1.5\n"),
    "pickle": lambda path: path.write_bytes(pickle.dumps({"params": [1.0]})),
    "other arrays": lambda path: np.savez(path, x=np.ones(3)),
    "an object in our entry": _pickled,
}


def test_a_file_that_is_not_ours_is_refused(tmp_path):
    for kind, write in FOREIGN.items():
        write(tmp_path / "other.npz")
        with pytest.raises(ValueError, match=r"^other\.npz is not a run that run\.save") as found:
            sl.Run.load(tmp_path / "other.npz")
        assert "allow_pickle=`" not in str(found.value), f"{kind}: advice that would run what the file holds"


def tampered(path, words=None, text=None, **arrays):
    """Write a run's file with other words (or any text in their place) or arrays in it; GONE takes one out."""
    FULL.save(path)
    with np.load(path) as stored:
        inside = {**stored, **arrays}
    told = {**json.loads(str(inside["words"])), **(words or {})}
    inside["words"] = np.array(text or json.dumps({name: word for name, word in told.items() if word is not GONE}))
    np.savez(path, **{name: array for name, array in inside.items() if array is not GONE})


GONE = object()
BILL = {"loss_evaluations": 0, "example_gradients": 0, "operations": 0, "tape_length": 0, "updates": 0, "recording": 0}

WRONG = {
    "a word too many": ({"words": {"extra": 1}}, "the run has an unknown entry 'extra'"),
    "a word too few": ({"words": {"title": GONE}}, "the run lacks title"),
    "an array too few": ({"losses": GONE}, "the run lacks losses"),
    "a word that is another kind": ({"words": {"title": 3, "examples": "7"}}, "these do not fit: title, examples"),
    "a bill with another word": ({"words": {"bill": {**BILL, "tips": 1}}}, "its bill has an unknown entry 'tips'"),
    "a bill of words": ({"words": {"bill": {**BILL, "updates": "9"}}}, "updates is a whole number of at least 0"),
    "a version below the first": ({"sgdlab_run": np.array(0)}, "it holds something else"),
    "parameters of one row": ({"params": FULL.params[0]}, "these do not fit: params"),
    "losses in words": ({"losses": FULL.losses.astype(str)}, "these do not fit: losses"),
    "rows too few": ({"params": FULL.params[:4]}, "these do not fit: steps, examples_seen, losses"),
    "batches of nothing": ({"batch_sizes": np.full(9, 3)}, "its batches hold 27 examples together, and 0 are there"),
    "batches too few": ({"batch_sizes": np.full(3, -1)}, "these do not fit: batch_indices"),
    "words nested without end": ({"text": "[" * 100_000}, "recursion"),
    "a parameter that is no number": ({"params": FULL.params * np.nan}, "these do not fit: params (all are finite)"),
    "a last loss without end": ({"losses": FULL.losses + np.inf}, "these do not fit: losses (the last is finite)"),
    "rows in another order": ({"steps": FULL.steps[::-1]}, "these do not fit: steps (they rise from 0)"),
    "a budget that comes back": ({"examples_seen": FULL.examples_seen[::-1]}, "these do not fit: examples_seen (it"),
    "a member that diverged": ({"diverged_at": np.array([3])}, "it has diverged_at twice"),
}


def test_a_file_that_was_tampered_with_is_one_clear_error(tmp_path):
    for name, (changes, reason) in WRONG.items():
        tampered(tmp_path / "run.npz", **changes)
        with pytest.raises(ValueError, match=r"^run\.npz is not a run .* or is damaged: ") as found:
            sl.Run.load(tmp_path / "run.npz")
        assert reason in str(found.value), name


def test_a_member_ends_at_a_step_of_its_run(tmp_path):
    ensemble = RUNS["an ensemble"]
    late = replace(ensemble, ends=(replace(ensemble.ends[0], step=10), *ensemble.ends[1:]))
    late.save(tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"these do not fit: ends \(at a step of the run\)"):
        sl.Run.load(tmp_path / "run.npz")


@contextmanager
def suppress_damage():
    """Pass over the one error that a damaged file is, and no other."""
    try:
        yield
    except ValueError as error:
        if "or is damaged" not in str(error):
            raise


def test_no_flipped_bit_goes_unseen(tmp_path):
    """Either the run is the one that was saved, or the file is refused in one kind of error."""
    FULL.save(tmp_path / "run.npz")
    whole = (tmp_path / "run.npz").read_bytes()
    for bit in np.random.default_rng(0).integers(8 * len(whole), size=250).tolist():
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        (tmp_path / "run.npz").write_bytes(flipped)
        with suppress_damage():
            loaded = sl.Run.load(tmp_path / "run.npz")
            assert all(same(getattr(FULL, f.name), getattr(loaded, f.name)) for f in fields(FULL))


def test_a_newer_file_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(saving, "VERSION", 2)
    FULL.save(tmp_path / "run.npz")
    monkeypatch.undo()
    with pytest.raises(ValueError, match="a newer sgdlab wrote it, in version 2; this one reads up to 1"):
        sl.Run.load(tmp_path / "run.npz")


def test_a_file_that_is_not_there_and_an_ending_that_is_none(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        sl.Run.load(tmp_path / "nowhere.npz")
    with pytest.raises(ValueError, match=r"npz \(everything\) or csv \(the table\); got 'run.pkl'"):
        FULL.save(tmp_path / "run.pkl")


def test_masks_beside_indices_are_refused(tmp_path):
    mixed = replace(FULL, batch_indices=(np.array([1, 2]), np.array([True, False])))
    with pytest.raises(ValueError, match="let your rule yield one kind"):
        mixed.save(tmp_path / "run.npz")


@pytest.mark.parametrize("name", ["thinned", "an ensemble"])
def test_the_table_as_csv_keeps_every_digit(name, tmp_path):
    """Read again by the standard library."""
    run = RUNS[name]
    run.save(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for column, values in run.table().items():
        np.testing.assert_array_equal([float(row[column]) for row in rows], values)
