"""One dispatch for every number type that computes a derivative.

A `Box` is a number with something attached: a `Tensor` remembers how it was made, a `Dual` carries a tangent.
Whatever is called on one (an operator, a NumPy function, a function of ours) arrives at `apply` [apply], with
the primitive's derivative rules [Primitive] found in one table [RULES].

Boxes nest.  Each has a *level*; `apply` hands the call to the highest level among the arguments, which unwraps its
own boxes, leaves all others alone as constants, and calls the same function on what was inside.  If that is again a
box, of a lower level, the same happens there.  So derivatives of derivatives are right without further code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import partial, wraps
from itertools import count
from typing import Any, Protocol

Array = Any  # an ndarray, a NumPy scalar, or a box: what a derivative rule computes with
Function = Callable[..., Array]
Rule = Function
Options = dict[str, Any]  # the arguments that are not arrays, such as axis
Index = Any  # what stands in brackets: integers, slices, arrays of integers or booleans, …

fresh_level: Callable[[], int] = count(1).__next__  # later means further inside, hence higher


class RulesByArgument(Protocol):
    """Rules by argument number: a tuple, or `Every` for functions of any number of arrays."""

    def __getitem__(self, i: int, /) -> Rule: ...


class Every(dict[int, Rule]):
    """One rule `rule(i, ...)` for each argument `i` of a function that takes any number of arrays."""

    def __init__(self, rule: Callable[..., Array]) -> None:
        self.rule = rule

    def __missing__(self, i: int) -> Rule:
        return self.setdefault(i, partial(self.rule, i))


@dataclass(slots=True, eq=False)
class Primitive:
    """A function with derivative rules.

    `vjps[i](g, y, *args, **options)` is the gradient of argument i where g is that of the result y (reverse mode);
    `jvps[i](t, y, *args, **options)` is what the tangent t of argument i adds to that of y (forward mode).
    `batches` says that the jvps also take tangents with one more axis in front; where they don't, `many[i]` may
    (it returns NotImplemented for shapes that it does not know), and else there is one call for each direction.
    `keeps` says that the rules use the *values* of other arguments, which must then not change.
    `function` may be called on anything: given boxes it arrives at `apply` again; `plain` is for plain arrays.
    `arrays` is how many arguments are arrays, None for any number; what follows them are `options`.
    A primitive without rules has no derivative (a comparison, argmax): its results are plain arrays.
    """

    name: str
    plain: Callable[..., Array]
    vjps: RulesByArgument | None = None
    jvps: RulesByArgument | None = None
    _: KW_ONLY
    arrays: int | None = 1
    options: Sequence[str] = ()
    batches: bool = False
    many: RulesByArgument | None = None
    keeps: bool = True
    function: Callable[..., Array] = field(init=False)

    def __post_init__(self) -> None:
        self.function = self.plain

    def __repr__(self) -> str:
        return f"<primitive {self.name}>"


def own(primitive: Primitive) -> Function:
    """Make a function of a primitive that NumPy lacks, to be called on plain arrays and boxes alike."""

    @wraps(primitive.plain)
    def function(*args: Array, **options: Any) -> Array:
        return apply(primitive, *args, **options)

    primitive.function = function
    RULES[function] = primitive
    return function


RULES: dict[Callable[..., Any], Primitive] = {}  # NumPy's function (or ours) -> its primitive
DERIVED: dict[Callable[..., Any], Callable[..., Any]] = {}  # NumPy's function -> the same in primitives, if need be


def apply(primitive: Primitive, *args: Array, **options: Any) -> Array:
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

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute the primitive on what is inside the boxes of this level, and what is attached to the result."""
        raise NotImplementedError

    def constant(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
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
