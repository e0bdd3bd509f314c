"""One dispatch for all the number types that compute derivatives.

A `Box` is a number with something attached: a `Tensor` remembers how it was computed, a `Dual` carries a tangent.
Every call on a box (an operator, a NumPy function, a function of ours) arrives at `apply`, with a `Primitive` that
holds the derivative rules of the function and was found in one table [RULES].

Boxes nest.  Each has a *level*, and `apply` hands the call to the highest level among the arguments.  That box unwraps
the boxes of its own level, treats all others as constants, and calls the same function on what was inside.  If that is
another box, of a lower level, the same happens again.  So derivatives of derivatives are right without further code.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from functools import partial, wraps
from itertools import count
from typing import Any, TypeVar

Array = Any  # an ndarray, a NumPy scalar, or a box: what a derivative rule computes with
Function = Callable[..., Array]
Rule = Function
Plain = TypeVar("Plain", bound=Function)  # keeps its arguments and their names when it gets derivatives
Options = dict[str, Any]  # the arguments that are not arrays, such as axis
Index = Any  # whatever can be in brackets: integers, slices, arrays of integers or booleans, …

fresh_level: Callable[[], int] = count(1).__next__  # later means further inside, hence higher


class Every(dict[int, Rule]):
    """One rule `rule(i, ...)` for each argument `i` of a function that takes any number of arrays."""

    def __init__(self, rule: Callable[..., Array]) -> None:
        self.rule = rule

    def __missing__(self, i: int) -> Rule:
        return self.setdefault(i, partial(self.rule, i))


@dataclass(slots=True, eq=False)
class Primitive:
    """A function with derivative rules.

    `vjps[i](g, y, *args, **options)` is the gradient of argument i, given the gradient g of the result y (reverse
    mode); `jvps[i](t, y, *args, **options)` is what the tangent t of argument i adds to the tangent of y (forward
    mode). `batches` says that the jvps also take tangents with one more axis in front, or return NotImplemented for
    shapes of these that they can't handle; otherwise there is one call for each direction.
    `keeps` says that the rules use the *values* of other arguments, so these must not change.
    `function` can be called on anything, and leads boxes back to `apply`; `plain` takes plain arrays.
    `arrays` is the number of arguments that are arrays, None for any number; the options come after them.
    A primitive without rules has no derivative (a comparison, argmax), so its results are plain arrays.
    """

    name: str
    plain: Callable[..., Array]
    vjps: tuple[Rule, ...] | Every | None = None
    jvps: tuple[Rule, ...] | Every | None = None
    _: KW_ONLY
    arrays: int | None = 1
    batches: bool = False
    keeps: bool = True
    function: Callable[..., Array] = field(init=False)

    def __post_init__(self) -> None:
        self.function = self.plain

    def __repr__(self) -> str:
        return f"<primitive {self.name}>"


def own(primitive: Primitive) -> Function:
    """Make the function for a primitive that NumPy lacks; it takes plain arrays and boxes alike."""

    @wraps(primitive.plain)
    def function(*args: Array, **options: object) -> Array:
        return apply(primitive, *args, **options)

    primitive.function = function
    RULES[function] = primitive
    return function


RULES: dict[Callable[..., Any], Primitive] = {}  # NumPy's function (or ours) -> its primitive
DERIVED: dict[Callable[..., Any], Callable[..., Any]] = {}  # NumPy's function -> the same in primitives


def apply(primitive: Primitive, *args: Array, **options: object) -> Array:
    """Call a primitive: on the innermost boxes among its arguments, or on plain arrays if there are no boxes."""
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
    """A number with something attached: what Tensor, Dual and the others have in common.

    `inner` is the number inside: an array, a NumPy scalar, or a box of a lower level.
    """

    __slots__ = ("inner", "level")
    may_index = False  # whether it can stand in an index, as an array of integers does
    inner: Any
    level: int

    def __reduce__(self) -> Any:
        return type(self).__name__  # so that a copy is the same number, with its derivative; pickle refuses it

    def record(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute the primitive on the insides of this level's boxes, and what is attached to the result."""
        raise NotImplementedError

    def constant(self, primitive: Primitive, args: tuple[Array, ...], options: Options) -> Array:
        """Compute a function that has no derivative, on the insides of this level's boxes."""
        raise NotImplementedError

    def no_rule(self, primitive: Primitive, i: int) -> TypeError:
        return TypeError(
            f"argument {i} of {primitive.name} (from 0) is a constant without a derivative rule: give a plain array, "
            f"such as the .data of this {type(self).__name__}"
        )

    def mixed(self, other: "Box") -> TypeError:
        return TypeError(
            f"a {type(self).__name__} and a {type(other).__name__} of the same level can't be combined: "
            "nest them with sgdlab.grad, jvp or hvp, which keep the two derivatives apart"
        )
