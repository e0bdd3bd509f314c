"""What batches, gradient methods, optimizers, searches and stop rules have in common.

- settings that are checked once, and a repr           [Part]
- types of settings, with their checks                 [Count, Flag, Positive]
- the error for a class that was not called            [made]
- the error for a part that is not to be called        [uncalled]
- the name of a part in the recipe of a run            [part_name]
"""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache, partial, wraps
from types import NoneType
from typing import Annotated, ClassVar, Self, TypeAlias, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np

from sgdlab.calls import example, wrong_call
from sgdlab.checks import flag, number, whole
from sgdlab.quantities import Given

Call = TypeVar("Call", bound=Callable[..., object])

Count: TypeAlias = Annotated[int, whole]
Flag: TypeAlias = Annotated[bool, flag]
Positive: TypeAlias = Annotated[float, partial(number, above=0)]


@cache
def _checks(part: type) -> dict[str, tuple[Callable[[Given, str], object], bool]]:
    """For each setting of type Annotated[kind, check]: its check (value, name) -> value, and if None is allowed."""
    found = {}
    for name, hint in get_type_hints(part, include_extras=True).items():
        optional = NoneType in get_args(hint)
        for one in get_args(hint) if optional else [hint]:
            if get_origin(one) is Annotated:
                found[name] = one.__metadata__[0], optional
    return found


class Part:
    """A frozen dataclass of settings: their types check them, and its repr is the call that makes it.

    A class that you call to make a part is named like a function, as in `adam(0.01)`.  A part that you use as it is has
    a `name`; without settings, as `backprop`, it is the only instance of its class.  A recipe shows a part's `words`.
    """

    name: ClassVar[str] = ""
    vectorized: ClassVar[bool] = True  # takes a whole ensemble (S, P) as one array, which your own function may not

    def __new__(cls, *args: object, **settings: object) -> Self:
        if wrong := wrong_call(cls, args, settings):
            raise TypeError(wrong)
        return super().__new__(cls)

    def __reduce__(self) -> str | tuple[object, ...]:
        if self.name and not fields(self):  # type: ignore[arg-type]
            return self.name  # so that a copy is the only instance, too
        return object.__new__, (type(self),), vars(self)  # and not a call, whose arguments would be checked

    def __post_init__(self) -> None:
        for name, (check, optional) in _checks(type(self)).items():  # type: ignore[arg-type]
            value = getattr(self, name)
            if value is not None or not optional:
                object.__setattr__(self, name, check(value, name))

    def __repr__(self) -> str:
        shown = []
        for k, field in enumerate(fields(self)):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if field.repr and (np.ndim(value) or value != field.default):
                shown.append(repr(value) if k == 0 and not field.kw_only else f"{field.name}={value!r}")
        if self.name and not shown:
            return self.name
        return f"{self.name or type(self).__name__}({', '.join(shown)})"


def uncalled(call: Call) -> Call:
    """Wrap the `__call__` of a part such as `backprop`: the error of `backprop()` says to leave out the parentheses.

    That of settings says where they belong, and that of other wrong arguments names the right ones.
    """

    @wraps(call)
    def checked(self: Part, *args: object, **options: object) -> object:
        if not args and not options:
            raise TypeError(f"{self!r} is used without calling it: leave out the () at the end")
        if not args and {*options} <= {field.name for field in fields(self)}:  # type: ignore[arg-type]
            raise TypeError(f"{self!r} is made already: write {replace(self, **options)!r}")  # type: ignore[type-var]
        try:
            return call(self, *args, **options)
        except TypeError:
            if wrong := wrong_call(call.__get__(self), args, options, repr(self)):
                raise TypeError(wrong) from None
            raise

    return cast(Call, checked)


def made(value: Given, name: str) -> Given:
    """Return the value unless it is a class; the error for a class says how to call it."""
    if isinstance(value, type):
        raise TypeError(f"{name}: you gave the class {value.__name__} itself; write {value.__name__}({example(value)})")
    return value


def part_name(part: Given) -> str:
    """Return the name of a part in a recipe: its own `words`, or the name of your function.

    >>> def my_rule(gradient, params): ...
    >>> part_name(my_rule)
    'your my_rule'
    """
    own = getattr(part, "words", None)
    return own if isinstance(own, str) else f"your {getattr(part, '__name__', type(part).__name__).strip('<>')}"
