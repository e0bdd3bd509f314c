"""Checks of numbers and arrays: nothing is dropped silently, such as a mask, an imaginary part or a date.

- what was given, in one line of an error                   [given]
- an array of any kind; of real numbers; of a shape         [as_array, reals, real_array]
- a read-only copy of real numbers                          [as_values]
- one number within limits, or one for each member          [number, setting]
- the classes of examples as whole numbers                  [labels]
- the result of a loss, a batch of a problem                [loss_value, rows_of]
"""

import operator
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import TypeAlias

import numpy as np

from sgdlab.quantities import Array, Batch, Given, Labels, LossValue, Traced

# Sizes, or letters for any size; a leading "…" means any number of axes.
Shape: TypeAlias = tuple[int | str | None, ...]

INSTEAD = {  # by NumPy's kind of array
    "c": ", not complex ones: take .real, .imag or np.abs(…)",
    "M": ", not dates: (dates - dates[0]) / np.timedelta64(1, 'D') counts days",
    "m": ", not time spans: spans / np.timedelta64(1, 'D') counts days",
    "S": ", not bytes: float(…) reads a number",
    "U": ", not text: float(…) reads a number",
    "T": ", not text: float(…) reads a number",
    "V": ", not records: take one field, such as a['x']",
}
LIMITS = {"above": operator.gt, "least": operator.ge, "below": operator.lt, "most": operator.le}
LIMIT_TEXTS = {"above": "above", "least": "of at least", "below": "below", "most": "at most"}
_ndarray, _FLOAT64, _INTEGERS = np.ndarray, np.dtype(np.float64), np.dtype(np.intp)


def given(value: Given) -> str:
    """Return the repr of what was given, in one line of at most 80 characters."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def as_array(values: Given, name: str) -> Labels:
    """Return values of any kind as an array.

    Errors: TypeError for rows of unequal length, and for a mask (also inside a list), because it would be lost.
    """
    parts = values if isinstance(values, list | tuple) else (values,)
    if any(isinstance(part, np.ma.MaskedArray) and np.ma.is_masked(part) for part in parts):
        raise TypeError(
            f"{name} has masked entries, and the mask would be lost: leave them out with x.compressed(), or fill them "
            f"with x.filled(0.0); got {given(values)}"
        )
    try:
        array = np.asarray(values)
        lost = array.dtype.kind == "U" and np.any(array == "nan")  # NumPy makes a word of a NaN among words
        return np.asarray(values, object) if lost else array
    except (TypeError, ValueError, RuntimeError, AttributeError) as error:
        why = f": {error}" if hasattr(values, "__array__") else ""  # a Tensor says what to write instead
        raise TypeError(f"{name} is one array, with rows of equal length; got {given(values)}{why}") from None


def reals(values: Given, name: str) -> Array:
    """Return real numbers as an array of any shape: float types stay as they are, all others become float64.

    Errors: TypeError for anything else, ValueError for whole numbers that no float holds; the message names it.
    """
    if type(values) is _ndarray and values.dtype.kind == "f":
        return values
    array = as_array(values, name)
    kind = array.dtype.kind
    if kind in "biu" or (kind == "O" and array.size and all(isinstance(v, Real) for v in array.flat)):
        try:
            return array.astype(float)
        except OverflowError:
            raise ValueError(f"{name} holds numbers up to 1.8e308, the largest float; got {given(values)}") from None
    if kind != "f":
        instead = INSTEAD.get(kind, "")
        first = array.flat[0] if kind == "O" and array.size else None
        if hasattr(first, "final"):
            instead = ", not a run: run.final are its last parameters, and run.params are all of them"
        elif hasattr(first, "directions"):
            instead = ": write .directions"
        elif isinstance(values, Mapping):
            instead = ", not a dictionary: np.hstack([np.ravel(v) for v in ….values()]) joins its values"
        elif kind == "O" and (words := [one for one in array.flat if isinstance(one, str)]):
            instead = f", and {given(words[0])} is text: pandas.get_dummies(…) makes columns of numbers of words"
            instead += ", .astype(float) reads numbers"
        elif kind == "O" and isinstance(first, Mapping):
            instead = ", not dictionaries: pandas.DataFrame(…) makes a table of them"
        elif kind == "O" and array.ndim and array.size:
            instead = f", and {given(next(one for one in array.flat if not isinstance(one, Real)))} is not one"
        elif hasattr(first, "toarray"):
            instead = " in an array with its zeros: write .toarray()"
        elif not array.ndim and not instead and isinstance(values, Iterable):  # a set, a generator
            instead = " in a list or an array: list(…) makes one"
        raise TypeError(f"{name} holds real numbers{instead}; got {given(values)}")
    return array


def as_values(data: Given) -> Traced:
    """Return a read-only copy of real numbers of any shape, as floats; a single number becomes a NumPy scalar."""
    usual = type(data) is _ndarray and data.dtype is _FLOAT64  # in half the time
    array = data.copy() if usual else np.array(reals(data, "data"))
    array.setflags(write=False)
    return array if array.ndim else array[()]


def real_array(values: Given, name: str, shape: Shape | None = None, *, finite: bool = True, hint: str = "") -> Array:
    """Return real numbers as a non-empty array of floats with a shape such as ("N", 2) or ("…", "P").

    float32 stays float32, and everything else becomes float64.  If the shape is wrong, the error ends with `hint`.

    >>> real_array([[1, 2], [3, 4]], "X", ("N", 2)).tolist()
    [[1.0, 2.0], [3.0, 4.0]]
    """
    array = reals(values, name)
    if array.dtype not in (np.float32, np.float64):
        array = array.astype(float)
    if array.size == 0:
        raise ValueError(f"{name} is empty (shape {array.shape}); it needs at least one number")
    if shape is not None and not _fits(array.shape, shape):
        words = f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"
        what = f"the single number {array}; [{array}] is an array of one" if not array.ndim else f"shape {array.shape}"
        raise ValueError(f"{name} is an array of shape {words}; got {what}{hint}")
    if finite and not np.isfinite(array).all():
        if not array.ndim:
            raise ValueError(f"{name} is {array}, and has to be finite")
        bad = np.argwhere(~np.isfinite(array))
        raise ValueError(
            f"{name} has NaN or infinite entries ({len(bad)} of {array.size}), the first at "
            f"[{', '.join(map(str, bad[0]))}]; leave those rows out or fill them"
        )
    return array


def _fits(shape: tuple[int, ...], wanted: Shape) -> bool:
    if wanted[:1] == ("…",):
        wanted = wanted[1:]
        shape = shape[max(0, len(shape) - len(wanted)) :]
    return len(shape) == len(wanted) and all(isinstance(w, str) or w == n for n, w in zip(shape, wanted, strict=True))


def setting(value: Given, name: str, also: str = "", several: bool = True, **limits: float) -> Given:
    """Return a finite number as a float, or several as an array, within limits: above=, least=, below=, most=.

    `also` is text that says what else is allowed.

    >>> setting([[0], [0.5]], "momentum", least=0, below=1).tolist()
    [[0.0], [0.5]]
    """
    try:
        array = reals(value, name)
        usual = not _boolean(value) and not isinstance(value, tuple)  # betas=(0.9, 0.999) is no beta1
        fits = usual and array.size > 0 and (several or array.ndim == 0) and np.isfinite(array).all()
    except TypeError:
        array, fits = np.array(np.nan), False
    if not fits or not all(np.all(LIMITS[limit](array, end)) for limit, end in limits.items()):
        ends = " and ".join(f"{LIMIT_TEXTS[limit]} {end:g}" for limit, end in limits.items())
        raise ValueError(f"{name} is a finite number{' ' * bool(ends)}{ends}{also}; got {given(value)}")
    return float(array) if array.ndim == 0 else array


def number(value: Given, name: str, also: str = "", **limits: float) -> float:
    """Return one finite number as a float, within the same limits as in `setting`."""
    return float(setting(value, name, also, several=False, **limits))


def _boolean(value: Given) -> bool:
    return isinstance(value, bool) or getattr(value, "dtype", None) == np.bool_


def labels(values: Given, name: str, classes: int) -> Labels:
    """Return classes as whole numbers from 0 to classes - 1, in an array of any shape.

    >>> labels([0.0, 1.0], "labels", 2)
    array([0, 1])
    """
    usual = type(values) is _ndarray and values.dtype is _INTEGERS
    if usual and np.count_nonzero(values.view(np.uintp) < classes) == values.size:  # without a sign, -1 is huge
        return values  # type: ignore[no-any-return]
    array = values if isinstance(values, _ndarray) and values.dtype.kind in "iu" else reals(values, name)
    fits = not _boolean(values) and np.count_nonzero((array >= 0) & (array < classes)) == array.size
    codes = array.astype(np.intp, copy=False) if fits else array
    if not fits or (codes is not array and not np.array_equal(codes, array)):
        raise ValueError(f"{name} are whole numbers from 0 to {classes - 1}; got {given(values)}")
    return codes


def loss_value(value: Given, shape: tuple[int, ...] = (), boxed: bool = False) -> LossValue:
    """Return the result of a loss as real numbers of a given shape: () for a single number."""
    if isinstance(value, float) and not shape:
        return value
    found = value if boxed else reals(value, "the loss")
    if found.shape != shape:
        wanted = "it must return one number, e.g. with np.mean(...) over the examples"
        if shape:
            wanted = (
                "for many rows of params, as with vectorized=True, it must return one number for each, here shape "
                f"{shape}, e.g. with np.mean(..., axis=-1). If it takes only one row (P,), leave vectorized=True out"
            )
        raise ValueError(f"the loss returned shape {found.shape}; {wanted}")
    return found if boxed else found[()]


def rows_of(batch: Given, count: int, title: str) -> Batch:
    """Return a batch if it is a tuple of as many arrays as the problem of this title has in its data, if it has any."""
    if count and (not isinstance(batch, tuple | list) or len(batch) != count or isinstance(batch[0], int)):
        raise ValueError(
            f"a batch of {title} is a tuple of {count} arrays, rows of its data, such as "
            f"tuple(array[chosen] for array in problem.data); got {given(batch)}"
        )
    return tuple(batch) if count else batch
