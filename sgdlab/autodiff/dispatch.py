"""One dispatch for every number type that computes a derivative.

A `Box` is a number with something attached: a `Tensor` remembers how it was made, a `Dual` carries a tangent.
Whatever is called on one (an operator, a NumPy function, a function of ours) arrives at `apply` [apply], with
the primitive's derivative rules [Primitive] found in one table [RULES].

Boxes nest.  Each has a *level*; `apply` hands the call to the highest level among the arguments, which unwraps its
own boxes, leaves all others alone as constants, and calls the same function on what was inside.  If that is again a
box, of a lower level, the same happens there.  So derivatives of derivatives are right without further code.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial, wraps
from itertools import count
from typing import Any, Protocol

import numpy as np

from .leaving import leaving

Array = Any  # an ndarray, a NumPy scalar, or a box: what a derivative rule computes with
Rule = Callable[..., Array]

fresh_level: Callable[[], int] = count(1).__next__  # later means further inside, hence higher


class Rules(Protocol):
    """Rules by argument number: a tuple, or `Every` for functions of any number of arrays."""

    def __getitem__(self, i: int, /) -> Rule: ...


class Every:
    """One rule `rule(i, ...)` for each argument `i` of a function that takes any number of arrays."""

    def __init__(self, rule: Callable[..., Array]) -> None:
        self.rule = rule
        self.made: dict[int, Rule] = {}

    def __getitem__(self, i: int) -> Rule:
        if i not in self.made:
            self.made[i] = partial(self.rule, i)
        return self.made[i]


class Primitive:
    """A function with derivative rules.

    `vjps[i](g, y, *args, **options)` is the gradient of argument i where g is that of the result y (reverse mode);
    `jvps[i](t, y, *args, **options)` is what the tangent t of argument i adds to that of y (forward mode).
    `batches` says that the jvps also take tangents with one more axis in front; where they don't, `many[i]` may
    (it returns NotImplemented for shapes that it does not know), and else there is one call for each direction.
    `keeps` says that the rules use the *values* of other arguments, which must then not change.
    `function` may be called on anything: given boxes it arrives at `apply` again; `plain` is for plain arrays.
    A primitive without rules has no derivative (a comparison, argmax): its results are plain arrays.
    """

    __slots__ = ("arrays", "batches", "function", "jvps", "keeps", "many", "name", "options", "plain", "vjps")

    def __init__(
        self,
        name: str,
        function: Callable[..., Array],
        vjps: Rules | None = None,
        jvps: Rules | None = None,
        *,
        arrays: int | None = 1,
        options: Sequence[str] = (),
        batches: bool = False,
        many: Rules | None = None,
        keeps: bool = True,
    ) -> None:
        self.name = name
        self.function = self.plain = function
        self.vjps = vjps
        self.jvps = jvps
        self.arrays = arrays
        self.options = tuple(options)
        self.batches = batches
        self.many = many
        self.keeps = keeps

    def __repr__(self) -> str:
        return f"<primitive {self.name}>"


def own(primitive: Primitive) -> Callable[..., Any]:
    """Make a function of a primitive that NumPy lacks, to be called on plain arrays and boxes alike."""

    @wraps(primitive.plain)
    def function(*args: Any, **options: Any) -> Any:
        return apply(primitive, *args, **options)

    primitive.function = function
    RULES[function] = primitive
    return function


RULES: dict[Callable[..., Any], Primitive] = {}  # NumPy's function (or ours) -> its primitive
DERIVED: dict[Callable[..., Any], Callable[..., Any]] = {}  # NumPy's function -> the same in primitives, if need be


def apply(primitive: Primitive, *args: Any, **options: Any) -> Any:
    """Call a primitive: on the innermost boxes among its arguments, or plainly where there are none."""
    top: Box | None = None
    for a in args:
        if isinstance(a, Box) and (top is None or a.level > top.level):
            top = a
    if top is None:
        return primitive.plain(*args, **options)
    if primitive.vjps is None:
        return top.constant(primitive, args, options)
    return top.record(primitive, args, options)


class Box:
    """A number with something attached; what is common to all of them.

    `inner` is the number inside: an array, a NumPy scalar, or a box of a lower level.
    """

    __slots__ = ("inner", "level")
    may_index = False  # whether it can stand in an index, as an array of integers does
    inner: Any
    level: int

    def record(self, primitive: Primitive, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Compute the primitive on what is inside the boxes of this level, and what is attached to the result."""
        raise NotImplementedError

    def constant(self, primitive: Primitive, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
        """Compute a function that has no derivative: on what is inside the boxes of this level."""
        level = self.level
        return primitive.function(*[a.inner if isinstance(a, Box) and a.level == level else a for a in args], **options)

    def no_rule(self, primitive: Primitive, i: int) -> TypeError:
        return TypeError(
            f"argument {i} of {primitive.name} (from 0) is a constant, it has no derivative rule: give a plain array, "
            f"for instance the .data of this {type(self).__name__}"
        )

    def mixed(self, other: Box) -> TypeError:
        return TypeError(
            f"a {type(self).__name__} and a {type(other).__name__} of the same level meet in one operation; "
            "nest them through sgdlab.grad, jvp or hvp, which keep the two derivatives apart"
        )

    # The two protocols of NumPy.

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *args: Any, **options: Any) -> Any:
        if method == "__call__":
            if not options:
                primitive = RULES.get(ufunc)
                if primitive is not None:
                    if len(args) == 1 and primitive.vjps is not None:
                        return self.record(primitive, args, options)
                    return apply(primitive, *args)
            elif "out" in options:
                raise TypeError(
                    f"np.{ufunc.__name__} can't write a {type(self).__name__} into a plain array (out=, or an operator "
                    "like +=): write `a = a + t`, which makes a new one"
                )
        elif method == "reduce" and ufunc in REDUCTIONS:
            return call(REDUCTIONS[ufunc], args, {"axis": 0, **options})
        if ufunc in DERIVED and method == "__call__":
            return call(ufunc, args, options)
        what = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
        if ufunc in RULES and method == "__call__":
            raise TypeError(f"np.{what} on a {type(self).__name__} takes no option {_listed(options)}; leave it out")
        raise unsupported(what, self)

    def __array_function__(self, func: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        primitive = RULES.get(func)
        if primitive is not None and not kwargs and len(args) == primitive.arrays:
            return apply(primitive, *args)
        if primitive is None and func not in DERIVED:
            raise unsupported(_numpy_name(func), self)
        return call(func, args, kwargs)

    __array__, __float__, __int__, item = map(leaving, ("__array__", "__float__", "__int__", "item"))


REDUCTIONS: dict[np.ufunc, Callable[..., Any]] = {
    np.add: np.sum, np.multiply: np.prod, np.maximum: np.max, np.minimum: np.min,
}  # fmt: skip


_USUAL: dict[str, Any] = {"out": None, "dtype": None, "casting": "same_kind", "order": "C", "kind": None}


def call(func: Callable[..., Any], args: Sequence[Any], options: dict[str, Any]) -> Any:
    """Call NumPy's function `func` as a user spelled it: arrays and options told apart by the primitive's names."""
    options = {k: v for k, v in options.items() if v is not np._NoValue and not (k in _USUAL and _USUAL[k] == v)}
    primitive = RULES.get(func)
    try:
        if primitive is None or func in DERIVED:
            return DERIVED[func](*args, **options)
        if primitive.arrays is not None and len(args) < primitive.arrays:
            names = list(inspect.signature(func).parameters)[len(args) : primitive.arrays]
            args = [*args, *(options.pop(name) for name in names if name in options)]
        elif primitive.arrays is not None and len(args) > primitive.arrays:
            extra = args[primitive.arrays :]
            options.update(zip(primitive.options, extra, strict=False))
            args = args[: primitive.arrays]
            if len(extra) > len(primitive.options):
                raise TypeError(f"{len(extra) - len(primitive.options)} arguments too many")
        return apply(primitive, *args, **options)
    except TypeError as error:
        if "unexpected keyword" not in str(error) and "too many" not in str(error):
            raise
        known = primitive.options if primitive else ()
        raise TypeError(
            f"np.{func.__name__} can be differentiated, but not with all of these options ({error})"
            + (f"; it takes {_listed(known)}" if known else "")
        ) from error


def unsupported(what: str, box: Box) -> TypeError:
    """The error for a function that has no derivative rule here, with the list of those that have."""
    names = sorted({_numpy_name(f) for f in [*RULES, *DERIVED] if not f.__name__.startswith("_")})
    return TypeError(
        f"np.{what} has no derivative rule for a {type(box).__name__}. Use its .data where no derivative is wanted, or "
        f"write it with functions that have one: {', '.join(names)}"
    )


def _numpy_name(func: Callable[..., Any]) -> str:
    """The name of a function as it is written after np."""
    _, _, within = getattr(func, "__module__", "").partition("numpy.")
    return f"{within}.{func.__name__}" if within else func.__name__


def _listed(names: Any) -> str:
    return ", ".join(f"{name}=" for name in names) or "nothing"
