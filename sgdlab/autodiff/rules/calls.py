"""Look up calls of NumPy functions, however they are spelled: with positions, keywords, or methods of ufuncs.

- a NumPy function with its options               [call]
- a ufunc with options, or a method such as reduce [call_ufunc]
- what is refused: functions without a rule, complex numbers [unsupported, real]
- constants that meet a box                       [constant_of]
"""

import inspect
import sys
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache

import numpy as np

from ..dispatch import DERIVED, RULES, Array, Box, Function, Options, apply
from ..scalar_graph import Node

REDUCTIONS: dict[np.ufunc, Function] = {
    np.add: np.sum, np.multiply: np.prod, np.maximum: np.max, np.minimum: np.min,
}  # fmt: skip

_PLAIN = frozenset((float, int, np.ndarray, np.float64))
_USUAL: Options = {  # what changes nothing, if it is given
    "out": None, "dtype": None, "casting": "same_kind", "order": "C", "kind": None,
    "overwrite_input": False, "retstep": False, "returned": False, "subok": False,
}  # fmt: skip


def call(func: Function, args: Sequence[Array], options: Options) -> Array:
    """Call the NumPy function `func` on boxes; the primitive's names tell arrays and options apart."""
    args, options = _named(func, args, options)
    options = {k: v for k, v in options.items() if k not in _USUAL or v is not _USUAL[k]}
    for other, name in (("correction", "ddof"), ("newshape", "shape")):  # a synonym, and the name in NumPy 2.0
        if other in options:
            options[name] = options.pop(other)
    if func is np.sum and not options.keys().isdisjoint(("where", "initial")):
        return _sum_of_some(*args, **options)
    primitive = None if func in DERIVED else RULES[func]
    try:
        return apply(primitive, *args, **options) if primitive else DERIVED[func](*args, **options)
    except TypeError as error:
        if "unexpected keyword" not in str(error):
            raise
        arrays = primitive.arrays if primitive else None
        known = [*inspect.signature(primitive.plain).parameters][arrays:] if primitive and arrays else []
        name = str(error).partition("keyword argument ")[2].strip("'")  # the message names an inner function as well
        raise TypeError(
            f"np.{func.__name__} can be differentiated, but not with {f'{name}=' if name else f'these: {error}'}"
            + (f"; it takes {_listed(known)}" if known else "")
        ) from error


def _sum_of_some(a: Array, axis: object = None, *, initial: Array = 0, where: Array = True, **options: object) -> Array:
    total = call(np.sum, (np.where(where, a, 0),), {"axis": axis, **options})
    return total + (initial if isinstance(initial, Box) else total.dtype.type(initial))


def _named(func: Function, args: Sequence[Array], options: Options) -> tuple[Sequence[Array], Options]:
    """Return the arguments that are arrays, and all others by the names that NumPy has for them."""
    arrays, names = _parameters(func)
    if arrays is None or len(args) == arrays:
        return args, options
    if len(args) > len(names):
        raise TypeError(f"np.{name_of(func)} takes up to {len(names)} arguments by position; got {len(args)}")
    if twice := options.keys() & names[: len(args)]:
        raise TypeError(f"np.{name_of(func)} got {_listed(sorted(twice))} by position and by name: leave out one")
    named = {**dict(zip(names, args, strict=False)), **options}
    return [named.pop(name) for name in names[:arrays] if name in named], named


@cache
def _parameters(func: Function) -> tuple[int | None, tuple[str, ...]]:
    """Return how many arguments of a NumPy function are arrays (None: any number), and the names of all."""
    try:
        theirs = inspect.signature(func).parameters.values()
    except ValueError:  # in some versions NumPy does not tell those of functions written in C
        return None, ()
    ours = inspect.signature(DERIVED[func]).parameters.values() if func in DERIVED else ()
    if any(p.kind is p.VAR_POSITIONAL for p in (*theirs, *ours)):
        return None, ()
    arrays = sum(p.default is p.empty and p.kind is not p.VAR_KEYWORD for p in ours) or RULES[func].arrays
    return arrays, tuple(p.name for p in theirs if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD))


def call_ufunc(box: Box, ufunc: np.ufunc, method: str, args: Sequence[Array], options: Options) -> Array:
    """Call a ufunc on boxes in any way other than f(a, b): with options, or through one of its methods."""
    if method == "reduce" and ufunc in REDUCTIONS:
        return call(REDUCTIONS[ufunc], args, {"axis": 0, **options})
    if method == "outer" and ufunc in RULES and not options:
        a, b = args
        return ufunc(np.reshape(a, np.shape(a) + (1,) * np.ndim(b)), b)
    what = _spelled(ufunc) if method == "__call__" else f"{_spelled(ufunc)}.{method}"
    kind = type(box).__name__
    if "out" in options:
        raise TypeError(
            f"{what} can't write a {kind} into a plain array (out=, or an operator like +=): write `a = a + t`, "
            "which makes a new one"
        )
    if method == "__call__" and ufunc in DERIVED:
        return call(ufunc, args, options)
    if method == "__call__" and ufunc in RULES:
        raise TypeError(f"{what} on a {kind} has no option {_listed(options)} here; leave it out")
    raise unsupported(what, box)


def unsupported(what: str, box: Box) -> TypeError:
    """Return the error for a function without a derivative rule, with a list of those that have one."""
    names = sorted({name_of(f) for f in [*RULES, *DERIVED] if not f.__name__.startswith("_")})
    ours = " sgdlab.sigmoid is the same function, and has one." if what == "scipy.special.expit" else ""
    return TypeError(
        f"{what} has no derivative rule for a {type(box).__name__}.{ours} Use its .data where no derivative is wanted, "
        f"or write it with functions that have one: {', '.join(names)}"
    )


def _spelled(ufunc: np.ufunc) -> str:
    """The name of a ufunc as it is written: np.exp, scipy.special.erf; of one from elsewhere its name alone."""
    for module, short in (("numpy", "np."), ("scipy.special", "scipy.special.")):
        if getattr(sys.modules.get(module), ufunc.__name__, None) is ufunc:
            return f"{short}{ufunc.__name__}"
    return str(ufunc.__name__)


def real(numbers: Array) -> Array:
    """Return numbers as they are, unless they are complex: the rules are those of real functions, and wrong there."""
    if isinstance(numbers, complex) or getattr(getattr(numbers, "dtype", None), "kind", "") == "c":
        raise TypeError(
            "there are complex numbers on the way from the parameters to the result, and derivatives are those of real "
            "functions: write a complex number, such as 1j, as two real ones, its real and its imaginary part"
        )
    return numbers


def constant_of(a: Array) -> Array:
    """Return a constant as NumPy's functions take it: a list as an array, a fraction as a float."""
    if type(a) in _PLAIN:  # in a tenth of the time
        return a
    if isinstance(a, (np.ma.MaskedArray, np.matrix)) or hasattr(a, "to_numpy"):  # a table matches rows by name
        raise TypeError(
            f"a {type(a).__name__} meets a value that is differentiated, and only plain arrays can: of a masked array, "
            "write a.filled(0.0), or np.where(mask, 0.0, x); of a matrix, np.asarray(m), with m @ x; of a table, "
            "t.to_numpy()"
        )
    if isinstance(a, Node):
        raise TypeError(
            "a Value meets an array that is differentiated, and each has a graph of its own: write a Tensor in its "
            "place, such as Tensor(2.0), or take its number alone, v.data"
        )
    return float(a) if isinstance(a, Fraction) else np.array(a) if isinstance(a, (list, tuple, range)) else a


def name_of(func: Function) -> str:
    """Return the name of a function as it is written after np."""
    _, _, within = getattr(func, "__module__", "").partition("numpy.")
    return f"{within}.{func.__name__}" if within else func.__name__


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{name}=" for name in names) or "nothing"
